package dev.packhouse.adapter.http.benchmark;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server whose start is measured.
 *
 * @param name the name in the table
 * @param command starts the process; {@value #PORT} in it is the port
 * @param path the path that has status 200
 * @param headers the headers of its requests
 * @param reset the path to which a POST puts the state back
 */
record Candidate(String name, List<String> command, String path, Map<String, String> headers, Optional<String> reset) {

    /** Stands for the port in a command. */
    static final String PORT = "PORT";

    /** A package of the demo. The other products have it as well as they can. */
    static final String PACKAGE = "/orgs/octo-org/packages/npm/octo-utils";

    /** The headers of a client of the demo. */
    static final Map<String, String> OF_DEMO =
            Map.of("User-Agent", "benchmark", "Authorization", "Bearer ghp_demoMonalisa");

    private static final int REQUESTS = 1_000;
    private static final int RESETS = 11;
    private static final long LIMIT_SECONDS = 60;

    /**
     * Starts the server, asks it, and ends it with SIGTERM while a connection is kept.
     *
     * @param environment is added to that of the process
     * @param log gets the output
     * @return the measures by their names, in milliseconds
     */
    Figures.Measures measure(Map<String, String> environment, Path log) throws IOException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(command.stream()
                        .map(word -> word.replace(PORT, Integer.toString(port)))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Figures.Measures measures = new Figures.Measures();
        long start = System.nanoTime();
        Process process = builder.start();
        try (Connection connection =
                Connection.whenReady(URI.create("http://127.0.0.1:" + port), headers, path, process::isAlive)) {
            measures.add("first 200", millisecondsSince(start));
            for (int sent = 1; sent < REQUESTS; sent++) {
                expect(200, connection.send("GET", path));
            }
            measures.add("with 1,000 requests", millisecondsSince(start));
            measures.add(
                    "CPU",
                    process.toHandle().info().totalCpuDuration().orElseThrow().toNanos() / 1e6);
            if (reset.isPresent()) {
                measures.add("reset", medianReset(connection, reset.get()));
            }
            long end = System.nanoTime();
            process.destroy();
            await(process);
            measures.add("SIGTERM", millisecondsSince(end));
            return measures;
        } catch (IOException e) {
            throw new IOException("%s failed, see %s".formatted(name, log), e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static double medianReset(Connection connection, String path) throws IOException {
        List<Double> resets = new ArrayList<>();
        for (int reset = 0; reset < RESETS; reset++) {
            long start = System.nanoTime();
            int status = connection.send("POST", path).status();
            resets.add(millisecondsSince(start));
            if (status / 100 != 2) {
                throw new IOException("%s got status %d".formatted(path, status));
            }
        }
        return Figures.median(resets);
    }

    private void expect(int status, Connection.Response response) throws IOException {
        if (response.status() != status) {
            throw new IOException("%s: %s got status %d".formatted(name, path, response.status()));
        }
    }

    private void await(Process process) throws IOException {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(name + " ignores SIGTERM");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static double millisecondsSince(long nanos) {
        return 1e3 * Stopwatch.secondsSince(nanos);
    }
}
