package dev.packhouse.application.out;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Operation;
import java.time.Instant;

/**
 * One decision about a change.
 *
 * @param at when it was decided
 * @param actor who asked: a login, or the repository of a workflow
 * @param operation what was asked
 * @param subject of what, as {@code octo-org/container/app} or {@code octo-org/container/app/836}
 * @param decision {@code ALLOWED}, {@code UNKNOWN} if a remote registry did not say how it ended, or the name of the
 *     {@linkplain dev.packhouse.domain.policy.Refusal.Reason reason} of the refusal
 */
public record AuditEntry(Instant at, String actor, Operation operation, String subject, String decision) {

    /** The decision of a change that was allowed and applied. */
    public static final String ALLOWED = "ALLOWED";

    /** The decision of a change that was allowed and may or may not have been applied. */
    public static final String UNKNOWN = "UNKNOWN";

    /** Checks that nothing is null. */
    public AuditEntry {
        requireNonNull(at, "at");
        requireNonNull(actor, "actor");
        requireNonNull(operation, "operation");
        requireNonNull(subject, "subject");
        requireNonNull(decision, "decision");
    }
}
