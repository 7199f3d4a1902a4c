package dev.packhouse.adapter.github.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.testing.DecisionSeed;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditFileTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path temporary;

    private Path directory() {
        return temporary.resolve("data");
    }

    private Path file() {
        return directory().resolve("audit.jsonl");
    }

    private static AuditEntry entry(long number) {
        return DecisionSeed.of(NOW.plusSeconds(number), Operation.DELETE_PACKAGE, "octo-org", "app-" + number)
                .entry();
    }

    private static List<Long> ids(List<StoredAuditEntry> entries) {
        return entries.stream().map(StoredAuditEntry::id).toList();
    }

    private static List<Long> ids(AuditFile trail) {
        return ids(trail.entries(AuditQuery.latest(1_000_000)));
    }

    private static List<Long> descending(long from, long to) {
        return LongStream.iterate(from, id -> id >= to, id -> id - 1).boxed().toList();
    }

    private void append(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.APPEND);
    }

    @Test
    void anEntryIsALineWithTheFieldsOfTheServersResponses() throws IOException {
        try (AuditFile trail = AuditFile.open(directory())) {
            trail.append(DecisionSeed.of(NOW, Operation.DELETE_VERSION, "octo-org", "container", "team/\u00e4pp\n")
                    .packageId(197)
                    .version(836)
                    .refused(Reason.LAST_VERSION)
                    .requestId("8F2A")
                    .entry());
            trail.append(new Pruned(NOW, 3, NOW));

            assertThat(Files.readString(file()))
                    .isEqualTo("{\"id\":1,\"kind\":\"decision\",\"at\":\"2026-11-21T12:00:00Z\",\"actor\":\"monalisa\","
                            + "\"operation\":\"delete_version\",\"owner\":\"octo-org\",\"package_type\":\"container\","
                            + "\"package_name\":\"team/\u00e4pp\\n\",\"package_id\":197,\"version_id\":836,"
                            + "\"decision\":\"REFUSED\",\"refusal\":\"LAST_VERSION\",\"request_id\":\"8F2A\","
                            + "\"dry_run\":false}\n"
                            + "{\"id\":2,\"kind\":\"pruned\",\"at\":\"2026-11-21T12:00:00Z\",\"count\":3,"
                            + "\"until\":\"2026-11-21T12:00:00Z\"}\n");
        }
    }

    @Test
    void directoryAndFilesAreForTheUserOfTheServerOnly() throws IOException {
        Path nested = temporary.resolve("some/data");
        try (AuditFile trail = AuditFile.open(nested)) {
            trail.append(entry(1));
            assertThat(trail.prune(new AuditRetention(Duration.ofDays(1), 1), NOW))
                    .isOne();
        }

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(nested)))
                .isEqualTo("rwx------");
        for (String name : List.of("audit.jsonl", "packhouse.lock")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(nested.resolve(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(nested).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void aDirectoryIsUsedByOneServerAtATimeAndReadBesideIt() {
        try (AuditFile trail = AuditFile.open(directory())) {
            trail.append(entry(1));

            assertThatThrownBy(() -> AuditFile.open(directory()))
                    .isInstanceOf(BackendOpenException.class)
                    .hasMessage(
                            "The data directory %s is in use by another server; stop that one, or choose another directory",
                            directory());
            assertThat(ids(AuditFile.read(directory(), AuditQuery.latest(9)))).containsExactly(1L);
        }
        try (AuditFile trail = AuditFile.open(directory())) {
            trail.append(entry(2));
            assertThat(ids(trail)).containsExactly(2L, 1L);
        }
    }

    @Test
    void readingADirectoryWithoutATrailIsRefusedAndCreatesNothing() throws IOException {
        assertThatThrownBy(() -> AuditFile.read(directory(), AuditQuery.latest(1)))
                .isInstanceOf(BackendOpenException.class)
                .hasMessage(
                        "The data directory %s has no file audit.jsonl: the audit trail is kept only with --data DIR",
                        directory());
        assertThat(directory()).doesNotExist();

        Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> AuditFile.open(temporary.resolve("file")))
                .isInstanceOf(BackendOpenException.class)
                .hasMessageContaining(temporary.resolve("file").toString());
    }

    /** As a machine leaves the file that fails during a write. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":3,\"kind\":\"deci", "{", "\u0000\u0000\u0000", "}", "{\"id\":3}"})
    void aTornLastLineIsIgnoredAndEndedByTheNextEntry(String torn) throws IOException {
        try (AuditFile trail = AuditFile.open(directory())) {
            trail.append(entry(1));
            trail.append(entry(2));
        }
        append(torn);
        assertThat(ids(AuditFile.read(directory(), AuditQuery.latest(9)))).containsExactly(2L, 1L);

        try (AuditFile trail = AuditFile.open(directory())) {
            assertThat(ids(trail)).containsExactly(2L, 1L);
            trail.append(entry(3));
            assertThat(ids(trail)).containsExactly(3L, 2L, 1L);
        }

        assertThat(Files.readAllLines(file())).hasSize(4).contains(torn);
        try (AuditFile trail = AuditFile.open(directory())) {
            assertThat(trail.prune(new AuditRetention(Duration.ofDays(1), 3L * entry(1).size() - 1), NOW))
                    .isOne();
            assertThat(ids(trail)).containsExactly(4L, 3L, 2L);
        }
    }

    /** The complete line of the crash lacks only its line break. */
    @Test
    void aWholeLineWithoutItsEndIsNotCompleteUntilTheNextEntryEndsIt() throws IOException {
        try (AuditFile trail = AuditFile.open(directory())) {
            trail.append(entry(1));
        }
        append(Files.readString(file()).replace("\"id\":1", "\"id\":7").strip());

        try (AuditFile trail = AuditFile.open(directory())) {
            assertThat(ids(trail)).containsExactly(1L);
            trail.append(entry(2));
            assertThat(ids(trail)).containsExactly(2L, 7L, 1L);
        }
    }

    @Test
    void linesThatAreNoEntriesAreIgnoredEverywhere() throws IOException {
        try (AuditFile trail = AuditFile.open(directory())) {
            IntStream.rangeClosed(1, 50).forEach(number -> trail.append(entry(number)));
        }
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file())) {
            lines.add(line);
            lines.add("");
            lines.add("x".repeat(lines.size() == 51 ? 300_000 : 99));
            lines.add("{\"id\":1,\"kind\":\"other\"}");
            lines.add("[1]");
            lines.add("null");
        }
        Files.write(file(), lines);

        try (AuditFile trail = AuditFile.open(directory())) {
            trail.append(entry(51));
            assertThat(ids(trail)).isEqualTo(descending(51, 1));
            for (long before = 1; before <= 53; before++) {
                assertThat(page(trail, before, 3)).isEqualTo(idsBelow(before, 51, 3));
            }
        }
    }

    private static List<Long> idsBelow(long before, long newest, int size) {
        return descending(Math.min(newest, before - 1), 1).stream().limit(size).toList();
    }

    private static List<Long> page(AuditFile trail, long before, int size) {
        return ids(trail.entries(new AuditQuery(Optional.empty(), Optional.empty(), OptionalLong.of(before), size)));
    }

    /** Several blocks of the file, with lines of different lengths across their borders. */
    @Test
    void everyPageOfALongTrailIsFound() throws IOException {
        int many = 4_000;
        StringBuilder lines = new StringBuilder();
        for (int id = 1; id <= many; id++) {
            AuditEntry entry = DecisionSeed.of(
                            NOW, Operation.DELETE_PACKAGE, id % 7 == 0 ? "seventh" : "octo-org", "a".repeat(id % 500))
                    .entry();
            lines.append(new String(JsonLine.of(new StoredAuditEntry(id, entry)), UTF_8));
        }
        Files.createDirectories(directory());
        Files.writeString(file(), lines);
        try (AuditFile trail = AuditFile.open(directory())) {
            assertThat(ids(trail)).isEqualTo(descending(many, 1));
            for (long before = many + 2L; before > 0; before -= 13) {
                assertThat(page(trail, before, 4)).isEqualTo(idsBelow(before, many, 4));
            }
            List<Long> ofOwner = ids(trail.entries(
                    new AuditQuery(Optional.empty(), Optional.of(new Login("SEVENTH")), OptionalLong.of(2_000), 3)));
            assertThat(ofOwner).containsExactly(1995L, 1988L, 1981L);
        }
    }

    @Test
    void idsContinueAfterTheStartAlsoOfATrailWhoseEntriesWereAllRemoved() {
        AuditRetention day = new AuditRetention(Duration.ofDays(1), 1_000_000);
        try (AuditFile trail = AuditFile.open(directory())) {
            trail.append(entry(1));
            trail.append(entry(2));
            assertThat(trail.prune(day, NOW.plus(Duration.ofDays(9)))).isEqualTo(2);
            assertThat(ids(trail)).containsExactly(3L);
            assertThat(trail.prune(day, NOW.plus(Duration.ofDays(99)))).isOne();
            assertThat(ids(trail)).isEmpty();
        }
        try (AuditFile trail = AuditFile.open(directory())) {
            assertThat(ids(trail)).isEmpty();
            trail.append(entry(4));
            assertThat(ids(trail)).containsExactly(4L);
        }
    }

    /** A directory in the place of the file fails as a full disk does. */
    @Test
    void entriesThatCannotBeWrittenWaitAndAreWrittenInTheirOrderWhenTheDiskWorksAgain() throws IOException {
        try (AuditFile trail = AuditFile.open(directory())) {
            trail.append(entry(1));
            Path away = temporary.resolve("away");
            Files.move(file(), away);
            Files.createDirectory(file());

            trail.append(entry(2));
            trail.append(entry(3));

            assertThat(trail.failure().orElseThrow())
                    .startsWith("The audit trail %s cannot be written (".formatted(file()))
                    .endsWith("); entries that wait in memory: 2");
            Files.delete(file());
            Files.move(away, file());
            assertThat(trail.failure()).isEmpty();
            assertThat(ids(trail)).containsExactly(3L, 2L, 1L);
            assertThat(trail.entries(AuditQuery.latest(1)).get(0).entry()).isEqualTo(entry(3));
        }
    }

    @Test
    void entriesThatWaitAreBoundedAndWrittenByTheNextEntry() throws IOException {
        try (AuditFile trail = AuditFile.open(directory())) {
            Files.delete(file());
            Files.createDirectory(file());
            LongStream.rangeClosed(1, AuditFile.MAX_WAITING + 5).forEach(number -> trail.append(entry(number)));
            Files.delete(file());

            trail.append(entry(0));

            assertThat(trail.failure()).isEmpty();
            assertThat(ids(trail)).isEqualTo(descending(AuditFile.MAX_WAITING + 1, 1));
        }
    }

    @Test
    void aFileThatIsMovedAwayIsBegunAnewWithHigherIds() throws IOException {
        try (AuditFile trail = AuditFile.open(directory())) {
            trail.append(entry(1));
            Files.move(file(), temporary.resolve("rotated"));
            assertThat(ids(trail)).isEmpty();
            assertThat(trail.prune(AuditRetention.DEFAULT, NOW)).isZero();

            trail.append(entry(2));

            assertThat(ids(trail)).containsExactly(2L);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void manyThreadsAppendWhileTheTrailIsReadAndPruned() throws InterruptedException {
        int threads = 4;
        int each = 100;
        try (AuditFile trail = AuditFile.open(directory())) {
            List<Thread> writers = IntStream.range(0, threads)
                    .mapToObj(number -> new Thread(() -> {
                        for (int i = 0; i < each; i++) {
                            trail.append(entry(i));
                        }
                    }))
                    .toList();
            writers.forEach(Thread::start);
            long removed = 0;
            for (int round = 0; round < 5; round++) {
                assertThat(ids(AuditFile.read(directory(), AuditQuery.latest(1_000))))
                        .isSortedAccordingTo((one, other) -> Long.compare(other, one))
                        .doesNotHaveDuplicates();
                removed += trail.prune(new AuditRetention(Duration.ofDays(1), 50L * 400), NOW);
            }
            for (Thread writer : writers) {
                writer.join();
            }

            List<StoredAuditEntry> left = trail.entries(AuditQuery.latest(1_000_000));
            long records = left.stream()
                    .filter(stored -> stored.entry() instanceof Pruned)
                    .count();
            assertThat(left.size() - records + removed).isGreaterThanOrEqualTo((long) threads * each);
            assertThat(ids(left)).doesNotHaveDuplicates();
        }
    }

    /** An interrupt would close a channel of the JDK. */
    @Test
    void anInterruptedThreadAppendsAndReads() {
        try (AuditFile trail = AuditFile.open(directory())) {
            Thread.currentThread().interrupt();
            trail.append(entry(1));
            assertThat(ids(trail)).containsExactly(1L);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(trail.failure()).isEmpty();
        }
    }
}
