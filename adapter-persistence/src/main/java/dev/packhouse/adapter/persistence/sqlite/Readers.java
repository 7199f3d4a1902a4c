package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.application.model.UnavailableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of connections that read. One caller at a time uses a connection. The pool hands out the connection that was
 * used last, because its page cache is warm.
 */
final class Readers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    private final int size;
    private final LinkedBlockingDeque<PooledConnection> idle;
    private final Opening opening;
    private final FileGuard guard;
    private final DatabaseLimits limits;
    private volatile boolean closed;

    /**
     * Creates a pool of open connections.
     *
     * @param opening opens a connection that replaces a failed one
     * @param guard receives the damage that a read task finds
     */
    Readers(List<SqlConnection> connections, Opening opening, FileGuard guard, DatabaseLimits limits) {
        this.size = connections.size();
        this.idle = new LinkedBlockingDeque<>(
                connections.stream().map(PooledConnection::new).toList());
        this.opening = opening;
        this.guard = guard;
        this.limits = limits;
    }

    /** Opens a connection. */
    @FunctionalInterface
    interface Opening {
        SqlConnection open() throws SQLException;
    }

    /**
     * An entry of the pool. Used only by the thread that has taken it from the queue. The connection is null after a
     * failure.
     */
    private static final class PooledConnection {

        private SqlConnection connection;

        PooledConnection(SqlConnection connection) {
            this.connection = connection;
        }
    }

    /** Runs a read task in the caller's thread. Borrows a connection when the task first asks for one. */
    <T> T call(Function<? super Supplier<SqlConnection>, ? extends T> function) {
        if (closed) {
            throw Sqlite.closed();
        }
        BorrowedConnection borrowed = new BorrowedConnection();
        try {
            return function.apply(borrowed);
        } catch (UnavailableException e) {
            guard.recordDamage(e);
            throw e;
        } finally {
            borrowed.release();
        }
    }

    /** At most one connection, for one read task. */
    private final class BorrowedConnection implements Supplier<SqlConnection> {

        private PooledConnection pooled;

        @Override
        public SqlConnection get() {
            if (pooled == null) {
                pooled = borrow();
            }
            return pooled.connection;
        }

        void release() {
            if (pooled != null) {
                endTransaction(pooled);
                idle.addFirst(pooled);
            }
        }
    }

    /** Ends the transaction. If that fails, closes the connection, which would show the same snapshot for ever. */
    private static void endTransaction(PooledConnection pooled) {
        try {
            pooled.connection.driver().rollback();
        } catch (SQLException e) {
            LOG.warn("A read transaction could not be ended; its connection is closed", e);
            abandon(pooled);
        }
    }

    private static void abandon(PooledConnection pooled) {
        try {
            Sqlite.close(pooled.connection);
        } catch (UnavailableException e) {
            LOG.warn("A connection could not be closed", e);
        }
        pooled.connection = null;
    }

    private PooledConnection borrow() {
        if (closed) {
            throw Sqlite.closed();
        }
        PooledConnection pooled = idle.pollFirst();
        if (pooled == null) {
            pooled = await();
        }
        boolean borrowed = false;
        try {
            if (closed) {
                throw Sqlite.closed();
            }
            if (pooled.connection == null) {
                pooled.connection = opening.open();
            }
            borrowed = true;
            return pooled;
        } catch (SQLException e) {
            throw Sqlite.unavailable(e);
        } finally {
            if (!borrowed) {
                idle.addLast(pooled);
            }
        }
    }

    private PooledConnection await() {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limits.acquireTimeout().toNanos();
        try {
            while (true) {
                try {
                    PooledConnection pooled = idle.pollFirst(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    if (pooled == null) {
                        throw new UnavailableException("Too many requests are waiting for the database", null);
                    }
                    return pooled;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until no task reads, and closes all connections, also if closing one of them fails. */
    @Override
    public void close() {
        closed = true;
        List<PooledConnection> returned = new ArrayList<>();
        boolean interrupted = false;
        while (returned.size() < size) {
            try {
                returned.add(idle.take());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        returned.stream().filter(pooled -> pooled.connection != null).forEach(Readers::abandon);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
