package dev.packhouse.adapter.http.benchmark;

import dev.packhouse.adapter.http.cli.Main;
import java.io.IOException;
import java.net.URI;

/** The program that calls the command line in its own process, which was the way to embed a server once. */
final class InProcessMain {

    private InProcessMain() {}

    /**
     * Prints lines of a name and a number.
     *
     * @param arguments the port
     */
    public static void main(String[] arguments) throws IOException {
        long start = System.nanoTime();
        new Thread(() -> Main.main(new String[] {"serve", "--demo", "--port", arguments[0]})).start();
        URI base = URI.create("http://127.0.0.1:" + arguments[0]);
        try (Connection connection = Connection.whenReady(base, Candidate.OF_DEMO, Candidate.PACKAGE, () -> true)) {
            System.out.printf("%nfirst 200: %s%n", 1e3 * Stopwatch.secondsSince(start));
            for (int sent = 1; sent < 1_000; sent++) {
                connection.send("GET", Candidate.PACKAGE);
            }
            System.out.printf("with 1,000 requests: %s%n", 1e3 * Stopwatch.secondsSince(start));
        }
        System.exit(0);
    }
}
