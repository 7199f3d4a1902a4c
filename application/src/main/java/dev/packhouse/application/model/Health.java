package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

/**
 * The health of a backend.
 *
 * @param ready whether it can read and write
 * @param backend its name
 * @param detail a sentence for the log of the server; it may contain local file names
 */
public record Health(boolean ready, String backend, String detail) {

    /** Checks that nothing is null. */
    public Health {
        requireNonNull(backend, "backend");
        requireNonNull(detail, "detail");
    }
}
