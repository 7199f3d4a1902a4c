package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The rate limit of a caller.
 *
 * @param limit the number of requests per period
 * @param remaining the number of requests that remain in this period
 * @param used the number of requests made in this period
 * @param reset when the next period begins
 */
public record RateLimit(long limit, long remaining, long used, Instant reset) {

    /** Checks that nothing is null. */
    public RateLimit {
        requireNonNull(reset, "reset");
    }
}
