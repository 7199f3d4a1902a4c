package dev.packhouse.adapter.github;

import java.io.IOException;

/** A request got no answer. */
final class NoAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    /** How far the request came. */
    enum Reach {
        /** There was no connection: nobody has read it. */
        UNSENT,
        /** It may have been read and carried out. */
        SENT
    }

    private final Reach reach;

    NoAnswerException(Reach reach, String message, Throwable cause) {
        super(message, cause);
        this.reach = reach;
    }

    Reach reach() {
        return reach;
    }
}
