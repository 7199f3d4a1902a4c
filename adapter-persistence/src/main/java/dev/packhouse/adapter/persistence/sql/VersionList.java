package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.domain.lifecycle.PackageId;

/**
 * A list of versions of a package: those that were deleted individually, or the others.
 *
 * @param parent the package
 * @param deletedIndividually whether the list has the versions that were deleted individually
 */
public record VersionList(PackageId parent, boolean deletedIndividually) {

    /** Returns the value of the column {@code deleted_individually}. */
    long flag() {
        return deletedIndividually ? 1 : 0;
    }
}
