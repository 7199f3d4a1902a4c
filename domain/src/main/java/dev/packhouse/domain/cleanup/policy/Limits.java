package dev.packhouse.domain.cleanup.policy;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How much a plan may delete before it has to be accepted by its number.
 *
 * @param maxDeletions versions in a plan
 * @param maxTaggedPercent percent of the tagged versions of a package
 * @param maxPercent percent of the versions of a package
 * @param ofAtLeast how many versions a package has before its percentages count
 * @param maxPackages packages in a plan
 */
public record Limits(int maxDeletions, int maxTaggedPercent, int maxPercent, int ofAtLeast, int maxPackages) {

    /** The limits of a policy that sets none. */
    public static final Limits DEFAULT = new Limits(5_000, 50, 95, 20, 50);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative, or a percentage is above 100
     */
    public Limits {
        require("max-deletions", maxDeletions, Integer.MAX_VALUE);
        require("max-percent", maxTaggedPercent, 100);
        require("max-percent", maxPercent, 100);
        require("of-at-least", ofAtLeast, Integer.MAX_VALUE);
        require("max-packages", maxPackages, Integer.MAX_VALUE);
    }

    private static void require(String name, int number, int most) {
        if (number < 0 || number > most) {
            throw new IllegalArgumentException("'%s' is %s: expected 0 to %s".formatted(name, number, most));
        }
    }

    /** The strictest of several limits; the default if there are none. */
    public static Limits strictest(List<Limits> all) {
        return all.isEmpty()
                ? DEFAULT
                : new Limits(
                        least(all, Limits::maxDeletions),
                        least(all, Limits::maxTaggedPercent),
                        least(all, Limits::maxPercent),
                        least(all, Limits::ofAtLeast),
                        least(all, Limits::maxPackages));
    }

    private static int least(List<Limits> all, ToIntFunction<Limits> limit) {
        return all.stream().mapToInt(limit).min().orElseThrow();
    }
}
