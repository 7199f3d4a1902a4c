package dev.packhouse.application.model;

/** A backend cannot be opened: its data is in use, damaged, too new, or out of reach. Nothing was changed. */
public final class BackendOpenException extends BackendException {

    private static final long serialVersionUID = 1L;

    /** With a message that says what is wrong and what can be done about it. */
    public BackendOpenException(String message, Throwable cause) {
        super(message, cause);
    }
}
