package dev.packhouse.adapter.http.benchmark;

import dev.packhouse.application.benchmark.BenchmarkState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the time from the command to the first response with status 200, on an empty and on a large store, with and
 * without a class-data archive.
 *
 * <p>System properties: {@code rounds}, {@code versions} in the large store.
 */
final class StartupBenchmark {

    private static final Scenario INDEX = new Scenario("index", "/", Map.of("User-Agent", "benchmark"), 200);

    private final int rounds = Integer.getInteger("rounds", 11);
    private final BenchmarkState world = BenchmarkState.of(Integer.getInteger("versions", 1_000_000));

    private StartupBenchmark() {}

    /** Prints the table. */
    public static void main(String[] arguments) throws IOException {
        new StartupBenchmark().run();
    }

    private void run() throws IOException {
        Path cache = ServerProcess.cache();
        Path large = world.in(cache);
        Path archive = cache.resolve("packhouse.jsa").toAbsolutePath();
        Files.deleteIfExists(archive);
        Scenario first = Scenario.ofOnePackage().get(0);
        start(large, List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"), first);

        List<String> plain = List.of("-Xmx256m");
        List<String> archived = List.of("-Xmx256m", "-XX:SharedArchiveFile=" + archive);
        List<String> lean =
                List.of("-Xmx256m", "-XX:SharedArchiveFile=" + archive, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("as it is", plain);
        ways.put("with an archive", archived);
        ways.put("with an archive, C1 and the serial collector", lean);
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, List<String>> way : ways.entrySet()) {
                String how = way.getKey();
                Start empty = start(ServerProcess.scratch("empty"), way.getValue(), INDEX);
                Start full = start(large, way.getValue(), first);
                if (round > 0) {
                    starts.computeIfAbsent("empty store, " + how, name -> new ArrayList<>())
                            .add(empty);
                    starts.computeIfAbsent(
                                    Figures.of("%,d versions, %s", world.versions(), how), name -> new ArrayList<>())
                            .add(full);
                }
            }
        }
        Figures.head("start", "s to the first 200", "CPU s", "RSS then");
        starts.forEach((name, each) -> Figures.row(
                name,
                Figures.of(
                        "%.2f", Figures.median(each.stream().map(Start::seconds).toList())),
                Figures.of(
                        "%.2f",
                        Figures.median(each.stream().map(Start::processor).toList())),
                Figures.megabytes((long) Figures.median(
                        each.stream().map(start -> (double) start.resident).toList()))));
    }

    /**
     * One start.
     *
     * @param seconds the time until the first response
     * @param processor the processor time until then in seconds
     * @param resident the resident memory then in bytes
     */
    private record Start(double seconds, double processor, long resident) {}

    private static Start start(Path data, List<String> jvm, Scenario first) throws IOException {
        try (ServerProcess server = ServerProcess.packhouse(data, jvm);
                Connection connection = new Connection(server.base(), first.headers())) {
            int status = connection.send("GET", first.path()).status();
            double seconds = Stopwatch.secondsSince(server.startNanos());
            if (status != first.status()) {
                throw new IOException("%s got status %d".formatted(first.path(), status));
            }
            return new Start(seconds, server.processorMicros() / 1e6, server.residentBytes());
        }
    }
}
