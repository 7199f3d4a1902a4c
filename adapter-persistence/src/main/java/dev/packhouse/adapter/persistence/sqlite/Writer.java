package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.SqlQuery;
import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.UnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the database. Units of work wait in a queue; those that are waiting together share one
 * transaction and so one wait for the disk, each inside a savepoint of its own, so that one that throws takes back
 * nothing but itself. A caller is answered after the commit.
 */
final class Writer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final Handle handle;
    private final FileGuard guard;
    private final DatabaseLimits limits;
    private final Thread thread = new Thread(this::run, "packhouse-writer");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Queue<WriteTask<?>> queue = new ArrayDeque<>();
    private boolean closed;
    private volatile Optional<String> lastFailure = Optional.empty();

    /** The last change that was made only to see whether changes succeed again; null before the first one. */
    private WriteTask<?> probe;

    private long commits;

    /** Odd from before a commit until after it: in between, some readers see what others do not see yet. */
    private final AtomicLong dataVersion = new AtomicLong();

    Writer(Handle handle, FileGuard guard, DatabaseLimits limits) {
        this.handle = handle;
        this.guard = guard;
        this.limits = limits;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Runs a unit of work in its turn; returns, or throws what it threw, when that is on disk. */
    <T> T call(Function<? super Handle, ? extends T> function) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("A unit of work cannot wait for another one");
        }
        WriteTask<T> task = new WriteTask<>(function);
        submit(task);
        return task.await();
    }

    private void submit(WriteTask<?> task) {
        lock.lock();
        try {
            awaitSpace();
            queue.add(task);
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    private void awaitSpace() {
        boolean interrupted = false;
        long nanos = limits.acquireTimeout().toNanos();
        try {
            while (!closed && queue.size() >= limits.waiting()) {
                if (nanos <= 0) {
                    throw new UnavailableException("Too many changes are waiting for the disk", null);
                }
                try {
                    nanos = notFull.awaitNanos(nanos);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (closed) {
                throw SqliteBackend.closed();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            for (List<WriteTask<?>> group = next(); !group.isEmpty(); group = next()) {
                try {
                    commit(group);
                    lastFailure = Optional.empty();
                } catch (UndecidedException e) {
                    fail(group, e.getCause(), Writer::undecided);
                } catch (Throwable e) {
                    fail(group, e, Sqlite::unavailable);
                } finally {
                    group.forEach(WriteTask::complete);
                }
            }
        } finally {
            abandon();
        }
    }

    /** Whoever is still waiting when the thread ends, which is nobody unless it broke, is told so. */
    private void abandon() {
        lock.lock();
        try {
            closed = true;
            queue.forEach(task -> task.fail(SqliteBackend.closed()));
            queue.forEach(WriteTask::complete);
            queue.clear();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Why nothing can be changed: the last transaction failed, or the thread has ended; empty if all is well. */
    Optional<String> lastFailure() {
        return thread.isAlive() ? lastFailure : Optional.of("Nothing is written any more");
    }

    /**
     * Why nothing can be changed, after a last try: where a transaction has failed, this change shows whether another one
     * does, so that nobody has to change anything for the failure to be over. Waits no longer than a caller for a place.
     *
     * @throws BackendException if the change fails
     */
    Optional<String> lastFailure(Function<? super Handle, ?> change) {
        Optional<String> known = lastFailure();
        if (known.isPresent() && thread.isAlive()) {
            WriteTask<?> task = probe(change);
            if (task.isCompleteWithin(limits.acquireTimeout())) {
                task.await();
            }
        }
        return lastFailure();
    }

    /** The probe that is on its way, or a new one: there is one at a time, however many ask, even on a disk that hangs. */
    private WriteTask<?> probe(Function<? super Handle, ?> change) {
        lock.lock();
        try {
            if (closed) {
                throw SqliteBackend.closed();
            }
            if (probe == null || probe.isComplete()) {
                probe = new WriteTask<>(change);
                queue.add(probe);
                notEmpty.signal();
            }
            return probe;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for work; nothing once the writer is closed and all work is done. */
    private List<WriteTask<?>> next() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                notEmpty.awaitUninterruptibly();
            }
            List<WriteTask<?>> group = new ArrayList<>();
            while (group.size() < limits.group() && !queue.isEmpty()) {
                group.add(queue.remove());
            }
            notFull.signalAll();
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void commit(List<WriteTask<?>> group) {
        guard.whileWriting(() -> transaction(group));
    }

    private void transaction(List<WriteTask<?>> group) {
        guard.refuseDamage();
        Sqlite.begin(handle);
        for (WriteTask<?> task : group) {
            SqlQuery.update(handle, "savepoint unit");
            if (!task.run(handle)) {
                guard.notice(task.failure());
                SqlQuery.update(handle, "rollback to unit");
            }
            SqlQuery.update(handle, "release unit");
        }
        guard.check();
        dataVersion.incrementAndGet();
        try {
            SqlQuery.update(handle, "commit");
        } catch (UnavailableException e) {
            throw Sqlite.isUndone(e) ? e : new UndecidedException(e);
        } finally {
            dataVersion.incrementAndGet();
        }
        commits++;
        guard.lost().ifPresent(reason -> {
            throw new UndecidedException(new UnavailableException(reason, null));
        });
    }

    /** A number for what is committed; empty while a commit is on its way. */
    OptionalLong dataVersion() {
        long now = dataVersion.get();
        return now % 2 == 0 ? OptionalLong.of(now) : OptionalLong.empty();
    }

    /** How many transactions were committed; to be asked from within a unit of work. */
    long commits() {
        return commits;
    }

    /** How many units are waiting for their turn. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** A commit has failed, and nobody knows how far it got: after a crash it may turn out to have been made. */
    private static final class UndecidedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UndecidedException(UnavailableException cause) {
            super(cause);
        }
    }

    private static BackendException undecided(Throwable reason) {
        return new OutcomeUnknownException(
                "It is not known whether this was changed, look before trying again: " + reason.getMessage(), reason);
    }

    /** The transaction is lost, or may be, and with it what every unit of it has done. */
    private void fail(
            List<WriteTask<?>> group, Throwable reason, Function<? super Throwable, BackendException> explanation) {
        LOG.warn("A transaction of {} changes failed", group.size(), reason);
        guard.notice(reason);
        // SQLite takes a transaction back by itself where a unit meets a full disk: that unit knows why, the commit
        // does not.
        lastFailure = Optional.of(group.stream()
                .flatMap(task -> task.databaseFailure().stream())
                .findFirst()
                .orElseGet(() -> Sqlite.explain(reason)));
        group.forEach(task -> task.fail(explanation.apply(reason)));
        try {
            handle.execute("rollback");
        } catch (JdbiException e) {
            LOG.debug("SQLite has taken the transaction back by itself", e);
        }
    }

    /** Finishes what is waiting. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            notEmpty.signalAll();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
