package dev.packhouse.domain.lifecycle;

/**
 * The number of a package version. Version ids are unique over all packages; the id of a purged version is never
 * reused.
 *
 * @param value at least 1
 */
public record VersionId(long value) {

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public VersionId {
        if (value < 1) {
            throw new IllegalArgumentException("Invalid package version id %s: it must be positive".formatted(value));
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
