package dev.packhouse.adapter.http.graphql;

import dev.packhouse.adapter.http.graphql.GraphQlError.Position;
import java.util.List;

/**
 * A selected field.
 *
 * @param key its name in the response: the alias, or else the name
 * @param name its name
 * @param arguments the names of its arguments
 * @param selections the selected fields of its value; empty if nothing is selected
 * @param at where it is in the query
 */
record GraphQlField(String key, String name, List<String> arguments, List<GraphQlField> selections, Position at) {

    GraphQlField {
        arguments = List.copyOf(arguments);
        selections = List.copyOf(selections);
    }
}
