package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How many requests a caller has left.
 *
 * @param limit how many there are in a period
 * @param remaining how many of them are left
 * @param used how many of them were made
 * @param reset when the next period begins
 */
public record RateLimit(long limit, long remaining, long used, Instant reset) {

    /** Checks that nothing is null. */
    public RateLimit {
        requireNonNull(reset, "reset");
    }
}
