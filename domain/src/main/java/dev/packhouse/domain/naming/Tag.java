package dev.packhouse.domain.naming;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A movable name for one active version of an image, such as {@code latest}.
 *
 * <p>Source: the tag grammar of OCI distribution. Tags are compared exactly.
 *
 * @param value 1 to 128 characters
 */
public record Tag(String value) {

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

    static boolean isTag(String value) {
        return GRAMMAR.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
