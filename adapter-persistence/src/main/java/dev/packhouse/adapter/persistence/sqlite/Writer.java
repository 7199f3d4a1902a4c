package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.SqlConnection;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that changes the database. Write tasks wait in a bounded queue. The tasks that wait at the same time
 * share one transaction and so one wait for the disk (group commit). Each task runs in its own savepoint: a task that
 * throws is rolled back alone. A task completes after the commit.
 */
final class Writer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final SqlConnection connection;
    private final FileGuard guard;
    private final DatabaseLimits limits;
    private final Thread thread = new Thread(this::run, "packhouse-writer");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition notFull = lock.newCondition();
    private final Queue<WriteTask<?>> queue = new ArrayDeque<>();
    private boolean closed;
    private volatile Optional<String> commitFailure = Optional.empty();

    /** The last change that only tested whether changes succeed again; null before the first one. */
    private WriteTask<?> probe;

    /** Odd during a commit, when some readers see the old state and others the new one. */
    private final AtomicLong dataVersion = new AtomicLong();

    Writer(SqlConnection connection, FileGuard guard, DatabaseLimits limits) {
        this.connection = connection;
        this.guard = guard;
        this.limits = limits;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Queues a write task and waits for it. Returns its result, or throws its exception, after the commit: the changes
     * are on disk.
     */
    <T> T call(Function<? super SqlConnection, ? extends T> function) {
        return call(WriteTask.shared(function));
    }

    /** Like {@link #call}, for a function that begins and commits a transaction itself. */
    <T> T callAlone(Function<? super SqlConnection, ? extends T> function) {
        return call(WriteTask.alone(function));
    }

    private <T> T call(WriteTask<T> task) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("A write task cannot wait for another one");
        }
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
                throw Sqlite.closed();
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
                    commitFailure = Optional.empty();
                } catch (UnknownCommitException e) {
                    fail(group, e.getCause(), Writer::outcomeUnknown);
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

    /**
     * Fails the tasks that are still queued when the thread ends. The queue is empty then unless the thread has failed.
     */
    private void abandon() {
        lock.lock();
        try {
            closed = true;
            queue.forEach(task -> task.fail(Sqlite.closed()));
            queue.forEach(WriteTask::complete);
            queue.clear();
            notFull.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns why changes fail: the last transaction failed, or the thread has ended. Empty if changes succeed. */
    Optional<String> commitFailure() {
        return thread.isAlive() ? commitFailure : Optional.of("Nothing is written any more");
    }

    /**
     * If the last transaction failed, runs this change to find out whether changes succeed again, so that the failure
     * ends without a request of a client. Waits at most the acquire timeout. Returns why changes still fail.
     *
     * @throws BackendException if the change fails
     */
    Optional<String> probe(Function<? super SqlConnection, ?> change) {
        if (commitFailure().isPresent() && thread.isAlive()) {
            WriteTask<?> task = submitProbe(change);
            if (task.isCompleteWithin(limits.acquireTimeout())) {
                task.await();
            }
        }
        return commitFailure();
    }

    /**
     * Returns the probe that is running, or a new one. There is one probe at a time, also on a disk that does not
     * respond.
     */
    private WriteTask<?> submitProbe(Function<? super SqlConnection, ?> change) {
        lock.lock();
        try {
            if (closed) {
                throw Sqlite.closed();
            }
            if (probe == null || probe.isComplete()) {
                probe = WriteTask.shared(change);
                queue.add(probe);
                notEmpty.signal();
            }
            return probe;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for tasks; returns an empty list when the writer is closed and the queue is empty. */
    private List<WriteTask<?>> next() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                notEmpty.awaitUninterruptibly();
            }
            List<WriteTask<?>> group = new ArrayList<>();
            while (group.size() < limits.group() && !queue.isEmpty() && fits(queue.peek(), group)) {
                group.add(queue.remove());
            }
            notFull.signalAll();
            return group;
        } finally {
            lock.unlock();
        }
    }

    private static boolean fits(WriteTask<?> task, List<WriteTask<?>> group) {
        return group.isEmpty() || !(task.isAlone() || group.get(0).isAlone());
    }

    private void commit(List<WriteTask<?>> group) {
        guard.whileWriting(() -> {
            guard.requireUndamaged();
            if (group.get(0).isAlone()) {
                alone(group.get(0));
            } else {
                transaction(group);
            }
            guard.findLossAfterCommit().ifPresent(reason -> {
                throw new UnknownCommitException(new UnavailableException(reason, null));
            });
            group.forEach(WriteTask::committed);
        });
    }

    private void alone(WriteTask<?> task) {
        guard.requireIntact();
        dataVersion.incrementAndGet();
        try {
            task.run(connection);
        } finally {
            dataVersion.incrementAndGet();
        }
    }

    private void transaction(List<WriteTask<?>> group) {
        Sqlite.begin(connection);
        for (WriteTask<?> task : group) {
            connection.update("savepoint task");
            if (task.run(connection)) {
                release(connection);
            } else {
                guard.recordDamage(task.failure());
                connection.update("rollback to task");
                connection.update("release task");
            }
        }
        guard.requireIntact();
        dataVersion.incrementAndGet();
        try {
            connection.update("commit");
        } catch (UnavailableException e) {
            throw Sqlite.isUndone(e) ? e : new UnknownCommitException(e);
        } finally {
            dataVersion.incrementAndGet();
        }
    }

    /**
     * Ends the savepoint of a task that has not thrown. If the savepoint is gone, SQLite has rolled the transaction back
     * by itself, as it does when the disk is full, and the task has ignored that: what it wrote then is committed.
     */
    private static void release(SqlConnection connection) {
        try {
            connection.update("release task");
        } catch (UnavailableException e) {
            throw new UnknownCommitException(e);
        }
    }

    /** Returns the number of the committed state; empty during a commit. */
    OptionalLong dataVersion() {
        long now = dataVersion.get();
        return now % 2 == 0 ? OptionalLong.of(now) : OptionalLong.empty();
    }

    /** Returns how many tasks are queued. */
    int waiting() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** The outcome of a transaction is unknown: its changes, or some of them, may be on disk. */
    private static final class UnknownCommitException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnknownCommitException(UnavailableException cause) {
            super(cause);
        }
    }

    private static BackendException outcomeUnknown(Throwable reason) {
        return new OutcomeUnknownException(
                "It is not known whether this was changed, look before trying again: " + reason.getMessage(), reason);
    }

    /** Rolls the transaction back and fails all of its tasks: their changes are lost, or may be. */
    private void fail(
            List<WriteTask<?>> group, Throwable reason, Function<? super Throwable, BackendException> explanation) {
        LOG.warn("A transaction of {} changes failed", group.size(), reason);
        guard.recordDamage(reason);
        // If a task meets a full disk, SQLite rolls the transaction back by itself. The reason is in the failure of the
        // task, not in that of the commit.
        commitFailure = Optional.of(group.stream()
                .flatMap(task -> task.databaseFailure().stream())
                .findFirst()
                .orElseGet(() -> Sqlite.explain(reason)));
        group.forEach(task -> task.fail(explanation.apply(reason)));
        try {
            connection.update("rollback");
        } catch (UnavailableException e) {
            LOG.debug("SQLite has rolled the transaction back by itself", e);
        }
    }

    /** Runs the queued tasks, and ends the thread. */
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
