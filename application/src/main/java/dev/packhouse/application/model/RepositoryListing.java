package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

/**
 * What a list of repositories has, and in which order.
 *
 * @param kind which of the visible repositories
 * @param order the order, ascending
 * @param descending whether the order is reversed
 * @param page the requested part of the list
 */
public record RepositoryListing(Kind kind, Order order, boolean descending, PageRequest page) {

    /** Kinds of repositories. */
    public enum Kind {
        /** All of them. */
        ALL,
        /** Public ones. */
        PUBLIC,
        /** Private ones. */
        PRIVATE,
        /** Forks of other repositories. */
        FORKS,
        /** Repositories that are no forks. */
        SOURCES
    }

    /** Orders of repositories. */
    public enum Order {
        /** By the login of the owner and then by the name, both without regard to case. */
        FULL_NAME,
        /** By the number, which rises with the time of creation. */
        CREATED
    }

    /** Checks that nothing is null. */
    public RepositoryListing {
        requireNonNull(kind, "kind");
        requireNonNull(order, "order");
        requireNonNull(page, "page");
    }
}
