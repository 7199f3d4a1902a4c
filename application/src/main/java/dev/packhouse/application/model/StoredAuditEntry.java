package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

/**
 * An entry of an audit trail.
 *
 * @param id its number in the trail: positive, and higher than those of all entries that were recorded before
 * @param entry the entry
 */
public record StoredAuditEntry(long id, AuditEntry entry) {

    /** Checks that nothing is null. */
    public StoredAuditEntry {
        requireNonNull(entry, "entry");
    }
}
