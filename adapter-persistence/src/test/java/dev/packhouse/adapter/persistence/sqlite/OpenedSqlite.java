package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.testing.ForwardingBackend;
import java.nio.file.Path;
import java.util.List;

/** A backend of the product, with its database, which tests look into. */
final class OpenedSqlite extends ForwardingBackend {

    private final Database database;

    private OpenedSqlite(Database database, BackendSettings settings, DatabaseLimits limits) {
        super(new SqliteBackend(database, settings, limits.fastPaths()));
        this.database = database;
    }

    static OpenedSqlite open(Path directory, BackendSettings settings, DatabaseLimits limits) {
        return open(directory, settings, limits, Migration.all());
    }

    static OpenedSqlite open(
            Path directory, BackendSettings settings, DatabaseLimits limits, List<Migration> migrations) {
        Database database = SqliteBackend.openDatabase(
                directory, limits, migrations, settings.clock().instant());
        return new OpenedSqlite(database, settings, limits);
    }

    Database database() {
        return database;
    }

    /** The number of commits. Each of them begins and ends with a new version of the data. */
    long commits() {
        return database.dataVersion().orElseThrow() / 2;
    }
}
