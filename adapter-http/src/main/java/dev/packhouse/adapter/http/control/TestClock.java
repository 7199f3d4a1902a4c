package dev.packhouse.adapter.http.control;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A clock that can be set, moved and stopped. It runs with the speed of its base, except while it is frozen. When it was set or
 * moved, everything that depends on the time follows before the call returns: what can no longer be restored is purged. Safe for
 * many threads.
 */
public final class TestClock implements InstantSource {

    /** The year in which the clock must be: stores keep instants between 1677 and 2262, and registries add days to them. */
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final InstantSource base;
    private final Optional<Instant> start;
    private volatile Reading reading;
    private volatile Runnable moved = () -> {};

    /**
     * What the clock shows: its offset to the base, or an instant.
     *
     * @param frozenAt the instant that the clock shows for ever; null if it runs
     */
    private record Reading(Duration offset, Instant frozenAt) {

        Instant at(Instant now) {
            return frozenAt == null ? now.plus(offset) : frozenAt;
        }
    }

    private TestClock(InstantSource base, Optional<Instant> start) {
        this.base = requireNonNull(base, "base");
        this.start = start;
        this.reading = first();
    }

    private Reading first() {
        return new Reading(
                start.map(instant -> Duration.between(base.instant(), instant)).orElse(Duration.ZERO), null);
    }

    /** A clock that shows the time of its base until it is changed. */
    public static TestClock on(InstantSource base) {
        return new TestClock(base, Optional.empty());
    }

    /**
     * A clock that shows this instant now, and runs.
     *
     * @throws IllegalArgumentException if the instant is not between the years 1970 and 2200
     */
    public static TestClock startingAt(Instant instant, InstantSource base) {
        return new TestClock(base, Optional.of(inRange(instant)));
    }

    /** Sets what runs whenever the clock was set or moved, in the thread that does it. */
    void onMove(Runnable listener) {
        moved = requireNonNull(listener, "listener");
    }

    @Override
    public Instant instant() {
        return reading.at(base.instant());
    }

    /** Whether the clock is stopped. */
    public boolean isFrozen() {
        return reading.frozenAt() != null;
    }

    /**
     * Sets the clock, forwards or backwards. It goes on running, or stays frozen.
     *
     * @throws IllegalArgumentException if the instant is not between the years 1970 and 2200
     */
    public void set(Instant instant) {
        synchronized (this) {
            Instant checked = inRange(instant);
            reading = isFrozen()
                    ? new Reading(Duration.ZERO, checked)
                    : new Reading(Duration.between(base.instant(), checked), null);
        }
        moved.run();
    }

    /**
     * Moves the clock by a duration, backwards if it is negative.
     *
     * @throws IllegalArgumentException if it would not be between the years 1970 and 2200 then
     */
    public void advance(Duration duration) {
        try {
            set(instant().plus(duration));
        } catch (ArithmeticException | DateTimeException e) {
            throw new IllegalArgumentException("The clock cannot be moved by %s".formatted(duration), e);
        }
    }

    /** Stops the clock at the current instant. Does nothing if it is stopped. */
    public synchronized void freeze() {
        reading = new Reading(Duration.ZERO, instant());
    }

    /** Lets the clock run on from the instant that it shows. Does nothing if it runs. */
    public synchronized void unfreeze() {
        reading = new Reading(Duration.between(base.instant(), instant()), null);
    }

    /**
     * Puts the clock back to its start: to the time of its base, or to the instant with which it was created. It runs then.
     */
    public synchronized void reset() {
        reading = first();
    }

    private static Instant inRange(Instant instant) {
        if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
            throw new IllegalArgumentException("%s is not between %s and %s".formatted(instant, EARLIEST, LATEST));
        }
        return instant;
    }
}
