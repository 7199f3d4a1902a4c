package dev.packhouse.adapter.http.cli.console;

/** A command failed. The user sees the message only. */
public class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message for the user. */
    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Creates the exception with a message for the user. */
    public CommandException(String message) {
        this(message, null);
    }
}
