package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** A remote registry's rate limit would make the caller wait too long. Nothing was changed. */
public final class LimitedException extends BackendException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;
    private final transient Optional<RateLimit> usedUp;

    /** With a message, and how long to wait before trying again. */
    public LimitedException(String message, Duration retryAfter) {
        this(message, retryAfter, Optional.empty());
    }

    /**
     * With the limit that is used up.
     *
     * @param usedUp how many requests the caller had in this period, if that is the limit; empty for any other
     */
    public LimitedException(String message, Duration retryAfter, Optional<RateLimit> usedUp) {
        super(message, null);
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
        this.usedUp = requireNonNull(usedUp, "usedUp");
    }

    /** How long to wait before trying again. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** The requests of this period, if none of them is left; empty if it is another limit that is in the way. */
    public Optional<RateLimit> usedUp() {
        return usedUp;
    }
}
