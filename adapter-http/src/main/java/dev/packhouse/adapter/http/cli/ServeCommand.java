package dev.packhouse.adapter.http.cli;

import com.google.common.collect.ImmutableMap;
import com.google.common.net.InetAddresses;
import dev.packhouse.adapter.http.HttpSettings;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.EnvironmentDefaults;
import dev.packhouse.adapter.http.cli.console.LiveServiceOptions;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.control.TestClock;
import dev.packhouse.adapter.http.operator.OperatorToken;
import dev.packhouse.adapter.http.wiring.DataDirectory;
import dev.packhouse.adapter.http.wiring.InitialState;
import dev.packhouse.adapter.http.wiring.Shutdown;
import dev.packhouse.adapter.http.wiring.Wiring;
import dev.packhouse.application.model.AuditRetention;
import java.net.Inet6Address;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the server until SIGTERM or SIGINT. */
@Command(
        name = "serve",
        description = "Serve the REST API of GitHub Packages until SIGTERM or SIGINT.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "PACKHOUSE_OPERATOR_TOKEN is the secret of the operator, who reads the audit trail while the server runs, and"
                    + " creates, lists and revokes tokens; github has tokens of its own.",
            "HTTPS_PROXY and NO_PROXY are those of curl and gh, for requests to the live service."
        })
final class ServeCommand implements Callable<Integer> {

