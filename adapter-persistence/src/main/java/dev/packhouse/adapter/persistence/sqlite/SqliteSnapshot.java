package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.session.IdentityCache;
import dev.packhouse.application.model.Snapshot;
import dev.packhouse.application.model.UnavailableException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A copy of the database in a file beside it. Copying it back replaces pages and not rows, so that it takes a few milliseconds
 * for thousands of versions, and also restores what later versions of the schema add.
 */
final class SqliteSnapshot implements Snapshot {

    private static final String PREFIX = "snapshot-";

    private final Database database;
    private final IdentityCache identities;
    private final Path copy;

    private SqliteSnapshot(Database database, IdentityCache identities, Path copy) {
        this.database = database;
        this.identities = identities;
        this.copy = copy;
    }

    /** Deletes the snapshots that a killed process has left in a directory, which this process has locked. */
    static void deleteLeftovers(Path directory) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
    }

    static SqliteSnapshot take(Database database, IdentityCache identities) {
        try {
            Path copy = Files.createTempFile(database.file().getParent(), PREFIX, ".db");
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
            Files.deleteIfExists(WriteAheadLog.indexOf(copy));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static UnavailableException failed(IOException e) {
        return new UnavailableException("A snapshot failed: " + e, e);
    }
}
