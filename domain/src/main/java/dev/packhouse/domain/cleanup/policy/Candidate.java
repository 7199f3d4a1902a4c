package dev.packhouse.domain.cleanup.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.text.NamePattern;
import dev.packhouse.domain.version.VersionNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A version that the rules of a policy judge.
 *
 * @param parent its package
 * @param content the version with what is known of its manifest
 * @param ownTags its tags, without those that only refer to another version
 * @param defect what is wrong with it as an image
 * @param releases the numbers of the releases of its package; empty unless criteria about snapshots need them
 */
public record Candidate(
        Package parent,
        VersionWithManifest content,
        List<Tag> ownTags,
        Optional<ImageDefect> defect,
        Set<VersionNumber> releases) {

    static final String MANIFEST_UNKNOWN = "its manifest is not known";

    private static final String SNAPSHOT = "-SNAPSHOT";
    private static final int SHORT = 40;

    /** Checks that nothing is null. */
    public Candidate {
        requireNonNull(parent, "parent");
        requireNonNull(content, "content");
        ownTags = List.copyOf(ownTags);
        requireNonNull(defect, "defect");
        releases = Set.copyOf(releases);
    }

    /** The version. */
    public PackageVersion version() {
        return content.version();
    }

    /** The manifest, if it is known. */
    public Optional<Manifest> manifest() {
        return content.known();
    }

    /** The type of the package. */
    public PackageType type() {
        return parent.namespace().type();
    }

    /** The version numbers that it has: those of its own tags if the type has tags, otherwise that of its name. */
    public List<VersionNumber> numbers() {
        Stream<String> texts = type().hasTags()
                ? ownTags.stream().map(Tag::value)
                : Stream.of(version().name().value());
        return texts.flatMap(text -> VersionNumber.parse(type(), text).stream()).toList();
    }

    /** Whether it only refers to another version, as a signature does, and that one is missing: it is no image by itself. */
    public boolean isOrphan() {
        return ownTags.isEmpty() && defect.filter(ImageDefect.ORPHANED::equals).isPresent();
    }

    boolean isSnapshot() {
        return type() == PackageType.MAVEN
                && (version().name().value().endsWith(SNAPSHOT)
                        || numbers().stream().anyMatch(VersionNumber::snapshot));
    }

    /** Tests the manifest: unknown if it is not known, no for types without manifests. */
    Truth testManifest(Predicate<Manifest> condition) {
        if (!type().hasTags()) {
            return Truth.NO;
        }
        return manifest().map(known -> Truth.of(condition.test(known))).orElse(Truth.UNKNOWN);
    }

    /** Whether one of the patterns matches a name of this version. Names of nuget are compared without regard to case. */
    boolean matches(List<NamePattern> patterns, String name) {
        boolean ignoreCase = type() == PackageType.NUGET;
        for (NamePattern pattern : patterns) {
            if (ignoreCase ? pattern.matchesIgnoringCase(name) : pattern.matches(name)) {
                return true;
            }
        }
        return false;
    }

    /** The age by a date, in words. */
    String age(DateField by, Instant now) {
        return (by == DateField.UPDATED ? "updated " : "")
                + Age.words(by.of(version()), now)
                + (by == DateField.UPDATED ? " ago" : " old");
    }

    /** The name, of a digest the beginning. */
    public String shortName() {
        String name = version().name().value();
        return name.length() > SHORT ? name.substring(0, SHORT) + "..." : name;
    }
}
