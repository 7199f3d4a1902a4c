package dev.packhouse.adapter.http.testing.junit;

import dev.packhouse.adapter.http.testing.Packhouse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers that no test uses at the moment. A reset takes a millisecond, a start 60. Safe for many threads. */
final class ServerPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerPool.class);

    /** How many servers are kept: more than tests that run in parallel, fewer than classes with a state of their own. */
    static final int MOST_IDLE = 16;

    private final Deque<Idle> idle = new ArrayDeque<>();

    private record Idle(ServerConfiguration configuration, Packhouse server) {}

    /** Returns a server in its initial state, which the caller alone has until it gives the server back. */
    Packhouse take(ServerConfiguration configuration) {
        Optional<Packhouse> found = poll(configuration);
        while (found.isPresent() && !reset(found.get())) {
            found = poll(configuration);
        }
        return found.orElseGet(configuration::start);
    }

    private synchronized Optional<Packhouse> poll(ServerConfiguration configuration) {
        for (Iterator<Idle> each = idle.descendingIterator(); each.hasNext(); ) {
            Idle candidate = each.next();
            if (candidate.configuration().equals(configuration)) {
                each.remove();
                return Optional.of(candidate.server());
            }
        }
        return Optional.empty();
    }

    /** Returns false for a server that a test has closed or broken. */
    private static boolean reset(Packhouse server) {
        try {
            server.reset();
            return true;
        } catch (RuntimeException e) {
            LOG.debug("A test has left a server that cannot be reset", e);
            server.close();
            return false;
        }
    }

    /** Takes a server back. Closes the one that is idle for the longest time, if there are too many. */
    void giveBack(ServerConfiguration configuration, Packhouse server) {
        add(new Idle(configuration, server)).ifPresent(oldest -> oldest.server().close());
    }

    private synchronized Optional<Idle> add(Idle added) {
        idle.addLast(added);
        return idle.size() > MOST_IDLE ? Optional.of(idle.removeFirst()) : Optional.empty();
    }

    /** Closes all idle servers. */
    @Override
    public synchronized void close() {
        idle.forEach(each -> each.server().close());
        idle.clear();
    }
}
