package dev.packhouse.application.out;

import static java.util.Objects.requireNonNull;

/**
 * How a backend is.
 *
 * @param ready whether it can answer and change things
 * @param backend its name
 * @param detail a sentence for whoever runs it
 */
public record Health(boolean ready, String backend, String detail) {

    /** Checks that nothing is null. */
    public Health {
        requireNonNull(backend, "backend");
        requireNonNull(detail, "detail");
    }
}
