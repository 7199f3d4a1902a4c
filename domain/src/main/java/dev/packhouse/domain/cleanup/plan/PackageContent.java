package dev.packhouse.domain.cleanup.plan;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * An active package with all its active versions, as they were at one moment.
 *
 * @param subject the package
 * @param versions all its active versions: the newest first, of equally old ones that with the highest number
 * @param refusedBefore versions that GitHub has refused to delete lately
 */
public record PackageContent(Package subject, List<VersionWithManifest> versions, Set<VersionId> refusedBefore) {

    private static final Comparator<VersionWithManifest> NEWEST_FIRST = comparing(
                    (VersionWithManifest content) -> content.version().createdAt())
            .thenComparing(content -> content.version().id().value())
            .reversed();

    /**
     * Copies the collections, and sorts the versions.
     *
     * @throws IllegalArgumentException if a version is deleted, or belongs to another package
     */
    public PackageContent {
        requireNonNull(subject, "subject");
        versions = versions.stream().sorted(NEWEST_FIRST).toList();
        refusedBefore = Set.copyOf(refusedBefore);
        for (VersionWithManifest content : versions) {
            PackageVersion version = content.version();
            if (version.state() != State.ACTIVE || !version.packageId().equals(subject.id())) {
                throw new IllegalArgumentException(
                        "Version %s is no active version of package %s".formatted(version.id(), subject.id()));
            }
        }
    }
}
