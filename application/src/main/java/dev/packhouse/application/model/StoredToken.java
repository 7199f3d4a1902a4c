package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.state.RegistryState.TokenEntry;

/**
 * A token in a backend, without its secret.
 *
 * @param id the number by which it is revoked
 * @param entry its holder and its permissions
 */
public record StoredToken(long id, TokenEntry entry) {

    /** Checks that nothing is null. */
    public StoredToken {
        requireNonNull(entry, "entry");
    }
}
