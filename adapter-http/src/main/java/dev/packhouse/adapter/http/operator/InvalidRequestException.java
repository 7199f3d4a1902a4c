package dev.packhouse.adapter.http.operator;

/** The body or the query of a request cannot be understood. The message says what is wrong, and where. */
final class InvalidRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    InvalidRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The status of the response. */
    int status() {
        return status;
    }
}
