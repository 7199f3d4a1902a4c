package dev.packhouse.adapter.persistence;

import static dev.packhouse.adapter.persistence.Columns.instant;

import dev.packhouse.application.out.AuditEntry;
import dev.packhouse.domain.access.Operation;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The audit trail: it only grows. */
final class AuditSql {

    static final String LATEST = """
            select at, actor, operation, subject, decision
              from audit
             order by id desc
             limit ?
            """;

    private static final String INSERT = """
            insert into audit (at, actor, operation, subject, decision)
            values (?, ?, ?, ?, ?)
            """;

    private AuditSql() {}

    static void insert(Handle handle, AuditEntry entry) {
        DirectQuery.update(
                handle,
                INSERT,
                EpochNanos.of(entry.at()),
                entry.actor(),
                entry.operation().name(),
                entry.subject(),
                entry.decision());
    }

    static List<AuditEntry> latest(Handle handle, int limit) {
        return DirectQuery.list(
                handle,
                LATEST,
                row -> new AuditEntry(
                        instant(row, 1),
                        row.getString(2),
                        Operation.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getString(5)),
                (long) Math.max(0, limit));
    }
}
