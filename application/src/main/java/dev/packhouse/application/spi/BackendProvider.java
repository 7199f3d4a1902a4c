package dev.packhouse.application.spi;

import java.util.Optional;

/**
 * Provides a kind of backend under a name.
 *
 * <p>Found with {@link java.util.ServiceLoader}: an implementation is public, has a public constructor without
 * parameters that opens no resources, and is named in {@code META-INF/services}.
 */
public interface BackendProvider {

    /** The name that selects the backend, in lower case. */
    String name();

    /**
     * The default address of the live registry that this backend calls; {@link BackendSettings#GITHUB_URL} overrides
     * it. Empty for a backend that keeps its own data, in the directory {@link BackendSettings#DATA}.
     */
    Optional<String> remoteUrl();

    /**
     * Opens the backend.
     *
     * @throws dev.packhouse.application.model.BackendOpenException if it cannot be opened, with a message for the
     *     operator
     */
    Backend open(BackendSettings settings);
}
