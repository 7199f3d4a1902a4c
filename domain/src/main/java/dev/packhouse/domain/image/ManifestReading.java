package dev.packhouse.domain.image;

import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which manifests of a package have to be read. What an index says of an image that it lists is enough: most versions of a
 * package are such images, and reading a manifest may count as a download.
 */
public final class ManifestReading {

    private static final ManifestFacts NOT_READ = new ManifestFacts.Unknown("it was not read");

    private ManifestReading() {}

    /**
     * The versions whose manifests have to be read next: first those with a tag of their own, then those that no known
     * index lists as an image. Call it again with what was read, until nothing is left.
     *
     * @param versions all active versions of the package
     * @param facts what is known or could not be read so far
     */
    public static List<PackageVersion> next(List<PackageVersion> versions, Map<VersionId, ManifestFacts> facts) {
        List<PackageVersion> tagged = versions.stream()
                .filter(version -> !facts.containsKey(version.id()))
                .filter(version ->
                        !new VersionWithManifest(version, NOT_READ).ownTags().isEmpty())
                .toList();
        if (!tagged.isEmpty()) {
            return tagged;
        }
        Map<String, Manifest> listed = listedImages(facts);
        return versions.stream()
                .filter(version -> !facts.containsKey(version.id()))
                .filter(version -> !listed.containsKey(version.name().value()))
                .toList();
    }

    /**
     * The versions with what was read, or with what an index says of them.
     *
     * @param versions all active versions of the package
     * @param facts what is known or could not be read
     */
    public static List<VersionWithManifest> combine(
            List<PackageVersion> versions, Map<VersionId, ManifestFacts> facts) {
        Map<String, Manifest> listed = listedImages(facts);
        return versions.stream()
                .map(version -> new VersionWithManifest(version, facts(version, facts, listed)))
                .toList();
    }

    private static ManifestFacts facts(
            PackageVersion version, Map<VersionId, ManifestFacts> facts, Map<String, Manifest> listed) {
        ManifestFacts own = facts.getOrDefault(version.id(), NOT_READ);
        Manifest byIndex = listed.get(version.name().value());
        return own instanceof ManifestFacts.Unknown && byIndex != null ? new ManifestFacts.Known(byIndex) : own;
    }

    /** By digest, the manifests of images that known indexes list. */
    private static Map<String, Manifest> listedImages(Map<VersionId, ManifestFacts> facts) {
        Map<String, Manifest> listed = new HashMap<>();
        for (ManifestFacts each : facts.values()) {
            if (each instanceof ManifestFacts.Known known) {
                known.manifest().children().stream()
                        .filter(Manifest.Child::isImage)
                        .forEach(child -> listed.put(child.digest().value(), ofListed(child)));
            }
        }
        return listed;
    }

    private static Manifest ofListed(Manifest.Child child) {
        return new Manifest(
                Manifest.Kind.IMAGE,
                child.mediaType().orElseThrow(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                OptionalLong.empty());
    }
}
