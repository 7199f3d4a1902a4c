package dev.packhouse.domain.cleanup.policy;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * Criteria that must all hold.
 *
 * @param criteria at least one, so that no rule concerns everything by mistake
 */
public record Conditions(List<Criterion> criteria) {

    /**
     * Copies the criteria.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Conditions {
        criteria = List.copyOf(criteria);
        if (criteria.isEmpty()) {
            throw new IllegalArgumentException("It has no criterion; 'all: true' concerns all versions");
        }
    }

    /** Whether a version meets all of them: unknown if none fails, and one is unknown. */
    public Truth test(Candidate candidate, EvaluationContext context) {
        Truth result = Truth.YES;
        for (Criterion criterion : criteria) {
            result = result.and(criterion.test(candidate, context));
            if (result == Truth.NO) {
                return result;
            }
        }
        return result;
    }

    /** Why a version meets all of them, or which of them are not known: a few words, for the result of these two. */
    public String because(Candidate candidate, EvaluationContext context) {
        Truth result = test(candidate, context);
        return criteria.stream()
                .filter(criterion -> criterion.test(candidate, context) == result)
                .map(criterion -> criterion.because(candidate, context))
                .collect(joining(", "));
    }

    /** Whether one of them, or an exception to them, is of this kind. */
    boolean has(Class<? extends Criterion> kind) {
        return criteria.stream()
                .anyMatch(criterion -> kind.isInstance(criterion)
                        || (criterion instanceof Criterion.Not not
                                && not.conditions().has(kind)));
    }
}
