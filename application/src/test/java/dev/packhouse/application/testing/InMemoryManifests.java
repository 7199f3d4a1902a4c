package dev.packhouse.application.testing;

import static java.util.stream.Collectors.toMap;

import dev.packhouse.application.spi.Manifests;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import java.util.List;
import java.util.Map;

/** The manifests of an {@link InMemoryBackend}. Searches all entries on every call. */
record InMemoryManifests(StoredState contents) implements Manifests {

    @Override
    public Map<VersionId, ManifestFacts> of(Package parent, List<PackageVersion> versions) {
        return Manifests.facts(parent, versions, ids -> known(), "was not given to this backend");
    }

    private Map<VersionId, Manifest> known() {
        return contents.packages().stream()
                .flatMap(entry -> entry.versions().stream())
                .filter(version -> version.manifest().isPresent())
                .collect(toMap(
                        version -> new VersionId(version.id().orElseThrow()),
                        version -> version.manifest().get()));
    }
}
