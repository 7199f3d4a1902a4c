package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides which operations a caller may perform.
 *
 * <p>The checks have three steps, so that a refusal does not reveal facts that an earlier step protects: {@link
 * #checkToken} reads only the token and the request; {@link PermittedToken#checkSso} also reads the owner; {@link
 * AuthorizedCaller#checkRole} reads the package. Each step is a method of the result of the step before it, so that no
 * caller of this class can change their order. {@link #check} performs all three; {@link #explain} performs all of them,
 * also after one has refused.
 *
 * <p>An affiliation that the caller cannot have, such as that of an owner with the account of another user, is an {@link
 * IllegalArgumentException}.
 *
 * <p>Source: "About permissions for GitHub Packages", and the description of each packages operation.
 */
public final class AccessPolicy {

    private final Rules rules;

    /** Creates the policy for these rules. */
    public AccessPolicy(Rules rules) {
        this.rules = requireNonNull(rules, "rules");
    }

    /**
     * Performs all three steps, in order.
     *
     * @param now the time of the request
     * @return the refusal of the first step that refuses; empty if the caller may perform the operation
     */
    public Optional<Refusal> decide(
            Principal caller, Operation operation, Package subject, Affiliation affiliation, Instant now) {
        return check(caller, operation, subject, affiliation, now).refusal();
    }

    /**
     * Performs all three steps, in order.
     *
     * @param now the time of the request
     * @return the access, which policies of deletion and restoration accept
     */
    public Outcome<Access<Package>> check(
            Principal caller, Operation operation, Package subject, Affiliation affiliation, Instant now) {
        return authorize(caller, operation, subject.namespace(), affiliation, now)
                .flatMap(authorized -> authorized.checkRole(subject, affiliation));
    }

    /** Performs all three steps for a deleted package. */
    Outcome<Access<DeletedPackage>> check(
            Principal caller, Operation operation, DeletedPackage subject, Affiliation affiliation, Instant now) {
        return authorize(caller, operation, subject.namespace(), affiliation, now)
                .flatMap(authorized -> authorized.checkRole(subject, affiliation));
    }

    private Outcome<AuthorizedCaller> authorize(
            Principal caller, Operation operation, Namespace namespace, Affiliation affiliation, Instant now) {
        return checkToken(caller, operation, Optional.of(namespace.type()), now)
                .flatMap(permitted -> permitted.checkSso(namespace.owner(), affiliation));
    }

    /**
     * Everything that stands against an operation, in the order of the checks, and what gives the caller the required
     * role.
     *
     * @param now the time of the request
     */
    public Explanation explain(
            Principal caller, Operation operation, Package subject, Affiliation affiliation, Instant now) {
        return explain(caller, operation, subject, affiliation, now, Stream.empty());
    }

    /** Explains an operation with the refusals of its rules, which follow those of the access. */
    Explanation explain(
            Principal caller,
            Operation operation,
            Package subject,
            Affiliation affiliation,
            Instant now,
            Stream<Refusal> rulesRefuse) {
        Optional<Grant> grant = grant(caller, operation.requiredRole(), subject, affiliation);
        Stream<Refusal> accessRefuses = Stream.of(
                        expiry(caller, now),
                        permission(
                                caller,
                                operation,
                                Optional.of(subject.namespace().type())),
                        singleSignOn(caller, subject.namespace().owner(), affiliation),
                        grant.isPresent() ? Optional.<Refusal>empty() : Optional.of(lack(subject, affiliation)))
                .flatMap(Optional::stream);
        return new Explanation(
                grant,
                Stream.concat(accessRefuses, rulesRefuse).map(Objection::of).toList());
    }

    /**
     * Checks that a token permits an operation: first that there is one, then that it is valid, then its kind, then its
     * scopes. Precedes every look-up, so that a request for a version that does not exist is also refused for missing
     * scopes.
     *
     * @param type the type of package in the request; empty if the request has none
     * @param now the time of the request
     */
    public Outcome<PermittedToken> checkToken(
            Principal caller, Operation operation, Optional<PackageType> type, Instant now) {
        return Outcome.unless(
                expiry(caller, now).or(() -> permission(caller, operation, type)),
                () -> new PermittedToken(this, caller, operation));
    }

    private static Optional<Refusal> expiry(Principal caller, Instant now) {
        requireNonNull(caller, "caller");
        requireNonNull(now, "now");
        return caller.validAt(now) ? Optional.empty() : Optional.of(Refusal.of(Refusal.Reason.BAD_CREDENTIALS));
    }

    private Optional<Refusal> permission(Principal caller, Operation operation, Optional<PackageType> type) {
        if (caller instanceof Principal.Anonymous) {
            return Optional.of(Refusal.of(Refusal.Reason.AUTHENTICATION_REQUIRED));
        }
        if (caller instanceof Principal.UnsupportedToken token) {
            return Optional.of(new Refusal.TokenNotSupported(token.kind()));
        }
        if (caller instanceof Principal.ActionsToken token) {
            return checkWorkflow(token, operation, type);
        }
        return missingScopes(((Principal.ClassicToken) caller).scopes(), operation, type);
    }

    /** Members of an organization with single sign-on need a token that is authorized for it; see the caller of this. */
    static Optional<Refusal> singleSignOn(Principal caller, Account owner, Affiliation affiliation) {
        ConsistentFacts.require(caller, owner, affiliation);
        boolean required = owner instanceof Organization organization
                && organization.samlSso()
                && affiliation instanceof Affiliation.Known known
                && known.membership() != Membership.NONE
                && caller instanceof Principal.ClassicToken token
                && !token.ssoOrganizations().contains(owner.login());
        return required ? Optional.of(new Refusal.SsoRequired(owner.login())) : Optional.empty();
    }

    /** A workflow needs its permission {@code packages}, and cannot list container packages. */
    private static Optional<Refusal> checkWorkflow(
            Principal.ActionsToken token, Operation operation, Optional<PackageType> type) {
        Role needed = operation.changes() ? Role.WRITE : Role.READ;
        if (!token.permission().includes(needed)) {
            return Optional.of(new Refusal.TokenNotSupported(TokenKind.INSTALLATION));
        }
        if (operation == Operation.LIST_PACKAGES && type.equals(Optional.of(PackageType.CONTAINER))) {
            return Optional.of(Refusal.of(Refusal.Reason.INVALID_ARGUMENT));
        }
        return Optional.empty();
    }

    /** The refusal of a token that lacks scopes. */
    Optional<Refusal> missingScopes(Scopes scopes, Operation operation, Optional<PackageType> type) {
        List<Scope> required = operation.requiredScopes();
        if (type.isPresent() && rules.isRepositoryScoped(type.get())) {
            required = new ArrayList<>(required);
            required.add(Scope.REPO);
        }
        return scopes.includeAll(required)
                ? Optional.empty()
                : Optional.of(new Refusal.MissingScopes(operation, required, scopes.missingFrom(required)));
    }

    /**
     * The role that is required to see a package or version in this state: read if it is active, admin if it is
     * deleted.
     */
    public static Role roleToSee(State state) {
        return state == State.ACTIVE ? Role.READ : Role.ADMIN;
    }

    /** The role that a caller of this affiliation has on a package; empty if the affiliation is unknown. */
    public Optional<Role> roleOn(Package subject, Affiliation affiliation) {
        requireNonNull(affiliation, "affiliation");
        if (affiliation instanceof Affiliation.Known known) {
            return Optional.of(filter(subject.namespace(), known.membership())
                    .roleOn(subject, known.packageRole(), known.repositoryRole()));
        }
        return Optional.empty();
    }

    /** What gives the caller this role on a package; empty if nothing does. An unknown affiliation passes. */
    Optional<Grant> grant(Principal caller, Role needed, Package subject, Affiliation affiliation) {
        ConsistentFacts.require(caller, subject.namespace().owner(), affiliation);
        if (!(affiliation instanceof Affiliation.Known known)) {
            return Optional.of(Grant.of(Grant.Kind.LEFT_TO_REGISTRY, Role.NONE));
        }
        return filter(subject.namespace(), known.membership()).grants(caller, subject, known).stream()
                .filter(grant -> grant.role().includes(needed))
                .findFirst();
    }

    /** The refusal of a caller to whom nothing gives the required role. */
    Refusal lack(Package subject, Affiliation affiliation) {
        return lack(subject.id(), roleOn(subject, affiliation).orElse(Role.NONE));
    }

    static Refusal lack(PackageId subject, Role actual) {
        return actual == Role.NONE ? new Refusal.NotReadable(subject) : new Refusal.NotAdmin(subject, actual);
    }

    /**
     * The conditions under which a caller of this membership has a role on the packages of a namespace. An owner is admin
     * of every package; all callers read public packages.
     */
    public AccessFilter filter(Namespace namespace, Membership membership) {
        boolean admin = membership == Membership.OWNER;
        return rules.isRepositoryScoped(namespace.type())
                ? repositoryScoped(admin)
                : granular(admin, membership != Membership.NONE, namespace.owner());
    }

    /** A registry without roles of packages: only the roles on the linked repository count. */
    private static AccessFilter repositoryScoped(boolean admin) {
        return new AccessFilter(
                admin,
                EnumSet.of(Visibility.PUBLIC),
                EnumSet.noneOf(Visibility.class),
                AccessFilter.RepositoryRoles.COUNT_ALWAYS);
    }

    /**
     * A registry whose packages have roles of their own. Members of an organization also read internal packages. Other
     * callers cannot be granted a role on its private and internal packages.
     */
    private static AccessFilter granular(boolean admin, boolean member, Account owner) {
        Set<Visibility> readable =
                member ? EnumSet.of(Visibility.PUBLIC, Visibility.INTERNAL) : EnumSet.of(Visibility.PUBLIC);
        Set<Visibility> packageRolesCountFor = member || !(owner instanceof Organization)
                ? EnumSet.allOf(Visibility.class)
                : EnumSet.of(Visibility.PUBLIC);
        return new AccessFilter(admin, readable, packageRolesCountFor, AccessFilter.RepositoryRoles.COUNT_IF_INHERITED);
    }
}
