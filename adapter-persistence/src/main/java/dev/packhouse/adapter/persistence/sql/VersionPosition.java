package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.domain.lifecycle.PackageVersion;

/**
 * Where a version stands in the list of its package, the oldest first.
 *
 * @param createdAt when it was created, in nanoseconds since the epoch
 * @param version its number
 */
public record VersionPosition(long createdAt, long version) {

    public static VersionPosition of(PackageVersion version) {
        return new VersionPosition(
                EpochNanos.of(version.createdAt()), version.id().value());
    }
}
