package dev.packhouse.application.spi;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.PageRequest;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import java.time.Instant;
import java.util.Set;

/**
 * Which packages to list.
 *
 * @param namespace the owner and the type
 * @param visibilities the visibilities to show, as they are stored; a remote registry can be asked for all of them, or for
 *     those that amount to one under the rules
 * @param state active packages, which the caller must have the role read on; or deleted ones, with the role admin
 * @param deletedSince of deleted packages, only those deleted at this instant or later
 * @param page which part of the list
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
