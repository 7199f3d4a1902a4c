package dev.packhouse.domain.naming;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.text.NameText;
import java.util.Optional;

/**
 * The name of a package, unique among the active packages of one owner and type.
 *
 * <p>A name is any text that is valid in a path, because registries hold names that the grammar of their type does not
 * allow. Names of docker and container may have slashes, all others are one segment. The grammar of the {@linkplain
 * PackageType type} applies to {@linkplain #grammarViolation new publications}.
 *
 * @param type the type the name belongs to
 * @param value the name in its published spelling
 */
public record PackageName(PackageType type, String value) {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is not valid in a path; the message has the type, the name and the rule
     */
    public PackageName {
        requireNonNull(type, "type");
        requireNonNull(value, "value");
        if (type.hasNestedNames()) {
            NameText.checkPath(what(type), value);
        } else {
            NameText.checkSegment(what(type), value);
        }
    }

    private static String what(PackageType type) {
        return type.label() + " package name";
    }

    /**
     * Checks the name by the grammar of its type. Returns the reason why a new package cannot be published under this
     * name, with the type, the name and the rule; empty if it can.
     */
    public Optional<String> grammarViolation() {
        return type.packageNames().violation(what(type), value);
    }

    /** The key for comparison: the name in lower case for nuget, the name itself for all others. */
    public String key() {
        return type.packageNames().key(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackageName name && type == name.type && key().equals(name.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
