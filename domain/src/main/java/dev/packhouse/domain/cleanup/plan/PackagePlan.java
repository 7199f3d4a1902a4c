package dev.packhouse.domain.cleanup.plan;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.VersionId;
import java.util.List;
import java.util.Optional;

/**
 * What a plan does with a package.
 *
 * @param subject the package
 * @param versions all its active versions, the newest first
 * @param deletionOrder the versions that are deleted by themselves, in the order of their deletion: indexes before what they
 *     list, so that no image is broken if the deletions end early. Empty if the package is deleted as a whole
 * @param packageRule the rule that deletes the whole package; empty if it stays
 * @param emptied whether all versions would go, if GitHub let a package be without versions: the package could be deleted
 *     instead
 */
public record PackagePlan(
        Package subject,
        List<PlannedVersion> versions,
        List<VersionId> deletionOrder,
        Optional<String> packageRule,
        boolean emptied) {

    /** Copies the lists. */
    public PackagePlan {
        requireNonNull(subject, "subject");
        versions = List.copyOf(versions);
        deletionOrder = List.copyOf(deletionOrder);
        requireNonNull(packageRule, "packageRule");
    }

    /** How many versions are deleted, by themselves or with the package. */
    public int deletions() {
        return Math.toIntExact(versions.stream().filter(PlannedVersion::deleted).count());
    }
}
