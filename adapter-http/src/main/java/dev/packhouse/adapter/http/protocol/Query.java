package dev.packhouse.adapter.http.protocol;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The parameters of a query, in their order. If a parameter occurs more than once, the last one counts. */
public final class Query {

    private static final Query EMPTY = new Query(List.of());

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final List<Parameter> parameters;

    private Query(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    private record Parameter(String raw, String name, Optional<String> value) {

        static Parameter parse(String raw) {
            int equals = raw.indexOf('=');
            String name = equals < 0 ? raw : raw.substring(0, equals);
            return new Parameter(
                    raw,
                    PercentEncoding.decodeQuery(name).orElse(name),
                    PercentEncoding.decodeQuery(equals < 0 ? "" : raw.substring(equals + 1)));
        }
    }

    /**
     * Parses a query.
     *
     * @param raw the text after the question mark, not decoded; null if there is none
     */
    public static Query parse(String raw) {
        if (raw == null || raw.isEmpty()) {
            return EMPTY;
        }
        List<Parameter> parameters = new ArrayList<>();
        for (String part : raw.split("&", -1)) {
            if (!part.isEmpty()) {
                parameters.add(Parameter.parse(part));
            }
        }
        return new Query(parameters);
    }

    /**
     * Returns the value of a parameter: empty if the parameter is absent, an empty text if it has no or a malformed
     * value.
     */
    public Optional<String> value(String name) {
        Optional<String> last = Optional.empty();
        for (Parameter parameter : parameters) {
            if (parameter.name.equals(name)) {
                last = Optional.of(parameter.value.orElse(""));
            }
        }
        return last;
    }

    /** Returns the names of all parameters, in their order. */
    public List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }

    /**
     * Returns the query in a canonical encoding, with a question mark before it, for the address of another server; an empty
     * text if there is none. Leaves out parameters with a malformed value, and those that are for this server alone.
     */
    public String canonical(Set<String> without) {
        String encoded = parameters.stream()
                .filter(parameter -> parameter.value.isPresent() && !without.contains(parameter.name))
                .map(parameter -> encode(parameter.name) + "=" + encode(parameter.value.get()))
                .collect(Collectors.joining("&"));
        return encoded.isEmpty() ? "" : "?" + encoded;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Returns the raw query with one parameter replaced in its place, or appended if it is absent. */
    String with(String name, String value) {
        StringBuilder result = new StringBuilder();
        boolean placed = false;
        for (Parameter parameter : parameters) {
            boolean replaced = parameter.name.equals(name);
            if (replaced && placed) {
                continue;
            }
            result.append(result.length() == 0 ? "" : "&");
            if (replaced) {
                result.append(name).append('=').append(value);
            } else {
                appendSafely(parameter.raw, result);
            }
            placed |= replaced;
        }
        if (!placed) {
            result.append(result.length() == 0 ? "" : "&")
                    .append(name)
                    .append('=')
                    .append(value);
        }
        return result.toString();
    }

    /**
     * Escapes characters that a URL must not contain, or that would end the URL in a header. Appends the UTF-8 bytes of
     * others.
     */
    private static void appendSafely(String raw, StringBuilder result) {
        for (byte b : raw.getBytes(StandardCharsets.UTF_8)) {
            if (b <= ' ' || b == 0x7f || b == '<' || b == '>' || b == '"') {
                result.append('%').append(HEX.toHexDigits(b));
            } else {
                result.append((char) b);
            }
        }
    }
}
