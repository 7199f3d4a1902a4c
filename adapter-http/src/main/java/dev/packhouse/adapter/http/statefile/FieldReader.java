package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonToken;
import dev.packhouse.adapter.http.statefile.Node.Entry;
import dev.packhouse.adapter.http.statefile.Node.Mapping;
import dev.packhouse.adapter.http.statefile.Node.Scalar;
import dev.packhouse.adapter.http.statefile.Node.Sequence;
import dev.packhouse.adapter.http.statefile.StateFileException.Problem;
import dev.packhouse.application.state.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * The values of one mapping, each of the type it is asked for. What is of another type is a problem, and is taken for
 * absent, so that one pass finds everything that is wrong. A value of nothing is absent as well.
 */
final class FieldReader {

    private static final int LAST_YEAR = 9999;

    private final Mapping mapping;
    private final Problems<Problem> problems;
    private final List<String> asked = new ArrayList<>();

    FieldReader(Mapping mapping, Problems<Problem> problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    /** A key that may be there, and that something else reads. */
    void known(String key) {
        asked.add(key);
    }

    /** Reports the keys that nothing has asked for. */
    void refuseOthers() {
        mapping.entries().forEach((key, entry) -> {
            if (!asked.contains(key)) {
                problem(entry.line(), "unknown key '%s', expected one of %s".formatted(key, String.join(", ", asked)));
            }
        });
    }

    /** Reports a value that is there. */
    void problem(String key, String reason) {
        Entry entry = mapping.entries().get(key);
        problem(entry == null ? mapping.line() : entry.value().line(), reason);
    }

    <T> Optional<T> required(String key, Function<String, T> parse) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            problem(mapping.line(), "missing '%s'".formatted(key));
        }
        return node.flatMap(value -> parsed(key, value, parse));
    }

    <T> Optional<T> optional(String key, Function<String, T> parse) {
        return node(key).flatMap(value -> parsed(key, value, parse));
    }

    Optional<String> text(String key) {
        return optional(key, Function.identity());
    }

    OptionalLong number(String key) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return OptionalLong.empty();
        }
        if (node.get() instanceof Scalar scalar && scalar.token() == JsonToken.VALUE_NUMBER_INT) {
            try {
                return OptionalLong.of(Long.parseLong(scalar.text()));
            } catch (NumberFormatException e) {
                problem(scalar.line(), "'%s' is no whole number below 2^63: '%s'".formatted(key, scalar.text()));
                return OptionalLong.empty();
            }
        }
        wrongType(key, node.get(), "a whole number");
        return OptionalLong.empty();
    }

    boolean flag(String key, boolean otherwise) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return otherwise;
        }
        if (node.get() instanceof Scalar scalar && scalar.token().isBoolean()) {
            return scalar.token() == JsonToken.VALUE_TRUE;
        }
        wrongType(key, node.get(), "true or false");
        return otherwise;
    }

    Optional<Instant> date(String key) {
        return optional(key, FieldReader::instant);
    }

    private static Instant instant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            if (year > 0 && year <= LAST_YEAR) {
                return instant;
            }
        } catch (DateTimeException e) {
            // Answered below, as a date out of range is.
        }
        throw new IllegalArgumentException(
                "Invalid date '%s': expected one such as 2020-05-19T22:19:11Z".formatted(text));
    }

    /** A list of texts. Those that are wrong are left out, and their places are told. */
    <T> List<T> list(String key, Function<String, T> parse, IntConsumer leftOut) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof Sequence sequence)) {
            wrongType(key, node.get(), "a list");
            return List.of();
        }
        List<T> values = new ArrayList<>(sequence.items().size());
        for (int i = 0; i < sequence.items().size(); i++) {
            Optional<T> value = parsed(key, sequence.items().get(i), parse);
            value.ifPresent(values::add);
            if (value.isEmpty()) {
                leftOut.accept(i);
            }
        }
        return values;
    }

    /** Texts under keys. */
    <V> Map<String, Located<V>> map(String key, Function<String, V> parse) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return Map.of();
        }
        if (!(node.get() instanceof Mapping values)) {
            wrongType(key, node.get(), "a mapping");
            return Map.of();
        }
        Map<String, Located<V>> parsed = new LinkedHashMap<>();
        values.entries()
                .forEach((name, entry) -> parsed(key, entry.value(), parse)
                        .ifPresent(value -> parsed.put(name, new Located<>(entry.line(), value))));
        return parsed;
    }

    /** A value, and the line of its key. */
    record Located<V>(int line, V value) {}

    void problem(int line, String reason) {
        problems.add(new Problem(line, reason));
    }

    private Optional<Node> node(String key) {
        asked.add(key);
        return find(key);
    }

    private Optional<Node> find(String key) {
        return Optional.ofNullable(mapping.entries().get(key))
                .map(Entry::value)
                .filter(value -> !(value instanceof Scalar scalar && scalar.isNull()));
    }

    /** Numbers are text too: a version 1.10 needs no quotes. */
    private <T> Optional<T> parsed(String key, Node node, Function<String, T> parse) {
        if (node instanceof Scalar scalar
                && (scalar.token() == JsonToken.VALUE_STRING || scalar.token().isNumeric())) {
            try {
                return Optional.of(parse.apply(scalar.text()));
            } catch (IllegalArgumentException e) {
                problem(scalar.line(), e.getMessage());
                return Optional.empty();
            }
        }
        wrongType(key, node, "text");
        return Optional.empty();
    }

    private void wrongType(String key, Node node, String expected) {
        problem(node.line(), "'%s' is %s, expected %s".formatted(key, node.kind(), expected));
    }
}
