package dev.packhouse.application.service;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Access;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.AuthorizedCaller;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.PermittedToken;
import dev.packhouse.domain.policy.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * Authorizes requests: looks up the facts that each check of {@link AccessPolicy} requires, when the check before it has
 * passed. The owner is looked up after the token was checked, and the package after the single sign-on.
 */
final class RequestAuthorizer {

    /** A package id as in the list of deleted packages: no sign, no leading zero, ASCII digits only. */
    private static final Pattern PACKAGE_ID = Pattern.compile("[1-9][0-9]*");

    private final AccessPolicy access;

    RequestAuthorizer(AccessPolicy access) {
        this.access = access;
    }

    /** Performs the checks that do not depend on a package. */
    Outcome<AuthorizedCaller> authorize(
            ReadSession session,
            Principal caller,
            Operation operation,
            Optional<PackageType> type,
            OwnerReference reference,
            Instant now) {
        return access.checkToken(caller, operation, type, now)
                .flatMap(permitted ->
                        owner(session, caller, reference).flatMap(owner -> checkSso(session, permitted, owner)));
    }

    private static Outcome<AuthorizedCaller> checkSso(ReadSession session, PermittedToken permitted, Account owner) {
        return permitted.checkSso(owner, session.accounts().affiliationWith(owner));
    }

    /** The account of a reference, as the owner of packages or repositories. */
    static Outcome<Account> owner(ReadSession session, Principal caller, OwnerReference reference) {
        return query(caller, reference)
                .flatMap(query -> found(session.accounts().find(query)));
    }

    /** The account of a reference, as the registry shows it. */
    static Outcome<WithSource<Account>> account(ReadSession session, Principal caller, OwnerReference reference) {
        return query(caller, reference)
                .flatMap(query -> found(session.accounts().document(query)));
    }

    private static Outcome<AccountQuery> query(Principal caller, OwnerReference reference) {
        if (reference instanceof OwnerReference.Caller) {
            return caller.user()
                    .map(user -> Outcome.<AccountQuery>allowed(new AccountQuery.OfCaller(user)))
                    .orElseGet(() -> Outcome.refused(
                            caller instanceof Principal.Anonymous
                                    ? Refusal.of(Refusal.Reason.AUTHENTICATION_REQUIRED)
                                    : new Refusal.TokenNotSupported(TokenKind.INSTALLATION)));
        }
        if (reference instanceof OwnerReference.OrganizationLogin organization) {
            return Outcome.allowed(AccountQuery.organization(organization.login()));
        }
        if (reference instanceof OwnerReference.OrganizationNumber organization) {
            return Outcome.allowed(AccountQuery.organization(organization.id()));
        }
        if (reference instanceof OwnerReference.AnyNumber any) {
            return Outcome.allowed(AccountQuery.any(any.id()));
        }
        if (reference instanceof OwnerReference.AnyLogin any) {
            return Outcome.allowed(AccountQuery.any(any.login()));
        }
        // An invalid login belongs to no account.
        return Outcome.refused(Refusal.of(Refusal.Reason.OWNER_NOT_FOUND));
    }

    /** The account, or the refusal of one that does not exist. */
    static <T> Outcome<T> found(Optional<T> account) {
        return account.map(Outcome::allowed)
                .orElseGet(() -> Outcome.refused(Refusal.of(Refusal.Reason.OWNER_NOT_FOUND)));
    }

    /**
     * Parses the name in the address; a name that is not valid for the type is refused like a package that does not
     * exist.
     */
    static Outcome<PackageName> name(PackageAddress address) {
        try {
            return Outcome.allowed(new PackageName(address.type(), address.name()));
        } catch (IllegalArgumentException e) {
            return Outcome.refused(Refusal.of(Refusal.Reason.PACKAGE_NOT_FOUND));
        }
    }

    /**
     * An active package that the caller may use for the operation.
     *
     * @param document the package with its source
     * @param affiliation the affiliation of the caller with it
     * @param access the access of the caller to it
     */
    record FoundPackage(WithSource<Package> document, Affiliation affiliation, Access<Package> access) {

        Package value() {
            return document.value();
        }
    }

    /** The active package of the address, if the caller has the role that the operation requires. */
    static Outcome<FoundPackage> active(ReadSession session, AuthorizedCaller authorized, PackageAddress address) {
        return find(authorized, address, session.packages()::active);
    }

    /** As {@link #active}, to read versions of the package. */
    static Outcome<FoundPackage> parent(ReadSession session, AuthorizedCaller authorized, PackageAddress address) {
        return find(authorized, address, session.packages()::parent);
    }

    private static Outcome<FoundPackage> find(
            AuthorizedCaller authorized,
            PackageAddress address,
            BiFunction<Namespace, PackageName, Optional<Located<WithSource<Package>>>> lookup) {
        return name(address)
                .flatMap(name -> lookup.apply(namespace(authorized, address), name)
                        .map(located -> checkRole(authorized, located))
                        .orElseGet(() -> Outcome.refused(Refusal.of(Refusal.Reason.PACKAGE_NOT_FOUND))));
    }

    static Namespace namespace(AuthorizedCaller authorized, PackageAddress address) {
        return new Namespace(authorized.owner(), address.type());
    }

    private static Outcome<FoundPackage> checkRole(AuthorizedCaller authorized, Located<WithSource<Package>> located) {
        return authorized
                .checkRole(located.subject().value(), located.affiliation())
                .map(access -> new FoundPackage(located.subject(), located.affiliation(), access));
    }

    /**
     * The deleted package, if the caller may restore it: of several with the name the one deleted last, or the one that the
     * token names.
     */
    static Outcome<Access<DeletedPackage>> deleted(
            ReadSession session, AuthorizedCaller authorized, PackageAddress address, Optional<String> token) {
        Namespace namespace = namespace(authorized, address);
        return name(address).flatMap(name -> {
            Optional<Located<DeletedPackage>> found = token.isEmpty()
                    ? session.packages().lastDeleted(namespace, name)
                    : packageId(token.get()).flatMap(id -> session.packages().deleted(namespace, name, id));
            return found.map(located -> authorized.checkRole(located.subject(), located.affiliation()))
                    .orElseGet(() -> Outcome.refused(Refusal.of(Refusal.Reason.PACKAGE_NOT_FOUND)));
        });
    }

    /** Parses a restore token: the id of a deleted package as in the list of deleted packages. */
    private static Optional<PackageId> packageId(String token) {
        if (!PACKAGE_ID.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PackageId(Long.parseLong(token)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
