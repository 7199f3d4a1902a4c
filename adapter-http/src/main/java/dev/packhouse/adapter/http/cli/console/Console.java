package dev.packhouse.adapter.http.cli.console;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.state.Printable;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The environment of a command.
 *
 * @param out for the output of the command
 * @param err for errors, questions and progress
 * @param environment the environment variables, the defaults of options
 * @param clock the current time
 * @param terminal finds the terminal of the user; empty if a program reads the output or provides the input. Looking for
 *     it takes time, so only a command that asks or prints tables does it
 */
public record Console(
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        InstantSource clock,
        Supplier<Optional<Terminal>> terminal) {

    /** Copies the environment. */
    public Console {
        environment = Map.copyOf(environment);
        requireNonNull(terminal, "terminal");
    }

    /** A console without a terminal. */
    public Console(PrintStream out, PrintStream err, Map<String, String> environment, InstantSource clock) {
        this(out, err, environment, clock, Optional::empty);
    }

    /** Prints a line and flushes it. Escapes unprintable characters. */
    public void printLine(String line) {
        out.println(Printable.of(line));
        out.flush();
    }

    /**
     * Prints rows of cells, and flushes them. Escapes unprintable characters.
     *
     * @param rows rows of cells; the last cell of a row that is shorter than others does not widen its column
     * @param aligned whether columns are aligned with spaces; otherwise cells are separated by tabs
     */
    public void printRows(List<List<String>> rows, boolean aligned) {
        List<List<String>> printable = rows.stream()
                .map(row -> row.stream().map(Printable::of).toList())
                .toList();
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = IntStream.range(0, columns)
                .map(column -> printable.stream()
                        .filter(row -> row.size() == columns || row.size() > column + 1)
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (List<String> row : printable) {
            StringJoiner line = new StringJoiner(aligned ? "  " : "\t");
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.add(aligned ? cell + " ".repeat(Math.max(0, widths[column] - cell.length())) : cell);
            }
            out.println(aligned ? line.toString().stripTrailing() : line);
        }
        out.flush();
    }

    /** Prints an error message as one line. Line breaks become spaces; other unprintable characters are escaped. */
    public void printError(String message) {
        String line = message.strip().replaceFirst("^Error: ", "").replaceAll("\\s*\\R\\s*", " ");
        err.println("packhouse: " + Printable.of(line));
    }
}
