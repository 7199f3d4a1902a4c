package dev.packhouse.application.testing;

import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Checks a property for every seed. */
public final class Property {

    /** The system property with a single seed to check. */
    public static final String SEED = "packhouse.seed";

    private Property() {}

    /**
     * Checks the property for this number of seeds, or for the one in the system property {@value #SEED}. The message
     * of a failure has the seed.
     */
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
