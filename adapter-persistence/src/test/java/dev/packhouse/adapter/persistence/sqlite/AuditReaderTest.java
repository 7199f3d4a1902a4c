package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.testing.DecisionSeed;
import dev.packhouse.domain.access.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit trail is read without the lock of the directory, and without a change in it. */
class AuditReaderTest {

    @TempDir
    Path temporary;

    private Path directory() {
        return temporary.resolve("some data?#%41");
    }

    private static AuditEntry entry(long number) {
        return DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "app-" + number)
                .entry();
    }

    private static void record(Backend backend, long number) {
        backend.<Void>write(AuthenticatedCaller.ANONYMOUS, session -> {
            session.record(entry(number));
            return null;
        });
    }

    private static List<AuditEntry> read(Path directory) {
        return new SqliteBackendProvider()
                .readAuditTrail(NpmStore.settings(directory), AuditQuery.latest(100)).stream()
                        .map(StoredAuditEntry::entry)
                        .toList();
    }

    /** Names, contents and times of all files. */
    private static Map<String, List<Object>> files(Path directory) throws IOException {
        Map<String, List<Object>> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                FileTime modified = Files.getLastModifiedTime(file);
                found.put(file.getFileName().toString(), List.of(Files.size(file), modified));
            }
        }
        return found;
    }

    @Test
    void theTrailIsReadWhileAServerHoldsTheLockAndTheServerContinues() throws IOException {
        try (Backend backend = NpmStore.open(directory())) {
            assertThat(read(directory())).isEmpty();
            record(backend, 1);
            Map<String, List<Object>> before = files(directory());

            assertThat(read(directory())).containsExactly(entry(1));

            assertThat(files(directory())).isEqualTo(before);
            record(backend, 2);
            assertThat(read(directory())).containsExactly(entry(2), entry(1));
            assertThat(backend.health().ready()).isTrue();
        }
        assertThat(read(directory())).containsExactly(entry(2), entry(1));
    }

    @Test
    void readingTheTrailOfAStoppedServerCreatesAndChangesNoFile() throws IOException {
        try (Backend backend = NpmStore.open(directory())) {
            record(backend, 1);
        }
        Map<String, List<Object>> before = files(directory());
        assertThat(before).containsOnlyKeys("packhouse.db", "packhouse.lock");

        assertThat(read(directory())).containsExactly(entry(1));

        assertThat(files(directory())).isEqualTo(before);
        Files.delete(directory().resolve("packhouse.lock"));
        assertThat(read(directory())).containsExactly(entry(1));
        assertThat(directory()).isDirectoryNotContaining("glob:**.lock");
    }

    /** The files that a server leaves when its machine fails: the changes are in the log. */
    @Test
    void theTrailOfAServerThatWasKilledIsReadFromItsLog() throws IOException {
        Path copy = Files.createDirectory(temporary.resolve("copy"));
        try (Backend backend = NpmStore.open(directory())) {
            record(backend, 1);
            for (String name : List.of("packhouse.db", "packhouse.db-wal")) {
                Files.copy(directory().resolve(name), copy.resolve(name));
            }
        }
        byte[] database = Files.readAllBytes(copy.resolve("packhouse.db"));
        byte[] log = Files.readAllBytes(copy.resolve("packhouse.db-wal"));
        assertThat(log).isNotEmpty();

        assertThat(read(copy)).containsExactly(entry(1));

        assertThat(copy.resolve("packhouse.db")).hasBinaryContent(database);
        assertThat(copy.resolve("packhouse.db-wal")).hasBinaryContent(log);
        try (Backend backend = NpmStore.open(copy)) {
            record(backend, 2);
            assertThat(read(copy)).containsExactly(entry(2), entry(1));
        }
    }

    @Test
    void aServerMayStartWriteAndStopWhileTheTrailIsRead() throws InterruptedException {
        try (Backend backend = NpmStore.open(directory())) {
            record(backend, 1);
        }
        AtomicBoolean stopped = new AtomicBoolean();
        Thread server = new Thread(() -> {
            LongStream.rangeClosed(2, 40).forEach(number -> {
                try (Backend backend = NpmStore.open(directory())) {
                    record(backend, number);
                }
            });
            stopped.set(true);
        });
        server.start();

        int last = 1;
        while (!stopped.get()) {
            List<AuditEntry> found = read(directory());
            assertThat(found).hasSizeGreaterThanOrEqualTo(last);
            last = found.size();
            assertThat(found)
                    .isEqualTo(LongStream.iterate(last, number -> number - 1)
                            .limit(last)
                            .mapToObj(AuditReaderTest::entry)
                            .toList());
        }
        server.join();
        assertThat(read(directory())).hasSize(40);
    }

    @Test
    void aDirectoryWithoutADatabaseOfThisProgramIsRefusedWithTheReason() throws IOException {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        refuses(empty, "The data directory %s has no database of the backend 'sqlite'".formatted(empty));
        assertThat(empty).isEmptyDirectory();
        Path absent = temporary.resolve("absent");
        refuses(absent, "The data directory %s has no database of the backend 'sqlite'".formatted(absent));
        assertThat(absent).doesNotExist();

        Path file = Files.createFile(empty.resolve("packhouse.db"));
        refuses(empty, "The file %s is not a database of Packhouse".formatted(file));
        Files.write(
                file,
                "This is no database, but a text that is long enough for a header."
                        .repeat(99)
                        .getBytes(UTF_8));
        refuses(
                empty,
                "The database %s cannot be read: The file is not a database, or its beginning is damaged"
                        .formatted(file));
    }

    @Test
    void anOlderOrNewerSchemaIsRefusedUnchanged() throws IOException {
        List<Migration> all = Migration.all();
        try (Backend backend = OpenedSqlite.open(
                directory(), NpmStore.settings(directory()), NpmStore.FEW, all.subList(0, all.size() - 1))) {
            assertThat(backend.health().ready()).isTrue();
        }
        Map<String, List<Object>> before = files(directory());
        refuses(
                directory(),
                ("The file %s has version %d of the schema, and this program reads version %d: start a server on it once,"
                                + " which updates it")
                        .formatted(directory().resolve("packhouse.db"), all.size() - 1, all.size()));
        assertThat(files(directory())).isEqualTo(before);

        NpmStore.open(directory()).close();
        assertThat(read(directory())).isEmpty();
        List<Migration> newer = Stream.concat(
                        all.stream(),
                        Stream.of(new Migration(all.size() + 1, "then.sql", "create table then_ (id integer);")))
                .toList();
        OpenedSqlite.open(directory(), NpmStore.settings(directory()), NpmStore.FEW, newer)
                .close();
        refuses(
                directory(),
                "The file %s has version %d of the schema, and this program supports versions up to %d; use a newer program"
                        .formatted(directory().resolve("packhouse.db"), all.size() + 1, all.size()));
    }

    private static void refuses(Path directory, String message) {
        assertThatThrownBy(() -> read(directory))
                .isInstanceOf(BackendOpenException.class)
                .hasMessage(message);
    }
}
