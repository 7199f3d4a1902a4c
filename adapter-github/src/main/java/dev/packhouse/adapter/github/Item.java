package dev.packhouse.adapter.github;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.packhouse.application.model.WithSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON object of an answer, and its text as it was received.
 *
 * @param node the object
 * @param text its text
 */
record Item(JsonNode node, String text) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /**
     * Reads an answer that is one object, or an array of objects. Elements of an array that are no objects are left out.
     *
     * @throws IOException if it is neither, or not valid to its last byte
     */
    static List<Item> read(byte[] body) throws IOException {
        List<Item> items = new ArrayList<>();
        try (JsonParser parser = MAPPER.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                items.add(next(parser, body));
            } else if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (parser.currentToken() == JsonToken.START_OBJECT) {
                        items.add(next(parser, body));
                    } else {
                        parser.skipChildren();
                        if (parser.currentToken() == null) {
                            throw new IOException("It ends too early");
                        }
                    }
                }
            } else {
                throw new IOException("It is no object and no array");
            }
            if (parser.nextToken() != null) {
                throw new IOException("Something follows its end");
            }
        }
        return items;
    }

    private static Item next(JsonParser parser, byte[] body) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        JsonNode node = MAPPER.readTree(parser);
        int end = (int) parser.currentLocation().getByteOffset();
        return new Item(node, new String(body, start, end - start, StandardCharsets.UTF_8));
    }

    <T> WithSource<T> document(T value) {
        return new WithSource<>(value, Optional.of(text));
    }

    /** A field that is text and not empty. */
    Optional<String> string(String field) {
        return string(node, field);
    }

    static Optional<String> string(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() && !value.textValue().isEmpty() ? Optional.of(value.textValue()) : Optional.empty();
    }

    OptionalLong number(String field) {
        return number(node, field);
    }

    static OptionalLong number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.canConvertToLong() && value.isIntegralNumber()
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }

    /** A field that is a number from 1. */
    OptionalLong id() {
        OptionalLong id = number("id");
        return id.orElse(0) > 0 ? id : OptionalLong.empty();
    }

    Optional<Instant> instant(String field) {
        try {
            return string(field).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
