package dev.packhouse.adapter.http.cli.packages;

import java.util.List;

/**
 * All items of a list.
 *
 * @param items the items
 * @param missing what is missing from them, one sentence each; empty as far as the target knows
 * @param <T> the type of the items
 */
public record Listing<T>(List<T> items, List<String> missing) {

    /** Copies the lists. */
    public Listing {
        items = List.copyOf(items);
        missing = List.copyOf(missing);
    }
}
