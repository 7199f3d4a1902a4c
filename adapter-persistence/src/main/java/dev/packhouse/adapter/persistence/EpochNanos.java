package dev.packhouse.adapter.persistence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as the database has them: whole nanoseconds since the epoch, from the year 1677 to 2262. */
final class EpochNanos {

    private static final long PER_SECOND = 1_000_000_000L;

    static final Instant MIN = Instant.ofEpochSecond(Long.MIN_VALUE / PER_SECOND);
    static final Instant MAX = Instant.ofEpochSecond(Long.MAX_VALUE / PER_SECOND);

    private EpochNanos() {}

    static boolean fits(Instant instant) {
        return !instant.isBefore(MIN) && !instant.isAfter(MAX);
    }

    /**
     * An instant to be kept.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    static long of(Instant instant) {
        if (!fits(instant)) {
            throw new IllegalArgumentException("%s is not between %s and %s".formatted(instant, MIN, MAX));
        }
        return ChronoUnit.NANOS.between(Instant.EPOCH, instant);
    }

    /** An instant to compare with; what is out of range is before, or after, everything that is kept. */
    static long bound(Instant instant) {
        if (instant.isBefore(MIN)) {
            return Long.MIN_VALUE;
        }
        return instant.isAfter(MAX) ? Long.MAX_VALUE : of(instant);
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
    }
}
