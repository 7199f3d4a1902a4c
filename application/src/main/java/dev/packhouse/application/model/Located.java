package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Affiliation;

/**
 * Something of a package that was found, and what the caller is to that package.
 *
 * @param subject what was found
 * @param affiliation what the caller is to it
 * @param <T> what it is
 */
public record Located<T>(T subject, Affiliation affiliation) {

    /** Checks that nothing is null. */
    public Located {
        requireNonNull(subject, "subject");
        requireNonNull(affiliation, "affiliation");
    }
}
