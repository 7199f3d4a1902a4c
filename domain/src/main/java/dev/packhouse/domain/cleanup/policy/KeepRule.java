package dev.packhouse.domain.cleanup.policy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A rule that keeps versions.
 *
 * @param name how a plan names the rule
 * @param conditions which versions it concerns
 * @param counting how many of them it keeps; empty if all
 */
public record KeepRule(String name, Conditions conditions, Optional<Counting> counting) {
    /** Checks that nothing is null. */
    public KeepRule {
        requireNonNull(name, "name");
        requireNonNull(conditions, "conditions");
        requireNonNull(counting, "counting");
    }
}
