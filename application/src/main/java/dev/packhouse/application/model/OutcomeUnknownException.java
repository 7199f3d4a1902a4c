package dev.packhouse.application.model;

/**
 * A change may or may not have been applied: a remote registry did not respond and a later read was not conclusive, a
 * disk failed during the write, or the written file was removed. The state must be read before a retry.
 */
public final class OutcomeUnknownException extends BackendException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message that names what to check. */
    public OutcomeUnknownException(String message, Throwable cause) {
        super(message, cause);
    }
}
