package dev.packhouse.adapter.http.fault;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** What goes wrong with a request, beside a delay. */
public sealed interface Fault {

    /** Nothing goes wrong. */
    Fault NONE = new None();

    /** Nothing goes wrong. */
    record None() implements Fault {}

    /**
     * The request is not performed. The response is the one that GitHub gives with this status.
     *
     * @param status 401, 404, 500, 502 or 503
     */
    record Failure(int status) implements Fault {
        /**
         * Checks the status.
         *
         * @throws IllegalArgumentException if it is another one
         */
        public Failure {
            if (status != 401 && status != 404 && status != 500 && status != 502 && status != 503) {
                throw new IllegalArgumentException(
                        "%d is none of 401, 404, 500, 502, 503, or of 403 and 429 with a limit".formatted(status));
            }
        }
    }

    /** A limit of requests. */
    enum Limit {
        /** The requests of an hour are used up. */
        PRIMARY,
        /** Too many requests at once, or of a kind. */
        SECONDARY
    }

    /**
     * The request is not performed, because a limit is exceeded.
     *
     * @param status 403 or 429
     * @param limit the limit
     * @param retryAfter when requests are accepted again: of a primary limit, until its reset (default: a minute); of a
     *     secondary limit the header {@code Retry-After}, which is absent if this is empty
     */
    record Limited(int status, Limit limit, Optional<Duration> retryAfter) implements Fault {
        /**
         * Checks the status.
         *
         * @throws IllegalArgumentException if it is another one, or a duration is negative
         */
        public Limited {
            requireNonNull(limit, "limit");
            if (status != 403 && status != 429) {
                throw new IllegalArgumentException("The status of a limit is 403 or 429, not %d".formatted(status));
            }
            if (retryAfter.filter(Duration::isNegative).isPresent()) {
                throw new IllegalArgumentException("%s is negative".formatted(retryAfter.get()));
            }
        }
    }

    /**
     * The connection is closed without a response.
     *
     * @param performed whether the request is performed before that
     */
    record Drop(boolean performed) implements Fault {}

    /**
     * A list shows the packages or versions as they were some time ago. Other requests are not affected.
     *
     * @param lag how long ago, by the clock of the server
     */
    record Stale(Duration lag) implements Fault {
        /**
         * Checks the lag.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Stale {
            if (lag.isNegative() || lag.isZero()) {
                throw new IllegalArgumentException("%s is not positive".formatted(lag));
            }
        }
    }

    /**
     * The request is performed, and the connection is closed after a part of the body is sent. The header {@code
     * Content-Length} is that of the whole body.
     *
     * @param bytes how much of the body is sent, at most; a body that is not longer is sent without its last byte
     */
    record Truncate(int bytes) implements Fault {
        /**
         * Checks the size.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Truncate {
            if (bytes < 0) {
                throw new IllegalArgumentException("%d is negative".formatted(bytes));
            }
        }
    }
}
