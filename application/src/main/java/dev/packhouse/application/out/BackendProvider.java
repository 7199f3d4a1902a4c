package dev.packhouse.application.out;

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
     * Opens the backend.
     *
     * @throws BackendOpenException if it cannot be opened, with a message for whoever runs it
     */
    Backend open(BackendSettings settings);
}
