package dev.packhouse.application.model;

/**
 * Which part of a list is asked for.
 *
 * @param number the number of the page, from 1
 * @param size how many items a page has, from 1 to {@value #MAX_SIZE}
 */
public record PageRequest(int number, int size) {

    /** The size of a page that a request does not give. */
    public static final int DEFAULT_SIZE = 30;

    /** The largest size of a page. */
    public static final int MAX_SIZE = 100;

    /** The first page of the default size. */
    public static final PageRequest FIRST = new PageRequest(1, DEFAULT_SIZE);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is left
     */
    public PageRequest {
        if (number < 1 || size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("Invalid page %s of size %s".formatted(number, size));
        }
    }

    /** How many items come before this page. */
    public long offset() {
        return (number - 1L) * size;
    }

    /** The number of the last page of a list of this many items; 0 if there are none. */
    public int lastPageOf(long items) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, (items + size - 1) / size));
    }
}
