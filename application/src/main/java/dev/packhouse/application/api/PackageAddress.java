package dev.packhouse.application.api;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.naming.PackageType;

/**
 * The address of a package in a request.
 *
 * @param owner the reference to its owner
 * @param type its type
 * @param name its name as in the request; a name that is not valid gets the same response as a name that does not exist
 */
public record PackageAddress(OwnerReference owner, PackageType type, String name) {

    /** Checks that nothing is null. */
    public PackageAddress {
        requireNonNull(owner, "owner");
        requireNonNull(type, "type");
        requireNonNull(name, "name");
    }
}
