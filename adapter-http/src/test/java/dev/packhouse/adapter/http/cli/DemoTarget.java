package dev.packhouse.adapter.http.cli;

import dev.packhouse.adapter.http.HttpSettings;
import dev.packhouse.adapter.http.HttpSettings.Limits;
import dev.packhouse.adapter.http.RateLimits;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import dev.packhouse.adapter.http.wiring.DataDirectory;
import dev.packhouse.adapter.http.wiring.InitialState;
import dev.packhouse.adapter.http.wiring.Shutdown;
import dev.packhouse.adapter.http.wiring.Wiring;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.domain.policy.Rules;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the commands on packages work on: a store, or a server on it. Filled with the demo. */
final class DemoTarget implements AutoCloseable {

    /** The ways to reach the packages. */
    enum Way {
        /** A data directory. */
        DATA,
        /** A running server. */
        SERVER,
        /** The live backend, with a running server in place of the live service. */
        GITHUB
    }

    private final Way way;
    private final Path data;
    private final Shutdown shutdown = new Shutdown();
    private final String url;

    private DemoTarget(Way way, Path data, Function<Shutdown, String> url) {
        this.way = way;
        this.data = data;
        this.url = url.apply(shutdown);
    }

    static DemoTarget open(Way way, Path data) {
        return open(way, data, Demo::state);
    }

    static DemoTarget open(Way way, Path data, InitialState state) {
        load(data, state);
        return new DemoTarget(way, data, shutdown -> way == Way.DATA ? "" : serve(sqlite(data, false), shutdown));
    }

    /** A server that decides and does not change. */
    static DemoTarget dryServer(Path data) {
        load(data, Demo::state);
        return new DemoTarget(Way.SERVER, data, shutdown -> serve(sqlite(data, true), shutdown));
    }

    /** A server whose live service is another one. */
    static DemoTarget inFrontOf(DemoTarget live) {
        Wiring.Settings settings = new Wiring.Settings(
                Backends.named("github"),
                Optional.empty(),
                Optional.empty(),
                http(false, Optional.of(URI.create(live.url()))),
                Map.of(),
                AuditRetention.DEFAULT,
                Optional.empty(),
                false);
        return new DemoTarget(Way.SERVER, live.data, shutdown -> serve(settings, shutdown));
    }

    private static void load(Path data, InitialState state) {
        CommandWiring.<Void>administer(
                Backends.named("sqlite"), data, InstantSource.fixed(InProcessCommand.NOW), administration -> {
                    administration.load(state.read(InProcessCommand.NOW));
                    return null;
                });
    }

    private static Wiring.Settings sqlite(Path directory, boolean dryRun) {
        return new Wiring.Settings(
                Backends.named("sqlite"),
                Optional.of(DataDirectory.of(Optional.of(directory), false)),
                Optional.empty(),
                http(dryRun, Optional.empty()),
                Map.of(),
                AuditRetention.DEFAULT,
                Optional.empty(),
                false);
    }

    /** Without a drain timeout, because there are no running requests when it is closed. */
    private static HttpSettings http(boolean dryRun, Optional<URI> remote) {
        Limits limits = Limits.DEFAULT;
        return new HttpSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                false,
                remote.isPresent() ? RateLimits.OFF : RateLimits.SHOWN,
                Rules.GITHUB,
                dryRun,
                false,
                remote,
                new Limits(
                        limits.concurrentRequests(),
                        limits.waitingRequests(),
                        limits.longestWait(),
                        limits.bodyBytes(),
                        limits.headerBytes(),
                        limits.connections(),
                        Duration.ZERO));
    }

    private static String serve(Wiring.Settings settings, Shutdown shutdown) {
        return "http://127.0.0.1:"
                + Wiring.start(settings, shutdown, InstantSource.fixed(InProcessCommand.NOW))
                        .port();
    }

    String url() {
        return url;
    }

    /** The code of a refusal: the status of a response, or the reason. */
    String code(int status, String reason) {
        return way == Way.SERVER ? "HTTP " + status : reason;
    }

    /** The question about a change ends with this. */
    String place() {
        return way == Way.DATA ? "in '%s'".formatted(data) : "at " + url;
    }

    /** The options that name this target. */
    List<String> options() {
        return switch (way) {
            case DATA -> List.of("--data", data.toString());
            case SERVER -> List.of("--server", url);
            case GITHUB -> List.of("--backend", "github", "--github-url", url);
        };
    }

    private String[] words(String command) {
        return Stream.concat(Stream.of(command.split(" ")), options().stream()).toArray(String[]::new);
    }

    /** Runs a command as the owner of octo-org, for another program. */
    CommandResult run(String command) {
        return runWith("ghp_demoMonalisa", command);
    }

    CommandResult runWith(String token, String command) {
        return InProcessCommand.runIn(Map.of("GH_TOKEN", token), words(command));
    }

    CommandResult runAt(Instant time, String command) {
        return InProcessCommand.runAt(time, Map.of("GH_TOKEN", "ghp_demoMonalisa"), words(command));
    }

    /** Runs a command as the owner of octo-org, on a terminal on which the user types these lines. */
    CommandResult runOnTerminal(String command, String... answers) {
        return InProcessCommand.runOnTerminal(Map.of("GH_TOKEN", "ghp_demoMonalisa"), List.of(answers), words(command));
    }

    @Override
    public void close() {
        shutdown.close();
    }
}
