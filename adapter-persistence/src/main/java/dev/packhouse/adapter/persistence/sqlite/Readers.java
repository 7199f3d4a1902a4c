package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.application.model.UnavailableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few connections that read, each for one caller at a time. The one that was used last is used first, because its
 * pages are warm.
 */
final class Readers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    private final int size;
    private final LinkedBlockingDeque<PooledConnection> idle;
    private final Opening opening;
    private final FileGuard guard;
    private final DatabaseLimits limits;
    private volatile boolean closed;

    /** Uses these connections, opens another one where one has failed, and reports damage that a unit has met. */
    Readers(List<Handle> handles, Opening opening, FileGuard guard, DatabaseLimits limits) {
        this.size = handles.size();
        this.idle = new LinkedBlockingDeque<>(
                handles.stream().map(PooledConnection::new).toList());
        this.opening = opening;
        this.guard = guard;
        this.limits = limits;
    }

    /** Opens a connection. */
    @FunctionalInterface
    interface Opening {
        Handle open() throws SQLException;
    }

    /** Where a connection is; null while there is none. Whoever has taken it from the queue is alone with it. */
    private static final class PooledConnection {

        private Handle handle;

        PooledConnection(Handle handle) {
            this.handle = handle;
        }
    }

    /** Runs a unit of reading in the caller's thread. A connection is borrowed when the unit first asks for one. */
    <T> T call(Function<? super Supplier<Handle>, ? extends T> function) {
        if (closed) {
            throw SqliteBackend.closed();
        }
        BorrowedConnection loan = new BorrowedConnection();
        try {
            return function.apply(loan);
        } catch (JdbiException e) {
            guard.notice(e);
            throw Sqlite.unavailable(e);
        } catch (UnavailableException e) {
            guard.notice(e);
            throw e;
        } finally {
            loan.end();
        }
    }

    /** At most one connection, for one unit of reading. */
    private final class BorrowedConnection implements Supplier<Handle> {

        private PooledConnection connection;

        @Override
        public Handle get() {
            if (connection == null) {
                connection = borrow();
            }
            return connection.handle;
        }

        void end() {
            if (connection != null) {
                endTransaction(connection);
                idle.addFirst(connection);
            }
        }
    }

    /** A connection whose transaction does not end would show its moment for ever, and is given up. */
    private static void endTransaction(PooledConnection connection) {
        try {
            connection.handle.getConnection().rollback();
        } catch (SQLException e) {
            LOG.warn("A transaction that only read could not be ended, and its connection is given up", e);
            abandon(connection);
        }
    }

    private static void abandon(PooledConnection connection) {
        try {
            Sqlite.close(connection.handle);
        } catch (UnavailableException e) {
            LOG.warn("A connection could not be closed", e);
        }
        connection.handle = null;
    }

    private PooledConnection borrow() {
        if (closed) {
            throw SqliteBackend.closed();
        }
        PooledConnection connection = idle.pollFirst();
        if (connection == null) {
            connection = await();
        }
        boolean borrowed = false;
        try {
            if (closed) {
                throw SqliteBackend.closed();
            }
            if (connection.handle == null) {
                connection.handle = opening.open();
            }
            borrowed = true;
            return connection;
        } catch (SQLException e) {
            throw Sqlite.unavailable(e);
        } finally {
            if (!borrowed) {
                idle.addLast(connection);
            }
        }
    }

    private PooledConnection await() {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limits.acquireTimeout().toNanos();
        try {
            while (true) {
                try {
                    PooledConnection connection = idle.pollFirst(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    if (connection == null) {
                        throw new UnavailableException("Too many requests are waiting for the database", null);
                    }
                    return connection;
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

    /** Waits until nobody reads, and closes the connections; one that cannot be closed does not keep the others open. */
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
        returned.stream().filter(connection -> connection.handle != null).forEach(Readers::abandon);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
