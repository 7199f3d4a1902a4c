package dev.packhouse.adapter.http.cli;

/** A command cannot do what it was asked. The message is all that its user sees. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }

    CommandException(String message) {
        this(message, null);
    }
}
