package dev.packhouse.domain.account;

/**
 * The number of an account. Users and organizations share one range of numbers, and a number is never reused.
 *
 * @param value at least 1
 */
public record AccountId(long value) {

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public AccountId {
        if (value < 1) {
            throw new IllegalArgumentException("Invalid account id %s: it must be positive".formatted(value));
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
