package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.MONALISA;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.NOW;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.active;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packageEntry;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packages;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.version;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.versions;
import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The batches of {@link NpmStore#FEW} have two rows. */
class PurgeTest {

    @TempDir
    Path directory;

    private static void fill(OpenedSqlite backend) {
        add(backend, people());
        add(
                backend,
                packages(
                        packageEntry(6, Optional.of(NOW.minusSeconds(1)), versions(1, 5)),
                        packageEntry(
                                7,
                                Stream.concat(
                                                versions(11, 12).stream(),
                                                Stream.of(13L, 14L, 15L)
                                                        .map(id -> version(id, NOW, Optional.of(NOW.minusSeconds(1)))))
                                        .toList()),
                        packageEntry(8, Optional.of(NOW), versions(21, 22))));
    }

    private static List<Long> packageIds(OpenedSqlite backend) {
        return backend.store().orElseThrow().export().packages().stream()
                .map(entry -> entry.id().orElseThrow())
                .toList();
    }

    private static void isRefused(OpenedSqlite backend, PackageEntry entry) {
        assertThatThrownBy(() -> add(backend, packages(entry))).isInstanceOf(InvalidStateException.class);
    }

    private static void assertPurged(OpenedSqlite backend) {
        assertThat(packageIds(backend)).containsExactly(7L, 8L);
        assertThat(active(backend, 7).versions().active()).hasValue(2);
        List<Long> rows = backend.database()
                .read(connection -> Stream.of("version", "purged_version", "purged_package")
                        .map(table ->
                                connection.one("select count(*) as rows from " + table, row -> row.number("rows")))
                        .toList());
        assertThat(rows).containsExactly(4L, 8L, 1L);
        isRefused(backend, packageEntry(6, List.of()));
        isRefused(backend, packageEntry(9, versions(5, 5)));
        isRefused(backend, packageEntry(9, versions(13, 13)));
    }

    @Test
    void aPurgeRunsInManySmallTransactions() {
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            fill(backend);
            long before = backend.write(caller(backend, MONALISA), session -> commits(backend));

            assertThat(backend.store().orElseThrow().purge(NOW)).isEqualTo(1 + 3);

            // One marks the package, three delete its versions, one deletes it, and two delete expired versions. The
            // last one is that of the first count.
            assertThat(backend.<Long>write(caller(backend, MONALISA), session -> commits(backend)) - before)
                    .isEqualTo(1 + 3 + 1 + 2 + 1);
            assertPurged(backend);
            assertThat(backend.store().orElseThrow().purge(NOW)).isZero();
        }
    }

    private static long commits(OpenedSqlite backend) {
        return backend.commits();
    }

    /** As if the process had died after the first transaction of a purge. */
    @Test
    void aMarkedPackageIsNotFoundAndTheNextPurgeContinues() {
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            fill(backend);
            backend.database().write(connection -> connection.update("update package set purging = 1 where id = 6"));
        }
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            assertThat(packageIds(backend)).containsExactly(7L, 8L);
            isRefused(backend, packageEntry(6, List.of()));
            isRefused(backend, packageEntry(9, versions(1, 1)));

            assertThat(backend.store().orElseThrow().purge(NOW)).isEqualTo(1 + 3);

            assertPurged(backend);
        }
    }
}
