package dev.packhouse.adapter.persistence.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Simulates failures of the disk with a driver that throws at a chosen statement. */
class FailingDiskTest {

    private static final DatabaseLimits LIMITS = new DatabaseLimits(1, 8, 8, Duration.ofSeconds(30), 2);

    @TempDir
    Path directory;

    /** The exception of the next statement that ends a transaction, or of the next close of a connection. */
    private final AtomicReference<Optional<SQLException>> failure = new AtomicReference<>(Optional.empty());

    /** Runs after the next successful commit, and before its tasks complete. */
    private final AtomicReference<Runnable> afterCommit = new AtomicReference<>(() -> {});

    private Path file;

    /** Stays open, so that the log exists. */
    private SqlConnection first;

    private FileGuard guard;

    @BeforeEach
    void createTheFile() throws SQLException, IOException {
        file = directory.resolve("test.db");
        first = Sqlite.writer(file, FastPaths.ALL, true);
        first.update("create table note (text text)");
        guard = FileGuard.open(file, file);
    }

    @AfterEach
    void close() {
        Sqlite.close(first);
        guard.close();
    }

    private static SQLException error(SQLiteErrorCode code) {
        return new SQLiteException("simulated", code);
    }

    private void failOnce() throws SQLException {
        Optional<SQLException> failing = failure.getAndSet(Optional.empty());
        if (failing.isPresent()) {
            throw failing.get();
        }
    }

    private SqlConnection failing(SqlConnection connection) {
        Connection real = connection.driver();
        return Sqlite.wrap(
                proxy(Connection.class, (self, method, arguments) -> {
                    if (method.getName().equals("rollback")) {
                        failOnce();
                    }
                    Object result = invoke(real, method, arguments);
                    if (method.getName().equals("close")) {
                        failOnce();
                    }
                    return result instanceof PreparedStatement statement && arguments[0].equals("commit")
                            ? failing(statement)
                            : result;
                }),
                FastPaths.ALL);
    }

