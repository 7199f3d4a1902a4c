package dev.packhouse.domain.lifecycle;

/**
 * The number of a repository. Repository ids are unique over all owners.
 *
 * @param value at least 1
 */
public record RepositoryId(long value) {

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public RepositoryId {
        if (value < 1) {
            throw new IllegalArgumentException("Invalid repository id %s: it must be positive".formatted(value));
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
