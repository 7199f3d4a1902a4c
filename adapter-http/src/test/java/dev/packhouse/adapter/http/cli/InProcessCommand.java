package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Runs commands in this process, and returns exit code and output. */
final class InProcessCommand {

    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private InProcessCommand() {}

    /** The result of a command. */
    record CommandResult(int exitCode, String out, String err) {}

    static CommandResult run(String... args) {
        return runIn(Map.of(), args);
    }

    static CommandResult runIn(Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                environment,
                InstantSource.fixed(NOW));
        int exitCode = new Packhouse(console).run(args);
        return new CommandResult(
                exitCode,
                out.toString(UTF_8).replace(System.lineSeparator(), "\n"),
                err.toString(UTF_8).replace(System.lineSeparator(), "\n"));
    }
}
