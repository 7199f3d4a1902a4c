package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.MONALISA;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.active;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packageEntry;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packages;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.versions;
import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.policy.Change;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulates a full disk: SQLite returns the same error when a database has reached its page limit. */
class FullDiskTest {

    @TempDir
    Path directory;

    private static long limitPages(OpenedSqlite backend, long more) {
        return backend.database().write(connection -> limitPages(connection, more));
    }

    private static long limitPages(SqlConnection connection, long more) {
        long pages = connection.one("pragma page_count", row -> row.number("page_count"));
        return connection.one("pragma max_page_count = " + (pages + more), row -> row.number("max_page_count"));
    }

    @Test
    void aFullDiskLosesNothingAndChangesSucceedWhenThereIsSpaceAgain() {
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            add(backend, people());
            add(backend, packages(packageEntry(7, versions(1, 10))));
            RegistryState before = backend.store().orElseThrow().export();
            limitPages(backend, 0);

            assertThatThrownBy(() -> add(backend, packages(packageEntry(8, versions(1_001, 6_000)))))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("disk is full");
            assertThatThrownBy(() -> backend.store().orElseThrow().publish(new PackageId(7), versions(1_001, 6_000)))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("disk is full");

            assertThat(backend.store().orElseThrow().export()).isEqualTo(before);
            assertThat(backend.health().ready()).isFalse();
            assertThat(backend.health().detail()).contains("The disk is full");
            backend.write(caller(backend, MONALISA), session -> {
                session.apply(new Change.PackageDeleted(active(session, 7), NpmStore.NOW));
                return null;
            });
            assertThat(backend.health().ready()).isTrue();
            limitPages(backend, 100_000);
            add(backend, packages(packageEntry(8, versions(1_001, 6_000))));
        }
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            assertThat(active(backend, 8).versions().active()).hasValue(5_000);
            assertThat(backend.store().orElseThrow().export().packages().get(0).deletedAt())
                    .contains(NpmStore.NOW);
        }
    }

    @Test
    void healthDetectsThatThereIsSpaceAgain() {
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            add(backend, people());
            limitPages(backend, 0);
            SqlConnection writer = backend.database().write(connection -> connection);

            assertThatThrownBy(() -> add(backend, packages(packageEntry(8, versions(1_001, 6_000)))))
                    .isInstanceOf(UnavailableException.class);
            assertThat(backend.health().detail()).contains("The disk is full");
            assertThat(backend.health().ready()).isFalse();

            // Not as a write task, which would be a successful change and would end the failure.
            limitPages(writer, 100);
            long commits = backend.commits();
            assertThat(backend.health())
                    .isEqualTo(new Health(true, "sqlite", directory.resolve("packhouse.db") + ", schema version 4"));
            assertThat(backend.health().ready()).isTrue();
            assertThat(backend.commits()).isEqualTo(commits + 1);
        }
    }
}
