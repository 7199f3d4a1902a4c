package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a remote registry said of a token, word for word: it may know of scopes that the rules do not.
 *
 * @param scopes the header {@code X-OAuth-Scopes}; empty if it said nothing of scopes
 * @param expiration the header {@code github-authentication-token-expiration}; empty if it said nothing of it
 */
public record TokenHeaders(Optional<String> scopes, Optional<String> expiration) {

    /** Nothing was said. */
    public static final TokenHeaders NONE = new TokenHeaders(Optional.empty(), Optional.empty());

    /** Checks that nothing is null. */
    public TokenHeaders {
        requireNonNull(scopes, "scopes");
        requireNonNull(expiration, "expiration");
    }
}
