package dev.packhouse.adapter.github.client.response;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A response as received.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body, decompressed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared and never copied
public record RawResponse(int status, HttpHeaders headers, byte[] body) {

    /** Returns the first header of this name, in any case. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** Returns the values of all headers of this name, in any case. */
    public List<String> headers(String name) {
        return headers.allValues(name);
    }

    /** Returns a header that is an integer; empty if it is missing or something else. */
    public OptionalLong number(String name) {
        return header(name).map(RawResponse::parsed).orElseGet(OptionalLong::empty);
    }

    private static OptionalLong parsed(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Returns the media type without parameters, in lower case; an empty text if there is none. */
    public String mediaType() {
        String type = header("content-type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    public boolean isJson() {
        String type = mediaType();
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }
}
