package dev.packhouse.adapter.persistence.sql.maintenance;

import dev.packhouse.adapter.persistence.sql.AuditSql;
import dev.packhouse.adapter.persistence.sql.EpochNanos;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.adapter.persistence.sql.SqlRow;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditRetention;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Removes the oldest entries of the audit trail in small transactions, between which other write tasks run. Read
 * transactions add up the sizes before. The first transaction that removes entries adds the entry about the pruning,
 * and the others update it. An instance is used once: if a transaction fails, the pruning ends, and the next one
 * continues.
 */
public final class AuditPruning {

    static final String NEWEST_SIZES = "select id, size from audit where id < ? order by id desc limit ?";

    static final String OLDEST = "select id, at, kind from audit order by id limit ?";

    static final String DELETE = "delete from audit where id <= ?";

    static final String LAST_ID = "select max(id) as last from audit";

    static final String UPDATE = "update audit set count = ?, until = ? where id = ?";

    /** How many sizes are added up in one transaction. */
    private static final long SIZES = 10_000;

    private final Transactions transactions;
    private final Instant now;
    private final long before;
    private final AuditRetention keep;
    private final long batch;

    /** The id of the newest entry that is removed because of the size of the trail; 0 for none. */
    private long lastBySize;

    private long removed;

    /** The id of the entry about this pruning; empty before it is added. */
    private OptionalLong record = OptionalLong.empty();

    /**
     * Creates a pruning.
     *
     * @param now the time of the entry about the pruning
     * @param batch how many entries one transaction removes at most
     */
    public AuditPruning(Transactions transactions, AuditRetention keep, Instant now, int batch) {
        this.transactions = transactions;
        this.now = now;
        this.before = EpochNanos.bound(keep.oldest(now));
        this.keep = keep;
        this.batch = batch;
    }

    private record Sized(long id, long size) {}

    private record Dated(long id, long at, AuditSql.Kind kind) {}

    /** Returns how many entries were removed. */
    public long run() {
        lastBySize = lastBySize();
        while (transactions.write(this::remove) == batch) {
            // There may be more.
        }
        return removed;
    }

    /**
     * Returns the id of the newest entry that exceeds the size of the trail, counted from the newest entry on and with
     * the entry about this pruning; 0 if all entries fit.
     */
    private long lastBySize() {
        long sum = 0;
        long last = 0;
        long end = Long.MAX_VALUE;
        while (true) {
            long next = end;
            List<Sized> page = transactions.read(connection ->
                    connection.list(NEWEST_SIZES, row -> new Sized(row.number("id"), row.number("size")), next, SIZES));
            for (Sized entry : page) {
                sum += entry.size();
                if (last == 0 && sum > keep.bytesBesidePruned()) {
                    last = entry.id();
                }
                if (sum > keep.bytes()) {
                    return last;
                }
                end = entry.id();
            }
            if (page.size() < SIZES) {
                return 0;
            }
        }
    }

    private int remove(SqlConnection connection) {
        List<Dated> due = connection.list(OLDEST, AuditPruning::dated, batch).stream()
                .takeWhile(entry -> entry.id() <= lastBySize || entry.at() < before)
                .toList();
        if (!due.isEmpty()) {
            Dated last = due.get(due.size() - 1);
            connection.update(DELETE, last.id());
            removed += due.size();
            record(connection, due, last.at());
        }
        return due.size();
    }

    private static Dated dated(SqlRow row) throws SQLException {
        return new Dated(row.number("id"), row.number("at"), AuditSql.Kind.valueOf(row.text("kind")));
    }

    private void record(SqlConnection connection, List<Dated> due, long until) {
        if (record.isPresent()) {
            connection.update(UPDATE, removed, until, record.getAsLong());
        } else if (due.stream().anyMatch(entry -> entry.kind() != AuditSql.Kind.PRUNED)) {
            AuditSql.insert(connection, new Pruned(now, removed, EpochNanos.instant(until)));
            record = OptionalLong.of(connection.one(LAST_ID, row -> row.number("last")));
        }
    }
}
