package dev.packhouse.adapter.http.connection;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What protects the server from too many and too slow clients. A connection that exceeds a limit is closed; a request that
 * is being decided is never cut off.
 *
 * @param open how many connections are open at once; a further one takes the place of the one that waits the longest
 * @param unsentBytes how many bytes of answers wait for clients to take them, over all connections
 * @param sendTimeout how long a client may take for one answer
 * @param idleTimeout how long a connection may be silent
 */
public record ConnectionLimits(int open, long unsentBytes, Duration sendTimeout, Duration idleTimeout) {

    /** An unfinished head of a request takes up to 50 KB of the heap; half of the heap is for everything else. */
    private static final long HEAP_BYTES_EACH = 128 << 10;

    /** So many take files and memory of the system, whatever the heap is. */
    private static final int MOST = 20_000;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one of them is too small to work with
     */
    public ConnectionLimits {
        requireNonNull(sendTimeout, "sendTimeout");
        requireNonNull(idleTimeout, "idleTimeout");
        if (open < 1 || unsentBytes < 1) {
            throw new IllegalArgumentException(
                    "Limits are too small: %d connections, %d bytes to send".formatted(open, unsentBytes));
        }
    }

    /**
     * The limits for a heap.
     *
     * @param bytes the most that the heap may have
     */
    public static ConnectionLimits forHeap(long bytes) {
        int open = (int) Math.min(MOST, Math.max(1, bytes / HEAP_BYTES_EACH));
        return new ConnectionLimits(open, Math.max(1, bytes / 8), Duration.ofSeconds(30), Duration.ofSeconds(30));
    }
}
