package dev.packhouse.adapter.github.client;

import java.io.IOException;

/** A request has no response, or only a part of one. */
final class NoResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Whether GitHub may have received the request. */
    enum Delivery {
        /** There was no connection: GitHub has not read the request. */
        UNSENT,
        /** GitHub may have read and executed the request. */
        SENT
    }

    private final Delivery delivery;

    NoResponseException(Delivery delivery, String message, Throwable cause) {
        super(message, cause);
        this.delivery = delivery;
    }

    Delivery delivery() {
        return delivery;
    }
}
