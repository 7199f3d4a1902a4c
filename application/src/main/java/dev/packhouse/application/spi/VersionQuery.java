package dev.packhouse.application.spi;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.PageRequest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.State;
import java.time.Instant;

/**
 * The query for a list of versions.
 *
 * @param parent the package of the versions; it is active
 * @param state active or deleted versions
 * @param deletedSince the list has only deleted versions that were deleted at this instant or later; without effect on
 *     active ones
 * @param page the requested part of the list
 */
public record VersionQuery(Package parent, State state, Instant deletedSince, PageRequest page) {

    /** Checks that nothing is null. */
    public VersionQuery {
        requireNonNull(parent, "parent");
        requireNonNull(state, "state");
        requireNonNull(deletedSince, "deletedSince");
        requireNonNull(page, "page");
    }
}
