package dev.packhouse.adapter.persistence;

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

    private final int places;
    private final LinkedBlockingDeque<Place> idle;
    private final Opening opening;
    private final FileGuard guard;
    private final Limits limits;
    private volatile boolean closed;

    /** Uses these connections, opens another one where one has failed, and reports damage that a unit has met. */
    Readers(List<Handle> handles, Opening opening, FileGuard guard, Limits limits) {
        this.places = handles.size();
        this.idle = new LinkedBlockingDeque<>(handles.stream().map(Place::new).toList());
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
    private static final class Place {

        private Handle handle;

        Place(Handle handle) {
            this.handle = handle;
        }
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
    private final class Loan implements Supplier<Handle> {

        private Place place;

        @Override
        public Handle get() {
            if (place == null) {
                place = borrow();
            }
            return place.handle;
        }

        void end() {
            if (place != null) {
                endOfMoment(place);
                idle.addFirst(place);
            }
        }
    }

    /** A connection whose transaction does not end would show its moment for ever, and is given up. */
    private static void endOfMoment(Place place) {
        try {
            place.handle.getConnection().rollback();
        } catch (SQLException e) {
            LOG.warn("A transaction that only read could not be ended, and its connection is given up", e);
            abandon(place);
        }
    }

    private static void abandon(Place place) {
        try {
            Sqlite.close(place.handle);
        } catch (UnavailableException e) {
            LOG.warn("A connection could not be closed", e);
        }
        place.handle = null;
    }

    private Place borrow() {
        if (closed) {
            throw SqliteBackend.closed();
        }
        Place place = idle.pollFirst();
        if (place == null) {
            place = await();
        }
        boolean borrowed = false;
        try {
            if (closed) {
                throw SqliteBackend.closed();
            }
            if (place.handle == null) {
                place.handle = opening.open();
            }
            borrowed = true;
            return place;
        } catch (SQLException e) {
            throw Sqlite.unavailable(e);
        } finally {
            if (!borrowed) {
                idle.addLast(place);
            }
        }
    }

    private Place await() {
        boolean interrupted = false;
        long deadline = System.nanoTime() + limits.patience().toNanos();
        try {
            while (true) {
                try {
                    Place place = idle.pollFirst(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    if (place == null) {
                        throw new UnavailableException("Too many requests are waiting for the database", null);
                    }
                    return place;
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
        List<Place> returned = new ArrayList<>();
        boolean interrupted = false;
        while (returned.size() < places) {
            try {
                returned.add(idle.take());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        returned.stream().filter(place -> place.handle != null).forEach(Readers::abandon);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
