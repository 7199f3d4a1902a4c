package dev.packhouse.domain.naming;

import static java.util.Objects.requireNonNull;

/**
 * The digest of the manifest of an image.
 *
 * <p>Source: the digests of OCI. GitHub has those of SHA-256 only.
 *
 * @param value {@code sha256:} and 64 lower-case hexadecimal digits
 */
public record Digest(String value) {

    private static final String ALGORITHM = "sha256:";
    private static final int LENGTH = ALGORITHM.length() + 64;

    /**
     * Checks the digest.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public Digest {
        requireNonNull(value, "value");
        if (!matches(value)) {
            throw new IllegalArgumentException(
                    "Invalid digest '%s': expected 'sha256:' and 64 lower-case hexadecimal digits".formatted(value));
        }
    }

    /** Whether a text is a digest. Checks without a pattern for speed: most version names are digests. */
    public static boolean matches(String text) {
        return text.length() == LENGTH && text.startsWith(ALGORITHM) && isHex(text, ALGORITHM.length());
    }

    private static boolean isHex(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
