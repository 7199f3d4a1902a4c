package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.packhouse.adapter.http.statefile.StateFileException.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a document that remembers its line. */
sealed interface Node {

    /** The line it begins in, from 1. */
    int line();

    /** What a message calls it. */
    String kind();

    /** Text, a number, true or false, or nothing. */
    record Scalar(int line, JsonToken token, String text) implements Node {
        @Override
        public String kind() {
            return switch (token) {
                case VALUE_STRING -> "text";
                case VALUE_NULL -> "nothing";
                case VALUE_TRUE, VALUE_FALSE -> "true or false";
                default -> "a number";
            };
        }

        boolean isNull() {
            return token == JsonToken.VALUE_NULL;
        }
    }

    /** A list. */
    record Sequence(int line, List<Node> items) implements Node {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Values under keys. */
    record Mapping(int line, Map<String, Entry> entries) implements Node {
        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** A value under its key, whose line may be an earlier one. */
    record Entry(int line, Node value) {}

    /** Reads what begins at the parser's current token, and leaves the parser at its last one. */
    static Node read(JsonParser parser, List<Problem> problems) throws IOException {
        int line = Document.line(parser);
        if (parser.isExpectedStartArrayToken()) {
            List<Node> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(parser, problems));
            }
            return new Sequence(line, items);
        }
        if (parser.isExpectedStartObjectToken()) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                readEntry(parser, entries, problems);
            }
            return new Mapping(line, entries);
        }
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            problems.add(new Problem(
                    line, "aliases are not supported: repeat what '*%s' stands for".formatted(parser.getText())));
            return new Scalar(line, JsonToken.VALUE_NULL, "");
        }
        return new Scalar(line, parser.currentToken(), parser.getText());
    }

    /** Reads a value, from the parser's current token, which is its key. */
    static void readEntry(JsonParser parser, Map<String, Entry> entries, List<Problem> problems) throws IOException {
        int line = Document.line(parser);
        String key = parser.currentName();
        parser.nextToken();
        Entry entry = new Entry(line, read(parser, problems));
        if (entries.putIfAbsent(key, entry) != null) {
            problems.add(duplicate(line, key));
        }
    }

    /** A key that is there already. */
    static Problem duplicate(int line, String key) {
        return new Problem(line, "duplicate key '%s'".formatted(key));
    }
}
