package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.domain.access.Operation;
import java.sql.SQLException;
import java.util.List;

/** The SQL of the audit trail. Each kind of entry uses its own columns; the others are null. */
public final class AuditSql {

    static final String LATEST = """
            select at, kind, actor, operation, subject, decision, count, since, until
              from audit
             order by id desc
             limit ?
            """;

    private static final String INSERT_DECISION = """
            insert into audit (at, kind, actor, operation, subject, decision, size)
            values (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String INSERT_REFUSALS_NOT_RECORDED = """
            insert into audit (at, kind, actor, count, since, until, size)
            values (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String INSERT_PRUNED = """
            insert into audit (at, kind, count, until, size)
            values (?, ?, ?, ?, ?)
            """;

    /** The kinds of entries; the table holds their names. */
    public enum Kind {
        DECISION,
        REFUSALS_NOT_RECORDED,
        PRUNED
    }

    private AuditSql() {}

    public static int insert(SqlConnection connection, AuditEntry entry) {
        return entry.fold(
                decision -> insert(connection, decision),
                refusals -> insert(connection, refusals),
                pruned -> insert(connection, pruned));
    }

    private static int insert(SqlConnection connection, Decision entry) {
        return connection.update(
                INSERT_DECISION,
                EpochNanos.of(entry.at()),
                Kind.DECISION.name(),
                entry.actor(),
                entry.operation().name(),
                entry.subject(),
                entry.decision(),
                entry.size());
    }

    private static int insert(SqlConnection connection, RefusalsNotRecorded entry) {
        return connection.update(
                INSERT_REFUSALS_NOT_RECORDED,
                EpochNanos.of(entry.at()),
                Kind.REFUSALS_NOT_RECORDED.name(),
                entry.actor(),
                entry.count(),
                EpochNanos.of(entry.since()),
                EpochNanos.of(entry.until()),
                entry.size());
    }

    private static int insert(SqlConnection connection, Pruned entry) {
        return connection.update(
                INSERT_PRUNED,
                EpochNanos.of(entry.at()),
                Kind.PRUNED.name(),
                entry.count(),
                EpochNanos.of(entry.until()),
                entry.size());
    }

    public static List<AuditEntry> latest(SqlConnection connection, int limit) {
        return connection.list(LATEST, AuditSql::read, Math.max(0, limit));
    }

    private static AuditEntry read(SqlRow row) throws SQLException {
        return switch (Kind.valueOf(row.text("kind"))) {
            case DECISION ->
                new Decision(
                        row.instant("at"),
                        row.text("actor"),
                        Operation.valueOf(row.text("operation")),
                        row.text("subject"),
                        row.text("decision"));
            case REFUSALS_NOT_RECORDED ->
                new RefusalsNotRecorded(
                        row.instant("at"),
                        row.text("actor"),
                        row.number("count"),
                        row.instant("since"),
                        row.instant("until"));
            case PRUNED -> new Pruned(row.instant("at"), row.number("count"), row.instant("until"));
        };
    }
}
