package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.AuditSql;
import dev.packhouse.adapter.persistence.sql.maintenance.AuditPruning;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.spi.AuditTrail;
import java.time.Instant;
import java.util.List;

/** The audit trail of an open database. */
final class SqliteAuditTrail implements AuditTrail {

    private final Database database;

    SqliteAuditTrail(Database database) {
        this.database = database;
    }

    @Override
    public List<StoredAuditEntry> entries(AuditQuery query) {
        return database.read(connection -> AuditSql.select(connection, query));
    }

    @Override
    public long prune(AuditRetention keep, Instant now) {
        return new AuditPruning(database, keep, now, database.limits().batch()).run();
    }
}
