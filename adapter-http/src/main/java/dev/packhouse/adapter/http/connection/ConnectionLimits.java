package dev.packhouse.adapter.http.connection;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The limits that protect the server from too many and too slow clients. A connection that exceeds a limit is closed,
 * but never while the server processes a request of it.
 *
 * @param open the maximum number of open connections; a further one replaces the one that has waited the longest
 * @param unsentBytes the maximum number of response bytes that clients have not received, over all connections
 * @param sendTimeout the maximum time in which a client must receive one response
 * @param idleTimeout the maximum time without traffic on a connection
 */
public record ConnectionLimits(int open, long unsentBytes, Duration sendTimeout, Duration idleTimeout) {

    /** An incomplete request head takes up to 50 KB of the heap; half of the heap is for everything else. */
    private static final long HEAP_BYTES_EACH = 128 << 10;

    /** The limit for any heap size, because connections also take memory of the system. */
    private static final int MAX_OPEN = 20_000;

    private static final Pattern OPEN_FILES = Pattern.compile("Max open files +(\\d+) .*");

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public ConnectionLimits {
        requireNonNull(sendTimeout, "sendTimeout");
        requireNonNull(idleTimeout, "idleTimeout");
        if (open < 1 || unsentBytes < 1) {
            throw new IllegalArgumentException(
                    "Limits are too small: %d connections, %d bytes to send".formatted(open, unsentBytes));
        }
    }

    /** The limits for the maximum heap and the open-file limit of this process. */
    public static ConnectionLimits forThisProcess() {
        return of(Runtime.getRuntime().maxMemory(), openFiles());
    }

    /**
     * Returns the limits for a process. Connections get half of its file descriptors, because a server without free
     * descriptors cannot accept connections.
     *
     * @param heapBytes the maximum size of the heap
     * @param files the maximum number of open file descriptors
     */
    static ConnectionLimits of(long heapBytes, long files) {
        long open = Math.min(MAX_OPEN, Math.min(heapBytes / HEAP_BYTES_EACH, files / 2));
        return new ConnectionLimits(
                (int) Math.max(1, open), Math.max(1, heapBytes / 8), Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    /** Reads the limit from Linux's proc file, which costs less than Java's management beans. */
    private static long openFiles() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
            return lines.map(OPEN_FILES::matcher)
                    .filter(Matcher::matches)
                    .map(line -> Long.parseLong(line.group(1)))
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
