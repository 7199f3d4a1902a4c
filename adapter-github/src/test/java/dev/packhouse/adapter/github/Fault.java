package dev.packhouse.adapter.github;

import java.util.Optional;

/**
 * A fault of one request.
 *
 * @param kind the kind of fault
 * @param effect whether the fake executes the request in spite of the fault
 * @param detail a parameter of the kind, such as the target of a redirect
 */
record Fault(Kind kind, Effect effect, Optional<String> detail) {

    enum Kind {
        /** The connection is closed without a response. */
        NO_RESPONSE,
        /** The response begins, and its rest never arrives. */
        STALLED,
        /** Fewer bytes than announced, then the end of the connection. */
        CUT_OFF,
        /** As many bytes as announced, but the JSON is incomplete. */
        TRUNCATED_JSON,
        INTERNAL_ERROR,
        BAD_GATEWAY,
        SERVICE_UNAVAILABLE,
        /** 502 with an HTML page instead of JSON. */
        HTML_ERROR,
        /** 200 with unrelated JSON, such as a proxy's. */
        UNRELATED_JSON,
        /** 200 with JSON of the right kind, with another id. */
        ANOTHER_ID,
        /** 200 with JSON of the right kind, without versions or tags, as from a moment before. */
        NOTHING_YET,
        /** 200 with an HTML page. */
        HTML_PAGE,
        /** 403 because of the secondary limit; detail: Retry-After in seconds, if any. */
        SECONDARY_LIMIT,
        /** 429 because of the secondary limit; detail: Retry-After in seconds, if any. */
        TOO_MANY_REQUESTS,
        /** 403 because of the primary limit; detail: seconds until the reset. */
        PRIMARY_LIMIT,
        /** 301 for reads and 307 for changes; detail: the target. */
        REDIRECT,
        /** 301 for reads and changes; detail: the target. */
        MOVED,
        /** 403 for a reason that the product does not recognize. */
        SUSPENDED,
        /** 404; detail: the message. */
        MISSING,
        /** 400 because another package or version has the name. */
        IN_USE,
        /** The version of the API is not served. */
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
