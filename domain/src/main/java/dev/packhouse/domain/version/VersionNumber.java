package dev.packhouse.domain.version;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.text.NameText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A version as a number that can be compared, in the order of its ecosystem:
 *
 * <ul>
 *   <li>npm: "Semantic Versioning 2.0.0", without build metadata. A leading {@code v} is allowed.
 *   <li>container and docker: the same, of a tag. {@code 1} and {@code 1.2} have missing numbers, which are zero. Labels
 *       need all three numbers, so that {@code 7-fix-login} is no version.
 *   <li>nuget: up to four numbers, of which missing ones are zero; the labels as in npm, without regard to case.
 *   <li>maven: the order of {@code ComparableVersion}, by its specification. A version begins with a digit.
 *   <li>rubygems: the order of {@code Gem::Version}, without the platform behind a hyphen.
 * </ul>
 *
 * <p>Numbers may have any length. Two versions are equal if they have the same type and neither is before the other, as
 * {@code 1.0} and {@code 1} are in maven. Versions of different types cannot be compared.
 */
public final class VersionNumber implements Comparable<VersionNumber> {

    private static final Pattern NUMBERS = Pattern.compile("v?([0-9]+(?:\\.[0-9]+)*)");

    private final PackageType type;
    private final String text;
    private final ParsedVersion parsed;

    private VersionNumber(PackageType type, String text, ParsedVersion parsed) {
        this.type = type;
        this.text = text;
        this.parsed = parsed;
    }

    /** Parses a version. Empty if the text is no version of its type, or longer than a name can be. */
    public static Optional<VersionNumber> parse(PackageType type, String text) {
        requireNonNull(type, "type");
        if (text.length() > NameText.MAX_LENGTH) {
            return Optional.empty();
        }
        return (switch (type) {
                    case NPM -> LabelledVersion.parseSemantic(text);
                    case CONTAINER, DOCKER -> LabelledVersion.parseTag(text);
                    case NUGET -> LabelledVersion.parseNuget(text);
                    case MAVEN -> MavenVersion.parse(text);
                    case RUBYGEMS -> GemVersion.parse(text);
                })
                .map(parsed -> new VersionNumber(type, text, parsed));
    }

    /** Parses a version in a range, in which npm may leave out numbers as well. */
    static Optional<VersionNumber> parseBound(PackageType type, String text) {
        return type == PackageType.NPM
                ? parse(PackageType.CONTAINER, text).map(version -> new VersionNumber(type, text, version.parsed))
                : parse(type, text);
    }

    /** The type whose order this version has. */
    public PackageType type() {
        return type;
    }

    /**
     * Whether the version precedes a release: it has labels (npm, nuget, tags), a letter (rubygems), or one of the
     * qualifiers alpha, beta, milestone, rc and snapshot (maven; the timestamp of a snapshot counts as well).
     */
    public boolean prerelease() {
        return parsed.prerelease();
    }

    /** The first number, without leading zeros, such as {@code 1}. */
    public String major() {
        return number(0);
    }

    /** The first two numbers, such as {@code 1.2}. A missing one is zero. */
    public String minor() {
        return major() + "." + number(1);
    }

    /** Whether this is a snapshot of maven: {@code 1.2.0-SNAPSHOT}, or one with a timestamp and a build number. */
    public boolean snapshot() {
        return base().isPresent();
    }

    /** The version that a snapshot of maven leads to: {@code 1.2.0} for {@code 1.2.0-SNAPSHOT}. Empty for others. */
    public Optional<VersionNumber> base() {
        return type == PackageType.MAVEN
                ? MavenVersion.base(text).flatMap(base -> parse(type, base))
                : Optional.empty();
    }

    /**
     * Compares in the order of the ecosystem.
     *
     * @throws IllegalArgumentException if the other version has another type
     */
    @Override
    public int compareTo(VersionNumber other) {
        checkType(other.type);
        return parsed.whole().compareTo(other.parsed.whole());
    }

    /** Whether this version is before the other one, and if that is a release, before all of its prereleases as well. */
    boolean precedesPrereleasesOf(VersionNumber other) {
        return compareTo(other) < 0 && (other.prerelease() || parsed.release().compareTo(other.parsed.whole()) < 0);
    }

    /** Whether the version begins with these numbers. Missing ones are zero. */
    boolean beginsWith(List<String> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            if (!number(i).equals(numbers.get(i))) {
                return false;
            }
        }
        return true;
    }

    void checkType(PackageType expected) {
        if (type != expected) {
            throw new IllegalArgumentException("Cannot compare version '%s' of type %s with one of type %s"
                    .formatted(text, type.label(), expected.label()));
        }
    }

    private String number(int index) {
        List<String> numbers = leadingNumbers(text);
        return index < numbers.size() ? numbers.get(index) : "0";
    }

    /** The numbers at the beginning of a version, joined by dots there, without leading zeros. Perhaps none. */
    static List<String> leadingNumbers(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.lookingAt()
                ? Stream.of(numbers.group(1).split("\\.", -1))
                        .map(Token::withoutLeadingZeros)
                        .toList()
                : List.of();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionNumber version
                && type == version.type
                && parsed.whole().equals(version.parsed.whole());
    }

    @Override
    public int hashCode() {
        return parsed.whole().hashCode();
    }

    /** The text that was parsed. */
    @Override
    public String toString() {
        return text;
    }
}
