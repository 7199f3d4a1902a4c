package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.MONALISA;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.active;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.add;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packageEntry;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.packages;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.people;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.settings;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.version;
import static dev.packhouse.adapter.persistence.sqlite.NpmStore.versions;
import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.policy.Change;
import java.nio.file.Path;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterTest {

    private static final int WAITING = 6;

    @TempDir
    Path directory;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch gate = new CountDownLatch(1);
    private OpenedSqlite backend;
    private AuthenticatedCaller monalisa;

    @BeforeEach
    void openWithTwentyVersions() {
        backend = open(Duration.ofSeconds(30));
        add(backend, people());
        add(backend, packages(packageEntry(7, versions(1, 20))));
        monalisa = caller(backend, MONALISA);
    }

    private OpenedSqlite open(Duration timeout) {
        return OpenedSqlite.open(directory, settings(directory), new DatabaseLimits(2, WAITING, 4, timeout, 2));
    }

    @AfterEach
    void close() {
        gate.countDown();
        backend.close();
        callers.shutdown();
    }

    /** Deletes a version; called within a write task. */
    private static long delete(WriteSession session, long id) {
        Package parent = active(session, 7);
        session.apply(new Change.VersionDeleted(parent, version(session, parent, id), NpmStore.NOW));
        return id;
    }

    private Future<Long> submitDelete(long id) {
        return callers.submit(() -> backend.write(monalisa, session -> delete(session, id)));
    }

    /** Occupies the writer until the gate opens, so that later tasks wait in the queue. */
    private Future<Long> occupy() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        Future<Long> first = callers.submit(() -> backend.write(monalisa, session -> {
            busy.countDown();
            await(gate);
            return commits();
        }));
        busy.await();
        return first;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private long commits() {
        return backend.commits();
    }

    private void awaitQueued(int tasks) {
        while (backend.database().writer().waiting() < tasks) {
            Thread.onSpinWait();
        }
    }

    @Test
    void tasksThatWaitTogetherShareACommit() throws InterruptedException, ExecutionException {
        Future<Long> first = occupy();
        List<Future<Long>> deletions = new ArrayList<>();
        for (long id = 1; id <= WAITING; id++) {
            deletions.add(submitDelete(id));
        }
        awaitQueued(WAITING);
        gate.countDown();

        for (Future<Long> deletion : deletions) {
            deletion.get();
        }

        // The task that occupied the writer, a group of four, and a group of two.
        assertThat(backend.write(monalisa, session -> commits()) - first.get()).isEqualTo(3);
        assertThat(active(backend, 7).versions().active()).hasValue(20 - WAITING);
    }

    @Test
    void theHealthSaysHowManyChangesWait() throws InterruptedException, ExecutionException {
        Future<Long> first = occupy();
        List<Future<Long>> deletions = List.of(submitDelete(1), submitDelete(2));
        awaitQueued(2);

        assertThat(backend.health().detail()).endsWith("schema version 4; 2 changes wait");

        gate.countDown();
        first.get();
        for (Future<Long> deletion : deletions) {
            deletion.get();
        }
        assertThat(backend.health().detail()).endsWith("schema version 4");
    }

    @Test
    void aTaskThatThrowsIsRolledBackAlone() throws InterruptedException, ExecutionException {
        Future<Long> first = occupy();
        Future<Long> before = submitDelete(1);
        awaitQueued(1);
        IllegalArgumentException reason = new IllegalArgumentException("changed my mind");
        Future<Long> failing = callers.submit(() -> backend.write(monalisa, session -> {
            delete(session, 2);
            throw reason;
        }));
        awaitQueued(2);
        Future<Long> after = submitDelete(3);
        awaitQueued(3);
        gate.countDown();

        assertThat(before.get()).isEqualTo(1);
        assertThat(after.get()).isEqualTo(3);
        assertThatThrownBy(failing::get).cause().isSameAs(reason);
        assertThat(backend.write(monalisa, session -> commits()) - first.get()).isEqualTo(2);
        Package parent = active(backend, 7);
        assertThat(parent.versions().active()).hasValue(18);
        PackageVersion untouched = backend.read(monalisa, session -> version(session, parent, 2));
        assertThat(untouched.tombstone()).isEmpty();
    }

    @Test
    void anErrorReachesTheCallerAndTheWriterContinues() {
        StackOverflowError reason = new StackOverflowError();

        assertThatThrownBy(() -> backend.write(monalisa, session -> {
                    throw reason;
                }))
                .isSameAs(reason);

        assertThat(backend.<Long>write(monalisa, session -> delete(session, 1))).isEqualTo(1);
    }

    @Test
    void aChangeIsRefusedWhenTheQueueIsFull() throws InterruptedException, ExecutionException {
        backend.close();
        backend = open(Duration.ZERO);
        Future<Long> first = occupy();
        List<Future<Long>> deletions = new ArrayList<>();
        for (long id = 1; id <= WAITING; id++) {
            deletions.add(submitDelete(id));
        }
        awaitQueued(WAITING);

        assertThatThrownBy(() -> backend.write(monalisa, session -> delete(session, 10)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("waiting");

        gate.countDown();
        for (Future<Long> deletion : deletions) {
            deletion.get();
        }
        assertThat(first.get()).isNotNegative();
        assertThat(active(backend, 7).versions().active()).hasValue(20 - WAITING);
    }

    @Test
    void aReadIsRefusedWhenAllConnectionsAreInUse() throws InterruptedException, ExecutionException {
        backend.close();
        backend = open(Duration.ZERO);
        CountDownLatch reading = new CountDownLatch(2);
        List<Future<Boolean>> readers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            readers.add(callers.submit(() -> backend.read(monalisa, session -> {
                // This query takes the connection.
                active(session, 7);
                reading.countDown();
                await(gate);
                return true;
            })));
        }
        reading.await();

        assertThatThrownBy(() -> active(backend, 7)).isInstanceOf(UnavailableException.class);

        gate.countDown();
        for (Future<Boolean> reader : readers) {
            assertThat(reader.get()).isTrue();
        }
    }

    @Test
    void closingRunsTheQueuedTasks() throws InterruptedException, ExecutionException {
        Future<Long> first = occupy();
        List<Future<Long>> deletions = List.of(submitDelete(1), submitDelete(2), submitDelete(3));
        awaitQueued(3);
        Future<?> closing = callers.submit(backend::close);
        gate.countDown();
        assertThat(first.get()).isNotNegative();
        closing.get();

        for (Future<Long> deletion : deletions) {
            assertThat(deletion.get()).isBetween(1L, 3L);
        }
        backend = open(Duration.ofSeconds(30));
        assertThat(active(backend, 7).versions().active()).hasValue(17);
    }

    @Test
    void aTaskWithinATaskIsRefused() {
        assertThatThrownBy(() -> backend.write(monalisa, session -> backend.write(monalisa, inner -> "never")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSessionEndsWithItsTask() {
        WriteSession escaped = backend.write(monalisa, session -> session);

        assertThatThrownBy(() -> active(escaped, 7)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(escaped::principal).isInstanceOf(IllegalStateException.class);
    }

    /** A reader sees every change that was completed before its transaction, and never an older state than before. */
    @Test
    void readersSeeEveryCompletedChangeAndNeverAnOlderState() throws InterruptedException, ExecutionException {
        AtomicLong completed = new AtomicLong(20);
        AtomicBoolean done = new AtomicBoolean();
        List<Future<Long>> readers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            readers.add(callers.submit(() -> {
                long last = 20;
                while (!done.get()) {
                    long before = completed.get();
                    long seen = backend.read(monalisa, session -> {
                        Package parent = active(session, 7);
                        long counted = parent.versions().active().orElseThrow();
                        long listed = session.packages()
                                .versions(new dev.packhouse.application.spi.VersionQuery(
                                        parent,
                                        dev.packhouse.domain.lifecycle.State.ACTIVE,
                                        NpmStore.NOW,
                                        new dev.packhouse.application.model.PageRequest(1, 100)))
                                .items()
                                .size();
                        assertThat(listed).isEqualTo(counted);
                        return counted;
                    });
                    assertThat(seen).isLessThanOrEqualTo(Math.min(before, last));
                    last = seen;
                }
                return last;
            }));
        }
        List<Future<Long>> writers = new ArrayList<>();
        for (int w = 0; w < 4; w++) {
            long from = w * 5L;
            writers.add(callers.submit(() -> {
                for (long id = from + 1; id <= from + 5 && id < 20; id++) {
                    long version = id;
                    long left = backend.write(monalisa, session -> {
                        delete(session, version);
                        return active(session, 7).versions().active().orElseThrow();
                    });
                    completed.accumulateAndGet(left, Math::min);
                }
                return 0L;
            }));
        }
        for (Future<Long> writer : writers) {
            writer.get();
        }
        done.set(true);

        for (Future<Long> reader : readers) {
            assertThat(reader.get()).isBetween(1L, 20L);
        }
        assertThat(active(backend, 7).versions().active()).hasValue(1);
    }

    /** The task before the revocation finds the token, and must not add the revoked token to the cache. */
    @Test
    void aTokenRevokedBetweenTwoTasksOfATransactionIsRefusedInTheSecond()
            throws InterruptedException, ExecutionException {
        long id = backend.store().orElseThrow().tokens().get(0).id();
        backend.close();
        backend = open(Duration.ofSeconds(30));
        CountDownLatch busy = new CountDownLatch(1);
        Future<Void> first = callers.submit(() -> backend.database().write(connection -> {
            busy.countDown();
            await(gate);
            return null;
        }));
        busy.await();
        Future<Optional<Principal>> before = callers.submit(() -> backend.write(monalisa, WriteSession::principal));
        awaitQueued(1);
        Future<Boolean> revoked =
                callers.submit(() -> backend.store().orElseThrow().revokeToken(id));
        awaitQueued(2);
        Future<Optional<Principal>> after = callers.submit(() -> backend.write(monalisa, WriteSession::principal));
        awaitQueued(3);
        gate.countDown();
        first.get();

        assertThat(before.get()).isPresent();
        assertThat(revoked.get()).isTrue();
        assertThat(after.get()).isEmpty();
        Optional<Principal> read = backend.authenticate(MONALISA);
        assertThat(read).isEmpty();
        Optional<Principal> later = backend.write(monalisa, WriteSession::principal);
        assertThat(later).isEmpty();
    }

    @Test
    void aRevokedTokenIsRefusedInEveryTaskThatBeginsAfterTheRevocation()
            throws InterruptedException, ExecutionException {
        AtomicBoolean revoked = new AtomicBoolean();
        CountDownLatch accepted = new CountDownLatch(2);
        List<Future<Boolean>> readers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            readers.add(callers.submit(() -> {
                boolean refused = false;
                while (!refused) {
                    boolean before = revoked.get();
                    refused = backend.authenticate(MONALISA).isEmpty();
                    assertThat(refused || !before).isTrue();
                    accepted.countDown();
                }
                return true;
            }));
        }
        accepted.await();
        long id = backend.store().orElseThrow().tokens().get(0).id();
        assertThat(backend.store().orElseThrow().revokeToken(id)).isTrue();
        revoked.set(true);

        for (Future<Boolean> reader : readers) {
            assertThat(reader.get()).isTrue();
        }
        Optional<Principal> caller = backend.write(monalisa, session -> session.principal());
        assertThat(caller).isEmpty();
        assertThat(backend.store().orElseThrow().revokeToken(id)).isFalse();
    }
}
