package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.domain.access.Principal;
import java.util.Optional;

/**
 * The holder of roles: a user, or a repository for its workflows.
 *
 * @param kind the kind in the form of the database
 * @param id the id of the user or the repository; 0, which no row has, for a caller that cannot have roles
 */
public record RoleGrantee(String kind, long id) {

    public static final String USER = "user";
    public static final String REPOSITORY = "repository";

    public static final RoleGrantee NONE = new RoleGrantee(USER, 0);

    public static RoleGrantee of(Optional<Principal> caller) {
        if (caller.isPresent() && caller.get() instanceof Principal.ActionsToken workflow) {
            return new RoleGrantee(REPOSITORY, workflow.repository().id().value());
        }
        return caller.flatMap(Principal::user)
                .map(user -> new RoleGrantee(USER, user.id().value()))
                .orElse(NONE);
    }

    /** Returns the id of the user for a query of roles on repositories; 0 for a workflow, which has no such roles. */
    long user() {
        return kind.equals(USER) ? id : 0;
    }

    /** Returns the id of the repository of a workflow; 0 for a user. */
    long ownRepository() {
        return kind.equals(REPOSITORY) ? id : 0;
    }
}
