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

    /** So many take memory of the system, whatever the heap is. */
    private static final int MOST = 20_000;

    private static final Pattern OPEN_FILES = Pattern.compile("Max open files +(\\d+) .*");

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

    /** The limits for the heap and the files that this process may have. */
    public static ConnectionLimits forThisProcess() {
        return of(Runtime.getRuntime().maxMemory(), openFiles());
    }

    /**
     * The limits for a process. Connections have half of its files, as a server that can open none cannot accept either.
     *
     * @param heapBytes the most that the heap may have
     * @param files how many files and connections may be open at once
     */
    static ConnectionLimits of(long heapBytes, long files) {
        long open = Math.min(MOST, Math.min(heapBytes / HEAP_BYTES_EACH, files / 2));
        return new ConnectionLimits(
                (int) Math.max(1, open), Math.max(1, heapBytes / 8), Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    /** Linux says so in a file, which costs less than the management beans of Java. */
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
