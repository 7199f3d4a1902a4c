package dev.packhouse.adapter.github.client;

import java.io.IOException;

/** A request got no answer. */
final class NoResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    /** How far the request came. */
    enum Delivery {
        /** There was no connection: nobody has read it. */
        UNSENT,
        /** It may have been read and carried out. */
        SENT
    }

    private final Delivery delivery;

    NoResponseException(Delivery reach, String message, Throwable cause) {
        super(message, cause);
        this.delivery = reach;
    }

    Delivery delivery() {
        return delivery;
    }
}
