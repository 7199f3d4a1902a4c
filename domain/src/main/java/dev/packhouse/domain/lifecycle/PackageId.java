package dev.packhouse.domain.lifecycle;

/**
 * The number of a package. Package ids are unique over all owners and types; the id of a purged package is never
 * reused.
 *
 * @param value at least 1
 */
public record PackageId(long value) {

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public PackageId {
        if (value < 1) {
            throw new IllegalArgumentException("Invalid package id %s: it must be positive".formatted(value));
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
