package dev.packhouse.domain.access;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A role on a package or a repository. Each role includes the roles before it.
 *
 * <p>Source: "About permissions for GitHub Packages".
 */
public enum Role {
    /** Allows nothing. */
    NONE("none"),
    /** Allows to download it and to read its metadata. */
    READ("read"),
    /** Allows to publish to it as well. */
    WRITE("write"),
    /** Allows to delete and restore it, and to manage roles, as well. */
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

    /** The higher of the two roles. */
    public Role or(Role other) {
        return includes(other) ? this : other;
    }
}
