package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.domain.access.Principal;
import java.util.Optional;

/**
 * Who roles are given to: a user, or a repository for its workflows.
 *
 * @param kind as the database has it
 * @param id the number of the user or the repository; 0, which nothing has, for a caller whom nothing can be given to
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

    /** The user's number for a lookup of roles on repositories; workflows have none there. */
    long user() {
        return kind.equals(USER) ? id : 0;
    }

    /** The repository whose workflow this is; 0 if it is none. */
    long ownRepository() {
        return kind.equals(REPOSITORY) ? id : 0;
    }
}
