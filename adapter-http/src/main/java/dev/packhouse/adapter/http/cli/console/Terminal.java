package dev.packhouse.adapter.http.cli.console;

import java.util.Optional;

/** The terminal of a user, who reads what a command prints and answers its questions. */
@FunctionalInterface
public interface Terminal {

    /** Waits for the next line that the user types. Returns it without its end; empty at the end of the input. */
    Optional<String> readLine();

    /**
     * The terminal of this process. Empty unless both standard input and standard output are a terminal.
     *
     * <p>Until Java 21, {@code System.console()} is null without a terminal. Since Java 22 there may be a console
     * without a terminal, and its method {@code isTerminal()} says so. Source: release note of JDK-8309155.
     */
    @SuppressWarnings("SystemConsoleNull") // isTerminal is called as well, where it exists
    static Optional<Terminal> ofProcess() {
        return Optional.ofNullable(System.console())
                .filter(Terminal::isTerminal)
                .map(console -> () -> Optional.ofNullable(console.readLine()));
    }

    private static boolean isTerminal(java.io.Console console) {
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
