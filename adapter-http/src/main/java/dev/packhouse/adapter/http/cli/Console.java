package dev.packhouse.adapter.http.cli;

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

    /** Prints a line at once. */
    void say(String line) {
        out.println(line);
        out.flush();
    }
}
