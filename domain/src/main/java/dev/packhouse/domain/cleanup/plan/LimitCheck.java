package dev.packhouse.domain.cleanup.plan;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.cleanup.policy.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Compares a plan with the limits of its policies, package by package. Used by one thread. */
public final class LimitCheck {

    private final Limits limits;
    private final List<String> exceeded = new ArrayList<>();
    private long deletions;
    private long packages;

    /** Creates the check of an empty plan. */
    public LimitCheck(Limits limits) {
        this.limits = requireNonNull(limits, "limits");
    }

    /** Adds a package to the plan. */
    public void add(PackagePlan plan) {
        if (plan.packageRule().isPresent()) {
            packages++;
            return;
        }
        deletions += plan.deletions();
        if (plan.versions().size() >= limits.ofAtLeast()) {
            checkShare(plan, "versions", limits.maxPercent(), version -> true);
            checkShare(
                    plan,
                    "tagged versions",
                    limits.maxTaggedPercent(),
                    version -> !version.content().ownTags().isEmpty());
        }
    }

    private void checkShare(PackagePlan plan, String what, int most, Predicate<PlannedVersion> counts) {
        long all = plan.versions().stream().filter(counts).count();
        long deleted = plan.versions().stream()
                .filter(counts)
                .filter(PlannedVersion::deleted)
                .count();
        if (deleted * 100 > all * most) {
            exceeded.add("%s of %s %s of %s go, more than %s %%"
                    .formatted(deleted, all, what, plan.subject().name(), most));
        }
    }

    /** Each limit that the plan exceeds, as a sentence. */
    public List<String> exceeded() {
        List<String> all = new ArrayList<>();
        if (deletions > limits.maxDeletions()) {
            all.add("%s versions go, more than %s".formatted(deletions, limits.maxDeletions()));
        }
        if (packages > limits.maxPackages()) {
            all.add("%s packages go, more than %s".formatted(packages, limits.maxPackages()));
        }
        all.addAll(exceeded);
        return List.copyOf(all);
    }
}
