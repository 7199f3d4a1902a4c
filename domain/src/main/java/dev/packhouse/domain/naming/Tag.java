package dev.packhouse.domain.naming;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A movable name for one active version of an image, such as {@code latest}.
 *
 * <p>Source: the tag grammar of OCI distribution. Tags are compared exactly.
 *
 * @param value 1 to 128 characters
 */
public record Tag(String value) {

    private static final String REFERRER = "sha256-";
    private static final int DIGEST_END = REFERRER.length() + 64;
    private static final Pattern GRAMMAR = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

    /**
     * Checks the tag.
     *
     * @throws IllegalArgumentException if it breaks the grammar
     */
    public Tag {
        requireNonNull(value, "value");
        if (!isTag(value)) {
            throw new IllegalArgumentException(("Invalid tag '%s': expected 1 to 128 letters, digits, '_', '.' and '-',"
                            + " beginning with none of '.' and '-'")
                    .formatted(value));
        }
    }

    /**
     * The digest of the manifest that a version with this tag refers to, such as the image of a signature; empty if the tag
     * names the version itself. Such a tag is {@code sha256-} and the 64 digits, alone or before a suffix that begins with
     * {@code .}, {@code -} or {@code _}, such as {@code .sig}.
     *
     * <p>Source: the "referrers tag schema" of OCI distribution 1.1, and the tags of cosign.
     */
    public Optional<Digest> referredDigest() {
        if (!value.startsWith(REFERRER) || value.length() < DIGEST_END || !endsAt(DIGEST_END)) {
            return Optional.empty();
        }
        String digest = "sha256:" + value.substring(REFERRER.length(), DIGEST_END);
        return Digest.matches(digest) ? Optional.of(new Digest(digest)) : Optional.empty();
    }

    private boolean endsAt(int index) {
        return value.length() == index || ".-_".indexOf(value.charAt(index)) >= 0;
    }

    static boolean isTag(String value) {
        return GRAMMAR.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
