package dev.packhouse.adapter.github.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a registry demands with a 401: a token from another address. Its scope is not kept, because the scope that is needed is
 * known.
 *
 * <p>Source: the header {@code WWW-Authenticate} (RFC 9110, 11.6.1), and the token authentication of container registries.
 *
 * @param realm the address that gives tokens
 * @param service the name of the registry there
 */
record BearerChallenge(String realm, Optional<String> service) {

    /** Returns the first challenge of the scheme Bearer that has a realm, in these values of the header; empty if there is none. */
    static Optional<BearerChallenge> parse(List<String> values) {
        return values.stream()
                .flatMap(value -> new Reader(value).read().stream())
                .findFirst();
    }

    /** Reads one value of the header, which may have several challenges. */
    private static final class Reader {

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Optional<BearerChallenge> read() {
            String scheme = "";
            Map<String, String> parameters = new HashMap<>();
            while (true) {
                skip(", \t");
                if (at == text.length()) {
                    return challenge(scheme, parameters);
                }
                String word = word();
                skip(" \t");
                if (word.isEmpty()) {
                    at++;
                } else if (at < text.length() && text.charAt(at) == '=') {
                    at++;
                    skip(" \t");
                    parameters.putIfAbsent(word.toLowerCase(Locale.ROOT), value());
                } else {
                    Optional<BearerChallenge> before = challenge(scheme, parameters);
                    if (before.isPresent()) {
                        return before;
                    }
                    scheme = word;
                    parameters.clear();
                }
            }
        }

        private static Optional<BearerChallenge> challenge(String scheme, Map<String, String> parameters) {
            String realm = parameters.getOrDefault("realm", "");
            return scheme.equalsIgnoreCase("Bearer") && !realm.isEmpty()
                    ? Optional.of(new BearerChallenge(realm, Optional.ofNullable(parameters.get("service"))))
                    : Optional.empty();
        }

        private void skip(String characters) {
            while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private String word() {
            int start = at;
            while (at < text.length() && isOfWord(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        private static boolean isOfWord(char c) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }

        private String value() {
            if (at == text.length() || text.charAt(at) != '"') {
                return word();
            }
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            at = Math.min(at + 1, text.length());
            return value.toString();
        }
    }
}
