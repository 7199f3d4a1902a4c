package dev.packhouse.adapter.http.benchmark;

import dev.packhouse.application.benchmark.BenchmarkState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sends the same requests to stores of growing size, in turn, for a package that is the same in all of them. Also
 * measures the load of a state file of the largest one.
 *
 * <p>System properties: {@code rounds}, {@code seconds} of each turn, {@code sizes} in versions, separated by commas.
 */
final class GrowthBenchmark {

    private static final List<String> JVM = List.of("-Xmx256m");
    private static final String CHANGES = "delete-and-restore, 1 client";
    private static final int CONNECTIONS = 32;

    private final int rounds = Integer.getInteger("rounds", 3);
    private final int seconds = Integer.getInteger("seconds", 1);
    private final List<Integer> sizes = Arrays.stream(
                    System.getProperty("sizes", "1000,10000,100000,1000000").split(",", -1))
            .map(Integer::valueOf)
            .toList();

    private GrowthBenchmark() {}

    /** Prints the tables. */
    public static void main(String[] arguments) throws IOException {
        new GrowthBenchmark().run();
    }

    private void run() throws IOException {
        Path cache = ServerProcess.cache();
        List<ServerProcess> servers = new ArrayList<>();
        try {
            for (int size : sizes) {
                servers.add(ServerProcess.packhouse(BenchmarkState.of(size).in(cache), JVM));
            }
            print(measure(servers));
        } finally {
            servers.forEach(ServerProcess::close);
        }
        System.out.println();
        load(BenchmarkState.of(sizes.get(sizes.size() - 1)).in(cache), cache);
    }

    /** For each request and size, the rates and processor times of all rounds. */
    private Map<String, List<List<Sample>>> measure(List<ServerProcess> servers) throws IOException {
        Map<String, List<List<Sample>>> samples = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Scenario scenario : scenarios()) {
                for (int i = 0; i < servers.size(); i++) {
                    Sample sample = sample(servers.get(i), scenario, round == 0 ? 3 * seconds : seconds);
                    if (round > 0) {
                        samples.computeIfAbsent(
                                        scenario.name(),
                                        name -> Stream.generate(() -> (List<Sample>) new ArrayList<Sample>())
                                                .limit(servers.size())
                                                .toList())
                                .get(i)
                                .add(sample);
                    }
                }
            }
            System.err.printf("Round %d of %d done%n", round, rounds);
        }
        return samples;
    }

    /**
     * One turn.
     *
     * @param rate responses per second
     * @param processor microseconds of processor time per response
     */
    private record Sample(double rate, double processor) {}

    private static List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>(Scenario.ofOnePackage());
        all.add(Scenario.reading(
                "packages-of-few", "/orgs/" + BenchmarkState.FEW + "/packages?package_type=container"));
        all.add(Scenario.reading(CHANGES, ""));
        return all;
    }

    private static Sample sample(ServerProcess server, Scenario scenario, int seconds) throws IOException {
        double before = server.processorMicros();
        Wrk.Result result = scenario.name().equals(CHANGES)
                ? Pairs.run(server.base(), 1, seconds)
                : Wrk.run(
                        URI.create(server.base() + scenario.path()),
                        scenario.headers(),
                        scenario.status(),
                        CONNECTIONS,
                        seconds);
        return new Sample(result.rate(), (server.processorMicros() - before) / result.requests());
    }

    private void print(Map<String, List<List<Sample>>> samples) {
        List<String> columns = new ArrayList<>(List.of("operation"));
        sizes.forEach(size -> columns.add(Figures.of("%,d versions: req/s (CPU us)", size)));
        columns.add("rate of the largest to the smallest");
        columns.add("CPU of the smallest to the largest");
        Figures.head(columns.toArray(String[]::new));
        samples.forEach((name, bySize) -> {
            List<Object> cells = new ArrayList<>(List.of(name));
            bySize.forEach(each -> cells.add(Figures.of("%,.0f (%.1f)", rate(each), processor(each))));
            List<Sample> smallest = bySize.get(0);
            List<Sample> largest = bySize.get(bySize.size() - 1);
            cells.add(Figures.of("%.2f", rate(largest) / rate(smallest)));
            cells.add(Figures.of("%.2f", processor(smallest) / processor(largest)));
            Figures.row(cells.toArray());
        });
    }

    private static double rate(List<Sample> samples) {
        return Figures.median(samples.stream().map(Sample::rate).toList());
    }

    private static double processor(List<Sample> samples) {
        return Figures.median(samples.stream().map(Sample::processor).toList());
    }

    /** Exports the store to a state file, and starts a server on that file. */
    private static void load(Path data, Path cache) throws IOException {
        Path file = cache.resolve("state.yaml");
        long export = System.nanoTime();
        Stopwatch.await(new ProcessBuilder(
                        Stopwatch.java(), "-jar", ServerProcess.jar(), "state", "export", "--data", data.toString())
                .redirectOutput(file.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        double exported = Stopwatch.secondsSince(export);
        Path fresh = ServerProcess.scratch("loaded");
        try (ServerProcess server = ServerProcess.packhouse(
                fresh, List.of("-Xmx4g"), "--state", file.toAbsolutePath().toString())) {
            double loaded = Stopwatch.secondsSince(server.startNanos());
            Figures.head("state file", "MB", "export s", "start with --state to listening s", "RSS after");
            Figures.row(
                    file.getFileName(),
                    Files.size(file) >> 20,
                    Figures.of("%.1f", exported),
                    Figures.of("%.1f", loaded),
                    Figures.megabytes(server.residentBytes()));
        }
    }
}
