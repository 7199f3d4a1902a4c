package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.adapter.persistence.sql.ManifestSql;
import dev.packhouse.application.spi.Manifests;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import java.util.List;
import java.util.Map;

/** The manifests that were stored with their versions. */
record SqlManifests(SessionContext context) implements Manifests {

    @Override
    public Map<VersionId, ManifestFacts> of(Package parent, List<PackageVersion> versions) {
        return Manifests.facts(
                parent,
                versions,
                ids -> ManifestSql.ofVersions(context.connection(), ids),
                "was not stored with the version");
    }
}
