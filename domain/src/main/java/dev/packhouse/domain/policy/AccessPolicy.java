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
 * Who may do what.
 *
 * <p>The checks come in three steps, so that none tells a caller more than the step before has allowed: {@link #checkToken}
 * needs nothing but the token and the request; {@link #checkSso} needs the owner; {@link #checkRole} needs the package.
 * {@link #decide} takes them all at once.
 *
 * <p>Source: "About permissions for GitHub Packages", and the description of each packages operation.
 */
public final class AccessPolicy {

    private final RegistryRules rules;

    /** The policy of one edition of the registries' rules. */
    public AccessPolicy(RegistryRules rules) {
        this.rules = requireNonNull(rules, "rules");
    }

    /**
     * All three steps, in order.
     *
     * @return why the caller may not; empty if they may
     */
    public Optional<Refusal> decide(Principal caller, Operation operation, Package subject, Affiliation affiliation) {
        return checkToken(caller, operation, Optional.of(subject.namespace().type()))
                .or(() -> checkSso(caller, subject.namespace().owner(), affiliation))
                .or(() -> checkRole(operation, subject, affiliation));
    }

    /**
     * Whether a token is good for an operation at all: credential, then kind, then scopes. Decided before anything is
     * looked up, so that even the refusal of an unknown version names the missing scopes.
     *
     * @param type the type of package asked for; empty where none is named
     */
    public Optional<Refusal> checkToken(Principal caller, Operation operation, Optional<PackageType> type) {
        if (caller instanceof Principal.Anonymous) {
            return Optional.of(new Refusal.AuthenticationRequired());
        }
        if (caller instanceof Principal.UnsupportedToken token) {
            return Optional.of(new Refusal.TokenNotSupported(token.kind()));
        }
        if (caller instanceof Principal.ActionsToken token) {
            return checkWorkflow(token, operation, type);
        }
        return checkScopes((Principal.ClassicToken) caller, operation, type);
    }

    /** A workflow needs its permission {@code packages}; and a list of container packages is not open to it. */
    private static Optional<Refusal> checkWorkflow(
            Principal.ActionsToken token, Operation operation, Optional<PackageType> type) {
        Role needed = operation.changes() ? Role.WRITE : Role.READ;
        if (!token.permission().includes(needed)) {
            return Optional.of(new Refusal.TokenNotSupported(TokenKind.INSTALLATION));
        }
        if (operation == Operation.LIST_PACKAGES && type.equals(Optional.of(PackageType.CONTAINER))) {
            return Optional.of(new Refusal.InvalidArgument());
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
     * Whether the owner's single sign-on lets the token in. It is asked of members only: strangers and outside
     * collaborators have no identity there to sign on with.
     */
    public Optional<Refusal> checkSso(Principal caller, Account owner, Affiliation affiliation) {
        boolean required = owner instanceof Organization organization
                && organization.samlSso()
                && affiliation instanceof Affiliation.Known known
                && known.membership() != Membership.NONE
                && caller instanceof Principal.ClassicToken token
                && !token.ssoOrganizations().contains(owner.login());
        return required ? Optional.of(new Refusal.SsoRequired(owner.login())) : Optional.empty();
    }

    /** Whether the caller has the role that the operation needs. An unknown role is let pass. */
    public Optional<Refusal> checkRole(Operation operation, Package subject, Affiliation affiliation) {
        Optional<Role> known = roleOn(subject, affiliation);
        if (known.isEmpty() || known.get().includes(operation.requiredRole())) {
            return Optional.empty();
        }
        return Optional.of(
                known.get() == Role.NONE
                        ? new Refusal.NotReadable(subject.id())
                        : new Refusal.NotAdmin(subject.id(), known.get()));
    }

    /** The role that a caller needs to be shown a package, or a version of one: only admins see what is deleted. */
    public static Role roleToSee(State state) {
        return state == State.ACTIVE ? Role.READ : Role.ADMIN;
    }

    /** The role that a caller of this affiliation has on a package; empty if the backend cannot tell. */
    public Optional<Role> roleOn(Package subject, Affiliation affiliation) {
        if (affiliation instanceof Affiliation.Known known) {
            return Optional.of(filter(subject.namespace(), known.membership())
                    .roleOn(subject, known.packageRole(), known.repositoryRole()));
        }
        return Optional.empty();
    }

    /**
     * How far a caller of this membership reaches into a namespace.
     *
     * <p>Owners administer everything. Everybody reads public packages, members also internal ones. A role on a package
     * counts where the registry is granular; on what an organization does not show to the public, only for its members,
     * since nobody else can be given one. A role on the linked repository counts where the registry is
     * repository-scoped, or the package inherits access.
     */
    public AccessFilter filter(Namespace namespace, Membership membership) {
        boolean granular = !rules.repositoryScoped(namespace.type());
        boolean member = membership != Membership.NONE;
        Set<Visibility> open = EnumSet.of(Visibility.PUBLIC);
        if (granular && member) {
            open.add(Visibility.INTERNAL);
        }
        Set<Visibility> byPackageRole = EnumSet.noneOf(Visibility.class);
        if (granular) {
            boolean personal = !(namespace.owner() instanceof Organization);
            byPackageRole = member || personal ? EnumSet.allOf(Visibility.class) : EnumSet.of(Visibility.PUBLIC);
        }
        return new AccessFilter(
                membership == Membership.OWNER,
                open,
                byPackageRole,
                granular ? AccessFilter.RepositoryRoles.COUNT_IF_INHERITED : AccessFilter.RepositoryRoles.COUNT_ALWAYS);
    }
}
