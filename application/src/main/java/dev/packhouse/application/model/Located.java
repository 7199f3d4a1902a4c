package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Affiliation;

/**
 * A package that was found, with the affiliation of the caller.
 *
 * @param subject the package
 * @param affiliation the affiliation of the caller with it
 * @param <T> the representation of the package
 */
public record Located<T>(T subject, Affiliation affiliation) {

    /** Checks that nothing is null. */
    public Located {
        requireNonNull(subject, "subject");
        requireNonNull(affiliation, "affiliation");
    }
}
