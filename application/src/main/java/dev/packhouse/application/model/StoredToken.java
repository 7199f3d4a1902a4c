package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.state.RegistryState.TokenEntry;

/**
 * A token that a backend knows, without the token itself.
 *
 * @param id the number to revoke it by
 * @param entry whose it is and what it allows
 */
public record StoredToken(long id, TokenEntry entry) {

    /** Checks that nothing is null. */
    public StoredToken {
        requireNonNull(entry, "entry");
    }
}
