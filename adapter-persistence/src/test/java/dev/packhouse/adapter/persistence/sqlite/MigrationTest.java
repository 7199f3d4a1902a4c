package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.FEW;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.open;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packageEntry;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packages;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.settings;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.packhouse.application.model.BackendOpenException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {

    @TempDir
    Path directory;

    private static List<Migration> withMigration(String script) {
        List<Migration> migrations = new ArrayList<>(Migration.all());
        migrations.add(new Migration(migrations.size() + 1, "then.sql", script));
        return migrations;
    }

    private OpenedSqlite openWith(List<Migration> migrations) {
        return OpenedSqlite.open(directory, settings(directory), FEW, migrations);
    }

    private void fill() {
        try (OpenedSqlite backend = open(directory)) {
            add(backend, people());
            add(backend, packages(packageEntry(7, versions(1, 3))));
        }
    }

    /** A released file is never edited: databases to which it was applied could not be opened any more. */
    @Test
    void theReleasedMigrationsAreUnchanged() {
        assertThat(Migration.all())
                .extracting(Migration::version, Migration::name, Migration::checksum)
                .containsExactly(tuple(
                        1, "001-packages.sql", "12f4b9bb8f056524203a7bcff26bb573e5238381d8e52e27e91b810f5662fd8a"));
    }

    @Test
    void aDatabaseOfTheFirstVersionIsMigratedWithItsData() {
        fill();

        try (OpenedSqlite backend = openWith(withMigration("""
                alter table package add column stars integer not null default 0;
                update package set stars = 5 where id = 7;
                """))) {
            assertThat(backend.health().detail()).endsWith("schema version 2");
            assertThat(backend.store().orElseThrow().export().packages())
                    .containsExactly(packageEntry(7, versions(1, 3)));
            long stars = backend.database()
                    .read(connection -> connection.one("select stars from package", row -> row.number("stars")));
            assertThat(stars).isEqualTo(5);
        }
        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(BackendOpenException.class)
                .hasMessageContaining("version 2");
    }

    @Test
    void aFailedMigrationIsRolledBackAsAWhole() {
        fill();

        assertThatThrownBy(() ->
                        openWith(withMigration("create table half (id integer); insert into missing values (1);")))
                .isInstanceOf(BackendOpenException.class)
                .hasMessageContaining(directory.toString());

        try (OpenedSqlite backend = open(directory)) {
            assertThat(backend.health().detail()).endsWith("schema version 1");
            List<String> half = backend.database()
                    .read(connection -> connection.list(
                            "select name from sqlite_schema where name = 'half'", row -> row.text("name")));
            assertThat(half).isEmpty();
        }
    }

    /** SQLite rolls the transaction back by itself, so the rollback of the migration fails. */
    @Test
    void aMigrationReportsAFullDisk() {
        fill();

        assertThatThrownBy(() -> openWith(withMigration("""
                        create table large (content blob);
                        pragma max_page_count = 1;
                        insert into large values (zeroblob(1000000));
                        """)))
                .isInstanceOf(BackendOpenException.class)
                .hasMessageContaining("The disk is full");
    }
}
