package dev.packhouse.adapter.persistence;

import dev.packhouse.application.out.UnavailableException;
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

    private final List<Handle> all;
    private final LinkedBlockingDeque<Handle> idle;
    private final Limits limits;
    private volatile boolean closed;

    Readers(List<Handle> handles, Limits limits) {
        this.all = List.copyOf(handles);
        this.idle = new LinkedBlockingDeque<>(all);
        this.limits = limits;
    }

    /** Runs a unit of reading in the caller's thread. A connection is borrowed when the unit first asks for one. */
    <T> T call(Function<? super Supplier<Handle>, ? extends T> function) {
        if (closed) {
            throw SqliteBackend.closed();
        }
        Loan loan = new Loan();
        try {
            return function.apply(loan);
        } catch (JdbiException e) {
            throw Sqlite.unavailable(e);
        } finally {
            loan.end();
        }
    }

    /** At most one connection, for one unit of reading. */
    private final class Loan implements Supplier<Handle> {

        private Handle handle;

        @Override
        public Handle get() {
            if (handle == null) {
                handle = borrow();
            }
            return handle;
        }

        void end() {
            if (handle != null) {
                endOfMoment(handle);
                idle.addFirst(handle);
            }
        }
    }

    private static void endOfMoment(Handle handle) {
        try {
            handle.getConnection().rollback();
        } catch (SQLException e) {
            LOG.warn("A transaction that only read could not be ended", e);
        }
    }

    private Handle borrow() {
        if (closed) {
            throw SqliteBackend.closed();
        }
        Handle handle = idle.pollFirst();
        if (handle == null) {
            handle = await();
        }
        if (closed) {
            idle.addFirst(handle);
            throw SqliteBackend.closed();
        }
        return handle;
    }

    private Handle await() {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limits.patience().toNanos();
        try {
            while (true) {
                try {
                    Handle handle = idle.pollFirst(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    if (handle == null) {
                        throw new UnavailableException("Too many requests are waiting for the database", null);
                    }
                    return handle;
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

    /** Waits until nobody reads, and closes the connections. */
    @Override
    public void close() {
        closed = true;
        List<Handle> returned = new ArrayList<>();
        boolean interrupted = false;
        while (returned.size() < all.size()) {
            try {
                returned.add(idle.take());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        returned.forEach(Sqlite::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
