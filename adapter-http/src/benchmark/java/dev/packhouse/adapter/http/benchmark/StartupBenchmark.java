package dev.packhouse.adapter.http.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.packhouse.application.benchmark.BenchmarkState;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures starts and first requests of the jar, of the launcher, in the process of a test, and of other products. They take
 * turns in every round.
 *
 * <p>System properties: {@code rounds}; {@code versions} in the large store, 0 for none; {@code jars}, further jars to compare with,
 * separated by commas; {@code packhouse.tools}, where the other products are.
 */
final class StartupBenchmark {

    private static final String RESET = "/_packhouse/test/reset";

    private final int rounds = Integer.getInteger("rounds", 11);
    private final int versions = Integer.getInteger("versions", 1_000_000);
    private final List<String> jars = Arrays.stream(
                    System.getProperty("jars", "").split(","))
            .filter(jar -> !jar.isEmpty())
            .toList();
    private final Path tools = Path.of(System.getProperty("packhouse.tools"));
    private final Path cache = ServerProcess.cache().toAbsolutePath();
    private final Path log = cache.resolve("startup.log");
    private final Path launcher =
            Path.of(ServerProcess.jar()).resolveSibling("dist").resolve("bin").resolve("packhouse");
    private final Map<String, String> environment = Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "XDG_CACHE_HOME",
            cache.resolve("launcher").toString());
    private final Map<String, Figures.Measures> table = new LinkedHashMap<>();

    private StartupBenchmark() throws IOException {}

    /** Prints the table. */
    public static void main(String[] arguments) throws IOException {
        new StartupBenchmark().run();
    }

    private void run() throws IOException {
        List<Candidate> candidates = candidates();
        warmCache();
        for (int round = 0; round <= rounds; round++) {
            if (round == 1) {
                table.clear();
            }
            for (Candidate candidate : candidates) {
                add(candidate.name(), candidate.measure(environment, log));
            }
            add("in process", program(java("-cp", classPath(ServerProcess.jar()), InProcessStarts.class.getName())));
            for (String jar : jars) {
                add(
                        "in process, the command line of " + jar,
                        program(java(
                                "-cp",
                                classPath(jar),
                                InProcessMain.class.getName(),
                                Integer.toString(Candidate.freePort()))));
            }
            Path emulate = tools.resolve("emulate-reset.mjs");
            if (Files.exists(emulate)) {
                add("emulate", program(List.of(node(), emulate.toString(), Integer.toString(Candidate.freePort()))));
            }
        }
        print();
    }

    private List<Candidate> candidates() throws IOException {
        List<Candidate> all = new ArrayList<>();
        String jar = ServerProcess.jar();
        all.add(demo("java -jar", java("-jar", jar), Optional.of(RESET)));
        all.add(demo("launcher", List.of(launcher.toString()), Optional.of(RESET)));
        jars.forEach(former -> all.add(demo("java -jar " + former, java("-jar", former), Optional.empty())));
        if (versions > 0) {
            Path large = BenchmarkState.of(versions).in(cache).toAbsolutePath();
            String store = Figures.of("%,d versions, ", versions);
            all.add(large(store + "java -jar", java("-jar", jar), large));
            all.add(large(store + "launcher", List.of(launcher.toString()), large));
        }
        Path wiremock = tools.resolve("wiremock-standalone-3.13.2.jar");
        if (Files.exists(wiremock)) {
            all.add(new Candidate(
                    "WireMock",
                    java(
                            "-jar",
                            wiremock.toString(),
                            "--port",
                            Candidate.PORT,
                            "--bind-address",
                            "127.0.0.1",
                            "--root-dir",
                            tools.resolve("wiremock").toString(),
                            "--no-request-journal"),
                    Candidate.PACKAGE,
                    Candidate.OF_DEMO,
                    Optional.of("/__admin/reset")));
        }
        Path modules = tools.resolve("node_modules");
        if (Files.exists(modules)) {
            all.add(new Candidate(
                    "emulate",
                    List.of(
                            node(),
                            modules.resolve("emulate/dist/index.js").toString(),
                            "start",
                            "--service",
                            "github",
                            "--port",
                            Candidate.PORT),
                    "/users/admin",
                    Candidate.OF_DEMO,
                    Optional.empty()));
            all.add(new Candidate(
                    "Prism",
                    List.of(
                            node(),
                            modules.resolve("@stoplight/prism-cli/dist/index.js")
                                    .toString(),
                            "mock",
                            "--port",
                            Candidate.PORT,
                            "--host",
                            "127.0.0.1",
                            tools.resolve("prism.yaml").toString()),
                    Candidate.PACKAGE,
                    Candidate.OF_DEMO,
                    Optional.empty()));
        }
        return all;
    }

    private static Candidate demo(String name, List<String> start, Optional<String> reset) {
        List<String> command = new ArrayList<>(start);
        command.addAll(List.of("serve", "--demo", "--port", Candidate.PORT));
        reset.ifPresent(path -> command.add("--test-control"));
        return new Candidate(name, command, Candidate.PACKAGE, Candidate.OF_DEMO, reset);
    }

    private static Candidate large(String name, List<String> start, Path data) {
        List<String> command = new ArrayList<>(start);
        command.addAll(List.of("serve", "--port", Candidate.PORT, "--data", data.toString()));
        Scenario first = Scenario.ofOnePackage().get(0);
        return new Candidate(name, command, first.path(), first.headers(), Optional.empty());
    }

    private static List<String> java(String... arguments) {
        return Stream.concat(Stream.of(Stopwatch.java()), Arrays.stream(arguments))
                .toList();
    }

    private String node() {
        return tools.resolve("node_modules/node/bin/node").toString();
    }

    /** The classes in a jar, and these ones. */
    private static String classPath(String jar) {
        String own = StartupBenchmark.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return jar + System.getProperty("path.separator") + own;
    }

    /** Starts the launcher once, and waits for what it caches. */
    private void warmCache() throws IOException {
        demo("launcher", List.of(launcher.toString()), Optional.empty()).measure(environment, log);
        Path entries = cache.resolve("launcher/packhouse");
        long start = System.nanoTime();
        while (Stopwatch.secondsSince(start) < 60) {
            Stopwatch.pause();
            if (Files.exists(entries)) {
                try (Stream<Path> files = Files.list(entries)) {
                    if (files.anyMatch(entry -> Files.exists(entry.resolve("made-for")))) {
                        return;
                    }
                }
            }
        }
        throw new IOException("The launcher has made no cache in " + entries);
    }

    /** Runs a program that prints measures. */
    private Figures.Measures program(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        Figures.Measures measures = new Figures.Measures();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                String[] words = line.split(": ", 2);
                if (words.length == 2 && words[1].matches("[0-9.E-]+")) {
                    measures.add(words[0], Double.parseDouble(words[1]));
                }
            }
        }
        Stopwatch.await(process);
        return measures;
    }

    private void add(String row, Figures.Measures measures) {
        table.computeIfAbsent(row, name -> new Figures.Measures()).addAll(measures);
    }

    private void print() {
        List<String> columns = table.values().stream()
                .flatMap(row -> row.names().stream())
                .distinct()
                .toList();
        System.out.printf(
                "Milliseconds, median and minimum of %d rounds, Java %s%n%n",
                rounds, System.getProperty("java.version"));
        Figures.head(Stream.concat(Stream.of("start"), columns.stream()).toArray(String[]::new));
        table.forEach((name, row) -> Figures.row(
                Stream.concat(Stream.of(name), columns.stream().map(row::show)).toArray()));
    }
}
