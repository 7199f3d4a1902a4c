package dev.packhouse.adapter.http.document;

import com.fasterxml.jackson.core.JsonToken;
import java.util.List;
import java.util.Map;

/** A node of a document tree with its line. */
public sealed interface Node {

    /** The line in which the node begins, from 1. */
    int line();

    /** The name of the kind in messages. */
    String kind();

    /** A text, a number, a boolean, or null. */
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

        /** Whether it is null, or empty. */
        public boolean isNull() {
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

    /** A mapping of keys to values. */
    record Mapping(int line, Map<String, Entry> entries) implements Node {
        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** A value with the line of its key, which may be less than the line of the value. */
    record Entry(int line, Node value) {}
}
