package dev.packhouse.application.spi;

import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Read access to the manifests of container images within a session. */
public interface Manifests {

    /** The manifests of a backend that does not keep them: none is known. */
    Manifests UNKNOWN = (parent, versions) -> facts(parent, versions, ids -> Map.of(), "is not kept by this backend");

    /**
     * What is known of the manifests of versions, active or deleted. Does not check access.
     *
     * @param parent the package of all these versions
     * @return an entry for each version, in their order; none at all if versions of this type have no manifests
     */
    Map<VersionId, ManifestFacts> of(Package parent, List<PackageVersion> versions);

    /**
     * Makes the result of {@link #of}.
     *
     * @param known finds those of these manifests that are known; not called for a type without manifests
     * @param reason why the others are not, as the end of a sentence that begins with the manifest
     */
    static Map<VersionId, ManifestFacts> facts(
            Package parent,
            List<PackageVersion> versions,
            Function<List<VersionId>, Map<VersionId, Manifest>> known,
            String reason) {
        if (!parent.namespace().type().hasTags()) {
            return Map.of();
        }
        Map<VersionId, Manifest> found =
                known.apply(versions.stream().map(PackageVersion::id).toList());
        Map<VersionId, ManifestFacts> facts = new LinkedHashMap<>();
        for (PackageVersion version : versions) {
            Manifest manifest = found.get(version.id());
            facts.put(
                    version.id(),
                    manifest == null ? new ManifestFacts.Unknown(reason) : new ManifestFacts.Known(manifest));
        }
        return facts;
    }
}
