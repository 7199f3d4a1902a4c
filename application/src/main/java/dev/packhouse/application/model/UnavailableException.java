package dev.packhouse.application.model;

/**
 * The backend cannot do it now: it is closed, its disk is full, its files are lost or damaged, its network is down. Nothing
 * was changed.
 */
public final class UnavailableException extends BackendException {

    private static final long serialVersionUID = 1L;

    /** With a message that says what failed. */
    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
