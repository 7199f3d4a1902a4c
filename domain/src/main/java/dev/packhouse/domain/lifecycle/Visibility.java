package dev.packhouse.domain.lifecycle;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which callers may read a package without a role on it.
 *
 * <p>Source: the parameter {@code visibility} of the package lists, and "About permissions for GitHub Packages".
 */
public enum Visibility {
    /** All callers with a token. */
    PUBLIC("public"),
    /** No caller. */
    PRIVATE("private"),
    /** The members of the organization that owns the package. Counts as private in a repository-scoped registry. */
    INTERNAL("internal");

    private final String label;

    Visibility(String label) {
        this.label = label;
    }

    /** The spelling in queries and payloads: lower case. */
    public String label() {
        return label;
    }

    /** Finds the visibility with exactly this label. */
    public static Optional<Visibility> parse(String label) {
        return Stream.of(values()).filter(v -> v.label.equals(label)).findFirst();
    }
}
