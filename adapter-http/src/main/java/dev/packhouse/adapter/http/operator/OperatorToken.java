package dev.packhouse.adapter.http.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The secret that identifies the operator of a server. Keeps only its hash. Safe for many threads. */
public final class OperatorToken {

    /** The minimum number of characters. */
    static final int MIN_LENGTH = 20;

    /** The maximum number of characters, which fit into the head of a request. */
    static final int MAX_LENGTH = 1024;

    private static final String SCHEME = "Bearer ";

    private final byte[] hash;

    private OperatorToken(byte[] hash) {
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
        if (secret.chars().anyMatch(character -> character <= ' ' || character >= 0x7f)) {
            throw new IllegalArgumentException("it must consist of visible ASCII characters, without spaces");
        }
        return new OperatorToken(sha256(secret));
    }

    /**
     * Whether the header {@code Authorization} contains this token. The time that it takes does not depend on how much
     * of the token is right.
     *
     * @param authorization the header; null if there is none
     */
    boolean isIn(String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        hash, sha256(authorization.substring(SCHEME.length()).strip()));
    }

    /** Neither the secret nor its hash. */
    @Override
    public String toString() {
        return "OperatorToken";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
