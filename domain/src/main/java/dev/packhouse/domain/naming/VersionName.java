package dev.packhouse.domain.naming;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.text.NameText;
import java.util.Optional;

/**
 * The name of a version, unique among the active versions of its package.
 *
 * <p>A name is any text of 1 to {@value NameText#MAX_LENGTH} characters, because registries hold names that the grammar
 * of their type does not allow, such as {@code ${revision}}. The grammar of the {@linkplain PackageType type} applies to
 * {@linkplain #grammarViolation new publications}.
 *
 * @param type the type of the package
 * @param value the name in its published spelling
 */
public record VersionName(PackageType type, String value) {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it is too short or too long, or has control characters; the message has the
     *     type, the name and the rule
     */
    public VersionName {
        requireNonNull(type, "type");
        requireNonNull(value, "value");
        NameText.check(what(type), value);
    }

    /**
     * Checks the name by the grammar of its type. Returns the reason why a new version cannot be published under this
     * name, with the type, the name and the rule; empty if it can.
     */
    public Optional<String> grammarViolation() {
        return type.versionNames().violation(what(type), value);
    }

    /** Whether a new version of this type can be published under this name, as far as the grammar decides. */
    public static boolean followsGrammar(PackageType type, String name) {
        return type.versionNames().violation(what(type), name).isEmpty();
    }

    private static String what(PackageType type) {
        return type.label() + " version name";
    }

    /**
     * The key for comparison: the normalized version for nuget, the version without build metadata for npm, the name
     * itself for all others. A text that is not a version is compared exactly, in nuget without regard to case.
     */
    public String key() {
        return type.versionNames().key(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionName name && type == name.type && key().equals(name.key());
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
