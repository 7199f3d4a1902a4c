package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** The rate limit of a remote registry would make the caller wait too long. No data was changed. */
public final class LimitedException extends BackendException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;
    private final transient Optional<RateLimit> usedUp;

    /** Creates the exception with a message and the time to wait before a retry. */
    public LimitedException(String message, Duration retryAfter) {
        this(message, retryAfter, Optional.empty());
    }

    /**
     * Creates the exception with the exhausted limit.
     *
     * @param usedUp the limit of requests per period, if it is exhausted; empty for any other limit
     */
    public LimitedException(String message, Duration retryAfter, Optional<RateLimit> usedUp) {
        super(message, null);
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
        this.usedUp = requireNonNull(usedUp, "usedUp");
    }

    /** The time to wait before a retry. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** The limit of requests per period, if it is exhausted; empty for any other limit. */
    public Optional<RateLimit> usedUp() {
        return usedUp;
    }
}
