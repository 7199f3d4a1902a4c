package dev.packhouse.adapter.http.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Measures the difference in response time between a package that exists and is hidden from the caller, and one that
 * does not exist. Both responses are 404 with the same body. The two requests of a pair are sent one after the other,
 * in random order, on one connection. The result is the median of the differences of all pairs, with its interval by
 * order statistics.
 *
 * <p>System properties: {@code samples}, the pairs of each operation; {@code packages}, of each kind.
 */
final class ConcealmentBenchmark {

    private static final String TOKEN = "ghp_member";
    private static final String PACKAGES = "/orgs/octo-org/packages/npm/";

    private final int samples = Integer.getInteger("samples", 5_000);
    private final int packages = Integer.getInteger("packages", 500);
    private final Random random = new Random(1);

    private ConcealmentBenchmark() {}

    /** An operation on a package, or on its version if the path ends in one. */
    private record Operation(String name, String method, String rest) {
        String path(String kind, int number) {
            return PACKAGES + packageName(kind, number) + rest.formatted(number);
        }
    }

    private static final List<Operation> OPERATIONS = List.of(
            new Operation("get package", "GET", ""),
            new Operation("get version", "GET", "/versions/%d"),
            new Operation("list versions", "GET", "/versions"),
            new Operation("delete", "DELETE", ""));

    /** All names have the same length, so that requests and responses have the same length too. */
    private static String packageName(String kind, int number) {
        return "%s-%05d".formatted(kind, number);
    }

    /** Prints the table. */
    public static void main(String[] arguments) throws IOException {
        new ConcealmentBenchmark().run();
    }

    private void run() throws IOException {
        Path directory = ServerProcess.scratch("concealment");
        Path state = Files.writeString(directory.resolve("state.yaml"), state());
        try (ServerProcess server = ServerProcess.packhouse(
                        directory.resolve("data"), List.of("-Xmx256m"), "--state", state.toString());
                Connection connection = new Connection(server.base(), Scenario.as(TOKEN))) {
            for (Operation operation : OPERATIONS) {
                measure(connection, operation);
            }
            Figures.head(
                    "operation",
                    "hidden us",
                    "absent us",
                    "difference us",
                    "95% interval us",
                    "of the answer",
                    "pairs");
            for (Operation operation : OPERATIONS) {
                print(operation, measure(connection, operation));
            }
        }
    }

    /** The packages are private, and the member of the organization has a role on none of them. */
    private String state() {
        StringBuilder state = new StringBuilder("""
                users: [{ login: monalisa }, { login: hubot }]
                organizations: [{ login: octo-org, owners: [monalisa], members: [hubot] }]
                tokens: [{ token: %s, user: hubot, scopes: [read:packages, write:packages, delete:packages, repo] }]
                packages:
                """.formatted(TOKEN));
        for (int i = 1; i <= packages; i++) {
            state.append("  - { owner: octo-org, package_type: npm, name: %s, versions: [{ id: %d, name: 1.0.0 }] }\n"
                    .formatted(packageName("hidden", i), i));
        }
        return state.toString();
    }

    /** The times of the two responses of a pair in microseconds. */
    private record Pair(double hidden, double absent) {
        double difference() {
            return hidden - absent;
        }
    }

    private List<Pair> measure(Connection connection, Operation operation) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            String hidden = operation.path("hidden", 1 + random.nextInt(packages));
            String absent = operation.path("absent", 1 + random.nextInt(packages));
            if (random.nextBoolean()) {
                double first = micros(connection, operation.method(), hidden);
                pairs.add(new Pair(first, micros(connection, operation.method(), absent)));
            } else {
                double first = micros(connection, operation.method(), absent);
                pairs.add(new Pair(micros(connection, operation.method(), hidden), first));
            }
        }
        return pairs;
    }

    private static double micros(Connection connection, String method, String path) throws IOException {
        long start = System.nanoTime();
        int status = connection.send(method, path).status();
        double micros = (System.nanoTime() - start) / 1e3;
        if (status != 404) {
            throw new IOException("%s %s got status %d".formatted(method, path, status));
        }
        return micros;
    }

    private static void print(Operation operation, List<Pair> pairs) {
        List<Double> differences = pairs.stream().map(Pair::difference).sorted().toList();
        int size = differences.size();
        // The median lies between these two ranks in 95 of 100 cases, whatever the distribution.
        int off = (int) Math.ceil(1.96 * Math.sqrt(size) / 2);
        double absent = Figures.median(pairs.stream().map(Pair::absent).toList());
        double difference = Figures.median(differences);
        Figures.row(
                operation.name(),
                Figures.of(
                        "%.1f", Figures.median(pairs.stream().map(Pair::hidden).toList())),
                Figures.of("%.1f", absent),
                Figures.of("%+.1f", difference),
                Figures.of(
                        "%+.1f to %+.1f",
                        differences.get(Math.max(0, size / 2 - off)),
                        differences.get(Math.min(size - 1, size / 2 + off))),
                Figures.of("%+.1f%%", 100 * difference / absent),
                Figures.of("%,d", size));
    }
}
