package dev.packhouse.adapter.http.payload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Copies the document of a remote registry, with all fields in their order. It replaces only URLs of the remote API by
 * URLs of this server, so that a client that follows them uses this server. URLs of web pages do not change.
 */
final class UpstreamDocument {

    private static final JsonFactory FACTORY = new JsonFactory();

    private UpstreamDocument() {}

    static void write(JsonGenerator json, String document, String remoteApi, String ownApi) throws IOException {
        try (JsonParser parser = FACTORY.createParser(document)) {
            String field = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    field = parser.currentName();
                }
                if (token == JsonToken.VALUE_STRING && isApiUrlField(field) && isBelow(parser.getText(), remoteApi)) {
                    json.writeString(ownApi + parser.getText().substring(remoteApi.length()));
                } else {
                    json.copyCurrentEventExact(parser);
                }
            }
        }
    }

    /** Returns the fields of the object whose values are texts, without those of objects in it. */
    static Map<String, String> texts(String document) {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(document)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    texts.put(field, parser.getText());
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The registry has sent this text as JSON", e);
        }
        return texts;
    }

    private static boolean isApiUrlField(String field) {
        return (field.equals("url") || field.endsWith("_url")) && !field.endsWith("html_url");
    }

    /** Whether a URL is this one, or below it. */
    static boolean isBelow(String url, String base) {
        return url.startsWith(base) && (url.length() == base.length() || url.charAt(base.length()) == '/');
    }
}
