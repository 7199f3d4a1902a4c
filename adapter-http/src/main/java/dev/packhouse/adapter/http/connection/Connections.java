package dev.packhouse.adapter.http.connection;

import dev.packhouse.adapter.http.connection.ServerConnection.State;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
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

    /** Starts without connections. */
    public Connections(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** Checks for slow clients once a second, as long as the scheduler runs. */
    void watch(Scheduler scheduler) {
        scheduler.schedule(
                () -> {
                    closeSlow();
                    watch(scheduler);
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
                longestWaiting(each -> each != opened && each.state() != State.PROCESSES)
                        .ifPresent(idle -> close(idle, "there are more than %d".formatted(limits.open())));
            }
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof ServerConnection closed) {
            remove(closed);
        }
    }

    private boolean remove(ServerConnection connection) {
        boolean removed = open.remove(connection);
        if (removed) {
            count.decrementAndGet();
            unsentBytes.addAndGet(connection.unsent(0));
        }
        return removed;
    }

    /** A request has arrived, and the server processes it. */
    void processing(ServerConnection connection) {
        connection.changeState(State.PROCESSES);
    }

    /** A part of a response is ready, and waits for the client. Its size in bytes replaces that of the part before. */
    void sending(ServerConnection connection, long bytes) {
        connection.changeState(State.SENDS);
        long all = unsentBytes.addAndGet(connection.unsent(bytes));
        if (all > limits.unsentBytes()) {
            longestWaiting(each -> each.state() == State.SENDS)
                    .ifPresent(slow -> close(slow, "clients have not received %d bytes of responses".formatted(all)));
        }
    }

    /** The client has received the response. */
    void sent(ServerConnection connection) {
        unsentBytes.addAndGet(connection.unsent(0));
        connection.changeState(State.AWAITS_REQUEST);
    }

    private Optional<ServerConnection> longestWaiting(Predicate<ServerConnection> condition) {
        long now = System.nanoTime();
        return open.stream().filter(condition).max(Comparator.comparingLong(each -> now - each.since()));
    }

    private void closeSlow() {
        long now = System.nanoTime();
        long longest = limits.sendTimeout().toNanos();
        open.stream()
                .filter(each -> each.state() == State.SENDS && now - each.since() > longest)
                .forEach(
                        each -> close(each, "its response was not received within %s".formatted(limits.sendTimeout())));
    }

    private void close(ServerConnection connection, String reason) {
        if (remove(connection)) {
            LOG.debug("A connection in state {} is closed, because {}", connection.state(), reason);
            connection.getEndPoint().close();
        }
    }
}
