package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.MONALISA;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.NOW;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.name;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packageEntry;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packages;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.version;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.versions;
import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.PackageQuery;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.spi.VersionQuery;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.testing.DecisionSeed;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Change;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to a database of which bytes or rows are damaged. */
class DamageTest {

    private static final long SEED = 20261126;
    private static final int ROUNDS = 150;
    private static final String DAMAGED = "damaged";

    @TempDir
    Path temporary;

    private byte[] whole;
    private AuthenticatedCaller monalisa;

    @BeforeEach
    void fill() throws IOException {
        Path directory = temporary.resolve("whole");
        try (Backend backend = NpmStore.open(directory)) {
            add(backend, people());
            add(
                    backend,
                    packages(
                            packageEntry(7, versions(1, 40)),
                            packageEntry(8, Optional.of(NOW), versions(101, 110)),
                            packageEntry(9, List.of(version(201), version(202, NOW, Optional.of(NOW))))));
            monalisa = caller(backend, MONALISA);
            backend.write(monalisa, session -> {
                session.record(DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "p8")
                        .packageId(8)
                        .entry());
                return null;
            });
        }
        whole = Files.readAllBytes(directory.resolve("packhouse.db"));
    }

    private Path directory(String name) throws IOException {
        Path directory = Files.createDirectory(temporary.resolve(name));
        Files.write(file(directory), whole);
        return directory;
    }

    private static Path file(Path directory) {
        return directory.resolve("packhouse.db");
    }

    private static void sql(Path directory, String... statements) throws SQLException {
        try (Connection connection = Sqlite.bare(file(directory));
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.executeUpdate(each);
            }
        }
    }

    /** Changes a few bytes that are not 0: most of the file is empty. */
    private void flip(Path directory, Random random) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file(directory).toFile(), "rw")) {
            int flips = 1 + random.nextInt(4);
            while (flips > 0) {
                int position = random.nextInt(whole.length);
                if (whole[position] != 0) {
                    bytes.seek(position);
                    bytes.write(whole[position] ^ (1 + random.nextInt(255)));
                    flips--;
                }
            }
        }
    }

    /** Checks that a request returns a result or one of the documented exceptions. */
    private static void returnsOrIsUnavailable(String round, Runnable request) {
        try {
            request.run();
        } catch (BackendException e) {
            assertThat(e.getMessage()).as(round).isNotBlank();
        } catch (InvalidStateException e) {
            // A refusal is a result.
        } catch (RuntimeException | Error e) {
            fail(round, e);
        }
    }

    private static void readEverything(ReadSession session) {
        session.accounts().find(AccountQuery.any(new Login("octo-org"))).ifPresent(owner -> {
            session.accounts().affiliationWith(owner);
            session.packages().dockerConflicts(owner);
            Namespace namespace = new Namespace(owner, PackageType.NPM);
            for (State state : State.values()) {
                for (PageRequest page : List.of(new PageRequest(1, 100), new PageRequest(2, 1))) {
                    session.packages()
                            .list(new PackageQuery(
                                    namespace, EnumSet.allOf(Visibility.class), state, Instant.MIN, page));
                }
            }
            session.packages().lastDeleted(namespace, name(8));
            for (long id = 7; id <= 9; id++) {
                session.packages()
                        .active(namespace, name(id))
                        .map(found -> found.subject().value())
                        .ifPresent(found -> readVersions(session, found));
            }
        });
    }

    private static void readVersions(ReadSession session, Package parent) {
        for (State state : State.values()) {
            for (PageRequest page : List.of(new PageRequest(1, 30), new PageRequest(2, 10))) {
                session.packages().versions(new VersionQuery(parent, state, Instant.MIN, page));
            }
        }
        session.packages().version(parent, new VersionId(3), State.ACTIVE);
    }

    private void delete(Backend backend, long id) {
        backend.write(monalisa, session -> {
            session.accounts()
                    .find(AccountQuery.any(new Login("octo-org")))
                    .map(owner -> new Namespace(owner, PackageType.NPM))
                    .flatMap(namespace -> session.packages().active(namespace, name(7)))
                    .map(found -> found.subject().value())
                    .ifPresent(parent -> session.packages()
                            .version(parent, new VersionId(id), State.ACTIVE)
                            .ifPresent(
                                    version -> session.apply(new Change.VersionDeleted(parent, version.value(), NOW))));
            return null;
        });
    }

    private void runAllRequests(String round, OpenedSqlite backend) {
        Store store = backend.store().orElseThrow();
        List<Runnable> requests = List.of(
                () -> backend.authenticate(MONALISA),
                () -> backend.read(monalisa, session -> {
                    readEverything(session);
                    return null;
                }),
                () -> delete(backend, 5),
                () -> store.publish(new PackageId(7), List.of(version(500))),
                () -> add(backend, packages(packageEntry(30, versions(600, 601)))),
                () -> store.purge(NOW.plusSeconds(1)),
                store::export,
                store::tokens,
                () -> backend.auditTrail().orElseThrow().entries(AuditQuery.latest(10)),
                () -> store.revokeToken(1),
                () -> backend.read(monalisa, session -> {
                    readEverything(session);
                    return null;
                }),
                backend::health,
                backend::close);
        requests.forEach(request -> returnsOrIsUnavailable(round, request));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDamagedFileCausesNoUndocumentedException(boolean whileItRuns) throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            String round = "round " + i;
            Path directory = directory(round);
            if (!whileItRuns) {
                flip(directory, random);
            }
            try (OpenedSqlite backend = NpmStore.open(directory)) {
                if (whileItRuns) {
                    flip(directory, random);
                }
                runAllRequests(round, backend);
            } catch (BackendException e) {
                assertThat(e.getMessage()).as(round).contains(file(directory).toString());
            }
        }
    }

    private static void isDamaged(Backend backend) {
        assertThat(backend.health().ready()).isFalse();
        assertThat(backend.health().detail())
                .contains(DAMAGED, "stop it", "packhouse store check", "restore it from a backup");
    }

    /** One row has a value that is invalid in the domain; all other rows can be read. */
    @Test
    void afterAReadOfADamagedRowChangesAreRefused() throws IOException, SQLException {
        Path directory = directory("row");
        sql(directory, "pragma ignore_check_constraints = on", "update package set visibility = 'purple' where id = 9");
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            assertThat(backend.health().ready()).isTrue();
            delete(backend, 5);

            assertThatThrownBy(() -> NpmStore.active(backend, 9))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining(DAMAGED);

            isDamaged(backend);
            assertThat(NpmStore.active(backend, 7).versions().active()).hasValue(39);
            assertThatThrownBy(() -> delete(backend, 6))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining(DAMAGED);
            assertThat(NpmStore.active(backend, 7).versions().active()).hasValue(39);
        }
    }

    @Test
    void anErrorOfTheProgramInAMapperIsNoDamage() throws IOException {
        IllegalStateException bug = new IllegalStateException("a bug");
        try (OpenedSqlite backend = NpmStore.open(directory("bug"))) {
            assertThatThrownBy(() -> backend.database()
                            .read(connection -> connection.list("select id from account", row -> {
                                throw bug;
                            })))
                    .isSameAs(bug);

            assertThat(backend.health().ready()).isTrue();
            delete(backend, 5);
        }
    }

    @Test
    void afterAChangeOfADamagedRowChangesAreRefused() throws IOException, SQLException {
        Path directory = directory("written");
        sql(directory, "update version set name = '' where id = 5");
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            assertThatThrownBy(() -> delete(backend, 5)).isInstanceOf(UnavailableException.class);

            isDamaged(backend);
            assertThatThrownBy(() -> delete(backend, 6)).isInstanceOf(UnavailableException.class);
        }
    }

    /** The count of active versions is 0: a constraint of the schema refuses a smaller one. */
    @Test
    void aChangeThatDoesNotFitTheStoredStateIsUnavailable() throws IOException, SQLException {
        Path directory = directory("counts");
        sql(
                directory,
                "pragma ignore_check_constraints = on",
                "update package set active = 0, most_downloads = 0 where id = 7",
                "update namespace_count set packages = 0");
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            assertThatThrownBy(() -> delete(backend, 5))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("packhouse store check");
            assertThat(backend.store().orElseThrow().check()).hasSize(2);
        }
    }

    @Test
    void afterAReadOfADamagedPageChangesAreRefused() throws IOException, SQLException {
        Path directory = directory("page");
        long root;
        try (Connection connection = Sqlite.bare(file(directory));
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("select rootpage from sqlite_schema where name = 'version'")) {
            root = row.getLong(1);
        }
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            Package parent = NpmStore.active(backend, 7);
            try (RandomAccessFile bytes = new RandomAccessFile(file(directory).toFile(), "rw")) {
                bytes.seek((root - 1) * 4_096);
                bytes.write(new byte[4_096]);
            }

            assertThatThrownBy(() -> NpmStore.page(backend, parent, State.ACTIVE, PageRequest.FIRST))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("SQLITE_CORRUPT");

            isDamaged(backend);
            assertThat(NpmStore.active(backend, 7)).isEqualTo(parent);
            assertThatThrownBy(() -> add(backend, packages(packageEntry(30, List.of()))))
                    .isInstanceOf(UnavailableException.class);
        }
    }
}
