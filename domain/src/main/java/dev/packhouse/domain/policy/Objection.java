package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One thing that stands against a request, for the operator of a service: it may name what the caller may not see. All
 * components are plain values, so that a JSON library writes it without losing the code.
 *
 * @param code the stable code, which never changes its meaning
 * @param explanation a readable sentence, with GitHub's words where GitHub has a message
 * @param source the page of the documentation that has the rule
 * @param remedy what lifts the objection, as a sentence; empty if nothing does
 * @param facts the facts behind it, typed
 */
public record Objection(
        Refusal.Reason code, String explanation, String source, Optional<String> remedy, Refusal facts) {

    /** Checks that nothing is null. */
    public Objection {
        requireNonNull(code, "code");
        requireNonNull(explanation, "explanation");
        requireNonNull(source, "source");
        requireNonNull(remedy, "remedy");
        requireNonNull(facts, "facts");
    }

    /** The objection that a refusal makes. */
    public static Objection of(Refusal refusal) {
        return new Objection(refusal.reason(), refusal.explanation(), refusal.source(), refusal.remedy(), refusal);
    }
}
