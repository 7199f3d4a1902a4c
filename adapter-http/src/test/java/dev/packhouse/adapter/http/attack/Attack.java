package dev.packhouse.adapter.http.attack;

import dev.packhouse.adapter.http.cli.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs the long forms of the attacks, one after the other, against a jar: the one that the property {@code packhouse.jar}
 * names. Prints what came of each, and ends with 1 if one of them missed its target.
 */
public final class Attack {

    private static final int KEPT = 3_000;
    private static final int UNREAD = 200;
    private static final long REQUESTS = 500_000;
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Duration TARGET = Duration.ofSeconds(1);

    private static boolean missed;

    private Attack() {}

    /** Runs the attacks that are named: idle, unfinished, unread, disturbed; all of them if none is. */
    public static void main(String[] names) throws IOException, InterruptedException {
        List<String> chosen = names.length == 0 ? List.of("idle", "unfinished", "unread", "disturbed") : List.of(names);
        Path directory = Files.createTempDirectory("packhouse-attack");
        for (String name : chosen) {
            try (ServerProcess server =
                    ServerProcess.start(directory, Map.of(), List.of("-Xmx128m"), "serve", "--demo", "--port", "0")) {
                URI address = server.address();
                long start = System.nanoTime();
                attack(name, address);
                server.terminate();
                int exit = server.exitCode();
                report(name, "SIGTERM ended it with %d".formatted(exit), exit == 0);
                System.out.printf("%s: %d s%n", name, (System.nanoTime() - start) / 1_000_000_000);
            }
        }
        System.exit(missed ? 1 : 0);
    }

    private static void attack(String name, URI server) throws IOException, InterruptedException {
        switch (name) {
            case "idle" -> beside(name, server, HeldConnections.idle(server, KEPT));
            case "unfinished" -> beside(name, server, HeldConnections.unfinished(server, KEPT));
            case "unread" -> beside(name, server, HeldConnections.unread(server, UNREAD));
            case "disturbed" -> {
                DisturbedRequests.Result result = DisturbedRequests.run(server, REQUESTS);
                report(
                        name,
                        "%d valid requests beside %d unreadable ones, %d disturbed"
                                .formatted(
                                        result.requests(),
                                        result.unreadable(),
                                        result.disturbed().size()),
                        result.disturbed().isEmpty());
                result.disturbed().stream().limit(10).forEach(System.out::println);
            }
            default -> throw new IllegalArgumentException("There is no attack '%s'".formatted(name));
        }
    }

    private static void beside(String name, URI server, HeldConnections attack) throws IOException {
        try (attack) {
            OtherClient.Seen seen = OtherClient.watch(server, TIME);
            report(name, seen.toString(), seen.onlyOk() && seen.slowest().compareTo(TARGET) < 0);
        }
    }

    private static void report(String name, String what, boolean met) {
        System.out.printf("%s: %s: %s%n", name, what, met ? "as it should be" : "NOT as it should be");
        missed |= !met;
    }
}
