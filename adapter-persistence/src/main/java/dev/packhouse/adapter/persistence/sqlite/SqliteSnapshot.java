package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.session.IdentityCache;
import dev.packhouse.application.model.Snapshot;
import dev.packhouse.application.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A copy of the database in a file beside it. Copying it back replaces pages and not rows, so that it takes a few milliseconds
 * for thousands of versions, and also restores what later versions of the schema add.
 */
final class SqliteSnapshot implements Snapshot {

    private final Database database;
    private final IdentityCache identities;
    private final Path copy;

    private SqliteSnapshot(Database database, IdentityCache identities, Path copy) {
        this.database = database;
        this.identities = identities;
        this.copy = copy;
    }

    static SqliteSnapshot take(Database database, IdentityCache identities) {
        try {
            Path copy = Files.createTempFile(database.file().getParent(), "snapshot-", ".db");
            database.read(connection -> {
                Sqlite.backup(connection, copy);
                return null;
            });
            return new SqliteSnapshot(database, identities, copy);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void restore() {
        identities.change(() -> {
            database.restore(copy);
            return null;
        });
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(WriteAheadLog.of(copy));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static UnavailableException failed(IOException e) {
        return new UnavailableException("A snapshot failed: " + e, e);
    }
}
