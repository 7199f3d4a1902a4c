package dev.packhouse.domain.access;

import static java.util.Objects.requireNonNull;

/** What a caller showed to say who they are. Turned into a {@link Principal} by the backend that knows the tokens. */
public sealed interface Credential {

    /** Nothing was shown. */
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

        /** What kind of token this is. */
        public TokenKind kind() {
            return TokenKind.of(secret);
        }

        @Override
        public String toString() {
            return "Token[" + kind() + "]";
        }
    }
}
