package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.model.AuditEntry.Result;
import dev.packhouse.application.model.AuditEntry.Subject;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Refusal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** The SQL of the audit trail. Each kind of entry uses its own columns; the others are null. */
public final class AuditSql {

    private static final String COLUMNS = """
            id, at, kind, actor, operation, owner, package_type, package_name, package_id, version_id, decision, refusal,
            request_id, dry_run, count, since, until
            """;

    /**
     * The lowest id of the entries since an instant. The plus makes SQLite read the index of the times, which has few rows
     * for a recent instant, instead of the table from its beginning.
     */
    static final String FIRST_SINCE = "select min(+id) as first from audit where at >= ?";

    static final String LATEST = "select " + COLUMNS + """
              from audit
             where id >= ? and id < ? and +at >= ?
             order by id desc
             limit ?
            """;

    static final String LATEST_OF_OWNER = "select " + COLUMNS + """
              from audit
             where owner_key = ? and id >= ? and id < ? and +at >= ?
             order by id desc
             limit ?
            """;

    private static final String INSERT_DECISION = """
            insert into audit (at, kind, actor, operation, owner, owner_key, package_type, package_name, package_id, version_id,
                               decision, refusal, request_id, dry_run, size)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
        Subject subject = entry.subject();
        return connection.update(
                INSERT_DECISION,
                EpochNanos.of(entry.at()),
                Kind.DECISION.name(),
                entry.actor(),
                entry.operation().name(),
                subject.owner(),
                subject.ownerKey(),
                subject.packageType(),
                subject.packageName(),
                subject.packageId().map(PackageId::value).orElse(null),
                subject.versionId().map(VersionId::value).orElse(null),
                entry.result().name(),
                entry.refusal().map(Refusal.Reason::name).orElse(null),
                entry.requestId().orElse(null),
                entry.dryRun() ? 1 : 0,
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

    /** Returns the entries that the query selects, the newest first. */
    public static List<StoredAuditEntry> select(SqlConnection connection, AuditQuery query) {
        long since = query.since().map(EpochNanos::bound).orElse(Long.MIN_VALUE);
        OptionalLong first = query.since().isEmpty() ? OptionalLong.of(0) : firstSince(connection, since);
        if (first.isEmpty()) {
            return List.of();
        }
        long before = query.before().orElse(Long.MAX_VALUE);
        Optional<String> owner = query.ownerKey();
        return owner.isPresent()
                ? connection.list(
                        LATEST_OF_OWNER, AuditSql::read, owner.get(), first.getAsLong(), before, since, query.limit())
                : connection.list(LATEST, AuditSql::read, first.getAsLong(), before, since, query.limit());
    }

    private static OptionalLong firstSince(SqlConnection connection, long since) {
        return connection.one(FIRST_SINCE, row -> row.optionalNumber("first"), since);
    }

    private static StoredAuditEntry read(SqlRow row) throws SQLException {
        return new StoredAuditEntry(row.number("id"), entry(row));
    }

    private static AuditEntry entry(SqlRow row) throws SQLException {
        Instant at = row.instant("at");
        return switch (Kind.valueOf(row.text("kind"))) {
            case DECISION ->
                new Decision(
                        at,
                        row.text("actor"),
                        Operation.valueOf(row.text("operation")),
                        new Subject(
                                row.text("owner"),
                                row.text("package_type"),
                                row.text("package_name"),
                                optional(row.optionalNumber("package_id"), PackageId::new),
                                optional(row.optionalNumber("version_id"), VersionId::new)),
                        Result.valueOf(row.text("decision")),
                        row.optionalText("refusal").map(Refusal.Reason::valueOf),
                        row.optionalText("request_id"),
                        row.flag("dry_run"));
            case REFUSALS_NOT_RECORDED ->
                new RefusalsNotRecorded(
                        at, row.text("actor"), row.number("count"), row.instant("since"), row.instant("until"));
            case PRUNED -> new Pruned(at, row.number("count"), row.instant("until"));
        };
    }

    private static <T> Optional<T> optional(OptionalLong number, LongFunction<T> value) {
        return number.isPresent() ? Optional.of(value.apply(number.getAsLong())) : Optional.empty();
    }
}
