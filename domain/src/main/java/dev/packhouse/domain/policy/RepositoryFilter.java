package dev.packhouse.domain.policy;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.lifecycle.Repository;

/**
 * Which repositories of an account a caller sees. It is a value, so that a store can translate it into a query without the
 * rules. Public repositories are always seen.
 *
 * @param everyPrivate whether the caller sees every private repository of the account
 * @param privateWithRole whether the caller sees the private repositories on which the caller has a role
 */
public record RepositoryFilter(boolean everyPrivate, boolean privateWithRole) {

    /** Public repositories only. */
    public static final RepositoryFilter PUBLIC = new RepositoryFilter(false, false);

    /**
     * Whether the caller sees a repository.
     *
     * @param role the role of the caller on it
     */
    public boolean shows(Repository repository, Role role) {
        return !repository.privateRepository() || everyPrivate || (privateWithRole && role.includes(Role.READ));
    }
}
