package dev.packhouse.application.api;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.naming.PackageType;
import java.util.Optional;

/** A request for a list of packages: a {@link PackageFilter}, or one whose parameters are invalid. */
public sealed interface PackageListRequest permits PackageFilter, PackageListRequest.Invalid {

    /** The type in the request, which determines the required scopes; empty if it has none, or one that does not exist. */
    Optional<PackageType> requestedType();

    /**
     * A request without a type, or with a type, visibility or state that does not exist. It is refused after the caller
     * was authorized.
     *
     * @param requestedType the type in the request
     */
    record Invalid(Optional<PackageType> requestedType) implements PackageListRequest {
        /** Checks that nothing is null. */
        public Invalid {
            requireNonNull(requestedType, "requestedType");
        }
    }
}
