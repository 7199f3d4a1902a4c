package dev.packhouse.adapter.http.planfile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The fields of an object in a line. A field that is missing or of another type is refused. */
final class LineFields {

    private final JsonNode node;
    private final Function<String, PlanFileException> damaged;

    /**
     * Takes an object.
     *
     * @param damaged makes the exception for a reason
     */
    LineFields(JsonNode node, Function<String, PlanFileException> damaged) {
        this.node = node;
        this.damaged = damaged;
    }

    LineFields object(String name) {
        return new LineFields(require(name, node.path(name).isObject(), "an object"), damaged);
    }

    String text(String name) {
        return require(name, node.path(name).isTextual(), "a text").textValue();
    }

    Optional<String> optionalText(String name) {
        return node.has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    long number(String name) {
        return require(
                        name,
                        node.path(name).canConvertToLong() && node.path(name).isIntegralNumber(),
                        "a number")
                .longValue();
    }

    Optional<Long> optionalNumber(String name) {
        return node.has(name) ? Optional.of(number(name)) : Optional.empty();
    }

    boolean flag(String name) {
        return node.path(name).asBoolean(false);
    }

    Instant instant(String name) {
        String text = text(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw damaged.apply("'%s' is no date: %s".formatted(name, text));
        }
    }

    Optional<Instant> optionalInstant(String name) {
        return node.has(name) ? Optional.of(instant(name)) : Optional.empty();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : require(name, node.path(name).isArray(), "a list")) {
            texts.add(each.asText());
        }
        return texts;
    }

    List<LineFields> objects(String name) {
        List<LineFields> objects = new ArrayList<>();
        for (JsonNode each : require(name, node.path(name).isArray(), "a list")) {
            objects.add(new LineFields(each, damaged));
        }
        return objects;
    }

    List<Long> numbers(String name) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode each : require(name, node.path(name).isArray(), "a list")) {
            numbers.add(each.asLong(-1));
        }
        return numbers;
    }

    private JsonNode require(String name, boolean expected, String what) {
        if (!expected) {
            throw damaged.apply("'%s' is missing, or not %s".formatted(name, what));
        }
        return node.path(name);
    }
}
