package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.domain.access.Principal;
import java.util.Optional;

/**
 * The holder of roles: a user, or a repository for its workflows.
 *
 * @param id the id of the user or the repository; 0, which no row has, for a caller that cannot have roles
 */
public record RoleGrantee(Kind kind, long id) {

    /** A caller that cannot have roles. */
    public static final RoleGrantee NONE = user(0);

    /** The kinds of holders. */
    enum Kind {
        USER("user"),
        REPOSITORY("repository");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Returns the kind in the form of the database. */
        String label() {
            return label;
        }
    }

    public static RoleGrantee user(long id) {
        return new RoleGrantee(Kind.USER, id);
    }

    public static RoleGrantee repository(long id) {
        return new RoleGrantee(Kind.REPOSITORY, id);
    }

    public static RoleGrantee of(Optional<Principal> caller) {
        if (caller.isPresent() && caller.get() instanceof Principal.ActionsToken workflow) {
            return repository(workflow.repository().id().value());
        }
        return caller.flatMap(Principal::user)
                .map(user -> user(user.id().value()))
                .orElse(NONE);
    }

    /** Whether the holder is a user, who can also have roles on repositories. */
    boolean isUser() {
        return kind == Kind.USER;
    }
}
