package dev.packhouse.adapter.http.attack;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.packhouse.adapter.http.cli.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Server;

/**
 * Runs the long forms of the attacks, one after the other, against the jar of the property {@code packhouse.jar}.
 * Prints the result of each, and exits with 1 if a result misses its target.
 */
public final class Attack {

    private static final int KEPT = 3_000;
    private static final int UNREAD = 200;
    private static final long REQUESTS = 500_000;
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final Duration TARGET = Duration.ofSeconds(1);

    private static boolean missed;

    private Attack() {}

    /** Runs the named attacks of idle, unfinished, unread, disturbed, jetty; without names, all of them. */
    public static void main(String[] names) throws Exception {
        List<String> chosen =
                names.length == 0 ? List.of("idle", "unfinished", "unread", "disturbed", "jetty") : List.of(names);
        for (String name : chosen) {
            long start = System.nanoTime();
            if (name.equals("jetty")) {
                attackJetty();
            } else {
                attackServer(name);
            }
            System.out.printf("%s: %d s%n", name, (System.nanoTime() - start) / 1_000_000_000);
        }
        System.exit(missed ? 1 : 0);
    }

    private static void attackServer(String name) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("packhouse-attack");
        try (ServerProcess server = ServerProcess.start(
                directory, Map.of(), List.of("-Xmx128m"), "serve", "--demo", "--port", "0", "--rate-limit", "off")) {
            URI address = server.address();
            // Warms up the server, which is slow after the start.
            System.out.printf("%s: before, %s%n", name, LegitimateClient.watch(address, TIME));
            switch (name) {
                case "idle" -> beside(name, address, HeldConnections.idle(address, KEPT));
                case "unfinished" -> {
                    HeldConnections unfinished = HeldConnections.unfinished(address, KEPT);
                    // Waits, because the requests arrive faster than the server can read them.
                    System.out.printf("%s: meanwhile, %s%n", name, LegitimateClient.watch(address, TIME));
                    beside(name, address, unfinished);
                }
                case "unread" -> beside(name, address, HeldConnections.unread(address, UNREAD));
                case "disturbed" -> report(name, DisturbedRequests.run(address, REQUESTS));
                default -> throw new IllegalArgumentException("There is no attack '%s'".formatted(name));
            }
            server.terminate();
            int exit = server.exitCode();
            report(name, "SIGTERM ended it with %d".formatted(exit), exit == 0);
        } finally {
            MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    /** Shows that unreadable requests disturb Jetty's own connections, and not those of Packhouse. */
    private static void attackJetty() throws Exception {
        System.out.printf(
                "jetty: connections of Jetty %s, %s%n",
                Server.getVersion(), attack(new EchoServer(EchoServer.connectionsOfJetty())));
        report("jetty: connections of Packhouse", attack(new EchoServer(EchoServer.connectionsOfPackhouse())));
    }

    private static DisturbedRequests.Result attack(EchoServer server) throws Exception {
        try {
            return DisturbedRequests.run(server.address(), REQUESTS);
        } finally {
            server.stop();
        }
    }

    private static void report(String name, DisturbedRequests.Result result) {
        report(name, result.toString(), result.disturbed().isEmpty());
        result.disturbed().stream().limit(10).forEach(System.out::println);
    }

    private static void beside(String name, URI server, HeldConnections attack) throws IOException {
        try (attack) {
            LegitimateClient.Observation seen = LegitimateClient.watch(server, TIME);
            report(name, seen.toString(), seen.onlyOk() && seen.slowest().compareTo(TARGET) < 0);
        }
    }

    private static void report(String name, String what, boolean met) {
        System.out.printf("%s: %s: %s%n", name, what, met ? "as it should be" : "NOT as it should be");
        missed |= !met;
    }
}
