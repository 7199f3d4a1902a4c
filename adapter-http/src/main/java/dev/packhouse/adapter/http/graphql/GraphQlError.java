package dev.packhouse.adapter.http.graphql;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An error of a query, as GitHub writes it in the field {@code errors}.
 *
 * @param type the kind of an error that is not about the text of the query; empty for one about the text
 * @param path the operation and the fields that lead to the error; empty if it has none
 * @param extensions the code and what it is about; empty if there is none
 * @param at where in the query; empty for an error about the query as a whole
 * @param message the sentence
 */
record GraphQlError(
        Optional<String> type,
        List<String> path,
        Map<String, String> extensions,
        Optional<Position> at,
        String message) {

    /**
     * A place in a query.
     *
     * @param line from 1
     * @param column from 1
     */
    record Position(int line, int column) {}

    /** An error about the query as a whole. */
    static GraphQlError of(String message) {
        return new GraphQlError(Optional.empty(), List.of(), Map.of(), Optional.empty(), message);
    }

    /** An error at a place of the query. */
    static GraphQlError at(Position position, String message) {
        return new GraphQlError(Optional.empty(), List.of(), Map.of(), Optional.of(position), message);
    }

    /** The response to a query with errors, which has no data. */
    static Json response(List<GraphQlError> errors) {
        return json -> {
            json.writeStartObject();
            writeAll(json, errors);
            json.writeEndObject();
        };
    }

    static void writeAll(JsonGenerator json, List<GraphQlError> errors) throws IOException {
        json.writeArrayFieldStart("errors");
        for (GraphQlError error : errors) {
            error.write(json);
        }
        json.writeEndArray();
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (type.isPresent()) {
            json.writeStringField("type", type.get());
        }
        if (!path.isEmpty()) {
            json.writeArrayFieldStart("path");
            for (String step : path) {
                json.writeString(step);
            }
            json.writeEndArray();
        }
        if (!extensions.isEmpty()) {
            json.writeObjectFieldStart("extensions");
            for (Map.Entry<String, String> extension : extensions.entrySet()) {
                json.writeStringField(extension.getKey(), extension.getValue());
            }
            json.writeEndObject();
        }
        if (at.isPresent()) {
            json.writeArrayFieldStart("locations");
            json.writeStartObject();
            json.writeNumberField("line", at.get().line());
            json.writeNumberField("column", at.get().column());
            json.writeEndObject();
            json.writeEndArray();
        }
        json.writeStringField("message", message);
        json.writeEndObject();
    }
}
