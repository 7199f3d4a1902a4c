package dev.packhouse.adapter.http.graphql;

import dev.packhouse.adapter.http.graphql.GraphQlError.Position;
import java.util.List;

/**
 * An operation of a query.
 *
 * @param kind {@code query}, {@code mutation} or {@code subscription}
 * @param name its name; an empty text if it has none
 * @param selections the selected fields; at least one
 * @param at where it begins
 */
record GraphQlOperation(String kind, String name, List<GraphQlField> selections, Position at) {

    GraphQlOperation {
        selections = List.copyOf(selections);
    }

    /** The first step of the path of an error. */
    String label() {
        return name.isEmpty() ? kind : kind + " " + name;
    }
}
