package dev.packhouse.application.service;

import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.image.ManifestReading;
import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the manifests of a package. */
final class ManifestLookup {

    private static final ManifestFacts NOT_RETURNED = new ManifestFacts.Unknown("the backend did not return it");

    private ManifestLookup() {}

    /**
     * The versions with what is known of their manifests. All manifests are read.
     *
     * @param versions all active versions of a package of this type
     * @param read reads the manifests of some of them
     */
    static List<VersionWithManifest> readAll(
            PackageType type,
            List<PackageVersion> versions,
            Function<List<PackageVersion>, Map<VersionId, ManifestFacts>> read) {
        return ManifestReading.combine(versions, type.hasTags() ? read.apply(versions) : Map.of());
    }

    /**
     * The versions with what is known of their manifests. As few manifests as their images need are read, because reading
     * one from a registry may count as a download.
     *
     * @param versions all active versions of a package of this type
     * @param read reads the manifests of some of them
     */
    static List<VersionWithManifest> readFew(
            PackageType type,
            List<PackageVersion> versions,
            Function<List<PackageVersion>, Map<VersionId, ManifestFacts>> read) {
        Map<VersionId, ManifestFacts> facts = new HashMap<>();
        if (type.hasTags()) {
            List<PackageVersion> next = ManifestReading.next(versions, facts);
            while (!next.isEmpty()) {
                facts.putAll(read.apply(next));
                next.forEach(version -> facts.putIfAbsent(version.id(), NOT_RETURNED));
                next = ManifestReading.next(versions, facts);
            }
        }
        return ManifestReading.combine(versions, facts);
    }
}
