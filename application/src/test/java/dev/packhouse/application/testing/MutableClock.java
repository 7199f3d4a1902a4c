package dev.packhouse.application.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets. Safe for use by several threads. */
public final class MutableClock implements InstantSource {

    private volatile Instant now;

    /** Creates a clock with this instant. */
    public MutableClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Sets the instant. */
    public void set(Instant instant) {
        now = instant;
    }

    /** Advances the clock by a duration, which may be negative. */
    public void advance(Duration duration) {
        now = now.plus(duration);
    }
}
