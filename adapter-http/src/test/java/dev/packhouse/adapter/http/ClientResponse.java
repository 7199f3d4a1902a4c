package dev.packhouse.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A response as the client receives it. */
final class ClientResponse {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;
    private final List<String[]> headers;
    private final byte[] body;

    private ClientResponse(int status, List<String[]> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    static ClientResponse parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("No complete response head: '" + text + "'");
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        List<String[]> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.add(new String[] {
                lines[i].substring(0, colon), lines[i].substring(colon + 1).strip()
            });
        }
        return new ClientResponse(
                Integer.parseInt(lines[0].split(" ", -1)[1]),
                headers,
                Arrays.copyOfRange(bytes, end + 4, bytes.length));
    }

    int status() {
        return status;
    }

    /** All values of a header, in their order. */
    List<String> headers(String name) {
        return headers.stream()
                .filter(header -> header[0].equalsIgnoreCase(name))
                .map(header -> header[1])
                .toList();
    }

    /** The only value of a header; null if there is none. */
    String header(String name) {
        List<String> values = headers(name);
        if (values.size() > 1) {
            throw new AssertionError(name + " comes " + values.size() + " times");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** The names of all headers, in their order. */
    List<String> headerNames() {
        return headers.stream().map(header -> header[0]).toList();
    }

    int length() {
        return body.length;
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    ClientResponse uncompressed() {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new ClientResponse(status, headers, gzip.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("Not JSON: '" + text() + "'", e);
        }
    }

    /** The names of the fields of the JSON object in the body, in their order. */
    List<String> fields() {
        return fields(json());
    }

    static List<String> fields(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    String message() {
        return json().path("message").asText();
    }

    String documentation() {
        return json().path("documentation_url").asText();
    }

    @Override
    public String toString() {
        return status + " " + text();
    }
}
