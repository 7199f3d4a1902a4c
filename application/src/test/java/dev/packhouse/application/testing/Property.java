package dev.packhouse.application.testing;

import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Tries something that must hold for every seed. */
public final class Property {

    /** The system property that names a single seed to try. */
    public static final String SEED = "packhouse.seed";

    private Property() {}

    /** Tries so many seeds, or the one that the system property {@value #SEED} names; a failure tells its seed. */
    public static void forSeeds(int count, LongConsumer property) {
        Optional<Long> chosen = Optional.ofNullable(Long.getLong(SEED));
        LongStream seeds = chosen.map(LongStream::of).orElseGet(() -> LongStream.rangeClosed(1, count));
        seeds.forEach(seed -> holds(seed, property));
    }

    private static void holds(long seed, LongConsumer property) {
        try {
            property.accept(seed);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "Does not hold for seed %d; -D%s=%d tries it alone: %s".formatted(seed, SEED, seed, e.getMessage()),
                    e);
        }
    }
}
