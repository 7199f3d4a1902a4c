package dev.packhouse.application.out;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a remote registry said of a token, word for word: it may know of scopes that the rules do not.
 *
 * @param scopes the header {@code X-OAuth-Scopes}; empty if it said nothing of scopes
 * @param expiration the header {@code github-authentication-token-expiration}; empty if it said nothing of it
 */
public record TokenNote(Optional<String> scopes, Optional<String> expiration) {

    /** Nothing was said. */
    public static final TokenNote NONE = new TokenNote(Optional.empty(), Optional.empty());

    /** Checks that nothing is null. */
    public TokenNote {
        requireNonNull(scopes, "scopes");
        requireNonNull(expiration, "expiration");
    }
}
