package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.cli.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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
        return run(environment, InstantSource.fixed(NOW), Optional.empty(), args);
    }

    /** Runs a command at another time. */
    static CommandResult runAt(Instant time, Map<String, String> environment, String... args) {
        return run(environment, InstantSource.fixed(time), Optional.empty(), args);
    }

    /**
     * Runs a command on a terminal.
     *
     * @param answers what the user types, a line for each question; then the input ends
     */
    static CommandResult runOnTerminal(Map<String, String> environment, List<String> answers, String... args) {
        Deque<String> lines = new ArrayDeque<>(answers);
        return run(
                environment, InstantSource.fixed(NOW), Optional.of(() -> Optional.ofNullable(lines.pollFirst())), args);
    }

    /** Runs a command on a terminal on which the user types this line to each question. */
    static CommandResult runOnTerminalWith(Map<String, String> environment, Supplier<String> answer, String... args) {
        return run(environment, InstantSource.fixed(NOW), Optional.of(() -> Optional.of(answer.get())), args);
    }

    private static CommandResult run(
            Map<String, String> environment, InstantSource clock, Optional<Terminal> terminal, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                environment,
                clock,
                () -> terminal);
        int exitCode = new Packhouse(console).run(args);
        return new CommandResult(
                exitCode,
                out.toString(UTF_8).replace(System.lineSeparator(), "\n"),
                err.toString(UTF_8).replace(System.lineSeparator(), "\n"));
    }
}
