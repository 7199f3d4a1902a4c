package dev.packhouse.adapter.http.cli.packages;

import static java.util.Objects.requireNonNull;

/**
 * What became of a change.
 *
 * @param kind how it ended
 * @param message the words of the refusal, or what is known of a failure; empty for a change that was made
 * @param code the code of a refusal: the name of a {@link dev.packhouse.domain.policy.Refusal.Reason}, or the status of a
 *     response such as {@code HTTP 400}; empty for others
 */
public record ChangeResult(Kind kind, String message, String code) {

    /** How a change ends. */
    public enum Kind {
        /** It was made. */
        DONE,
        /** It would be made, but this is a dry run. */
        WOULD_BE_DONE,
        /** It was not sent, because only the server can decide on it. */
        NOT_SENT,
        /** It was refused. */
        REFUSED,
        /** It may or may not have been made. */
        UNKNOWN,
        /** It was not made, and others would fail in the same way. */
        FAILED;

        /** Whether the command has done what it was asked for. */
        public boolean isSuccess() {
            return this == DONE || this == WOULD_BE_DONE || this == NOT_SENT;
        }
    }

    /** The change was made. */
    public static final ChangeResult DONE = new ChangeResult(Kind.DONE, "", "");

    /** The change would be made. */
    public static final ChangeResult WOULD_BE_DONE = new ChangeResult(Kind.WOULD_BE_DONE, "", "");

    /** Checks that nothing is null. */
    public ChangeResult {
        requireNonNull(kind, "kind");
        requireNonNull(message, "message");
        requireNonNull(code, "code");
    }

    static ChangeResult notSent(String message) {
        return new ChangeResult(Kind.NOT_SENT, message, "");
    }

    static ChangeResult refused(String message, String code) {
        return new ChangeResult(Kind.REFUSED, message, code);
    }

    static ChangeResult refused(RequestRefusedException e) {
        return refused(e.words(), e.code());
    }

    static ChangeResult unknown(String message) {
        return new ChangeResult(Kind.UNKNOWN, message, "");
    }

    static ChangeResult failed(String message) {
        return new ChangeResult(Kind.FAILED, message, "");
    }
}
