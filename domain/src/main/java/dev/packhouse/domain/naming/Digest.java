package dev.packhouse.domain.naming;

/** The digest of the manifest of an image: {@code sha256:} and 64 lower-case hexadecimal digits. */
final class Digest {

    private static final String ALGORITHM = "sha256:";
    private static final int LENGTH = ALGORITHM.length() + 64;

    private Digest() {}

    /** Checks without a pattern for speed: most version names are digests. */
    static boolean matches(String text) {
        if (text.length() != LENGTH || !text.startsWith(ALGORITHM)) {
            return false;
        }
        for (int i = ALGORITHM.length(); i < LENGTH; i++) {
            char digit = text.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }
}
