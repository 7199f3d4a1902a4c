package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.MONALISA;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.active;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packageEntry;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packages;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.page;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.version;
import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.domain.lifecycle.State.ACTIVE;
import static dev.packhouse.domain.lifecycle.State.DELETED;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.persistence.sql.VersionPageQuery;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Change;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.ProgressHandler;

/** Lists of versions that are longer than a segment. */
class LongListTest {

    @TempDir
    Path directory;

    /** The expected order: the newest first, and versions of equal age by descending id. */
    private static final Comparator<VersionEntry> ORDER = comparing(VersionEntry::createdAt)
            .thenComparing(entry -> entry.id().orElseThrow())
            .reversed();

    private static List<Long> expected(Map<Long, VersionEntry> model, boolean deleted) {
        return model.values().stream()
                .filter(entry -> entry.deletedAt().isPresent() == deleted)
                .sorted(ORDER)
                .map(entry -> entry.id().orElseThrow())
                .toList();
    }

    private static void everyPageIsRight(OpenedSqlite backend, State state, List<Long> expected, int size) {
        Package parent = active(backend, 7);
        List<Long> ids = new ArrayList<>();
        int last = new PageRequest(1, size).lastPageOf(expected.size());
        for (int number = 1; number <= last + 1; number++) {
            dev.packhouse.application.model.Page<PackageVersion> page =
                    page(backend, parent, state, new PageRequest(number, size));
            assertThat(page.lastPage()).isEqualTo(last);
            page.items().forEach(version -> ids.add(version.id().value()));
        }
        assertThat(ids).isEqualTo(expected);
    }

    /** Checks that the count of each segment is the number of its versions. */
    private static void thePageIndexIsRight(OpenedSqlite backend) {
        long wrong = backend.database().read(connection -> connection.one("""
                        select count(*) as wrong
                          from version_page_index s
                         where s.versions <> (
                             select count(*)
                               from version v
                              where v.package_id = s.package_id and v.deleted_individually = s.deleted_individually
                                and (v.created_at, v.id) >= (s.created_at, s.version_id)
                                and not exists (
                                    select 1
                                      from version_page_index n
                                     where n.package_id = s.package_id and n.deleted_individually = s.deleted_individually
                                       and (n.created_at, n.version_id) > (s.created_at, s.version_id)
                                       and (n.created_at, n.version_id) <= (v.created_at, v.id)))
                        """, row -> row.number("wrong")));
        assertThat(wrong).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyPageIsRightAfterEveryChangeOfTheList(boolean pageIndex) {
        Random random = new Random(20_261_121);
        Map<Long, VersionEntry> model = new HashMap<>();
        for (long id = 1; id <= 6_000; id++) {
            boolean deleted = random.nextInt(10) < 4;
            model.put(id, entry(random, id, deleted ? Optional.of(NpmStore.NOW) : Optional.empty()));
        }
        DatabaseLimits limits = NpmStore.FEW.with(new FastPaths(true, pageIndex, true));
        try (OpenedSqlite backend = OpenedSqlite.open(directory, NpmStore.settings(directory), limits)) {
            add(backend, people());
            add(backend, packages(packageEntry(7, List.copyOf(model.values()))));
            thePageIndexIsRight(backend);
            everyPageIsRight(backend, ACTIVE, expected(model, false), 100);
            everyPageIsRight(backend, DELETED, expected(model, true), 97);

            List<VersionEntry> more = new ArrayList<>();
            for (long id = 6_001; id <= 8_000; id++) {
                more.add(entry(random, id, Optional.empty()));
            }
            backend.store().orElseThrow().publish(new PackageId(7), more);
            more.forEach(each -> model.put(each.id().orElseThrow(), each));
            for (int i = 0; i < 20; i++) {
                change(backend, random, model);
            }
            thePageIndexIsRight(backend);
            everyPageIsRight(backend, ACTIVE, expected(model, false), 100);
            everyPageIsRight(backend, DELETED, expected(model, true), 100);

            backend.store().orElseThrow().purge(NpmStore.NOW.plusSeconds(1));
            model.values().removeIf(each -> each.deletedAt().isPresent());
            thePageIndexIsRight(backend);
            everyPageIsRight(backend, DELETED, List.of(), 100);
            everyPageIsRight(backend, ACTIVE, expected(model, false), 30);
        }
    }

    /** Creates a version; many versions have the same age. */
    private static VersionEntry entry(Random random, long id, Optional<Instant> deletedAt) {
        return version(id, NpmStore.NOW.plusSeconds(random.nextInt(2_000)), deletedAt);
    }

    /** Deletes or restores fifty versions in one write task. */
    private static void change(OpenedSqlite backend, Random random, Map<Long, VersionEntry> model) {
        List<Long> ids = random.longs(50, 1, 8_001).distinct().boxed().toList();
        backend.write(caller(backend, MONALISA), session -> {
            Package parent = active(session, 7);
            for (long id : ids) {
                VersionEntry entry = model.get(id);
                boolean deleted = entry.deletedAt().isPresent();
                PackageVersion subject = session.packages()
                        .version(parent, new VersionId(id), deleted ? DELETED : ACTIVE)
                        .orElseThrow()
                        .value();
                session.apply(
                        deleted
                                ? new Change.VersionRestored(parent, subject, Set.of(), NpmStore.NOW)
                                : new Change.VersionDeleted(parent, subject, NpmStore.NOW));
                model.put(id, version(id, entry.createdAt(), deleted ? Optional.empty() : Optional.of(NpmStore.NOW)));
            }
            return null;
        });
    }

    /** A purge removes the segments of its versions; deletion and restoration add no further segments. */
    @Test
    void emptySegmentsAreRemoved() {
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            add(backend, people());
            add(backend, packages(packageEntry(7, NpmStore.versions(1, 5_000))));
            long segments = segments(backend);
            for (int round = 0; round < 3; round++) {
                changeAll(backend, 1, 4_000, ACTIVE);
                changeAll(backend, 1, 4_000, DELETED);
            }
            thePageIndexIsRight(backend);
            assertThat(segments(backend)).isLessThanOrEqualTo(2 * segments);

            for (long last = 5_000; last < 20_000; last += 5_000) {
                backend.store().orElseThrow().publish(new PackageId(7), NpmStore.versions(last + 1, last + 5_000));
                changeAll(backend, last - 4_999, last, ACTIVE);
                backend.store().orElseThrow().purge(NpmStore.NOW.plusSeconds(1));
            }
            thePageIndexIsRight(backend);
            everyPageIsRight(
                    backend,
                    ACTIVE,
                    LongStream.iterate(20_000, id -> id > 15_000, id -> id - 1)
                            .boxed()
                            .toList(),
                    100);
            assertThat(segments(backend)).isLessThanOrEqualTo(2 * segments);
        }
    }

