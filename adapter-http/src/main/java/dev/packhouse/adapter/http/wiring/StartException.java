package dev.packhouse.adapter.http.wiring;

/** A server cannot start, or its initial state cannot be read. The message is for the user. */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message for the user. */
    public StartException(String message) {
        super(message);
    }

    /** Creates the exception with a message for the user, and a cause for the log. */
    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
