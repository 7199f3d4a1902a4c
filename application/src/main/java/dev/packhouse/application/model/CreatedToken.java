package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

/**
 * A token at its creation, with its secret, which the backend does not keep.
 *
 * @param id the number by which it is revoked
 * @param token the token itself
 */
public record CreatedToken(long id, String token) {

    /** Checks that nothing is null. */
    public CreatedToken {
        requireNonNull(token, "token");
    }

    /** Without the token, so that no log contains it. */
    @Override
    public String toString() {
        return "CreatedToken[id=%d]".formatted(id);
    }
}
