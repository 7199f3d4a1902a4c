package dev.packhouse.adapter.github;

import java.util.Optional;

/**
 * Something that goes wrong with one request.
 *
 * @param kind what goes wrong
 * @param effect whether the request is carried out all the same
 * @param detail what the kind needs to know, such as where to redirect to
 */
record Fault(Kind kind, Effect effect, Optional<String> detail) {

    enum Kind {
        /** The connection is closed without an answer. */
        NO_ANSWER,
        /** The answer begins, and its rest never comes. */
        STALLED,
        /** Fewer bytes than announced, then the end of the connection. */
        CUT_OFF,
        /** The announced bytes, of which the last are missing in the JSON. */
        TRUNCATED_JSON,
        INTERNAL_ERROR,
        BAD_GATEWAY,
        SERVICE_UNAVAILABLE,
        /** 502 with a page for people, and no JSON. */
        HTML_ERROR,
        /** 200 with JSON that is about something else, such as a proxy's. */
        ODD_JSON,
        /** 200 with JSON of the right kind, under another id. */
        ANOTHER_ID,
        /** 200 with a page for people. */
        HTML_PAGE,
        /** 403 for the sake of the secondary limit; detail: Retry-After in seconds, if any. */
        SECONDARY_LIMIT,
        /** 429 for the sake of the secondary limit; detail: Retry-After in seconds, if any. */
        TOO_MANY_REQUESTS,
        /** 403 for the sake of the primary limit; detail: seconds until the reset. */
        PRIMARY_LIMIT,
        /** 301 for questions and 307 for changes; detail: where to. */
        REDIRECT,
        /** 403 for a reason that nobody here knows. */
        SUSPENDED,
        /** 404; detail: in these words. */
        MISSING,
        /** 400 for the sake of another one of the name. */
        IN_USE,
        /** The API's version is not served. */
        VERSION_REFUSED
    }

    enum Effect {
        NONE,
        DONE
    }

    static Fault before(Kind kind) {
        return new Fault(kind, Effect.NONE, Optional.empty());
    }

    static Fault before(Kind kind, String detail) {
        return new Fault(kind, Effect.NONE, Optional.of(detail));
    }

    static Fault after(Kind kind) {
        return new Fault(kind, Effect.DONE, Optional.empty());
    }

    @Override
    public String toString() {
        return kind
                + (effect == Effect.DONE ? " after the effect" : " before the effect")
                + detail.map(text -> " (" + text + ")").orElse("");
    }
}
