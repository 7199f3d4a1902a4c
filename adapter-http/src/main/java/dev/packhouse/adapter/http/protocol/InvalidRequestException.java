package dev.packhouse.adapter.http.protocol;

/** The body or the query of a request cannot be understood. The message says what is wrong, and where. */
public final class InvalidRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** Creates the exception with the status of the response, and the message in it. */
    public InvalidRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The status of the response. */
    public int status() {
        return status;
    }
}
