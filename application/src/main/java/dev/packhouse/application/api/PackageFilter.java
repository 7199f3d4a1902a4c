package dev.packhouse.application.api;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.PageRequest;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.Optional;

/**
 * Which packages of an owner are asked for.
 *
 * @param type the type of the packages
 * @param visibility only packages of this visibility, if it is given
 * @param state active packages, or deleted ones that can still be restored; deleted ones are shown to admins only
 * @param page which page of them
 */
public record PackageFilter(PackageType type, Optional<Visibility> visibility, State state, PageRequest page) {

    /** The largest product of page number and page size that a list of packages serves. */
    public static final long WINDOW = 10_000;

    /** Checks that nothing is null. */
    public PackageFilter {
        requireNonNull(type, "type");
        requireNonNull(visibility, "visibility");
        requireNonNull(state, "state");
        requireNonNull(page, "page");
    }
}
