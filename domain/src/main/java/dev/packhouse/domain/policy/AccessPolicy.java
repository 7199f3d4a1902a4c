package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.RegistryRules;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which operations a caller may perform.
 *
 * <p>The checks have three steps, so that a refusal does not reveal facts that an earlier step protects: {@link
 * #checkToken} reads only the token and the request; {@link PermittedToken#checkSso} also reads the owner; {@link
 * AuthorizedCaller#checkRole} reads the package. Each step is a method of the result of the step before it, so that no
 * caller of this class can change their order. {@link #decide} performs all three.
 *
 * <p>Source: "About permissions for GitHub Packages", and the description of each packages operation.
 */
public final class AccessPolicy {

    private final RegistryRules rules;

    /** Creates the policy for one edition of the rules. */
    public AccessPolicy(RegistryRules rules) {
        this.rules = requireNonNull(rules, "rules");
    }

    /**
     * Performs all three steps, in order.
     *
     * @return the refusal of the first step that refuses; empty if the caller may perform the operation
     */
    public Optional<Refusal> decide(Principal caller, Operation operation, Package subject, Affiliation affiliation) {
        return check(caller, operation, subject, affiliation).refusal();
    }

    /** Performs all three steps, in order. */
    Outcome<Access<Package>> check(Principal caller, Operation operation, Package subject, Affiliation affiliation) {
        return authorize(caller, operation, subject.namespace(), affiliation)
                .flatMap(authorized -> authorized.checkRole(subject, affiliation));
    }

    /** Performs all three steps for a deleted package. */
    Outcome<Access<DeletedPackage>> check(
            Principal caller, Operation operation, DeletedPackage subject, Affiliation affiliation) {
        return authorize(caller, operation, subject.namespace(), affiliation)
                .flatMap(authorized -> authorized.checkRole(subject, affiliation));
    }

    private Outcome<AuthorizedCaller> authorize(
            Principal caller, Operation operation, Namespace namespace, Affiliation affiliation) {
        return checkToken(caller, operation, Optional.of(namespace.type()))
                .flatMap(permitted -> permitted.checkSso(namespace.owner(), affiliation));
    }

    /**
     * Checks that a token permits an operation: first that there is one, then its kind, then its scopes. Precedes every
     * look-up, so that a request for a version that does not exist is also refused for missing scopes.
     *
     * @param type the type of package in the request; empty if the request has none
     */
    public Outcome<PermittedToken> checkToken(Principal caller, Operation operation, Optional<PackageType> type) {
        return Outcome.unless(refusal(caller, operation, type), () -> new PermittedToken(this, caller, operation));
    }

    private Optional<Refusal> refusal(Principal caller, Operation operation, Optional<PackageType> type) {
        if (caller instanceof Principal.Anonymous) {
            return Optional.of(Refusal.of(Refusal.Reason.AUTHENTICATION_REQUIRED));
        }
        if (caller instanceof Principal.UnsupportedToken token) {
            return Optional.of(new Refusal.TokenNotSupported(token.kind()));
        }
        if (caller instanceof Principal.ActionsToken token) {
            return checkWorkflow(token, operation, type);
        }
        return checkScopes((Principal.ClassicToken) caller, operation, type);
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

    private Optional<Refusal> checkScopes(
            Principal.ClassicToken token, Operation operation, Optional<PackageType> type) {
        List<Scope> required = operation.requiredScopes();
        if (type.isPresent() && rules.repositoryScoped(type.get())) {
            required = new ArrayList<>(required);
            required.add(Scope.REPO);
        }
        return token.scopes().includeAll(required)
                ? Optional.empty()
                : Optional.of(new Refusal.MissingScopes(
                        operation, required, token.scopes().missingFrom(required)));
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
        if (affiliation instanceof Affiliation.Known known) {
            return Optional.of(filter(subject.namespace(), known.membership())
                    .roleOn(subject, known.packageRole(), known.repositoryRole()));
        }
        return Optional.empty();
    }

    /**
     * The conditions under which a caller of this membership has a role on the packages of a namespace. An owner is admin
     * of every package; all callers read public packages.
     */
    public AccessFilter filter(Namespace namespace, Membership membership) {
        boolean admin = membership == Membership.OWNER;
        return rules.repositoryScoped(namespace.type())
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
