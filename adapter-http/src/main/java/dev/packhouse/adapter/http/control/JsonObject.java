package dev.packhouse.adapter.http.control;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.packhouse.adapter.http.protocol.InvalidRequestException;
import dev.packhouse.application.state.Dates;
import dev.packhouse.application.state.Durations;
import dev.packhouse.application.state.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The fields of a JSON object in a request. A null counts as absent. Refuses with 422 and the path what is not as expected. */
final class JsonObject {

    /** The maximum size of a body, in bytes. */
    private static final int MAX_BYTES = 1 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String path;
    private final JsonNode node;

    /**
     * Takes a value that must be an object with no other fields than these.
     *
     * @param path the path of the value in messages; empty for the whole body
     */
    JsonObject(String path, JsonNode node, Collection<String> fields) throws InvalidRequestException {
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw new InvalidRequestException(
                    422, (path.isEmpty() ? "The body" : "'%s'".formatted(path)) + " must be a JSON object");
        }
        for (String name : (Iterable<String>) node::fieldNames) {
            if (!fields.contains(name)) {
                throw new InvalidRequestException(
                        422,
                        "Unknown field '%s', expected one of %s"
                                .formatted(Printable.brief(path(name)), String.join(", ", fields)));
            }
        }
    }

    /** Parses a body. */
    static JsonNode parse(InputStream body) throws InvalidRequestException {
        try {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new InvalidRequestException(413, "The body has more than %d bytes".formatted(MAX_BYTES));
            }
            try (JsonParser parser = MAPPER.createParser(bytes)) {
                JsonNode node = MAPPER.readTree(parser);
                if (node == null) {
                    throw new InvalidRequestException(400, "The body is empty, expected JSON");
                }
                if (parser.nextToken() != null) {
                    throw new InvalidRequestException(400, "The body has more than one JSON value");
                }
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new InvalidRequestException(
                    400,
                    "The body is no valid JSON (line %d, column %d): %s"
                            .formatted(
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr(),
                                    Printable.brief(e.getOriginalMessage())));
        } catch (IOException e) {
            throw new InvalidRequestException(400, "The body cannot be read to its end");
        }
    }

    private String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** Refuses the value of a field. */
    InvalidRequestException invalid(String field, String problem) {
        return new InvalidRequestException(422, "'%s': %s".formatted(path(field), problem));
    }

    private Optional<JsonNode> value(String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    boolean has(String field) {
        return value(field).isPresent();
    }

    Optional<String> text(String field) throws InvalidRequestException {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !value.get().isTextual()) {
            throw invalid(field, "expected a text");
        }
        return value.map(JsonNode::textValue);
    }

    Optional<Boolean> flag(String field) throws InvalidRequestException {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw invalid(field, "expected true or false");
        }
        return value.map(JsonNode::booleanValue);
    }

    Optional<Integer> integer(String field) throws InvalidRequestException {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !value.get().isInt()) {
            throw invalid(field, "expected a whole number");
        }
        return value.map(JsonNode::intValue);
    }

    Optional<Double> number(String field) throws InvalidRequestException {
        Optional<JsonNode> value = value(field);
        if (value.isPresent() && !value.get().isNumber()) {
            throw invalid(field, "expected a number");
        }
        return value.map(JsonNode::doubleValue);
    }

    /** A whole number, or a list of whole numbers; empty if the field is absent. */
    List<Long> integers(String field) throws InvalidRequestException {
        List<Long> numbers = new ArrayList<>();
        Optional<JsonNode> value = value(field);
        if (value.isPresent()) {
            JsonNode given = value.get();
            for (JsonNode each : given.isArray() ? given : List.of(given)) {
                if (!each.canConvertToLong() || !each.isIntegralNumber()) {
                    throw invalid(field, "expected a whole number, or a list of whole numbers");
                }
                numbers.add(each.longValue());
            }
            if (numbers.isEmpty()) {
                throw invalid(field, "the list is empty");
            }
        }
        return numbers;
    }

    Optional<Instant> instant(String field) throws InvalidRequestException {
        Optional<String> text = text(field);
        Optional<Instant> instant = text.flatMap(Dates::parse);
        if (text.isPresent() && instant.isEmpty()) {
            throw invalid(
                    field,
                    "'%s' is no date, expected one such as 2027-05-19T22:19:11Z"
                            .formatted(Printable.brief(text.get())));
        }
        return instant;
    }

    /** A duration as ISO 8601 writes it, or as options do; may be negative. */
    Optional<Duration> duration(String field) throws InvalidRequestException {
        Optional<String> text = text(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Duration> duration = Durations.parse(text.get()).or(() -> isoDuration(text.get()));
        if (duration.isEmpty()) {
            throw invalid(
                    field,
                    "'%s' is no duration, expected one such as P31D, PT1H30M, 30s or 500ms"
                            .formatted(Printable.brief(text.get())));
        }
        return duration;
    }

    private static Optional<Duration> isoDuration(String text) {
        try {
            return text.matches("[1-9][0-9]{0,8}ms")
                    ? Optional.of(Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2))))
                    : Optional.of(Duration.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