    /** Not the variable of an option: other users of the machine can read the options of a process. */
    private static final String OPERATOR_TOKEN = "PACKHOUSE_OPERATOR_TOKEN";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory to keep everything in (default: " + DataDirectory.DEFAULT
                    + "; with --demo or --state a temporary one, which is deleted at the end). With github, directory of"
                    + " the audit trail (default: none, decisions are only logged).")
    private Optional<Path> data;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "YAML or JSON file to load into an empty data directory.")
    private Optional<Path> state;

    @Option(
            names = "--demo",
            fallbackValue = "true",
            description = "Load a small built-in state, and print three curl lines to try.")
    private boolean demo;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            defaultValue = Backends.DEFAULT,
            description = "Where packages are kept: sqlite (default), or github for the live service.")
    private String backend;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "What the URLs in answers start with (default: what a request came by).")
    private Optional<URI> publicUrl;

    @Option(names = "--trust-proxy", fallbackValue = "true", description = "Trust X-Forwarded-Proto, -Host and -For.")
    private boolean trustProxy;

    @Option(
            names = "--hsts",
            fallbackValue = "true",
            description = "Send Strict-Transport-Security, so that browsers ask this host by HTTPS only, for a year.")
    private boolean hsts;

    @Option(
            names = "--audit-keep",
            paramLabel = "DURATION",
            description =
                    "How long entries of the audit trail are kept, in days, hours, minutes or seconds: 400d, 12h, 90m, 90s"
                            + " (default: 400d).")
    private Optional<Duration> auditKeep;

    @Option(
            names = "--audit-size",
            paramLabel = "SIZE",
            description =
                    "How large the audit trail may become before its oldest entries are removed, in KiB, MiB or GiB:"
                            + " 65536k, 256m, 1g (default: 256m).")
    private Optional<ByteSize> auditSize;

    @Option(
            names = "--clock",
            paramLabel = "INSTANT",
            description = "Time at which the clock of the server starts, such as 2026-01-01T00:00:00Z (default: now).")
    private Optional<Instant> start;

    @Option(
            names = "--test-control",
            fallbackValue = "true",
            description =
                    "Let tests control state, clock and faults by requests below /_packhouse/test, without a token.")
    private boolean testControl;

    @Option(
            names = "--dry-run",
            fallbackValue = "true",
            description = "Decide and answer every change as it would be, and change nothing.")
    private boolean dryRun;

    private final Console console;
    private final RateLimitOptions rateLimits;
    private final RulesOptions rules;
    private final LiveServiceOptions liveService;
    private final LimitOptions limits;

    private ServeCommand(
            Console console,
            RateLimitOptions rateLimits,
            RulesOptions rules,
            LiveServiceOptions liveService,
            LimitOptions limits) {
        this.console = console;
        this.rateLimits = rateLimits;
        this.rules = rules;
        this.liveService = liveService;
        this.limits = limits;
    }

    static CommandLine commandLine(Console console) {
        RateLimitOptions rateLimits = new RateLimitOptions();
        RulesOptions rules = new RulesOptions();
        LiveServiceOptions liveService = new LiveServiceOptions();
        LimitOptions limits = new LimitOptions();
        return new CommandLine(new ServeCommand(console, rateLimits, rules, liveService, limits))
                .addMixin("rateLimits", rateLimits)
                .addMixin("rules", rules)
                .addMixin("liveService", liveService)
                .addMixin("limits", limits);
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<URI> remote = remoteUrl();
        refuseContradictions(remote.isPresent());
        HttpSettings http = httpSettings(remote);
        Map<String, String> connection = remote.map(this::connection).orElseGet(Map::of);
        Optional<OperatorToken> operator = operator();
        Optional<InitialState> initial = demo ? Optional.of(Demo::state) : state.map(InitialState::of);
        try (Shutdown shutdown = new Shutdown()) {
            Optional<DataDirectory> directory = remote.isPresent() && data.isEmpty()
                    ? Optional.empty()
                    : Optional.of(shutdown.atEnd(DataDirectory.of(data, initial.isPresent())));
            Wiring.Settings settings = new Wiring.Settings(
                    Backends.named(backend),
                    directory,
                    initial,
                    http,
                    connection,
                    auditRetention(),
                    operator,
                    testControl);
            Wiring.Started server = Wiring.start(settings, shutdown, clock());
            Shutdown.exitWithZeroOnSignals();
            announce(base(host, server.port()), directory);
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private InstantSource clock() {
        try {
            return start.<InstantSource>map(instant -> TestClock.startingAt(instant, console.clock()))
                    .orElse(console.clock());
        } catch (IllegalArgumentException e) {
            throw new UsageException("Invalid --clock: " + e.getMessage());
        }
    }

    /** The options with which a live backend connects, and keeps the rate limits. */
    private Map<String, String> connection(URI api) {
        return ImmutableMap.<String, String>builder()
                .putAll(Backends.connection(api, liveService.caFile(), console.environment()))
                .putAll(limits.options())
                .buildOrThrow();
    }

    private void announce(String base, Optional<DataDirectory> directory) {
        console.printLine("Listening on " + base);
        if (directory.filter(DataDirectory::isTemporary).isPresent()) {
            console.printLine(
                    "Keeping data in a temporary directory, which is deleted at the end; --data DIR keeps it");
        }
        if (demo) {
            console.printLine("");
            Demo.curlLines(base).forEach(console::printLine);
        }
    }

    /** Returns the URL of a server. An IPv6 host gets brackets. */
    static String base(String host, int port) {
        boolean ipv6 = InetAddresses.isInetAddress(host) && InetAddresses.forString(host) instanceof Inet6Address;
        return "http://%s:%d".formatted(ipv6 ? "[" + host + "]" : host, port);
    }

    private Optional<URI> remoteUrl() {
        return Backends.named(backend)
                .remoteUrl()
                .map(standard -> liveService.githubUrl().orElseGet(() -> URI.create(standard)));
    }

    /**
     * Refuses options that contradict each other. {@code --github-url} and {@code --ca-file} may come from the environment
     * for all commands and backends, as in a container image, and a backend of its own data ignores them. A live
     * backend refuses {@code --demo} and {@code --state} from both sources: a demo must never use the live
     * service.
     */
    private void refuseContradictions(boolean live) {
        if (demo && state.isPresent()) {
            throw new UsageException("--demo and --state exclude each other");
        }
        if (live) {
            refuse(state.isPresent(), "keeps no packages", "--state");
            refuse(demo, "keeps no packages", "--demo");
            refuse(start.isPresent(), "has a clock of its own", "--clock");
            refuse(testControl, "cannot be reset", "--test-control");
            rateLimits.given().ifPresent(option -> refuse(true, "shows the limits of the live service", option));
            refuseWithoutData(auditKeep, "--audit-keep");
            refuseWithoutData(auditSize, "--audit-size");
            rules.given().ifPresent(option -> refuse(true, "decides by the rules of the live service", option));
        } else {
            refuse(
                    isGiven("--github-url", liveService.githubUrl().map(URI::toString), text -> text),
                    "asks no live service",
                    "--github-url");
            refuse(isGiven("--ca-file", liveService.caFile(), Path::of), "asks no live service", "--ca-file");
            limits.given().ifPresent(option -> refuse(true, "asks no live service", option));
        }
    }

    private void refuse(boolean refused, String reason, String option) {
        if (refused) {
            throw new UsageException("--backend %s %s: %s has no meaning with it".formatted(backend, reason, option));
        }
    }

    private void refuseWithoutData(Optional<?> value, String option) {
        if (value.isPresent() && data.isEmpty()) {
            throw new UsageException("--backend %s keeps an audit trail only with --data: %s has no meaning without it"
                    .formatted(backend, option));
        }
    }

    private <T> boolean isGiven(String option, Optional<T> value, Function<String, T> reader) {
        return EnvironmentDefaults.isGiven(console.environment(), option, value, reader);
    }

    /** The token of the operator; empty if the variable is not set, or blank. */
    private Optional<OperatorToken> operator() {
        try {
            return Optional.ofNullable(console.environment().get(OPERATOR_TOKEN))
                    .map(String::strip)
                    .filter(secret -> !secret.isEmpty())
                    .map(OperatorToken::of);
        } catch (IllegalArgumentException e) {
            throw new UsageException("Invalid %s: %s".formatted(OPERATOR_TOKEN, e.getMessage()));
        }
    }

    private AuditRetention auditRetention() {
        return new AuditRetention(
                auditKeep.orElse(AuditRetention.DEFAULT.age()),
                auditSize.map(ByteSize::bytes).orElse(AuditRetention.DEFAULT.bytes()));
    }

    private HttpSettings httpSettings(Optional<URI> remote) {
        try {
            return new HttpSettings(
                    host,
                    port,
                    publicUrl,
                    trustProxy,
                    rateLimits.limits(remote.isPresent()),
                    rules.rules(),
                    dryRun,
                    hsts,
                    remote,
                    HttpSettings.Limits.DEFAULT);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