    private static long segments(OpenedSqlite backend) {
        return backend.database()
                .read(connection -> connection.one(
                        "select count(*) as segments from version_page_index", row -> row.number("segments")));
    }

    /** Deletes versions that are active, or restores those that are deleted. */
    private static void changeAll(OpenedSqlite backend, long from, long to, State state) {
        backend.write(caller(backend, MONALISA), session -> {
            Package parent = active(session, 7);
            for (long id = from; id <= to; id++) {
                PackageVersion subject = session.packages()
                        .version(parent, new VersionId(id), state)
                        .orElseThrow()
                        .value();
                session.apply(
                        state == DELETED
                                ? new Change.VersionRestored(parent, subject, Set.of(), NpmStore.NOW)
                                : new Change.VersionDeleted(parent, subject, NpmStore.NOW));
            }
            return null;
        });
    }

    @Test
    void expiredVersionsAreNeitherListedNorCounted() {
        List<VersionEntry> entries = new ArrayList<>(NpmStore.versions(1, 1));
        for (long id = 2; id <= 3_001; id++) {
            entries.add(version(id, NpmStore.NOW, Optional.of(NpmStore.NOW.minusSeconds(id % 2))));
        }
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            add(backend, people());
            add(backend, packages(packageEntry(7, entries)));
            Package parent = active(backend, 7);

            dev.packhouse.application.model.Page<PackageVersion> page = backend.read(
                    caller(backend, MONALISA),
                    session -> session.packages()
                            .versions(new dev.packhouse.application.spi.VersionQuery(
                                    parent, DELETED, NpmStore.NOW, new PageRequest(13, 100)))
                            .map(document -> document.value()));

            assertThat(page.lastPage()).isEqualTo(15);
            assertThat(page.items()).hasSize(100);
            assertThat(page.items().get(0).id()).isEqualTo(new VersionId(3_000 - 2 * 1_200));
        }
    }

    /** Counts instructions of SQLite's virtual machine, which do not depend on the machine. */
    @Test
    void theCostOfAPageDoesNotGrowWithTheList() {
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            add(backend, people());
            add(backend, packages(packageEntry(7, NpmStore.versions(1, 4_000))));
            long first = cost(backend, new PageRequest(1, 100));
            long middle = cost(backend, new PageRequest(20, 100));
            long last = cost(backend, new PageRequest(40, 100));
            add(backend, packages(packageEntry(8, NpmStore.versions(100_001, 120_000))));
            assertThat(cost(backend, new PageRequest(1, 100))).isCloseTo(first, within(first / 10));
            backend.store().orElseThrow().publish(new PackageId(7), NpmStore.versions(4_001, 40_000));

            assertThat(cost(backend, new PageRequest(1, 100))).isCloseTo(first, within(first / 10));
            assertThat(cost(backend, new PageRequest(400, 100))).isCloseTo(last, within(last / 10));
            // Reading all versions before the page would take ten times as many.
            assertThat(cost(backend, new PageRequest(200, 100))).isLessThan(3 * middle);
        }
    }

    private static org.assertj.core.data.Offset<Long> within(long offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    private static long cost(OpenedSqlite backend, PageRequest request) {
        Package parent = active(backend, 7);
        return backend.database().read(connection -> {
            Supplier<Object> page = () -> new VersionPageQuery(
                            connection,
                            new dev.packhouse.application.spi.VersionQuery(parent, ACTIVE, Instant.MIN, request))
                    .page();
            AtomicReference<Object> read = new AtomicReference<>();
            return instructions(connection.driver(), () -> read.set(page.get()));
        });
    }

    private static long instructions(Connection connection, Runnable work) {
        AtomicLong instructions = new AtomicLong();
        try {
            ProgressHandler.setHandler(connection, 1, new ProgressHandler() {
                @Override
                protected int progress() {
                    instructions.incrementAndGet();
                    return 0;
                }
            });
            work.run();
            ProgressHandler.clearHandler(connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return instructions.get();
    }
}
