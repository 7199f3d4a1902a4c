package dev.packhouse.application.spi;

import java.util.Optional;

/**
 * Offers a kind of backend under a name.
 *
 * <p>Found with {@link java.util.ServiceLoader}: implementations are public, have a public constructor without
 * parameters that opens nothing, and are named in {@code META-INF/services}.
 */
public interface BackendProvider {

    /** The name it is chosen by, in lower case. */
    String name();

    /**
     * The address of the live registry that this backend asks, unless {@link BackendSettings#GITHUB_URL} gives another;
     * empty for a backend that keeps its data itself, in the directory that {@link BackendSettings#DATA} names.
     */
    Optional<String> remoteUrl();

    /**
     * Opens the backend.
     *
     * @throws dev.packhouse.application.model.BackendOpenException if it cannot be opened, with a message for whoever runs it
     */
    Backend open(BackendSettings settings);
}
