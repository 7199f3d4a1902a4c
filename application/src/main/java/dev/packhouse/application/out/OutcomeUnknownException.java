package dev.packhouse.application.out;

/** A remote registry may or may not have applied a change, and looking has not told. Look before trying again. */
public final class OutcomeUnknownException extends BackendException {

    private static final long serialVersionUID = 1L;

    /** With a message that says what to check. */
    public OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
