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
 * client that receives the response.
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
        SENDS
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

    void changeState(State next) {
        since = System.nanoTime();
        state = next;
    }

    /** Sets the number of unsent bytes. Returns the difference to the number before. */
    synchronized long unsent(long bytes) {
        long more = bytes - unsentBytes;
        unsentBytes = bytes;
        return more;
    }
}
