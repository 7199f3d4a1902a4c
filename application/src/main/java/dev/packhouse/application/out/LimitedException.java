package dev.packhouse.application.out;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** A remote registry's rate limit would make the caller wait too long. Nothing was changed. */
public final class LimitedException extends BackendException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /** With a message, and how long to wait before trying again. */
    public LimitedException(String message, Duration retryAfter) {
        super(message, null);
        this.retryAfter = requireNonNull(retryAfter, "retryAfter");
    }

    /** How long to wait before trying again. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
