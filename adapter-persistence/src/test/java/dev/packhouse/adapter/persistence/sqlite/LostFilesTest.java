package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.MONALISA;
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

import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.policy.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes and health after files of an open database were removed, replaced, truncated or overwritten. */
class LostFilesTest {

    private static final int VERSIONS = 200;

    @TempDir
    Path temporary;

    private OpenedSqlite backend;

    @BeforeEach
    void openWithVersions() {
        backend = NpmStore.open(data());
        add(backend, people());
        add(backend, packages(packageEntry(7, versions(1, VERSIONS))));
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private Path data() {
        return temporary.resolve("data");
    }

    private Path database() {
        return data().resolve("packhouse.db");
    }

    private Path log() {
        return data().resolve("packhouse.db-wal");
    }

    private static void delete(OpenedSqlite backend, long id) {
        backend.write(caller(backend, MONALISA), session -> {
            Package parent = active(session, 7);
            session.apply(new Change.VersionDeleted(parent, version(session, parent, id), NpmStore.NOW));
            return null;
        });
    }

    private long left(OpenedSqlite backend) {
        return active(backend, 7).versions().active().orElseThrow();
    }

    private static void cutTo(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static void overwrite(Path file, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x5A);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), position);
        }
    }

    private static void removeAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    /** Replaces a file with a copy, as an editor or a restored backup does. */
    private static void replace(Path file) throws IOException {
        Path copy = Files.copy(file, file.resolveSibling("copy"));
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A loss or a damage of files while the server runs. */
    private enum Loss {
        DIRECTORY_REMOVED("packhouse.db is gone") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                removeAll(test.data());
            }
        },
        DATABASE_REMOVED("packhouse.db is gone") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                Files.delete(test.database());
            }
        },
        DATABASE_REPLACED("packhouse.db was replaced") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                replace(test.database());
            }
        },
        DATABASE_EMPTIED("packhouse.db was cut off") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                cutTo(test.database(), 0);
            }
        },
        DATABASE_CUT_BY_ONE_BYTE("packhouse.db was cut off") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                cutTo(test.database(), Files.size(test.database()) - 1);
            }
        },
        LOG_REMOVED("packhouse.db-wal is gone") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                Files.delete(test.log());
            }
        },
        LOG_REPLACED("packhouse.db-wal was replaced") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                replace(test.log());
            }
        },
        DATABASE_EMPTIED_AND_GROWN_AGAIN("packhouse.db was cut off") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                DATABASE_EMPTIED.happen(test);
                test.backend.health();
                overwrite(test.database(), 1 << 20, 1);
            }
        },
        LOG_EMPTIED("packhouse.db-wal was cut off or overwritten") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                cutTo(test.log(), 0);
            }
        },
        LOG_CUT_TO_HALF("packhouse.db-wal was cut off or overwritten") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                cutTo(test.log(), Files.size(test.log()) / 2);
            }
        },
        LOG_CUT_BY_ONE_BYTE("packhouse.db-wal was cut off or overwritten") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                cutTo(test.log(), Files.size(test.log()) - 1);
            }
        },
        LOG_OVERWRITTEN_AT_ITS_BEGINNING("packhouse.db-wal was cut off or overwritten") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                overwrite(test.log(), 0, 64);
            }
        },
        LOG_OVERWRITTEN_IN_ITS_MIDDLE("packhouse.db-wal was cut off or overwritten") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                overwrite(test.log(), Files.size(test.log()) / 2, 1);
            }
        },
        LOG_OVERWRITTEN_IN_THE_HEADER_OF_A_FRAME("packhouse.db-wal was cut off or overwritten") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                overwrite(test.log(), 32 + 16, 4);
            }
        },
        LOG_OVERWRITTEN_AT_ITS_END("packhouse.db-wal was cut off or overwritten") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                overwrite(test.log(), Files.size(test.log()) - 1, 1);
            }
        },
        LOCK_REMOVED("packhouse.lock is gone") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                Files.delete(test.data().resolve("packhouse.lock"));
            }
        },
        LOCK_REPLACED("packhouse.lock was replaced") {
            @Override
            void happen(LostFilesTest test) throws IOException {
                replace(test.data().resolve("packhouse.lock"));
            }
        };

        private final String detail;

        Loss(String detail) {
            this.detail = detail;
        }

        abstract void happen(LostFilesTest test) throws IOException;
    }

    private static void isRefused(OpenedSqlite backend, long id, String detail) {
        assertThatThrownBy(() -> delete(backend, id))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(detail);
    }

    @ParameterizedTest
    @EnumSource
    void theNextChangeDetectsALoss(Loss loss) throws IOException {
        delete(backend, 1);

        loss.happen(this);

        isRefused(backend, 2, loss.detail);
        isRefused(backend, 3, loss.detail);
        Health health = backend.health();
        assertThat(health.ready()).isFalse();
        assertThat(health.detail()).contains(loss.detail, "while the server runs");
    }

    @ParameterizedTest
    @EnumSource
    void healthAloneDetectsALoss(Loss loss) throws IOException {
        delete(backend, 1);

        loss.happen(this);

        assertThat(backend.health().ready()).isFalse();
        assertThat(backend.health().detail()).contains(data().toString(), loss.detail);
    }

    /** The task has run and the commit has not, so nothing is changed. */
    @ParameterizedTest
    @EnumSource(
            value = Loss.class,
            names = {"LOCK_REMOVED", "LOG_CUT_TO_HALF", "DATABASE_EMPTIED", "DIRECTORY_REMOVED"})
    void aLossDuringATaskIsDetectedBeforeItsCommit(Loss loss) {
        delete(backend, 1);

        assertThatThrownBy(() -> backend.write(caller(backend, MONALISA), session -> {
                    Package parent = active(session, 7);
                    session.apply(new Change.VersionDeleted(parent, version(session, parent, 2), NpmStore.NOW));
                    try {
                        loss.happen(this);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    return null;
                }))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(loss.detail);
    }

    @Test
    void readingContinuesAfterTheDirectoryIsRemoved() throws IOException {
        removeAll(data());

        assertThat(left(backend)).isEqualTo(VERSIONS);
    }

    @Test
    void aDirectoryThatWasMovedAwayAndPutBackIsUsedAgain() throws IOException {
        Path moved = temporary.resolve("moved");
        Files.move(data(), moved);
        isRefused(backend, 1, "packhouse.db is gone");
        assertThat(backend.health().ready()).isFalse();

        Files.move(moved, data());

        assertThat(backend.health().ready()).isTrue();
        delete(backend, 2);
        backend.close();
        backend = NpmStore.open(data());
        assertThat(left(backend)).isEqualTo(VERSIONS - 1);
    }

    @Test
    void aTruncatedLogIsNotTrustedAgainAfterItIsPutBack() throws IOException {
        delete(backend, 1);
        byte[] whole = Files.readAllBytes(log());
        cutTo(log(), whole.length / 2);
        isRefused(backend, 2, "cut off");

        Files.write(log(), whole, StandardOpenOption.WRITE);

        isRefused(backend, 2, "cut off");
        assertThat(backend.health().ready()).isFalse();
    }

    @Test
    void aLogWithAChangedModificationTimeOnlyIsIntact() throws IOException {
        delete(backend, 1);

        Files.setLastModifiedTime(log(), FileTime.from(Instant.EPOCH));

        assertThat(backend.health().ready()).isTrue();
        delete(backend, 2);
        Files.setLastModifiedTime(log(), FileTime.from(Instant.EPOCH));
        delete(backend, 3);
        assertThat(left(backend)).isEqualTo(VERSIONS - 3);
    }

    /** SQLite restarts the log after a checkpoint, and truncates a log that exceeds its limit. */
    @Test
    void aLogThatSqliteRestartsOrTruncatesIsIntact() throws IOException {
        Path log = log();
        backend.database().write(connection -> connection.list("pragma wal_autocheckpoint = 20", row -> 0));
        backend.database().write(connection -> connection.list("pragma journal_size_limit = 0", row -> 0));
        long longest = 0;
        long shortest = Long.MAX_VALUE;
        for (long id = 1; id < 60; id++) {
            delete(backend, id);
            assertThat(backend.health().ready()).isTrue();
            longest = Math.max(longest, Files.size(log));
            shortest = Math.min(shortest, Files.size(log));
        }
        add(backend, packages(packageEntry(8, versions(1_001, 6_000))));
        delete(backend, 60);

        assertThat(shortest).isLessThan(longest / 2);
        assertThat(backend.health().ready()).isTrue();
        assertThat(left(backend)).isEqualTo(VERSIONS - 60);
    }

    @Test
    void closingDoesNotWriteADamagedLogBack() throws IOException {
        delete(backend, 1);
        byte[] before = Files.readAllBytes(database());
        overwrite(log(), Files.size(log()) / 2, 4_096);

        backend.close();

        assertThat(Files.readAllBytes(database())).isEqualTo(before);
        assertThat(log()).exists();
    }

    @Test
    void closingKeepsTheFilesOfAnotherServerInTheSameDirectory() throws IOException {
        Files.move(data(), temporary.resolve("moved"));
        try (OpenedSqlite other = NpmStore.open(data())) {
            add(other, people());
            add(other, packages(packageEntry(7, versions(1, 5))));

            backend.close();

            delete(other, 1);
            assertThat(other.health().ready()).isTrue();
            assertThat(data().toFile().list())
                    .containsExactlyInAnyOrderElementsOf(
                            List.of("packhouse.db", "packhouse.db-shm", "packhouse.db-wal", "packhouse.lock"));
        }
        try (OpenedSqlite again = NpmStore.open(data())) {
            assertThat(left(again)).isEqualTo(4);
        }
    }
}
