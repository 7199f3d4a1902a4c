package dev.packhouse.application.api;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.PageRequest;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.Optional;

/**
 * The parameters of a request for a list of packages.
 *
 * @param type the type of the packages
 * @param visibility only packages of this effective visibility; all if empty
 * @param state active packages, or deleted ones that can still be restored; the list has only those deleted packages of
 *     which the caller is admin
 * @param page the requested page
 */
public record PackageFilter(PackageType type, Optional<Visibility> visibility, State state, PageRequest page)
        implements PackageListRequest {

    /** The largest product of page number and page size that is accepted for a list of packages. */
    public static final long WINDOW = 10_000;

    /** Checks that nothing is null. */
    public PackageFilter {
        requireNonNull(type, "type");
        requireNonNull(visibility, "visibility");
        requireNonNull(state, "state");
        requireNonNull(page, "page");
    }

    @Override
    public Optional<PackageType> requestedType() {
        return Optional.of(type);
    }
}
