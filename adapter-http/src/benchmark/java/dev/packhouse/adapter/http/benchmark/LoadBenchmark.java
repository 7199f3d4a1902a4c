package dev.packhouse.adapter.http.benchmark;

import dev.packhouse.application.benchmark.BenchmarkState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * Measures the jar under load and the ceiling, in turn, in one run.
 *
 * <p>System properties: {@code rounds}, {@code seconds} of each turn, {@code versions} in the store, {@code only} a
 * regular expression of the scenarios to run.
 */
final class LoadBenchmark {

    private static final List<String> JVM = List.of("-Xmx256m");
    private static final int CONNECTIONS = 32;

    /** The warm-up time in seconds. The compiler shares two cores with the server and the load. */
    private static final int WARM_UP = 30;

    private final int rounds = Integer.getInteger("rounds", 5);
    private final int seconds = Integer.getInteger("seconds", 3);
    private final BenchmarkState world = BenchmarkState.of(Integer.getInteger("versions", 1_000_000));
    private final Pattern only = Pattern.compile(System.getProperty("only", ".*"));

    private LoadBenchmark() {}

    /** One scenario in one round, on all three servers. */
    private record Turn(Measured packhouse, Measured plain, Measured headed, double allocated) {}

    /**
     * The measurements of a server in a turn.
     *
     * @param processor microseconds of processor time per request; depends little on other load of the machine
     */
    private record Measured(Wrk.Result result, double processor) {
        double rate() {
            return result.rate();
        }
    }

    /** Prints the tables. */
    public static void main(String[] arguments) throws IOException {
        new LoadBenchmark().run();
    }

    private void run() throws IOException {
        Path cache = ServerProcess.cache();
        Path data = world.in(cache);
        try (ServerProcess packhouse = ServerProcess.packhouse(data, JVM)) {
            List<Scenario> scenarios = scenarios(packhouse.base());
            Path fixed = record(scenarios, packhouse.base());
            try (ServerProcess ceiling = ServerProcess.ceiling(fixed, JVM)) {
                long idle = packhouse.residentBytes();
                read(scenarios, packhouse, ceiling);
                change(packhouse);
                readBesideChanges(packhouse);
                walk(packhouse);
                System.out.println();
                Figures.head("memory, -Xmx256m", "packhouse", "ceiling");
                Figures.row("RSS before load", Figures.megabytes(idle), "");
                Figures.row(
                        "RSS after load",
                        Figures.megabytes(packhouse.residentBytes()),
                        Figures.megabytes(ceiling.residentBytes()));
                Figures.row(
                        "heap after load and a collection",
                        Figures.megabytes(packhouse.heapAfterCollection()),
                        Figures.megabytes(ceiling.heapAfterCollection()));
            }
        }
    }

    private List<Scenario> scenarios(URI base) throws IOException {
        List<Scenario> all = new ArrayList<>(Scenario.all(world));
        for (Scenario scenario : Scenario.all(world)) {
            if (scenario.name().equals("get-package") || scenario.name().equals("list-30-versions")) {
                all.add(scenario.unchanged(scenario.send(base)));
            }
        }
        return all.stream()
                .filter(scenario -> only.matcher(scenario.name()).find())
                .toList();
    }

    private static Path record(List<Scenario> scenarios, URI base) throws IOException {
        Path fixed = ServerProcess.scratch("fixed");
        for (Scenario scenario : scenarios) {
            scenario.send(base).write(fixed, scenario.name());
        }
        return fixed;
    }

