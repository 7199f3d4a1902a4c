package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packageEntry;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packages;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.versions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSnapshotTest {

    @TempDir
    Path directory;

    private static void checkpoint(OpenedSqlite backend) {
        backend.database().writer().callAlone(connection -> {
            Sqlite.checkpoint(connection);
            return true;
        });
    }

    private List<String> files() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A database that becomes smaller by itself would be damaged. */
    @Test
    void aDatabaseThatASnapshotMakesSmallerIsNotDamaged() throws IOException {
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            add(backend, people());
            try (Snapshot small = backend.store().orElseThrow().snapshot()) {
                add(backend, packages(packageEntry(7, versions(1, 5_000))));
                checkpoint(backend);
                long large = Files.size(backend.database().file());

                small.restore();
                checkpoint(backend);

                assertThat(Files.size(backend.database().file())).isLessThan(large / 2);
                add(backend, packages(packageEntry(8, versions(1, 5))));
                assertThat(backend.health().ready()).isTrue();
                assertThat(backend.store().orElseThrow().check()).isEmpty();
            }
        }
    }

    @Test
    void aStartDeletesTheSnapshotsThatAKilledProcessHasLeft() throws IOException {
        NpmStore.open(directory).close();
        List<String> before = files();
        Files.writeString(directory.resolve("snapshot-12.db"), "left");
        Files.writeString(directory.resolve("snapshot-12.db-shm"), "left");

        NpmStore.open(directory).close();

        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aClosedSnapshotLeavesNoFile() throws IOException {
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            add(backend, people());
            List<String> before = files();
            Snapshot snapshot = backend.store().orElseThrow().snapshot();
            assertThat(files()).hasSizeGreaterThan(before.size());
            snapshot.restore();

            snapshot.close();

            assertThat(files()).isEqualTo(before);
        }
    }
}
