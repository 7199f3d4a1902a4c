package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.policy.Grant.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The conditions under which a caller has a role on the packages of a namespace. It is a value, so that a store can
 * translate it into a query without the rules.
 *
 * <p>The role on a package is the highest of: admin, if {@link #admin}; read, if its visibility is one of {@link
 * #readable}; the role granted on the package itself, if its visibility is one of {@link #packageRolesCountFor}; the role on its
 * linked repository, if it counts by {@link #repositoryRoles}.
 *
 * @param admin whether the caller is admin of every package of the namespace
 * @param readable the visibilities that the caller may read without a role
 * @param packageRolesCountFor the visibilities for which a role on the package itself counts
 * @param repositoryRoles when a role on the linked repository counts
 */
public record AccessFilter(
        boolean admin,
        Set<Visibility> readable,
        Set<Visibility> packageRolesCountFor,
        RepositoryRoles repositoryRoles) {

    /** When the role on the linked repository is a role on the package. */
    public enum RepositoryRoles {
        /** Always; roles on the package itself do not count. This is a repository-scoped registry. */
        COUNT_ALWAYS,
        /** Only if the package inherits access from its repository. */
        COUNT_IF_INHERITED
    }

    /** Checks that nothing is null. */
    public AccessFilter {
        readable = Set.copyOf(readable);
        packageRolesCountFor = Set.copyOf(packageRolesCountFor);
        requireNonNull(repositoryRoles, "repositoryRoles");
    }

    /** The role on a package of a caller with these roles on the package itself and on its linked repository. */
    public Role roleOn(Package subject, Role packageRole, Role repositoryRole) {
        return roleOn(
                subject.visibility(),
                subject.inheritsAccess(),
                packageRole,
                subject.repository().isPresent() ? repositoryRole : Role.NONE);
    }

    /**
     * The role on a package of which only these facts are known.
     *
     * @param packageRole the role of the caller on the package itself
     * @param repositoryRole the role of the caller on the linked repository; {@link Role#NONE} if none is linked
     */
    public Role roleOn(Visibility visibility, boolean inheritsAccess, Role packageRole, Role repositoryRole) {
        Role role = roleWithoutGrants(visibility);
        if (packageRolesCountFor.contains(visibility)) {
            role = role.or(packageRole);
        }
        return repositoryRoles == RepositoryRoles.COUNT_ALWAYS || inheritsAccess ? role.or(repositoryRole) : role;
    }

    /** The role on every package of this visibility, without any role on the package or its repository. */
    public Role roleWithoutGrants(Visibility visibility) {
        if (admin) {
            return Role.ADMIN;
        }
        return readable.contains(visibility) ? Role.READ : Role.NONE;
    }

    /** Everything that gives the caller a role on a package, the owner first. */
    List<Grant> grants(Principal caller, Package subject, Affiliation.Known affiliation) {
        List<Grant> grants = new ArrayList<>();
        Login owner = subject.namespace().owner().login();
        if (admin) {
            boolean own = caller.owns(subject.namespace().owner());
            grants.add(Grant.of(own ? Kind.NAMESPACE_OWNER : Kind.ORGANIZATION_OWNER, Role.ADMIN, owner));
        }
        if (readable.contains(subject.visibility())) {
            grants.add(
                    subject.visibility() == Visibility.PUBLIC
                            ? Grant.of(Kind.PUBLIC_VISIBILITY, Role.READ)
                            : Grant.of(Kind.INTERNAL_VISIBILITY, Role.READ, owner));
        }
        if (packageRolesCountFor.contains(subject.visibility()) && affiliation.packageRole() != Role.NONE) {
            grants.add(Grant.of(Kind.PACKAGE_ROLE, affiliation.packageRole()));
        }
        if (countsRepositoryOf(subject) && affiliation.repositoryRole() != Role.NONE) {
            grants.add(Grant.of(
                    affiliation.repositoryRole(),
                    subject.repository().orElseThrow().name()));
        }
        return grants;
    }

    private boolean countsRepositoryOf(Package subject) {
        return subject.repository().isPresent()
                && (repositoryRoles == RepositoryRoles.COUNT_ALWAYS || subject.inheritsAccess());
    }
}
