package dev.packhouse.domain.cleanup.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.image.ImageDefect;

/**
 * A rule that deletes versions, unless something keeps them.
 *
 * @param name how a plan names the rule
 * @param conditions which versions it concerns
 */
public record DeleteRule(String name, Conditions conditions) {

    /** Checks that nothing is null. */
    public DeleteRule {
        requireNonNull(name, "name");
        requireNonNull(conditions, "conditions");
    }

    /**
     * Whether the rule concerns the version. A version that refers to a missing one, such as a signature, is no image by
     * itself: only rules that name this {@linkplain ImageDefect#ORPHANED defect} concern it.
     */
    public Truth test(Candidate candidate, EvaluationContext context) {
        return candidate.isOrphan() && !concernsOrphans() ? Truth.NO : conditions.test(candidate, context);
    }

    private boolean concernsOrphans() {
        return conditions.criteria().stream()
                .anyMatch(criterion -> criterion instanceof Criterion.Defect defect
                        && defect.defects().contains(ImageDefect.ORPHANED));
    }
}
