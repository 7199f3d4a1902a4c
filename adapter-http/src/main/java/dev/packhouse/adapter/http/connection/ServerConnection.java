package dev.packhouse.adapter.http.connection;

import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * A connection of a client. Its {@link State} is what it waits for: a request, the processing of the request, or the
 * client that receives the response. A closed connection stays closed. Safe for many threads.
 *
 * <p>A lock lets one thread at a time read from it. In Jetty's own connection a second thread can begin to read before
 * the thread that found an unreadable request has returned (Jetty 12.1.12 to 12.1.14, and probably others). Both then
 * release the same buffer, and two other connections may share it from then on, so that their requests are mixed up.
 */
public final class ServerConnection extends HttpConnection {

    private final ReentrantLock reading = new ReentrantLock();

    /** When the state was entered, by {@link System#nanoTime()}. */
    private volatile long since = System.nanoTime();

    private volatile State state = State.AWAITS_REQUEST;

    /** The bytes of the response that are not sent yet; maintained by {@link Connections}. */
    private long unsentBytes;

    /** What the connection waits for. */
    enum State {
        /** The client has not sent a complete request. */
        AWAITS_REQUEST,
        /** The server processes a request. */
        PROCESSES,
        /** The client has not received the complete response. */
        SENDS,
        /** It is closed, and processes no further request. */
        CLOSED
    }

    ServerConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
        super(configuration, connector, endPoint);
    }

    /** Makes each connection of a connector a {@link ServerConnection}. */
    public static final class Factory extends HttpConnectionFactory {

        /** Uses this configuration for all connections. */
        public Factory(HttpConfiguration configuration) {
            super(configuration);
        }

        @Override
        public Connection newConnection(Connector connector, EndPoint endPoint) {
            return configure(new ServerConnection(getHttpConfiguration(), connector, endPoint), connector, endPoint);
        }
    }

    @Override
    public void onFillable() {
        reading.lock();
        try {
            super.onFillable();
        } finally {
            reading.unlock();
        }
    }

    State state() {
        return state;
    }

    /** When the current state was entered, by {@link System#nanoTime()}. */
    long since() {
        return since;
    }

    /** Whether the server waits for the client: for a request, or until the client has received a response. */
    boolean waitsForClient() {
        State now = state;
        return now == State.AWAITS_REQUEST || now == State.SENDS;
    }

    /** Enters a state. Returns false, and changes nothing, if the connection is closed. */
    synchronized boolean enter(State next) {
        if (state == State.CLOSED) {
            return false;
        }
        since = System.nanoTime();
        state = next;
        return true;
    }

    /**
     * Enters the state {@link State#CLOSED}, if the connection has waited for its client since this time without a
     * change. Returns whether it did.
     */
    synchronized boolean endIfWaitingSince(long time) {
        return waitsForClient() && since == time && enter(State.CLOSED);
    }

    /** Adds to the unsent bytes, unless the connection is closed. Returns how many were added. */
    synchronized long addUnsent(long bytes) {
        if (state == State.CLOSED) {
            return 0;
        }
        unsentBytes += bytes;
        return bytes;
    }

    /** Sets the unsent bytes to 0. Returns how many there were. */
    synchronized long clearUnsent() {
        long cleared = unsentBytes;
        unsentBytes = 0;
        return cleared;
    }
}
