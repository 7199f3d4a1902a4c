package dev.packhouse.adapter.http.cli;

/** The options of a command make no sense together, or one has a value that it cannot have. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
