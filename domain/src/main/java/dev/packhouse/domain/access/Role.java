package dev.packhouse.domain.access;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a caller may do to a package or a repository. Each role includes the ones before it.
 *
 * <p>Source: "About permissions for GitHub Packages".
 */
public enum Role {
    /** Nothing. */
    NONE("none"),
    /** Download it and read its metadata. */
    READ("read"),
    /** Publish to it as well. */
    WRITE("write"),
    /** Delete and restore it, and manage who has which role, as well. */
    ADMIN("admin");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    /** The spelling in documents: lower case. */
    public String label() {
        return label;
    }

    /** Finds the role with exactly this label. */
    public static Optional<Role> parse(String label) {
        return Stream.of(values()).filter(r -> r.label.equals(label)).findFirst();
    }

    /** Whether this role allows everything that the other allows. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** The role of the two that allows more. */
    public Role or(Role other) {
        return includes(other) ? this : other;
    }
}
