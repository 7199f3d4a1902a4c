package dev.packhouse.domain.cleanup.policy;

import java.util.List;
import java.util.StringJoiner;

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

    /**
     * Why a version meets all of them, or which of them are not known: a few words.
     *
     * @param result the result of {@link #test}, yes or unknown
     */
    public String because(Truth result, Candidate candidate, EvaluationContext context) {
        StringJoiner words = new StringJoiner(", ");
        for (Criterion criterion : criteria) {
            if (result == Truth.YES || criterion.test(candidate, context) == result) {
                words.add(criterion.because(candidate, context));
            }
        }
        return words.toString();
    }

    /** Whether one of them, or an exception to them, is of this kind. */
    boolean has(Class<? extends Criterion> kind) {
        return criteria.stream()
                .anyMatch(criterion -> kind.isInstance(criterion)
                        || (criterion instanceof Criterion.Not not
                                && not.conditions().has(kind)));
    }
}
