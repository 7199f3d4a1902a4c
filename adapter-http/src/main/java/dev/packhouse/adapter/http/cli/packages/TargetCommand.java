package dev.packhouse.adapter.http.cli.packages;

import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.LiveServiceOptions;
import dev.packhouse.domain.account.Login;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command on the packages of an owner. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Without --server and --backend, the command works on a data directory that no server runs on.",
            "The token is taken from PACKHOUSE_TOKEN, GH_TOKEN or GITHUB_TOKEN, and is not kept.",
            "Exit codes: 0 done, 1 something failed, was refused or is missing, 2 not understood."
        })
abstract class TargetCommand implements Callable<Integer> {

    @Option(
            names = "--owner",
            paramLabel = "LOGIN",
            required = true,
            description = "Organization or user that owns the packages.")
    private Login owner;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "Work on a running server with GitHub's REST API: a Packhouse server, or https://api.github.com.")
    private Optional<URI> server;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Work on a data directory, which no server may be running on (default: packhouse-data).")
    private Optional<Path> data;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description =
                    "Backend that keeps the data in the directory (default: sqlite), or github for the live service.")
    private Optional<String> backend;

    @Option(
            names = "--user",
            paramLabel = "LOGIN",
            description =
                    "Act as this user, with all scopes for packages and without a token; in a data directory only.")
    private Optional<Login> user;

    @Option(names = "--json", fallbackValue = "true", description = "Print JSON.")
    private boolean json;

    private final Console console;
    private final TargetOpener targets;
    private final LiveServiceOptions liveService = new LiveServiceOptions();

    TargetCommand(Console console, TargetOpener targets) {
        this.console = console;
        this.targets = targets;
    }

    /** This command with all its options. */
    final CommandLine commandLine() {
        return new CommandLine(this).addMixin("liveService", liveService);
    }

    @Override
    public Integer call() {
        check();
        Output output = new Output(console, json);
        try (PackageTarget target = targets.open(new TargetChoice(
                owner, server, data, backend, liveService.githubUrl(), liveService.caFile(), user, isDryRun()))) {
            int exitCode = run(target, output);
            output.check();
            return exitCode;
        }
    }

    Console console() {
        return console;
    }

    Login owner() {
        return owner;
    }

    /** Whether changes are decided and not made. */
    boolean isDryRun() {
        return false;
    }

    /**
     * Checks the options before anything is opened.
     *
     * @throws dev.packhouse.adapter.http.cli.console.UsageException if they contradict each other
     */
    void check() {}

    /** Runs the command. Returns its exit code. */
    abstract int run(PackageTarget target, Output output);
}
