package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.AuditSql;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads the audit trail of a database that a server may have open, without the lock of the directory.
 *
 * <p>While a server runs, its log exists. Then this class reads as any reader of SQLite does: from a snapshot, beside the writer.
 * Without a log, no server runs. An ordinary reader would create the log and its index then, and could not remove them. So the
 * file is opened as immutable, which creates nothing and takes no lock. Because a server may start meanwhile, the result counts
 * only if the file is the same afterwards and there is still no log.
 */
final class AuditReader {

    private final Path file;
    private final Path log;

    private AuditReader(Path directory) {
        this.file = LockedDirectory.databaseIn(directory);
        this.log = WriteAheadLog.of(file);
    }

    /**
     * Returns the entries that the query selects.
     *
     * @throws BackendOpenException if the directory has no database, or one that this program cannot read
     */
    static List<StoredAuditEntry> read(Path directory, AuditQuery query) {
        return new AuditReader(directory).read(query);
    }

    private List<StoredAuditEntry> read(AuditQuery query) {
        if (!Files.isRegularFile(file)) {
            throw new BackendOpenException(
                    "The data directory %s has no database of the backend '%s'"
                            .formatted(file.getParent(), SqliteBackend.NAME),
                    null);
        }
        try {
            if (Files.notExists(log)) {
                FileState before = FileState.of(file);
                List<StoredAuditEntry> entries = read(query, Sqlite.immutable(file));
                if (Files.notExists(log) && FileState.of(file).equals(before)) {
                    return entries;
                }
            }
            return read(query, Sqlite.reader(file, FastPaths.NONE));
        } catch (SQLException | IOException | UnavailableException e) {
            throw new BackendOpenException("The database %s cannot be read: %s".formatted(file, Sqlite.explain(e)), e);
        }
    }

    private List<StoredAuditEntry> read(AuditQuery query, SqlConnection connection) {
        try {
            new Schema(file, Migration.all()).requireCurrent(connection);
            return AuditSql.select(connection, query);
        } finally {
            Sqlite.close(connection);
        }
    }

    /** What a change of a file changes. */
    private record FileState(long size, long modifiedNanos) {

        static FileState of(Path file) throws IOException {
            return new FileState(
                    Files.size(file), Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
        }
    }
}
