package dev.packhouse.adapter.persistence.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.testing.Race;
import dev.packhouse.domain.lifecycle.PackageId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataVersionTest {

    private static final int CHANGES = 200;

    @TempDir
    Path directory;

    private OpenedSqlite backend;

    @BeforeEach
    void open() {
        backend = NpmStore.open(directory);
        NpmStore.add(backend, NpmStore.people());
        NpmStore.add(backend, NpmStore.packages(NpmStore.packageEntry(1, NpmStore.versions(1, 1))));
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private long versions() {
        return NpmStore.active(backend, 1).versions().active().getAsLong();
    }

    private void publish(long version) {
        backend.store().orElseThrow().publish(new PackageId(1), List.of(NpmStore.version(version)));
    }

    @Test
    void readingDoesNotChangeTheDataVersion() {
        OptionalLong before = backend.dataVersion();
        versions();

        assertThat(before).isPresent();
        assertThat(backend.dataVersion()).isEqualTo(before);
    }

    @Test
    void aCompletedChangeHasChangedTheDataVersion() {
        OptionalLong before = backend.dataVersion();
        publish(2);

        assertThat(backend.dataVersion()).isPresent().isNotEqualTo(before);
    }

    @Test
    void theDataVersionIsEmptyDuringACommitAndNeverRepeats() {
        Map<Long, Long> seen = new ConcurrentHashMap<>();
        AtomicBoolean done = new AtomicBoolean();

        Race.of(4, racer -> {
            if (racer == 0) {
                try {
                    for (long version = 2; version <= CHANGES; version++) {
                        publish(version);
                    }
                } finally {
                    done.set(true);
                }
            } else {
                while (!done.get()) {
                    check(seen);
                }
            }
            return racer;
        });
        check(seen);

        assertThat(seen).containsValue((long) CHANGES);
    }

    /** Checks that all reads with one data version return the same. */
    private void check(Map<Long, Long> seen) {
        OptionalLong before = backend.dataVersion();
        long versions = versions();
        if (before.isPresent() && backend.dataVersion().equals(before)) {
            Long others = seen.putIfAbsent(before.getAsLong(), versions);
            assertThat(others).isIn(null, versions);
        }
    }
}
