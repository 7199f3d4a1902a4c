package dev.packhouse.application.spi;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.domain.policy.Change;

/** What can be asked and changed on behalf of one caller. Valid within one unit of work, in one thread. */
public interface WriteSession extends ReadSession {

    /**
     * Applies a change that was decided on what this session has shown.
     *
     * @throws dev.packhouse.application.model.OutcomeUnknownException if a remote registry may or may not have applied it
     * @throws RefusedException if a remote registry refuses it
     */
    void apply(Change change);

    /** Adds an entry to the audit trail. In a backend that keeps its own data this is one transaction with the change. */
    void record(AuditEntry entry);
}
