package dev.packhouse.application.model;

/** A backend cannot be opened: its data is in use, damaged, too new, or not accessible. No data was changed. */
public final class BackendOpenException extends BackendException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message that names the problem and the remedy. */
    public BackendOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}
