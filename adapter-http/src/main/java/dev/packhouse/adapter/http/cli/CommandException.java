package dev.packhouse.adapter.http.cli;

/** A command failed. The user sees the message only. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }

    CommandException(String message) {
        this(message, null);
    }
}
