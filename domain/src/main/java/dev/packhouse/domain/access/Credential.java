package dev.packhouse.domain.access;

import static java.util.Objects.requireNonNull;

/** The credential of a request. A backend resolves it to a {@link Principal}. */
public sealed interface Credential {

    /** The request has no token. */
    record None() implements Credential {}

    /**
     * A token. Its text never appears in {@link #toString()}.
     *
     * @param secret the token itself
     */
    record Token(String secret) implements Credential {

        /** Checks that nothing is null. */
        public Token {
            requireNonNull(secret, "secret");
        }

        /** The kind of the token, derived from its prefix. */
        public TokenKind kind() {
            return TokenKind.of(secret);
        }

        @Override
        public String toString() {
            return "Token[" + kind() + "]";
        }
    }
}
