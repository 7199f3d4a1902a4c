package dev.packhouse.adapter.http.planfile;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.cleanup.plan.Reason;

/**
 * Why a plan keeps or deletes a version.
 *
 * @param kind the label of the kind of the reason
 * @param summary the reason without its facts, which many versions share
 * @param text the reason with its facts
 */
public record PlanReason(String kind, String summary, String text) {

    /** Checks that nothing is null. */
    public PlanReason {
        requireNonNull(kind, "kind");
        requireNonNull(summary, "summary");
        requireNonNull(text, "text");
    }

    static PlanReason of(Reason reason) {
        return new PlanReason(reason.kind().label(), reason.summary(), reason.text());
    }

    /** Whether the reason is of this kind. */
    public boolean is(Reason.Kind expected) {
        return kind.equals(expected.label());
    }
}
