package dev.packhouse.application.spi;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.PageRequest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.State;
import java.time.Instant;

/**
 * Which versions to list.
 *
 * @param owner the package they belong to, which is active
 * @param state active or deleted versions
 * @param deletedSince of deleted versions, only those deleted at this instant or later
 * @param page which part of the list
 */
public record VersionQuery(Package owner, State state, Instant deletedSince, PageRequest page) {

    /** Checks that nothing is null. */
    public VersionQuery {
        requireNonNull(owner, "owner");
        requireNonNull(state, "state");
        requireNonNull(deletedSince, "deletedSince");
        requireNonNull(page, "page");
    }
}
