package dev.packhouse.domain.cleanup.plan;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import java.util.List;
import java.util.Optional;

/**
 * What a plan does with a version.
 *
 * @param content the version, and what is known of its manifest
 * @param defect what is wrong with it as an image
 * @param deleted whether it is deleted
 * @param reasons why, at least one: those that decide come first. A version that stays may also have reasons to be
 *     deleted
 * @param group the version with which it is deleted, itself if it goes by itself; itself if it stays
 */
public record PlannedVersion(
        VersionWithManifest content,
        Optional<ImageDefect> defect,
        boolean deleted,
        List<Reason> reasons,
        VersionId group) {

    /** Copies the reasons. */
    public PlannedVersion {
        requireNonNull(content, "content");
        requireNonNull(defect, "defect");
        reasons = List.copyOf(reasons);
        requireNonNull(group, "group");
    }

    /** The version. */
    public PackageVersion version() {
        return content.version();
    }
}
