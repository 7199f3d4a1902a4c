package dev.packhouse.application.model;

/**
 * The backend cannot process the request now: it is closed, its disk is full, its files are lost or damaged, or its
 * network is down. No data was changed.
 */
public final class UnavailableException extends BackendException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a message that names the failure. */
    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
