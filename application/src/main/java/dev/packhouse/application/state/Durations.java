package dev.packhouse.application.state;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The durations that a program may enter: a positive number of at most nine digits, and the unit {@code d}, {@code h},
 * {@code m} or {@code s} in upper or lower case, such as {@code 400d}.
 */
public final class Durations {

    private static final Pattern GRAMMAR = Pattern.compile("([1-9][0-9]{0,8})([A-Za-z])");

    private static final Map<String, LongFunction<Duration>> UNITS =
            Map.of("d", Duration::ofDays, "h", Duration::ofHours, "m", Duration::ofMinutes, "s", Duration::ofSeconds);

    private Durations() {}

    /** Parses a number of days, hours, minutes or seconds; empty if it is invalid. */
    public static Optional<Duration> parse(String text) {
        Matcher parts = GRAMMAR.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(UNITS.get(parts.group(2).toLowerCase(Locale.ROOT)))
                .map(unit -> unit.apply(Long.parseLong(parts.group(1))));
    }
}
