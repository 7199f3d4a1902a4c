package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.Visibility;
import java.util.Set;

/**
 * How far a caller reaches into a namespace: which of its facts about a package give a caller which role there. A value,
 * so that a store can turn it into a query and need not know the rules.
 *
 * <p>The role on a package is the highest of: admin, if {@link #admin}; read, if its visibility is one of
 * {@link #readable}; the role given on the package itself, if its visibility is one of {@link #grantable}; the role on its
 * repository, if {@link #repositoryRoles} says that this counts.
 *
 * @param admin whether the caller is admin of every package here
 * @param readable the visibilities that the caller may read without a role
 * @param grantable the visibilities with which a role on the package counts
 * @param repositoryRoles when a role on the linked repository counts
 */
public record AccessFilter(
        boolean admin, Set<Visibility> readable, Set<Visibility> grantable, RepositoryRoles repositoryRoles) {

    /** When the role on the linked repository is a role on the package. */
    public enum RepositoryRoles {
        /** Always; roles on the package itself do not count then: a repository-scoped registry. */
        COUNT_ALWAYS,
        /** If the package inherits access from its repository. */
        COUNT_IF_INHERITED
    }

    /** Checks that nothing is null. */
    public AccessFilter {
        readable = Set.copyOf(readable);
        grantable = Set.copyOf(grantable);
        requireNonNull(repositoryRoles, "byRepository");
    }

    /** The role that a caller with this reach, and these roles, has on a package. */
    public Role roleOn(Package subject, Role packageRole, Role repositoryRole) {
        if (admin) {
            return Role.ADMIN;
        }
        Role role = readable.contains(subject.visibility()) ? Role.READ : Role.NONE;
        if (grantable.contains(subject.visibility())) {
            role = role.or(packageRole);
        }
        return countsRepositoryOf(subject) ? role.or(repositoryRole) : role;
    }

    private boolean countsRepositoryOf(Package subject) {
        return subject.repository().isPresent()
                && (repositoryRoles == RepositoryRoles.COUNT_ALWAYS || subject.inheritsAccess());
    }
}
