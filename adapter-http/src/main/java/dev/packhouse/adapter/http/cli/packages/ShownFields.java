package dev.packhouse.adapter.http.cli.packages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.packhouse.adapter.http.cli.console.CommandException;

/** Reads the fields of what a target shows. */
final class ShownFields {

    private ShownFields() {}

    /** The text or the number in a field; an empty text if it is absent, null or not a single value. */
    static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isNull() ? "" : value.asText("");
    }

    /**
     * Checks that the field has a text.
     *
     * @throws CommandException if it has none
     */
    static void require(JsonNode json, String field) {
        if (text(json, field).isEmpty()) {
            throw unreadable(field);
        }
    }

    /**
     * Checks that the field {@code id} is a positive number of at most 64 bits.
     *
     * @throws CommandException if it is not
     */
    static void requireId(JsonNode json) {
        JsonNode id = json.path("id");
        if (!id.canConvertToLong() || !id.isIntegralNumber() || id.asLong() < 1) {
            throw unreadable("id");
        }
    }

    /** The exception for an entry whose field is missing or invalid. */
    static CommandException unreadable(String field) {
        return new CommandException("The answer cannot be read: an entry has no valid '%s'".formatted(field));
    }
}
