package dev.packhouse.adapter.http.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes.
 *
 * @param bytes the number
 */
record ByteSize(long bytes) {

    private static final Pattern GRAMMAR = Pattern.compile("([1-9][0-9]{0,8})([A-Za-z])");

    private static final Map<String, Integer> SHIFTS = Map.of("k", 10, "m", 20, "g", 30);

    /**
     * Parses a number of KiB, MiB or GiB, such as {@code 256m}: at most nine digits, and a unit in upper or lower case;
     * empty if it is invalid.
     */
    static Optional<ByteSize> parse(String text) {
        Matcher parts = GRAMMAR.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(SHIFTS.get(parts.group(2).toLowerCase(Locale.ROOT)))
                .map(shift -> new ByteSize(Long.parseLong(parts.group(1)) << shift));
    }
}
