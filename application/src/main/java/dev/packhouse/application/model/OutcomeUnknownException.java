package dev.packhouse.application.model;

/**
 * A change may or may not have been made: a remote registry has not answered and looking has not told, a disk failed
 * while the change was written, or it was written to a file that is gone. Look before trying again.
 */
public final class OutcomeUnknownException extends BackendException {

    private static final long serialVersionUID = 1L;

    /** With a message that says what to check. */
    public OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
