package dev.packhouse.adapter.http.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * How much longer the answer takes about a package that exists and is hidden from the caller than about one that does not
 * exist. Both are 404 with the same body. The two questions of a pair are asked one after the other, in random order, on
 * one connection; what is shown of a difference is the median over all pairs, with its interval by order statistics.
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

    /** An operation on a package or, where its path ends in a version, on that of the package. */
    private record Question(String name, String method, String rest) {
        String path(String kind, int number) {
            return PACKAGES + packageName(kind, number) + rest.formatted(number);
        }
    }

    private static final List<Question> QUESTIONS = List.of(
            new Question("get package", "GET", ""),
            new Question("get version", "GET", "/versions/%d"),
            new Question("list versions", "GET", "/versions"),
            new Question("delete", "DELETE", ""));

    /** Names of one length, so that requests and answers are. */
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
            for (Question question : QUESTIONS) {
                measure(connection, question);
            }
            Figures.head(
                    "operation",
                    "hidden us",
                    "absent us",
                    "difference us",
                    "95% interval us",
                    "of the answer",
                    "pairs");
            for (Question question : QUESTIONS) {
                print(question, measure(connection, question));
            }
        }
    }

    /** The member of the organization has a role on none of its packages, which are private. */
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

    /** Microseconds of the two answers of a pair. */
    private record Pair(double hidden, double absent) {
        double difference() {
            return hidden - absent;
        }
    }

    private List<Pair> measure(Connection connection, Question question) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            String hidden = question.path("hidden", 1 + random.nextInt(packages));
            String absent = question.path("absent", 1 + random.nextInt(packages));
            if (random.nextBoolean()) {
                double first = micros(connection, question.method(), hidden);
                pairs.add(new Pair(first, micros(connection, question.method(), absent)));
            } else {
                double first = micros(connection, question.method(), absent);
                pairs.add(new Pair(micros(connection, question.method(), hidden), first));
            }
        }
        return pairs;
    }

    private static double micros(Connection connection, String method, String path) throws IOException {
        long start = System.nanoTime();
        int status = connection.send(method, path).status();
        double micros = (System.nanoTime() - start) / 1e3;
        if (status != 404) {
            throw new IOException("%s %s was answered %d".formatted(method, path, status));
        }
        return micros;
    }

    private static void print(Question question, List<Pair> pairs) {
        List<Double> differences = pairs.stream().map(Pair::difference).sorted().toList();
        int size = differences.size();
        // The median lies between these two ranks in 95 of 100 cases, whatever the distribution.
        int off = (int) Math.ceil(1.96 * Math.sqrt(size) / 2);
        double absent = Figures.median(pairs.stream().map(Pair::absent).toList());
        double difference = Figures.median(differences);
        Figures.row(
                question.name(),
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
