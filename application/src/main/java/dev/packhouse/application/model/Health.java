package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

/**
 * How a backend is.
 *
 * @param ready whether it can answer and change things
 * @param backend its name
 * @param detail a sentence for the log of the server, which may name files of the machine
 */
public record Health(boolean ready, String backend, String detail) {

    /** Checks that nothing is null. */
    public Health {
        requireNonNull(backend, "backend");
        requireNonNull(detail, "detail");
    }
}
