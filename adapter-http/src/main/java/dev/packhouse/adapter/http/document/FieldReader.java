package dev.packhouse.adapter.http.document;

import com.fasterxml.jackson.core.JsonToken;
import dev.packhouse.adapter.http.document.Node.Entry;
import dev.packhouse.adapter.http.document.Node.Mapping;
import dev.packhouse.adapter.http.document.Node.Scalar;
import dev.packhouse.adapter.http.document.Node.Sequence;
import dev.packhouse.application.state.Dates;
import dev.packhouse.application.state.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Reads the values of one mapping by key and type. A value of another type is reported as a problem and counts as
 * absent, so that one pass finds all problems. A null value counts as absent too.
 */
public final class FieldReader {

    private final Mapping mapping;
    private final Problems<Problem> problems;
    private final List<String> knownKeys = new ArrayList<>();
    private final List<String> refusedKeys = new ArrayList<>();

    /** Creates the reader of a mapping, which adds what is wrong to the problems. */
    public FieldReader(Mapping mapping, Problems<Problem> problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    /** Whether there is a value. */
    public boolean has(String key) {
        return find(key).isPresent();
    }

    /** Whether there is a key, perhaps without a value. */
    public boolean hasKey(String key) {
        return mapping.entries().containsKey(key);
    }

    /** Whether there is a mapping. */
    public boolean isMapping(String key) {
        return find(key).filter(Mapping.class::isInstance).isPresent();
    }

    /** Whether there is a list without items. */
    public boolean isEmptyList(String key) {
        return find(key)
                .filter(value ->
                        value instanceof Sequence sequence && sequence.items().isEmpty())
                .isPresent();
    }

    /** Allows a key that other code reads. */
    public void known(String key) {
        knownKeys.add(key);
    }

    /** Reports a key that is not allowed, with a better reason than that it is unknown. */
    public void refuse(String key, String reason) {
        Entry entry = mapping.entries().get(key);
        if (entry != null) {
            refusedKeys.add(key);
            problem(entry.line(), reason);
        }
    }

    /** Reports the keys that were neither read nor allowed. */
    public void refuseOthers() {
        mapping.entries().forEach((key, entry) -> {
            if (!knownKeys.contains(key) && !refusedKeys.contains(key)) {
                problem(
                        entry.line(),
                        "unknown key '%s', expected one of %s".formatted(key, String.join(", ", knownKeys)));
            }
        });
    }

    /** The line in which the mapping begins. */
    public int line() {
        return mapping.line();
    }

    /** Reports a problem at the line of a value. */
    public void problem(String key, String reason) {
        Entry entry = mapping.entries().get(key);
        problem(entry == null ? mapping.line() : entry.value().line(), reason);
    }

    /** Reads a text that must be there. */
    public <T> Optional<T> required(String key, Function<String, T> parse) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            problem(mapping.line(), "missing '%s'".formatted(key));
        }
        return node.flatMap(value -> parsed(key, value, parse));
    }

    /** Reads a text. */
    public <T> Optional<T> optional(String key, Function<String, T> parse) {
        return node(key).flatMap(value -> parsed(key, value, parse));
    }

    /** Reads a text. */
    public Optional<String> text(String key) {
        return optional(key, Function.identity());
    }

    /** Reads a whole number. */
    public OptionalLong number(String key) {
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

    /** Reads a whole number that is not negative. */
    public OptionalLong notNegative(String key) {
        OptionalLong number = number(key);
        if (number.orElse(0) < 0) {
            problem(key, "'%s' is %d, and cannot be negative".formatted(key, number.getAsLong()));
            return OptionalLong.empty();
        }
        return number;
    }

    /** Reads a whole number in a range. */
    public OptionalLong number(String key, long least, long most) {
        OptionalLong number = number(key);
        if (number.isPresent() && (number.getAsLong() < least || number.getAsLong() > most)) {
            problem(key, "'%s' is %d, expected %d to %d".formatted(key, number.getAsLong(), least, most));
            return OptionalLong.empty();
        }
        return number;
    }

    /** Reads true or false. */
    public boolean flag(String key, boolean otherwise) {
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

    /** Reads a date. */
    public Optional<Instant> date(String key) {
        return optional(key, FieldReader::instant);
    }

    private static Instant instant(String text) {
        return Dates.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Invalid date '%s': expected one such as 2020-05-19T22:19:11Z".formatted(text)));
    }

    /** Reads a text, or true or false as such a text. */
    public <T> Optional<T> word(String key, Function<String, T> parse) {
        return node(key)
                .flatMap(value -> parsed(
                        key,
                        value instanceof Scalar scalar && scalar.token().isBoolean()
                                ? new Scalar(scalar.line(), JsonToken.VALUE_STRING, scalar.text())
                                : value,
                        parse));
    }

    /** Reads one text, or a list of at least one. Invalid items are skipped. */
    public <T> List<T> oneOrMore(String key, Function<String, T> parse) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof Sequence sequence)) {
            return parsed(key, node.get(), parse).stream().toList();
        }
        if (sequence.items().isEmpty()) {
            problem(sequence.line(), "'%s' is an empty list".formatted(key));
        }
        return sequence.items().stream()
                .flatMap(item -> parsed(key, item, parse).stream())
                .toList();
    }

    /** Reads a list of texts. Invalid items are skipped. */
    public <T> List<T> list(String key, Function<String, T> parse) {
        return located(key, parse).stream().map(Located::value).toList();
    }

    /** Reads a list of texts with their lines. Invalid items are skipped. */
    public <T> List<Located<T>> located(String key, Function<String, T> parse) {
        List<Node> items = items(key);
        List<Located<T>> values = new ArrayList<>(items.size());
        for (Node item : items) {
            parsed(key, item, parse).ifPresent(value -> values.add(new Located<>(item.line(), value)));
        }
        return values;
    }

    /** Reads a list. */
    public List<Node> items(String key) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof Sequence sequence)) {
            wrongType(key, node.get(), "a list");
            return List.of();
        }
        return sequence.items();
    }

    /** Reads a mapping. */
    public Optional<Mapping> mapping(String key) {
        Optional<Node> node = node(key);
        if (node.isPresent() && !(node.get() instanceof Mapping)) {
            wrongType(key, node.get(), "a mapping");
        }
        return node.filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    /** Reads a mapping of keys to texts. Invalid values are skipped. */
    public <V> Map<String, Located<V>> map(String key, Function<String, V> parse) {
        Map<String, Located<V>> parsed = new LinkedHashMap<>();
        mapping(key)
                .ifPresent(values -> values.entries()
                        .forEach((name, entry) -> parsed(key, entry.value(), parse)
                                .ifPresent(value -> parsed.put(name, new Located<>(entry.line(), value)))));
        return parsed;
    }

    /** A value with its line; the line of its key, if it has one. */
    public record Located<V>(int line, V value) {}

    /** Reports a problem. */
    public void problem(int line, String reason) {
        problems.add(new Problem(line, reason));
    }

    private Optional<Node> node(String key) {
        knownKeys.add(key);
        return find(key);
    }

    private Optional<Node> find(String key) {
        return Optional.ofNullable(mapping.entries().get(key))
                .map(Entry::value)
                .filter(value -> !(value instanceof Scalar scalar && scalar.isNull()));
    }

    /** Parses a text. A number counts as text, so that a version 1.10 needs no quotes. */
    public <T> Optional<T> parsed(String key, Node node, Function<String, T> parse) {
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
