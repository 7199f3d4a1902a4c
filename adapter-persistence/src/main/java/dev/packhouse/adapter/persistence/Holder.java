package dev.packhouse.adapter.persistence;

import dev.packhouse.domain.access.Principal;
import java.util.Optional;

/**
 * Who roles are given to: a user, or a repository for its workflows.
 *
 * @param kind as the database has it
 * @param id the number of the user or the repository; 0, which nothing has, for a caller whom nothing can be given to
 */
record Holder(String kind, long id) {

    static final String USER = "user";
    static final String REPOSITORY = "repository";

    static final Holder NOBODY = new Holder(USER, 0);

    static Holder of(Optional<Principal> caller) {
        if (caller.isPresent() && caller.get() instanceof Principal.ActionsToken workflow) {
            return new Holder(REPOSITORY, workflow.repository().id().value());
        }
        return caller.flatMap(Principal::user)
                .map(user -> new Holder(USER, user.id().value()))
                .orElse(NOBODY);
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
