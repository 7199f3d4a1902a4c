package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The headers in which a remote registry described a token, unchanged: they may have scopes that the rules do not have.
 *
 * @param scopes the header {@code X-OAuth-Scopes}; empty if it was absent
 * @param expiration the header {@code github-authentication-token-expiration}; empty if it was absent
 */
public record TokenHeaders(Optional<String> scopes, Optional<String> expiration) {

    /** Both headers were absent. */
    public static final TokenHeaders NONE = new TokenHeaders(Optional.empty(), Optional.empty());

    /** Checks that nothing is null. */
    public TokenHeaders {
        requireNonNull(scopes, "scopes");
        requireNonNull(expiration, "expiration");
    }
}
