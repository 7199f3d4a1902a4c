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
 * All open connections, and what memory they may take. A new connection is always accepted: when there are too many, the one
 * that has waited for its client the longest is closed. The same happens to the answer that has waited the longest when
 * answers that clients do not take have too many bytes, and to one that takes too long. A request that is being decided is
 * never cut off. Safe for many threads.
 */
public final class Connections implements Connection.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);

    private final ConnectionLimits limits;
    private final Set<ServerConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong unsentBytes = new AtomicLong();

    /** No connection yet, and what they may take. */
    public Connections(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** Looks for slow clients from now on, as long as the scheduler runs. */
    void watch(Scheduler scheduler) {
        scheduler.schedule(
                () -> {
                    closeSlow();
                    watch(scheduler);
                },
                BETWEEN_CHECKS.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** How many connections are open. */
    public int count() {
        return count.get();
    }

    /** How many bytes of answers wait for clients to take them. */
    public long unsentBytes() {
        return unsentBytes.get();
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof ServerConnection opened) {
            open.add(opened);
            if (count.incrementAndGet() > limits.open()) {
                longestWaiting(each -> each != opened && each.state() != State.DECIDES)
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

    /** A request has arrived. */
    void deciding(ServerConnection connection) {
        connection.changeState(State.DECIDES);
    }

    /** An answer of so many bytes is ready, and waits for its client. */
    void sending(ServerConnection connection, long bytes) {
        connection.changeState(State.SENDS);
        long all = unsentBytes.addAndGet(connection.unsent(bytes));
        if (all > limits.unsentBytes()) {
            longestWaiting(each -> each.state() == State.SENDS)
                    .ifPresent(slow -> close(slow, "clients have not taken %d bytes of answers".formatted(all)));
        }
    }

    /** The client has taken the answer. */
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
                .forEach(each -> close(each, "its answer was not taken within %s".formatted(limits.sendTimeout())));
    }

    private void close(ServerConnection connection, String reason) {
        if (remove(connection)) {
            LOG.debug("A connection in state {} is closed, because {}", connection.state(), reason);
            connection.getEndPoint().close();
        }
    }
}
