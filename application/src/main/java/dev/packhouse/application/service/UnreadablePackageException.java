package dev.packhouse.application.service;

/** Leaves out one package, because it cannot be read consistently, or does not fit where it should go. */
final class UnreadablePackageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadablePackageException(String message) {
        super(message, null, false, false);
    }
}
