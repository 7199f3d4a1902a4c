package dev.packhouse.adapter.http.connection;

import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * A connection of a client. It knows what it waits for: a request, its answer, or the client that takes the answer.
 *
 * <p>One thread at a time reads it. In Jetty's own connection a second thread can begin to read while the thread that met an
 * unreadable request is still leaving (Jetty 12.1.12 to 12.1.14, and probably others). Both then release the same buffer,
 * which two other connections may share from then on, so that their requests are mixed up.
 */
public final class ServerConnection extends HttpConnection {

    private final ReentrantLock reading = new ReentrantLock();

    /** When the state was entered, by {@link System#nanoTime()}. */
    private volatile long since = System.nanoTime();

    private volatile State state = State.AWAITS_REQUEST;

    /** The bytes of the answer that is being sent; kept by {@link Connections}. */
    private long unsentBytes;

    /** What happens on the connection. */
    enum State {
        /** The client has not sent a whole request. */
        AWAITS_REQUEST,
        /** The server decides on a request. */
        DECIDES,
        /** The client has not taken the whole answer. */
        SENDS
    }

    ServerConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
        super(configuration, connector, endPoint);
    }

    /** Makes each connection of a connector a {@link ServerConnection}. */
    public static final class Factory extends HttpConnectionFactory {

        /** Makes connections of this configuration. */
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

    /** When the present state was entered, by {@link System#nanoTime()}. */
    long since() {
        return since;
    }

    void changeState(State next) {
        since = System.nanoTime();
        state = next;
    }

    /** Sets how many bytes of an answer are not sent yet. Returns how many more those are than before. */
    synchronized long unsent(long bytes) {
        long more = bytes - unsentBytes;
        unsentBytes = bytes;
        return more;
    }
}
