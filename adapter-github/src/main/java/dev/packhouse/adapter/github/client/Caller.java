package dev.packhouse.adapter.github.client;

import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Credential;
import java.time.Instant;
import java.util.Optional;

/**
 * The caller of a request. Only the credential contains the token; caches and limiters use the key.
 *
 * @param credential the credential of the caller
 * @param key the SHA-256 of the token; {@code anonymous} without a token
 * @param since when the caller's request arrived, from which the limit wait counts
 */
public record Caller(Credential credential, String key, Instant since) {

    /** Returns the caller with this credential, whose request arrived at this instant. */
    public static Caller of(Credential credential, Instant since) {
        return new Caller(
                credential,
                credential instanceof Credential.Token token
                        ? TokenHash.of(token.secret()).hex()
                        : "anonymous",
                since);
    }

    /** Returns the header {@code Authorization}; empty for a caller without a token. */
    Optional<String> authorization() {
        return credential instanceof Credential.Token token
                ? Optional.of("Bearer " + token.secret())
                : Optional.empty();
    }

    /**
     * Returns whether the token can be written into a header: it has to be one word of visible ASCII characters.
     * Checked before the JDK's client checks it, because the client's exception would quote the token.
     */
    boolean sendable() {
        return !(credential instanceof Credential.Token token)
                || (!token.secret().isEmpty() && token.secret().chars().allMatch(c -> c > ' ' && c < 0x7f));
    }

    @Override
    public String toString() {
        return "Caller[" + credential + "]";
    }
}
