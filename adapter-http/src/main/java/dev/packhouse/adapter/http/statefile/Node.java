package dev.packhouse.adapter.http.statefile;

import com.fasterxml.jackson.core.JsonToken;
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
}
