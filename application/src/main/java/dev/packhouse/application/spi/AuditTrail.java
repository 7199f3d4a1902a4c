package dev.packhouse.application.spi;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.StoredAuditEntry;
import java.time.Instant;
import java.util.List;

/**
 * The audit trail that a backend keeps: the entries that {@link WriteSession#record} adds, in the order in which they were
 * recorded. Safe for use by several threads. Every method throws a {@link
 * dev.packhouse.application.model.BackendException} if the storage fails or the backend is closed.
 */
public interface AuditTrail {

    /**
     * The entries that the query selects, the newest first. An id is never given to another entry, and entries are not
     * changed, so that the pages of a trail that grows show each entry once.
     */
    List<StoredAuditEntry> entries(AuditQuery query);

    /**
     * Removes the oldest entries, in the order in which they were recorded, and adds an {@link AuditEntry.Pruned}.
     * Removes:
     *
     * <ul>
     *   <li>the oldest entry, as long as it is {@linkplain AuditRetention#oldest too old}. An entry that is not too old
     *       protects all entries that were recorded after it, also those with an older time: a clock may have been
     *       wrong.
     *   <li>if all entries together are larger than the {@linkplain AuditRetention#bytes limit in bytes}, as many as
     *       are necessary for the remaining entries and the added entry to fit.
     * </ul>
     *
     * <p>If only entries of the kind {@link AuditEntry.Pruned} are removed, none is added; otherwise a trail without
     * new entries would be pruned without end. May use several transactions; after each of them the trail has the
     * number of removed entries.
     *
     * @param now the instant that determines the age of entries, and the time of the added entry
     * @return the number of removed entries
     */
    long prune(AuditRetention keep, Instant now);
}
