package dev.packhouse.adapter.http.operator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.packhouse.adapter.http.protocol.Authorization;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Credential;
import java.security.MessageDigest;
import java.util.Optional;

/** The secret that identifies the operator of a server. Keeps only its hash. Safe for many threads. */
public final class OperatorToken {

    /** The minimum number of characters. */
    static final int MIN_LENGTH = 20;

    /** The maximum number of characters, which fit into the head of a request. */
    static final int MAX_LENGTH = 1024;

    private final TokenHash hash;

    private OperatorToken(TokenHash hash) {
        this.hash = hash;
    }

    /**
     * Returns the token with this secret.
     *
     * @throws IllegalArgumentException if it is too short or too long, or has characters that a header cannot contain;
     *     the message has the rule, and not the secret
     */
    public static OperatorToken of(String secret) {
        if (secret.length() < MIN_LENGTH || secret.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "it must have %d to %d characters, and has %d".formatted(MIN_LENGTH, MAX_LENGTH, secret.length()));
        }
        if (!Authorization.parse("Bearer " + secret).equals(Optional.of(new Credential.Token(secret)))) {
            throw new IllegalArgumentException("it must consist of visible ASCII characters, without spaces");
        }
        return new OperatorToken(TokenHash.of(secret));
    }

    /**
     * Whether the header {@code Authorization} contains this token, in a form that GitHub's API accepts. The time that it takes does not depend on how much
     * of the token is right.
     *
     * @param authorization the header; null if there is none
     */
    boolean isIn(String authorization) {
        return Authorization.parse(authorization)
                .filter(credential -> credential instanceof Credential.Token token && isThis(token))
                .isPresent();
    }

    private boolean isThis(Credential.Token token) {
        byte[] other = TokenHash.of(token.secret()).hex().getBytes(US_ASCII);
        return MessageDigest.isEqual(hash.hex().getBytes(US_ASCII), other);
    }

    /** Neither the secret nor its hash. */
    @Override
    public String toString() {
        return "OperatorToken";
    }
}
