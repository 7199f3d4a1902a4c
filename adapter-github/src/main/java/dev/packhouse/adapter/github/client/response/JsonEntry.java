package dev.packhouse.adapter.github.client.response;

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
 * A JSON object of a response, with its text as received.
 *
 * @param node the object
 * @param text the text of the object
 */
public record JsonEntry(JsonNode node, String text) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /**
     * Parses a body that is one object or an array of objects. Omits the elements of an array that are no objects.
     *
     * @throws IOException if the body is neither, or is not valid to its last byte
     */
    public static List<JsonEntry> read(byte[] body) throws IOException {
        List<JsonEntry> items = new ArrayList<>();
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

    private static JsonEntry next(JsonParser parser, byte[] body) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        JsonNode node = MAPPER.readTree(parser);
        int end = (int) parser.currentLocation().getByteOffset();
        return new JsonEntry(node, new String(body, start, end - start, StandardCharsets.UTF_8));
    }

    /** Returns a value together with the text that it was parsed from. */
    public <T> WithSource<T> withSource(T value) {
        return new WithSource<>(value, Optional.of(text));
    }

    /** Returns a field; empty if it is no text or if the text is empty. */
    public Optional<String> string(String field) {
        return string(node, field);
    }

    public static Optional<String> string(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() && !value.textValue().isEmpty() ? Optional.of(value.textValue()) : Optional.empty();
    }

    /** Returns a field; empty if it is no integer in the range of a long. */
    public OptionalLong number(String field) {
        return number(node, field);
    }

    public static OptionalLong number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.canConvertToLong() && value.isIntegralNumber()
                ? OptionalLong.of(value.longValue())
                : OptionalLong.empty();
    }

    /** Returns the field {@code id}; empty if it is no positive integer. */
    public OptionalLong id() {
        OptionalLong id = number("id");
        return id.orElse(0) > 0 ? id : OptionalLong.empty();
    }

    /** Returns a field; empty if it is no date with a time and an offset. */
    public Optional<Instant> instant(String field) {
        try {
            return string(field).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
