package dev.packhouse.domain.image;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.naming.Tag;
import java.util.List;
import java.util.Optional;

/**
 * A version, and what is known of its manifest.
 *
 * @param version the version
 * @param manifest its manifest; {@linkplain ManifestFacts.Unknown unknown} too for types without manifests, where it does
 *     not matter
 */
public record VersionWithManifest(PackageVersion version, ManifestFacts manifest) {

    /** Checks that nothing is null. */
    public VersionWithManifest {
        requireNonNull(version, "version");
        requireNonNull(manifest, "manifest");
    }

    /** The manifest, if it is known. */
    public Optional<Manifest> known() {
        return manifest instanceof ManifestFacts.Known facts ? Optional.of(facts.manifest()) : Optional.empty();
    }

    /** The tags that name this version: those without a {@linkplain Tag#referredDigest() digest} of another one. */
    public List<Tag> ownTags() {
        List<Tag> tags = version.tags();
        return tags.isEmpty()
                ? tags
                : tags.stream().filter(tag -> tag.referredDigest().isEmpty()).toList();
    }
}