    private void read(List<Scenario> scenarios, ServerProcess packhouse, ServerProcess ceiling) throws IOException {
        if (scenarios.isEmpty()) {
            return;
        }
        int first = Math.max(3 * seconds, WARM_UP / scenarios.size());
        Map<String, List<Turn>> turns = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Scenario scenario : scenarios) {
                Turn turn = turn(scenario, packhouse, ceiling, round == 0 ? first : seconds);
                if (round > 0) {
                    turns.computeIfAbsent(scenario.name(), name -> new ArrayList<>())
                            .add(turn);
                }
            }
            System.err.printf("Round %d of %d done%n", round, rounds);
        }
        Figures.head(
                "scenario",
                "req/s",
                "p50 ms",
                "p99 ms",
                "max ms",
                "ceiling req/s",
                "ceiling p99 ms",
                "of the ceiling",
                "of the ceiling with the same headers",
                "CPU us a request",
                "of the ceiling's",
                "of that with the same headers",
                "errors",
                "bytes allocated a request");
        turns.forEach(LoadBenchmark::print);
    }

    private static void print(String name, List<Turn> turns) {
        Figures.row(
                name,
                Figures.of("%,.0f", median(turns, turn -> turn.packhouse.rate())),
                Figures.of("%.2f", median(turns, turn -> turn.packhouse.result.p50())),
                Figures.of("%.2f", median(turns, turn -> turn.packhouse.result.p99())),
                Figures.of(
                        "%.1f",
                        turns.stream()
                                .mapToDouble(turn -> turn.packhouse.result.max())
                                .max()
                                .orElseThrow()),
                Figures.of("%,.0f", median(turns, turn -> turn.plain.rate())),
                Figures.of("%.2f", median(turns, turn -> turn.plain.result.p99())),
                Figures.of("%.2f", median(turns, turn -> turn.packhouse.rate() / turn.plain.rate())),
                Figures.of("%.2f", median(turns, turn -> turn.packhouse.rate() / turn.headed.rate())),
                Figures.of("%.1f", median(turns, turn -> turn.packhouse.processor)),
                Figures.of("%.2f", median(turns, turn -> turn.packhouse.processor / turn.plain.processor)),
                Figures.of("%.2f", median(turns, turn -> turn.packhouse.processor / turn.headed.processor)),
                turns.stream().mapToLong(turn -> turn.packhouse.result.errors()).sum(),
                Figures.of("%,.0f", median(turns, Turn::allocated)));
    }

    private static <T> double median(List<T> each, ToDoubleFunction<T> figure) {
        return Figures.median(each.stream().map(figure::applyAsDouble).toList());
    }

    private static Turn turn(Scenario scenario, ServerProcess packhouse, ServerProcess ceiling, int seconds)
            throws IOException {
        long before = packhouse.allocated();
        Measured real = measure(scenario, packhouse, scenario.path(), seconds);
        double allocated = (double) (packhouse.allocated() - before) / real.result.requests();
        return new Turn(
                real,
                measure(scenario, ceiling, "/plain/" + scenario.name(), seconds),
                measure(scenario, ceiling, "/headed/" + scenario.name(), seconds),
                allocated);
    }

    private static Measured measure(Scenario scenario, ServerProcess server, String path, int seconds)
            throws IOException {
        double before = server.processorMicros();
        Wrk.Result result =
                Wrk.run(URI.create(server.base() + path), scenario.headers(), scenario.status(), CONNECTIONS, seconds);
        return new Measured(result, (server.processorMicros() - before) / result.requests());
    }

    private void change(ServerProcess packhouse) throws IOException {
        if (!only.matcher("delete-and-restore").find()) {
            return;
        }
        List<Wrk.Result> one = new ArrayList<>();
        List<Wrk.Result> many = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Wrk.Result alone = Pairs.run(packhouse.base(), 1, 3 * seconds);
            Wrk.Result together = Pairs.run(packhouse.base(), CONNECTIONS, 3 * seconds);
            if (round > 0) {
                one.add(alone);
                many.add(together);
            }
        }
        System.out.println();
        Figures.head("delete-and-restore", "changes/s", "p50 ms", "p99 ms", "max ms", "of one client");
        printChanges("1 client", one, one);
        printChanges(CONNECTIONS + " clients", many, one);
    }

    private static void printChanges(String name, List<Wrk.Result> results, List<Wrk.Result> one) {
        double rate = median(results, Wrk.Result::rate);
        Figures.row(
                name,
                Figures.of("%,.0f", rate),
                Figures.of("%.2f", median(results, Wrk.Result::p50)),
                Figures.of("%.2f", median(results, Wrk.Result::p99)),
                Figures.of(
                        "%.1f",
                        results.stream().mapToDouble(Wrk.Result::max).max().orElseThrow()),
                Figures.of("%.1f", rate / median(one, Wrk.Result::rate)));
    }

    /** Measures reads while one client changes another version of the same package at its maximum rate. */
    private void readBesideChanges(ServerProcess packhouse) throws IOException {
        if (!only.matcher("beside-changes").find()) {
            return;
        }
        System.out.println();
        Figures.head("beside one client's changes", "req/s", "p50 ms", "p99 ms", "max ms", "changes/s", "p99 ms");
        for (Scenario scenario : Scenario.ofOnePackage().subList(0, 3)) {
            List<Wrk.Result> reads = new ArrayList<>();
            List<Wrk.Result> changes = new ArrayList<>();
            for (int round = 0; round <= rounds; round++) {
                CompletableFuture<Wrk.Result> changing = CompletableFuture.supplyAsync(() -> {
                    try {
                        return Pairs.run(packhouse.base(), 1, 3 * seconds);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                Wrk.Result read = Wrk.run(
                        URI.create(packhouse.base() + scenario.path()),
                        scenario.headers(),
                        scenario.status(),
                        CONNECTIONS,
                        3 * seconds);
                Wrk.Result changed = changing.join();
                if (round > 0) {
                    reads.add(read);
                    changes.add(changed);
                }
            }
            Figures.row(
                    scenario.name(),
                    Figures.of("%,.0f", median(reads, Wrk.Result::rate)),
                    Figures.of("%.2f", median(reads, Wrk.Result::p50)),
                    Figures.of("%.2f", median(reads, Wrk.Result::p99)),
                    Figures.of(
                            "%.1f",
                            reads.stream().mapToDouble(Wrk.Result::max).max().orElseThrow()),
                    Figures.of("%,.0f", median(changes, Wrk.Result::rate)),
                    Figures.of("%.2f", median(changes, Wrk.Result::p99)));
        }
    }

    private void walk(ServerProcess packhouse) throws IOException {
        if (!only.matcher("walk").find()) {
            return;
        }
        List<Double> walks = new ArrayList<>();
        List<Double> firsts = new ArrayList<>();
        int pages = 0;
        for (int round = 0; round <= rounds; round++) {
            Walk.Result walk = Walk.byLink(packhouse.base());
            Walk.Result first = Walk.firstPage(packhouse.base(), walk.pages());
            pages = walk.pages();
            if (round > 0) {
                walks.add(walk.seconds());
                firsts.add(first.seconds());
            }
        }
        System.out.println();
        Figures.head("walk", "pages", "s", "of as many pages found by key");
        Figures.row(
                "by Link",
                pages,
                Figures.of("%.2f", Figures.median(walks)),
                Figures.of("%.2f", Figures.median(walks) / Figures.median(firsts)));
    }
}
