package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.domain.lifecycle.PackageVersion;

/**
 * The position of a version in the list of its package, which is ordered by time of creation and then by id.
 *
 * @param createdAt the time of creation, in nanoseconds since the epoch
 * @param version the id of the version
 */
public record VersionPosition(long createdAt, long version) {

    public static VersionPosition of(PackageVersion version) {
        return new VersionPosition(
                EpochNanos.of(version.createdAt()), version.id().value());
    }
}