    private PreparedStatement failing(PreparedStatement real) {
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            if (!method.getName().equals("executeUpdate")) {
                return invoke(real, method, arguments);
            }
            failOnce();
            Object result = invoke(real, method, arguments);
            afterCommit.getAndSet(() -> {}).run();
            return result;
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static int add(SqlConnection connection) {
        return connection.update("insert into note values ('x')");
    }

    private static long notes(SqlConnection connection) {
        return connection.one("select count(*) as notes from note", row -> row.number("notes"));
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private Writer writer() throws SQLException {
        return writer(LIMITS);
    }

    private Writer writer(DatabaseLimits limits) throws SQLException {
        Writer writer = new Writer(failing(Sqlite.writer(file, FastPaths.ALL, true)), guard, limits);
        writer.start();
        return writer;
    }

    @Test
    void afterADiskFailureDuringACommitTheOutcomeIsUnknownAndTheWriterContinues() throws SQLException {
        try (Writer writer = writer()) {
            failure.set(Optional.of(error(SQLiteErrorCode.SQLITE_IOERR_FSYNC)));
            assertThatThrownBy(() -> writer.call(FailingDiskTest::add))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("not known")
                    .hasMessageContaining("SQLITE_IOERR_FSYNC");
            assertThat(writer.commitFailure()).isPresent();

            assertThat(writer.call(FailingDiskTest::add)).isEqualTo(1);
            assertThat(writer.call(FailingDiskTest::notes)).isEqualTo(1);
            assertThat(writer.commitFailure()).isEmpty();
        }
    }

    /**
     * SQLite has committed to a removed file: this process sees the change, and the next one only if the file is put
     * back.
     */
    @Test
    void afterTheLossOfAFileDuringACommitTheOutcomeIsUnknown() throws SQLException {
        Path log = directory.resolve("test.db-wal");
        Path away = directory.resolve("away");
        try (Writer writer = writer()) {
            afterCommit.set(() -> move(log, away));
            assertThatThrownBy(() -> writer.call(FailingDiskTest::add))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContainingAll("not known", log + " is gone");
            assertThatThrownBy(() -> writer.call(FailingDiskTest::add))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining(log + " is gone");
            move(away, log);

            assertThat(writer.call(FailingDiskTest::notes)).isEqualTo(1);
        }
    }

    @Test
    void afterAFailureOneProbeRunsAtATimeAndCallersWaitAtMostTheTimeout()
            throws SQLException, InterruptedException, ExecutionException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        ExecutorService callers = Executors.newSingleThreadExecutor();
        try (Writer writer = writer(new DatabaseLimits(1, 8, 8, Duration.ofMillis(1), 2))) {
            failure.set(Optional.of(error(SQLiteErrorCode.SQLITE_IOERR_FSYNC)));
            assertThatThrownBy(() -> writer.call(FailingDiskTest::add)).isInstanceOf(OutcomeUnknownException.class);
            Future<Integer> slow = callers.submit(() -> writer.call(connection -> {
                busy.countDown();
                await(gate);
                return 1;
            }));
            busy.await();

            try {
                assertThat(writer.probe(FailingDiskTest::add)).isPresent();
                assertThat(writer.probe(FailingDiskTest::add)).isPresent();
                assertThat(writer.waiting()).isEqualTo(1);
            } finally {
                gate.countDown();
            }
            slow.get();
            assertThat(writer.call(FailingDiskTest::notes)).isEqualTo(1);
            assertThat(writer.probe(FailingDiskTest::add)).isEmpty();
            assertThat(writer.call(FailingDiskTest::notes)).isEqualTo(1);
        } finally {
            callers.shutdown();
        }
    }

    @Test
    void aTaskThatHasThrownKeepsItsOwnFailureWhenTheCommitFails() throws SQLException {
        IllegalArgumentException reason = new IllegalArgumentException("changed my mind");
        try (Writer writer = writer()) {
            failure.set(Optional.of(error(SQLiteErrorCode.SQLITE_IOERR_FSYNC)));

            assertThatThrownBy(() -> writer.call(connection -> {
                        throw reason;
                    }))
                    .isSameAs(reason);
        }
    }

    /** The cause of this exception cannot be read, so that the handling of the failed transaction throws too. */
    private static final class UnreadableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            throw this;
        }
    }

    @Test
    void aChangeIsNotReportedAsDoneIfTheWriterFailsWhileItHandlesAFailure() throws SQLException, InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        ExecutorService callers = Executors.newCachedThreadPool();
        try (Writer writer = writer()) {
            Future<Integer> occupying = callers.submit(() -> writer.call(connection -> {
                busy.countDown();
                await(gate);
                return 1;
            }));
            busy.await();
            Future<Integer> uncommitted = callers.submit(() -> writer.call(FailingDiskTest::add));
            awaitQueued(writer, 1);
            Future<?> unreadable = callers.submit(() -> writer.call(connection -> {
                throw new UnreadableException();
            }));
            awaitQueued(writer, 2);
            gate.countDown();

            assertThat(occupying).succeedsWithin(Duration.ofSeconds(30));
            assertThatThrownBy(uncommitted::get).hasCauseInstanceOf(OutcomeUnknownException.class);
            assertThatThrownBy(unreadable::get).isInstanceOf(ExecutionException.class);
        } finally {
            callers.shutdown();
        }
        assertThat(notes(first)).isZero();
    }

    private static void awaitQueued(Writer writer, int tasks) {
        while (writer.waiting() < tasks) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aTaskThatIgnoresTheEndOfItsTransactionHasAnUnknownOutcome() throws SQLException {
        try (Writer writer = writer()) {
            assertThatThrownBy(() -> writer.call(connection -> {
                        // As SQLite does by itself when the disk is full.
                        connection.update("rollback");
                        return add(connection);
                    }))
                    .isInstanceOf(OutcomeUnknownException.class);

            assertThat(writer.call(FailingDiskTest::notes)).isEqualTo(1);
        }
    }

    @Test
    void aFullDiskDuringACommitChangesNothing() throws SQLException {
        try (Writer writer = writer()) {
            failure.set(Optional.of(error(SQLiteErrorCode.SQLITE_FULL)));

            assertThatThrownBy(() -> writer.call(FailingDiskTest::add))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("disk is full");
            assertThat(writer.call(FailingDiskTest::notes)).isZero();
        }
    }

    @Test
    void aReaderWhoseTransactionDoesNotEndIsReplaced() throws SQLException {
        List<SqlConnection> opened = new ArrayList<>();
        Readers.Opening opening = () -> {
            opened.add(Sqlite.reader(file, FastPaths.ALL));
            return opened.get(opened.size() - 1);
        };
        Readers readers = new Readers(List.of(failing(Sqlite.reader(file, FastPaths.ALL))), opening, guard, LIMITS);
        try (Writer writer = writer()) {
            failure.set(Optional.of(error(SQLiteErrorCode.SQLITE_IOERR)));
            assertThat(readers.<Long>call(connection -> notes(connection.get())))
                    .isZero();
            assertThat(failure.get()).isEmpty();
            writer.call(FailingDiskTest::add);

            assertThat(readers.<Long>call(connection -> notes(connection.get())))
                    .isEqualTo(1);
            assertThat(opened).hasSize(1);
        } finally {
            readers.close();
        }
    }

    @Test
    void aReaderThatCannotBeReplacedYetIsReplacedLater() throws SQLException {
        AtomicReference<Readers.Opening> opening = new AtomicReference<>(() -> {
            throw error(SQLiteErrorCode.SQLITE_CANTOPEN);
        });
        Readers readers = new Readers(
                List.of(failing(Sqlite.reader(file, FastPaths.ALL))),
                () -> opening.get().open(),
                guard,
                LIMITS);
        failure.set(Optional.of(error(SQLiteErrorCode.SQLITE_IOERR)));
        assertThat(readers.<Long>call(connection -> notes(connection.get()))).isZero();

        assertThatThrownBy(() -> readers.call(connection -> notes(connection.get())))
                .isInstanceOf(UnavailableException.class);
        opening.set(() -> Sqlite.reader(file, FastPaths.ALL));
        assertThat(readers.<Long>call(connection -> notes(connection.get()))).isZero();
        readers.close();
    }

    @Test
    void aReaderThatCannotBeClosedDoesNotPreventTheCloseOfOthers() throws SQLException {
        SqlConnection other = Sqlite.reader(file, FastPaths.ALL);
        Readers readers =
                new Readers(List.of(failing(Sqlite.reader(file, FastPaths.ALL)), other), () -> other, guard, LIMITS);
        failure.set(Optional.of(error(SQLiteErrorCode.SQLITE_IOERR)));

        readers.close();

        assertThat(failure.get()).isEmpty();
        assertThat(other.driver().isClosed()).isTrue();
    }

    @Test
    void aWriterThatCannotBeClosedDoesNotKeepTheDirectoryLocked() throws SQLException {
        LockedDirectory data = LockedDirectory.open(directory);
        Database database = new Database(
                data,
                new Schema(data.database(), List.of()),
                LIMITS,
                failing(Sqlite.writer(file, FastPaths.ALL, true)),
                List.of(),
                guard);
        failure.set(Optional.of(error(SQLiteErrorCode.SQLITE_IOERR)));

        assertThatThrownBy(database::close)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("SQLITE_IOERR");

        LockedDirectory.open(directory).close();
    }
}
