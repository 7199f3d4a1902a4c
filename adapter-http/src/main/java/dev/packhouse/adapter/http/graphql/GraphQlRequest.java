package dev.packhouse.adapter.http.graphql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/**
 * The body of a request.
 *
 * @param query the query; empty if there is none, or if it is no text
 * @param operationName the name of the operation to execute; empty if there is none
 */
record GraphQlRequest(Optional<String> query, Optional<String> operationName) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * Parses a body. The variables are not used.
     *
     * @throws IOException if it is no JSON
     */
    static GraphQlRequest parse(byte[] body) throws IOException {
        Optional<String> query = Optional.empty();
        Optional<String> operationName = Optional.empty();
        try (JsonParser json = FACTORY.createParser(body)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                throw new IOException("The body is empty");
            }
            if (first == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    json.nextToken();
                    if (field.equals("query")) {
                        query = text(json);
                    } else if (field.equals("operationName")) {
                        operationName = text(json);
                    } else {
                        json.skipChildren();
                    }
                }
            } else {
                json.skipChildren();
            }
            if (json.nextToken() != null) {
                throw new IOException("Something follows the JSON");
            }
        }
        return new GraphQlRequest(query, operationName);
    }

    /** The text, unless it is empty or something else. */
    private static Optional<String> text(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return Optional.of(json.getText()).filter(text -> !text.isEmpty());
        }
        json.skipChildren();
        return Optional.empty();
    }
}
