package dev.packhouse.application.api;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.naming.PackageType;

/**
 * How a request names a package.
 *
 * @param owner whose it is
 * @param type its type
 * @param name its name as it was written; one that no package can have is answered like one that no package has
 */
public record PackageAddress(OwnerReference owner, PackageType type, String name) {

    /** Checks that nothing is null. */
    public PackageAddress {
        requireNonNull(owner, "owner");
        requireNonNull(type, "type");
        requireNonNull(name, "name");
    }
}
