package dev.packhouse.adapter.persistence.sql;

import static dev.packhouse.application.state.StateValidation.EARLIEST;
import static dev.packhouse.application.state.StateValidation.LATEST;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Converts instants to the form of the database: whole nanoseconds since the epoch, from the year 1677 to 2262. */
public final class EpochNanos {

    private static final long PER_SECOND = 1_000_000_000L;

    private EpochNanos() {}

    /**
     * Converts an instant that is stored.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public static long of(Instant instant) {
        if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
            throw new IllegalArgumentException("%s is not between %s and %s".formatted(instant, EARLIEST, LATEST));
        }
        return ChronoUnit.NANOS.between(Instant.EPOCH, instant);
    }

    /** Converts an instant for a comparison; out of range, it is before or after every stored instant. */
    public static long bound(Instant instant) {
        if (instant.isBefore(EARLIEST)) {
            return Long.MIN_VALUE;
        }
        return instant.isAfter(LATEST) ? Long.MAX_VALUE : of(instant);
    }

    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
    }
}
