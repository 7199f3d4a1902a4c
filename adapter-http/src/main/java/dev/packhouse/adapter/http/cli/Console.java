package dev.packhouse.adapter.http.cli;

import dev.packhouse.application.state.Printable;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * The environment of a command.
 *
 * @param out for the output of the command
 * @param err for errors and progress
 * @param environment the environment variables, the defaults of options
 * @param clock the current time
 */
record Console(PrintStream out, PrintStream err, Map<String, String> environment, InstantSource clock) {

    /** Copies the environment. */
    Console {
        environment = Map.copyOf(environment);
    }

    /** Prints a line and flushes it. Escapes unprintable characters. */
    void printLine(String line) {
        out.println(Printable.of(line));
        out.flush();
    }

    /** Prints an error message as one line. Line breaks become spaces; other unprintable characters are escaped. */
    void printError(String message) {
        String line = message.strip().replaceFirst("^Error: ", "").replaceAll("\\s*\\R\\s*", " ");
        err.println("packhouse: " + Printable.of(line));
    }
}
