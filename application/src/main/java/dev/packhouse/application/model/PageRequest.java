package dev.packhouse.application.model;

/**
 * The requested part of a list.
 *
 * @param number the number of the page, from 1
 * @param size the number of items of a page, from 1 to {@value #MAX_SIZE}
 */
public record PageRequest(int number, int size) {

    /** The size of a page if the request has none. */
    public static final int DEFAULT_SIZE = 30;

    /** The largest size of a page. */
    public static final int MAX_SIZE = 100;

    /** The first page of the default size. */
    public static final PageRequest FIRST = new PageRequest(1, DEFAULT_SIZE);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public PageRequest {
        if (number < 1 || size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("Invalid page %s of size %s".formatted(number, size));
        }
    }

    /** The number of items before this page. */
    public long offset() {
        return (number - 1L) * size;
    }

    /** The number of the last page of a list with this number of items; 0 if the list is empty. */
    public int lastPageOf(long items) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, (items + size - 1) / size));
    }
}
