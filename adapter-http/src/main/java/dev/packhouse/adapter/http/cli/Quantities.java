package dev.packhouse.adapter.http.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses durations and sizes of options: a positive number of at most nine digits, and a unit in upper or lower case.
 */
final class Quantities {

    private static final Pattern GRAMMAR = Pattern.compile("([1-9][0-9]{0,8})([A-Za-z])");

    private static final Map<String, LongFunction<Duration>> DURATIONS =
            Map.of("d", Duration::ofDays, "h", Duration::ofHours, "m", Duration::ofMinutes, "s", Duration::ofSeconds);

    private static final Map<String, LongFunction<Size>> SIZES = Map.of(
            "k", number -> new Size(number << 10),
            "m", number -> new Size(number << 20),
            "g", number -> new Size(number << 30));

    private Quantities() {}

    /**
     * A number of bytes.
     *
     * @param bytes the number
     */
    record Size(long bytes) {}

    /** Parses a number of days, hours, minutes or seconds, such as {@code 400d}; empty if it is invalid. */
    static Optional<Duration> duration(String text) {
        return read(text, DURATIONS);
    }

    /** Parses a number of KiB, MiB or GiB, such as {@code 256m}; empty if it is invalid. */
    static Optional<Size> size(String text) {
        return read(text, SIZES);
    }

    private static <T> Optional<T> read(String text, Map<String, LongFunction<T>> units) {
        Matcher parts = GRAMMAR.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(units.get(parts.group(2).toLowerCase(Locale.ROOT)))
                .map(unit -> unit.apply(Long.parseLong(parts.group(1))));
    }
}
