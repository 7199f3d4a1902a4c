package dev.packhouse.application.spi;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.PageRequest;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import java.time.Instant;
import java.util.Set;

/**
 * The query for a list of packages.
 *
 * @param namespace the owner and the type
 * @param visibilities the stored visibilities to include; for a remote registry these are all of them, or those with
 *     the same effective visibility under the rules
 * @param state active packages on which the caller has the role read, or deleted packages on which the caller has the
 *     role admin
 * @param deletedSince the list has only deleted packages that were deleted at this instant or later; without effect on
 *     active ones
 * @param page the requested part of the list
 */
public record PackageQuery(
        Namespace namespace, Set<Visibility> visibilities, State state, Instant deletedSince, PageRequest page) {

    /** Copies the visibilities. */
    public PackageQuery {
        requireNonNull(namespace, "namespace");
        visibilities = Set.copyOf(visibilities);
        requireNonNull(state, "state");
        requireNonNull(deletedSince, "deletedSince");
        requireNonNull(page, "page");
    }
}
