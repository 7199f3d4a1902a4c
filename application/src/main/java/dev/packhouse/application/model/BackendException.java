package dev.packhouse.application.model;

/**
 * The backend failed for a reason outside of the application. The message is for the operator of the product; each
 * subclass defines whether data was changed.
 */
public abstract sealed class BackendException extends RuntimeException
        permits BackendOpenException, LimitedException, OutcomeUnknownException, UnavailableException {

    private static final long serialVersionUID = 1L;

    BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
