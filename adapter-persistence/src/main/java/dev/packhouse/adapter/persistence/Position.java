package dev.packhouse.adapter.persistence;

import dev.packhouse.domain.lifecycle.PackageVersion;

/**
 * Where a version stands in the list of its package, the oldest first.
 *
 * @param createdAt when it was created, in nanoseconds since the epoch
 * @param version its number
 */
record Position(long createdAt, long version) {

    static Position of(PackageVersion version) {
        return new Position(EpochNanos.of(version.createdAt()), version.id().value());
    }
}
