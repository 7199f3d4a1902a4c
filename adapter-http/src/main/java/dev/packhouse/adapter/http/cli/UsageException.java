package dev.packhouse.adapter.http.cli;

/** The options of a command contradict each other, or one has an invalid value. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
