package dev.packhouse.adapter.http.cli.console;

/** The options of a command contradict each other, or one has an invalid value. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message that names the options. */
    public UsageException(String message) {
        super(message);
    }
}
