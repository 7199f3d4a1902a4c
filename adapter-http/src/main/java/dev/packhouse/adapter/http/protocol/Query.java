package dev.packhouse.adapter.http.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The query of a request, in the order it was written. Of a parameter that comes twice, the last one counts. */
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
     * Reads a query.
     *
     * @param raw what stands behind the question mark, as it was sent; null if there is nothing
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

    /** The value of a parameter; empty text where it has none or a broken one, empty if the parameter is not there. */
    public Optional<String> value(String name) {
        Optional<String> last = Optional.empty();
        for (Parameter parameter : parameters) {
            if (parameter.name.equals(name)) {
                last = Optional.of(parameter.value.orElse(""));
            }
        }
        return last;
    }

    /** This query as it was sent, but for one parameter: replaced in its place, or appended if it is not there. */
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

    /** Escapes what no URL may hold, or what would end the URL in a header: other characters as their bytes in UTF-8. */
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
