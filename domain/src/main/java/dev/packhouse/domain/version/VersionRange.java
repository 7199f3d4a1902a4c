package dev.packhouse.domain.version;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.naming.PackageType;
import java.util.function.Predicate;

/**
 * A set of versions of one type.
 *
 * <p>{@code >=1.2 <2} has the versions for which both comparators hold, {@code <1 || >=2} those for which one of two
 * does:
 *
 * <table>
 *   <caption>Comparators</caption>
 *   <tr><td>{@code <2}, {@code <=1.4}, {@code >1}, {@code >=1.2}, {@code =1.2}
 *       <td>the order of the type; a missing number is zero, so {@code >1} has 1.0.1
 *   <tr><td>{@code 1.2.3}<td>this version; npm and images need all three numbers, because {@code 1.2} has two meanings
 *   <tr><td>{@code 1.x}, {@code 1.2.*}<td>versions that begin with these numbers; {@code *} has all
 *   <tr><td>{@code ^1.2}<td>from 1.2 on, with the same numbers up to the first that is not zero
 *   <tr><td>{@code ~1.2}<td>from 1.2 on, with the same first two numbers, or the same first one for {@code ~1}
 * </table>
 *
 * <p>Prereleases have their place in the order, and no other rule hides them: {@code >=1.2 <2} has 1.3.0-rc.1. Only
 * {@code <2} leaves out the prereleases of 2.0.0, though they are before it, because a range below 2 is about version 1.
 * {@code <2.0.0-rc.2} has 2.0.0-rc.1. {@code >=2} has no prerelease of 2.0.0; {@code 2.x} has them.
 */
public final class VersionRange {

    private final PackageType type;
    private final String text;
    private final Predicate<VersionNumber> condition;

    private VersionRange(PackageType type, String text, Predicate<VersionNumber> condition) {
        this.type = type;
        this.text = text;
        this.condition = condition;
    }

    /**
     * Parses a range.
     *
     * @throws IllegalArgumentException if the text is no range; the message has the text, the position and the reason
     */
    public static VersionRange parse(PackageType type, String text) {
        requireNonNull(type, "type");
        return new VersionRange(type, text, new RangeReader(type, text).read());
    }

    /**
     * Whether the version is in the range.
     *
     * @throws IllegalArgumentException if the version has another type
     */
    public boolean contains(VersionNumber version) {
        version.checkType(type);
        return condition.test(version);
    }

    /** Whether the other range has the same type and text. */
    @Override
    public boolean equals(Object other) {
        return other instanceof VersionRange range && type == range.type && text.equals(range.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text that was parsed. */
    @Override
    public String toString() {
        return text;
    }
}
