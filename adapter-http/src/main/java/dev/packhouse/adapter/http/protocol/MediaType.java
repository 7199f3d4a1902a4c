package dev.packhouse.adapter.http.protocol;

import java.util.Locale;
import java.util.Optional;

/**
 * The media type that a request accepts, in the format of the header {@code X-GitHub-Media-Type}.
 *
 * @param label the value of that header
 */
public record MediaType(String label) {

    /** The media type without a parameter. */
    public static final MediaType DEFAULT = new MediaType("github.v3; format=json");

    private static final String VENDOR = "application/vnd.github";

    /**
     * Parses the header {@code Accept}. The first supported type counts, because GitHub ignores the weights.
     *
     * @param accept the header; null if there is none
     * @return empty if the request accepts no type that this API supports
     */
    public static Optional<MediaType> accepted(String accept) {
        if (accept == null
                || accept.isBlank()
                || accept.equals("*/*")
                || accept.equals("application/vnd.github+json")
                || accept.equals("application/json")) {
            return Optional.of(DEFAULT);
        }
        for (String element : accept.split(",", -1)) {
            String[] parts = element.split(";", -1);
            Optional<MediaType> type =
                    refused(parts) ? Optional.empty() : parse(parts[0].strip().toLowerCase(Locale.ROOT));
            if (type.isPresent()) {
                return type;
            }
        }
        return Optional.empty();
    }

    private static boolean refused(String... parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace(" ", "").toLowerCase(Locale.ROOT);
            if (parameter.matches("q=0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<MediaType> parse(String type) {
        if (type.equals("*/*") || type.equals("application/*") || type.equals("application/json")) {
            return Optional.of(DEFAULT);
        }
        if (!type.startsWith(VENDOR)) {
            return Optional.empty();
        }
        String rest = type.substring(VENDOR.length());
        if (rest.endsWith("+json")) {
            rest = rest.substring(0, rest.length() - "+json".length());
        } else if (rest.contains("+")) {
            return Optional.empty();
        }
        if (rest.equals(".v3")) {
            return Optional.of(DEFAULT);
        }
        String parameter = rest.startsWith(".v3.") ? rest.substring(".v3".length()) : rest;
        if (parameter.isEmpty()) {
            return Optional.of(DEFAULT);
        }
        return parameter.matches("\\.[a-z0-9-]+")
                ? Optional.of(new MediaType("github.v3; param=" + parameter.substring(1) + "; format=json"))
                : Optional.empty();
    }
}
