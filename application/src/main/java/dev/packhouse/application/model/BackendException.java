package dev.packhouse.application.model;

/**
 * Something outside the application kept it from finishing. The message is for whoever runs the product; each subclass
 * says what was changed.
 */
public abstract sealed class BackendException extends RuntimeException
        permits BackendOpenException, LimitedException, OutcomeUnknownException, UnavailableException {

    private static final long serialVersionUID = 1L;

    BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
