package dev.packhouse.adapter.http.cli;

import dev.packhouse.application.state.Printable;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a command has around it.
 *
 * @param out what it is asked for goes here
 * @param err what went wrong goes here
 * @param environment what options default to
 * @param clock what time it is
 */
record Console(PrintStream out, PrintStream err, Map<String, String> environment, InstantSource clock) {

    /** Copies the environment. */
    Console {
        environment = Map.copyOf(environment);
    }

    /** Prints a line at once, with escapes for what cannot be printed. */
    void say(String line) {
        out.println(Printable.of(line));
        out.flush();
    }

    /** Says in one line what went wrong. Line breaks become spaces, and what else cannot be printed is escaped. */
    void complain(String message) {
        String line = message.strip().replaceFirst("^Error: ", "").replaceAll("\\s*\\R\\s*", " ");
        err.println("packhouse: " + Printable.of(line));
    }
}
