package dev.packhouse.application.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 hash of a token. Stores keep only the hash.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record TokenHash(String hex) {

    private static final int LENGTH = 64;

    /**
     * Checks the digits.
     *
     * @throws IllegalArgumentException if they are not 64 lower-case hexadecimal digits
     */
    public TokenHash {
        if (hex.length() != LENGTH || !isLowerCaseHex(hex)) {
            // The message omits the value: by mistake it may be the token itself.
            throw new IllegalArgumentException("Invalid token hash: expected 64 lower-case hexadecimal digits");
        }
    }

    /** The hash of a token. */
    public static TokenHash of(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
            return new TokenHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Checks with a loop instead of a pattern, because every request calls it. */
    private static boolean isLowerCaseHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }
}
