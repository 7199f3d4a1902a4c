package dev.packhouse.adapter.http.connection;

import dev.packhouse.adapter.http.connection.ServerConnection.State;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks all open connections, and closes some of them when a limit is exceeded. A new connection is always accepted:
 * if too many are open, the one that has waited for its client the longest is closed. If clients have not received too
 * many bytes of responses, the connection whose response has waited the longest is closed, as is each one whose
 * response exceeds the send timeout. A connection is never closed while the server processes its request. Safe for many
 * threads.
 */
public final class Connections implements Connection.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final ConnectionLimits limits;
    private final Set<ServerConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong unsentBytes = new AtomicLong();
    private volatile boolean ending;

    /** Starts without connections. */
    public Connections(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** Checks for slow clients once a second, as long as the scheduler runs. */
    void watch(Scheduler scheduler) {
        scheduler.schedule(
                () -> {
                    try {
                        closeSlow();
                    } catch (RuntimeException e) {
                        LOG.error("The check for slow clients failed", e);
                    } finally {
                        watch(scheduler);
                    }
                },
                CHECK_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** The number of open connections. */
    public int count() {
        return count.get();
    }

    /** The number of response bytes that clients have not received yet. */
    public long unsentBytes() {
        return unsentBytes.get();
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof ServerConnection opened) {
            open.add(opened);
            if (count.incrementAndGet() > limits.open()) {
                closeLongestWaiting(
                        each -> each != opened && each.waitsForClient(),
                        "there are more than %d".formatted(limits.open()));
            }
            if (ending) {
                closeIdle(opened);
            }
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof ServerConnection closed) {
            closed.enter(State.CLOSED);
            remove(closed);
        }
    }

    private void remove(ServerConnection connection) {
        if (open.remove(connection)) {
            count.decrementAndGet();
            unsentBytes.addAndGet(-connection.clearUnsent());
        }
    }

    /**
     * A request has arrived. Returns whether the server processes it: a connection that is closed, or is about to be,
     * could not send the response.
     */
    boolean processing(ServerConnection connection) {
        return connection.enter(State.PROCESSES);
    }

    /** A part of a response is ready, and waits for the client. Its size is in bytes. */
    void sending(ServerConnection connection, long bytes) {
        connection.enter(State.SENDS);
        long all = unsentBytes.addAndGet(connection.addUnsent(bytes));
        if (all > limits.unsentBytes()) {
            closeLongestWaiting(
                    each -> each.state() == State.SENDS,
                    "clients have not received %d bytes of responses".formatted(all));
        }
    }

    /** A part of a response is sent. Its size is in bytes. */
    void partSent(ServerConnection connection, long bytes) {
        unsentBytes.addAndGet(connection.addUnsent(-bytes));
    }

    /** The response is sent, or will never be. */
    void sent(ServerConnection connection) {
        unsentBytes.addAndGet(-connection.clearUnsent());
        connection.enter(State.AWAITS_REQUEST);
        if (ending) {
            closeIdle(connection);
        }
    }

    /**
     * Closes each connection that waits for a request, and from now on each one that is opened or whose response is
     * sent. Requests that are being processed, and responses that are being sent, are not affected.
     */
    public void end() {
        ending = true;
        open.forEach(this::closeIdle);
    }

    private void closeIdle(ServerConnection connection) {
        long since = connection.since();
        if (connection.state() == State.AWAITS_REQUEST) {
            close(connection, since, "the server ends");
        }
    }

    /** Closes the connection that has been in its state the longest. Looks again if it leaves the state meanwhile. */
    private void closeLongestWaiting(Predicate<ServerConnection> condition, String reason) {
        while (true) {
            ServerConnection longest = null;
            long earliest = 0;
            for (ServerConnection each : open) {
                long since = each.since();
                if (condition.test(each) && (longest == null || since - earliest < 0)) {
                    longest = each;
                    earliest = since;
                }
            }
            if (longest == null || close(longest, earliest, reason)) {
                return;
            }
        }
    }

    private void closeSlow() {
        long now = System.nanoTime();
        long timeout = limits.sendTimeout().toNanos();
        for (ServerConnection each : open) {
            long since = each.since();
            if (each.state() == State.SENDS && now - since > timeout) {
                close(each, since, "its response was not received within %s".formatted(limits.sendTimeout()));
            }
        }
    }

    /** Closes a connection, unless it has left its state since the given time. Returns whether it did. */
    private boolean close(ServerConnection connection, long since, String reason) {
        State left = connection.state();
        if (!connection.endIfWaitingSince(since)) {
            return false;
        }
        LOG.debug("A connection in state {} is closed, because {}", left, reason);
        remove(connection);
        connection.getEndPoint().close();
        return true;
    }
}
