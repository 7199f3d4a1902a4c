package dev.packhouse.application.service;

import dev.packhouse.application.in.OwnerReference;
import dev.packhouse.application.in.PackageAddress;
import dev.packhouse.application.out.Document;
import dev.packhouse.application.out.Located;
import dev.packhouse.application.out.ReadSession;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import java.util.Optional;

/**
 * What every request passes before its own question is asked, in the order that tells a caller no more than they may
 * know: the token, the scopes, the owner, the single sign-on, the package.
 */
final class Gate {

    private final AccessPolicy access;

    Gate(AccessPolicy access) {
        this.access = access;
    }

    /**
     * A caller who was let in to an owner.
     *
     * @param caller who is asking
     * @param owner whose packages they ask for
     * @param affiliation what the caller is to the owner
     */
    record Admission(Principal caller, Account owner, Affiliation affiliation) {}

    static Outcome<Principal> caller(ReadSession session) {
        return session.principal().map(Outcome::allowed).orElseGet(() -> Outcome.refused(new Refusal.BadCredentials()));
    }

    Outcome<Admission> admit(
            ReadSession session, Operation operation, Optional<PackageType> type, OwnerReference reference) {
        return caller(session)
                .flatMap(caller -> unless(access.checkToken(caller, operation, type), caller))
                .flatMap(caller ->
                        owner(session, caller, reference).flatMap(owner -> enter(session, caller, owner.value())));
    }

    private Outcome<Admission> enter(ReadSession session, Principal caller, Account owner) {
        Affiliation affiliation = session.accounts().affiliationWith(owner);
        return unless(access.checkSso(caller, owner, affiliation), new Admission(caller, owner, affiliation));
    }

    static Outcome<Document<Account>> owner(ReadSession session, Principal caller, OwnerReference reference) {
        if (reference instanceof OwnerReference.Caller) {
            return caller.user().isPresent()
                    ? found(session.accounts().find(caller.user().get().id()))
                    : Outcome.refused(
                            caller instanceof Principal.Anonymous
                                    ? new Refusal.AuthenticationRequired()
                                    : new Refusal.TokenNotSupported(TokenKind.INSTALLATION));
        }
        if (reference instanceof OwnerReference.OrganizationLogin organization) {
            return found(organization(find(session, organization.login())));
        }
        if (reference instanceof OwnerReference.OrganizationNumber organization) {
            return found(organization(find(session, organization.id())));
        }
        if (reference instanceof OwnerReference.AnyNumber any) {
            return found(find(session, any.id()));
        }
        if (reference instanceof OwnerReference.AnyLogin any) {
            return found(find(session, any.login()));
        }
        return Outcome.refused(new Refusal.OwnerNotFound());
    }

    private static Optional<Document<Account>> find(ReadSession session, Login login) {
        return session.accounts().find(login);
    }

    private static Optional<Document<Account>> find(ReadSession session, AccountId id) {
        return session.accounts().find(id);
    }

    private static Optional<Document<Account>> organization(Optional<Document<Account>> account) {
        return account.filter(found -> found.value() instanceof Organization);
    }

    private static Outcome<Document<Account>> found(Optional<Document<Account>> account) {
        return account.map(Outcome::allowed).orElseGet(() -> Outcome.refused(new Refusal.OwnerNotFound()));
    }

    /** Where the address points; refused if no package of its type can have such a name. */
    static Outcome<PackageName> name(PackageAddress address) {
        try {
            return Outcome.allowed(new PackageName(address.type(), address.name()));
        } catch (IllegalArgumentException e) {
            return Outcome.refused(new Refusal.PackageNotFound());
        }
    }

    /** The active package, if the caller may do this with it. */
    Outcome<Located<Document<Package>>> active(
            ReadSession session, Admission admission, Operation operation, PackageAddress address) {
        Namespace namespace = new Namespace(admission.owner(), address.type());
        return name(address)
                .flatMap(name -> session.packages()
                        .active(namespace, name)
                        .map(located -> permit(operation, located))
                        .orElseGet(() -> Outcome.refused(new Refusal.PackageNotFound())));
    }

    private Outcome<Located<Document<Package>>> permit(Operation operation, Located<Document<Package>> located) {
        return unless(access.checkRole(operation, located.subject().value(), located.affiliation()), located);
    }

    static <T> Outcome<T> unless(Optional<Refusal> refusal, T value) {
        return refusal.<Outcome<T>>map(Outcome::refused).orElseGet(() -> Outcome.allowed(value));
    }
}
