package dev.packhouse.adapter.github.client;

import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An answer as it came in.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body, unpacked
 */
@SuppressWarnings("ArrayRecordComponent")
public // never compared, and copied nowhere
record RawResponse(int status, HttpHeaders headers, byte[] body) {

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    OptionalLong number(String name) {
        return header(name).map(RawResponse::parsed).orElseGet(OptionalLong::empty);
    }

    private static OptionalLong parsed(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** The media type without its parameters, in lower case; empty text if there is none. */
    String mediaType() {
        String type = header("content-type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    boolean isJson() {
        String type = mediaType();
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }
}
