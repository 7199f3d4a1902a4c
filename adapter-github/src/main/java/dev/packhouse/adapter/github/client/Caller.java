package dev.packhouse.adapter.github.client;

import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Credential;
import java.util.Optional;

/**
 * On whose behalf a request is sent. The token stays in its credential; whatever is kept about the caller is kept under
 * the key.
 *
 * @param credential what the caller showed
 * @param key the SHA-256 of the token
 */
public record Caller(Credential credential, String key) {

    public static Caller of(Credential credential) {
        return new Caller(
                credential,
                credential instanceof Credential.Token token
                        ? TokenHash.of(token.secret()).hex()
                        : "anonymous");
    }

    /** The header {@code Authorization}; empty for a caller without a token. */
    Optional<String> authorization() {
        return credential instanceof Credential.Token token
                ? Optional.of("Bearer " + token.secret())
                : Optional.empty();
    }

    /**
     * Whether the token can be written into a header: a token is one word of visible characters. Asked before the JDK's
     * client is, whose complaint would quote the token.
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
