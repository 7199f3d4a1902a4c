package dev.packhouse.adapter.http.benchmark;

import java.io.IOException;
import java.nio.file.Path;

/** Runs processes, and measures their time. */
final class Stopwatch {

    private Stopwatch() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /** Waits a millisecond. */
    static void pause() throws IOException {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /**
     * Waits for a process that must succeed.
     *
     * @throws IOException if it fails
     */
    static void await(Process process) throws IOException {
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("%s ended with %d".formatted(process.info(), code));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
