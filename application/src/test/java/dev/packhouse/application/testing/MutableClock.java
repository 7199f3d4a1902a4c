package dev.packhouse.application.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when told to. Safe for many threads. */
public final class MutableClock implements InstantSource {

    private volatile Instant now;

    /** A clock that shows this instant. */
    public MutableClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Shows this instant from now on. */
    public void set(Instant instant) {
        now = instant;
    }

    /** Moves on, or back. */
    public void advance(Duration duration) {
        now = now.plus(duration);
    }
}
