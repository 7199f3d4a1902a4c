package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The schema of the file: checks the migrations that were applied, and applies the missing ones. */
final class Schema {

    private final Path file;
    private final List<Migration> migrations;

    Schema(Path file, List<Migration> migrations) {
        this.file = file;
        this.migrations = migrations;
    }

    /** Returns the version of the schema that this program requires. */
    int version() {
        return migrations.size();
    }

    /**
     * Checks the file without changing it. If the log is not empty, the last server was not closed: the file is then
     * read as a whole, because the machine may have failed too.
     *
     * @throws BackendOpenException if it is empty, damaged, foreign, or newer than this program
     */
    void inspect() throws SQLException, IOException {
        Path log = WriteAheadLog.of(file);
        boolean unfinished = Files.exists(log) && Files.size(log) > 0;
        if (!Files.exists(file)) {
            refuseLogAlone(log);
            return;
        }
        if (Files.size(file) == 0) {
            throw new BackendOpenException(
                    "The file %s is empty: restore it from a backup, or delete it to begin anew".formatted(file), null);
        }
        try (Connection driver = Sqlite.bare(file)) {
            SqlConnection connection = Sqlite.wrap(driver, FastPaths.NONE);
            if (number(connection, "select count(*) as number from sqlite_schema") == 0) {
                return;
            }
            requireOwn(connection);
            compare(applied(connection));
            if (unfinished) {
                refuseDamage(connection);
            }
        }
    }

    /**
     * Checks, without changing it, that the file has exactly the schema of this program.
     *
     * @throws BackendOpenException if it has not
     */
    void requireCurrent(SqlConnection connection) {
        requireOwn(connection);
        Map<Integer, String> applied = applied(connection);
        compare(applied);
        if (applied.size() < version()) {
            throw new BackendOpenException(
                    "The file %s has version %d of the schema, and this program reads version %d: start a server on it once, which updates it"
                            .formatted(file, applied.size(), version()),
                    null);
        }
    }

    private void requireOwn(SqlConnection connection) {
        if (applicationId(connection) != Sqlite.APPLICATION_ID) {
            throw new BackendOpenException("The file %s is not a database of Packhouse".formatted(file), null);
        }
    }

    private void refuseLogAlone(Path log) {
        if (Files.exists(log)) {
            throw new BackendOpenException(
                    "The file %s is gone, and its log %s is there: restore both from a backup, or delete the log to begin anew"
                            .formatted(file, log),
                    null);
        }
    }

    private void refuseDamage(SqlConnection connection) {
        List<String> problems = connection.list("pragma quick_check(3)", row -> row.text("quick_check"));
        if (!problems.equals(List.of("ok"))) {
            throw new BackendOpenException(
                    "The file %s is damaged, restore it from a backup: %s".formatted(file, String.join("; ", problems)),
                    null);
        }
    }

    private static long applicationId(SqlConnection connection) {
        return connection.one("pragma application_id", row -> row.number("application_id"));
    }

    private static Map<Integer, String> applied(SqlConnection connection) {
        Map<Integer, String> applied = new TreeMap<>();
        connection.forEach(
                "select version, checksum from schema_version",
                row -> applied.put((int) row.number("version"), row.text("checksum")));
        return applied;
    }

    private void compare(Map<Integer, String> applied) {
        applied.forEach((number, checksum) -> {
            if (number > version()) {
                throw new BackendOpenException(
                        "The file %s has version %d of the schema, and this program supports versions up to %d; use a newer program"
                                .formatted(file, number, version()),
                        null);
            }
            if (!migrations.get(number - 1).checksum().equals(checksum)) {
                throw new BackendOpenException(
                        "The file %s was made by another edition of migration %s; use the program that made it"
                                .formatted(file, migrations.get(number - 1).name()),
                        null);
            }
        });
    }

    /** Applies the missing migrations, each in its own transaction. */
    void migrate(SqlConnection writer, long now) {
        for (Migration migration : migrations) {
            if (migration.version() > current(writer)) {
                apply(writer, migration, now);
            }
        }
    }

    static int current(SqlConnection writer) {
        return number(writer, "select count(*) as number from sqlite_schema where name = 'schema_version'") == 0
                ? 0
                : number(writer, "select coalesce(max(version), 0) as number from schema_version");
    }

    private static int number(SqlConnection connection, String query) {
        return connection.one(query, row -> (int) row.number("number"));
    }

    private static void apply(SqlConnection writer, Migration migration, long now) {
        Sqlite.begin(writer);
        try {
            if (migration.version() == 1) {
                writer.update("""
                        create table schema_version (
                          version    integer primary key,
                          name       text    not null,
                          checksum   text    not null,
                          applied_at integer not null
                        ) strict
                        """);
                writer.update("pragma application_id = " + Sqlite.APPLICATION_ID);
            }
            writer.script(migration.script());
            writer.update(
                    "insert into schema_version (version, name, checksum, applied_at) values (?, ?, ?, ?)",
                    (long) migration.version(),
                    migration.name(),
                    migration.checksum(),
                    now);
            writer.update("commit");
        } catch (RuntimeException e) {
            try {
                writer.update("rollback");
            } catch (UnavailableException undone) {
                // SQLite has already rolled the transaction back by itself, as it does on a full disk.
                e.addSuppressed(undone);
            }
            throw e;
        }
    }

    /**
     * Inserts a row that needs space, and deletes it in the same transaction. An update to an equal value would prove
     * nothing: SQLite does not write an unchanged page, and needs no space for it.
     */
    static int tryToChange(SqlConnection writer) {
        writer.update(
                "insert into schema_version (version, name, checksum, applied_at) values (-1, hex(zeroblob(4096)), '', 0)");
        return writer.update("delete from schema_version where version = -1");
    }

    /**
     * Reads one row of every table, from the table or one of its indexes, to detect much damage before the first
     * request.
     */
    void probe(SqlConnection reader) {
        List<String> tables = reader.list(
                "select name from sqlite_schema where type = 'table' order by name", row -> row.text("name"));
        for (String table : tables) {
            reader.list("select 1 from \"" + table + "\" limit 1", row -> true);
        }
    }
}
