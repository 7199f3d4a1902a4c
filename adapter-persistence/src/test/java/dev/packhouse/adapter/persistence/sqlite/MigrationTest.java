package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.FEW;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.NOW;
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

import dev.packhouse.adapter.persistence.sql.EpochNanos;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.testing.DecisionSeed;
import dev.packhouse.application.testing.ManifestSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
                .containsExactly(
                        tuple(
                                1,
                                "001-packages.sql",
                                "12f4b9bb8f056524203a7bcff26bb573e5238381d8e52e27e91b810f5662fd8a"),
                        tuple(
                                2,
                                "002-audit-fields.sql",
                                "61d849c50a2f7cbac7a2911645507e8f3dbe4d4a1bb28ce861cd02dc4673f4a7"),
                        tuple(
                                3,
                                "003-directory.sql",
                                "a5137b4538f5ae6ecfe825d6a17d45e061163130a09777c38f02cf801378ae0a"),
                        tuple(
                                4,
                                "004-manifests.sql",
                                "9ca0d1b2632c056fd3ef4a96a216f4c4110e4441bb294070ab468f51dc5bc99c"));
    }

    /** Before, a decision had the path of its subject, and the reason of a refusal as its result. */
    @Test
    void theAuditTrailOfTheFirstVersionIsReadWithAllThatItHas() {
        OpenedSqlite first = openWith(Migration.all().subList(0, 1));
        try (first) {
            add(first, new Seed().user(1, "\u00d6cto").state());
            insert(first, "DELETE_PACKAGE", "\u00d6cto/npm/app", "ALLOWED");
            insert(first, "DELETE_VERSION", "Octo-Org/container/team/app/836", "LAST_VERSION");
            insert(first, "RESTORE_VERSION", "octo-org/npm/1234/99", "UNKNOWN");
            insert(first, "DELETE_PACKAGE", "octo-org/npm/Not A/7", "PACKAGE_NOT_FOUND");
            insert(first, "DELETE_VERSION", "octo-org/container/team/aaa...[600 bytes]", "NOT_ADMIN");
            insert(first, "DELETE_PACKAGE", "octo...[600 bytes]", "ALLOWED");
            first.database()
                    .<Integer>write(connection -> connection.update(
                            "insert into audit (at, kind, actor, count, since, until, size)"
                                    + " values (?, 'REFUSALS_NOT_RECORDED', 'mona', 3, ?, ?, 68)",
                            EpochNanos.of(NOW),
                            EpochNanos.of(NOW),
                            EpochNanos.of(NOW)));
        }
        List<AuditEntry> expected = List.of(
                new RefusalsNotRecorded(NOW, "mona", 3, NOW, NOW),
                DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo...[600 bytes]", "", "")
                        .entry(),
                DecisionSeed.of(NOW, Operation.DELETE_VERSION, "octo-org", "container", "team/aaa...[600 bytes]")
                        .refused(Reason.NOT_ADMIN)
                        .entry(),
                DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "Not A/7")
                        .refused(Reason.PACKAGE_NOT_FOUND)
                        .entry(),
                DecisionSeed.of(NOW, Operation.RESTORE_VERSION, "octo-org", "1234")
                        .version(99)
                        .unknown()
                        .entry(),
                DecisionSeed.of(NOW, Operation.DELETE_VERSION, "Octo-Org", "container", "team/app")
                        .version(836)
                        .refused(Reason.LAST_VERSION)
                        .entry(),
                DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "\u00d6cto", "app")
                        .entry());

        try (OpenedSqlite backend = open(directory)) {
            assertThat(trail(backend, Optional.empty())).isEqualTo(expected);
            assertThat(trail(backend, Optional.of("\u00f6CTO"))).containsExactly(expected.get(6));
            assertThat(trail(backend, Optional.of("octo-org"))).containsExactlyElementsOf(expected.subList(2, 6));
            List<Long> sizes = backend.database()
                    .read(connection ->
                            connection.list("select size from audit order by id desc", row -> row.number("size")));
            assertThat(sizes)
                    .isEqualTo(
                            expected.stream().map(entry -> (long) entry.size()).toList());
        }
    }

    private static void insert(OpenedSqlite backend, String operation, String subject, String decision) {
        backend.database()
                .<Integer>write(connection -> connection.update(
                        "insert into audit (at, kind, actor, operation, subject, decision, size)"
                                + " values (?, 'DECISION', 'monalisa', ?, ?, ?, 99)",
                        EpochNanos.of(NOW),
                        operation,
                        subject,
                        decision));
    }

    private static List<AuditEntry> trail(OpenedSqlite backend, Optional<String> owner) {
        AuditQuery query = new AuditQuery(Optional.empty(), owner.map(Login::new), OptionalLong.empty(), 100);
        return backend.auditTrail().orElseThrow().entries(query).stream()
                .map(StoredAuditEntry::entry)
                .toList();
    }

    @Test
    void anImageOfAnEarlierVersionHasNoManifestAndItsPackageTakesOnesWithManifests() {
        VersionSeed old = VersionSeed.of(PackageType.CONTAINER, 1);
        VersionSeed image = VersionSeed.of(PackageType.CONTAINER, 2).manifest(ManifestSeed.INDEX);
        try (OpenedSqlite third = openWith(Migration.all().subList(0, 3))) {
            add(third, people());
            third.database()
                    .<Integer>write(connection -> connection.update(
                            "insert into package (id, owner_id, type, name, name_key, visibility, inherits_access, docker_conflict,"
                                    + " created_at, updated_at, active, tagged, most_downloads, deleted_individually)"
                                    + " values (7, 2, 'container', 'app', 'app', 'private', 0, 0, ?, ?, 1, 0, 0, 0)",
                            EpochNanos.of(Seed.CREATED),
                            EpochNanos.of(Seed.CREATED)));
            third.database()
                    .<Integer>write(connection -> connection.update(
                            "insert into version (id, package_id, name, name_key, tags, downloads, created_at, updated_at)"
                                    + " values (1, 7, ?, ?, '', 0, ?, ?)",
                            old.entry().name().value(),
                            old.entry().name().key(),
                            EpochNanos.of(Seed.CREATED),
                            EpochNanos.of(Seed.CREATED)));
        }

        try (OpenedSqlite backend = open(directory)) {
            backend.store().orElseThrow().publish(new PackageId(7), List.of(image.entry()));

            assertThat(backend.store().orElseThrow().export().packages().get(0).versions())
                    .containsExactly(old.entry(), image.entry());
        }
    }

    @Test
    void aDatabaseOfThisVersionIsMigratedWithItsData() {
        fill();

        try (OpenedSqlite backend = openWith(withMigration("""
                alter table package add column stars integer not null default 0;
                update package set stars = 5 where id = 7;
                """))) {
            assertThat(backend.health().detail()).endsWith("schema version 5");
            assertThat(backend.store().orElseThrow().export().packages())
                    .containsExactly(packageEntry(7, versions(1, 3)));
            long stars = backend.database()
                    .read(connection -> connection.one("select stars from package", row -> row.number("stars")));
            assertThat(stars).isEqualTo(5);
        }
        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(BackendOpenException.class)
                .hasMessageContaining("version 5");
    }

    @Test
    void aFailedMigrationIsRolledBackAsAWhole() {
        fill();

        assertThatThrownBy(() ->
                        openWith(withMigration("create table half (id integer); insert into missing values (1);")))
                .isInstanceOf(BackendOpenException.class)
                .hasMessageContaining(directory.toString());

        try (OpenedSqlite backend = open(directory)) {
            assertThat(backend.health().detail()).endsWith("schema version 4");
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
