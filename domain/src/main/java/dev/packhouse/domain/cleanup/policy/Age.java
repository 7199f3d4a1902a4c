package dev.packhouse.domain.cleanup.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time before now. Hours, days of 24 hours and weeks are exact. Months and years follow the calendar of a time
 * zone.
 *
 * @param text as it is written: a number from 0 to 99,999 and {@code h}, {@code d}, {@code w}, {@code mo} or {@code y}
 */
public record Age(String text) {

    private static final Pattern GRAMMAR = Pattern.compile("(\\d{1,5})(h|d|w|mo|y)");

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException if it is not an age
     */
    public Age {
        if (!GRAMMAR.matcher(requireNonNull(text, "text")).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no age: expected a number and h, d, w, mo or y, as in 36h, 14d, 2w, 6mo or 1y"
                            .formatted(text));
        }
    }

    /** The instant of this age. */
    public Instant before(Instant now, ZoneId zone) {
        return now.atZone(zone).minus(amount()).toInstant();
    }

    private TemporalAmount amount() {
        Matcher parts = GRAMMAR.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException(text);
        }
        int number = Integer.parseInt(parts.group(1));
        return switch (parts.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            case "w" -> Duration.ofDays(7L * number);
            case "mo" -> Period.ofMonths(number);
            default -> Period.ofYears(number);
        };
    }

    /** How long ago an instant was, in words: in days, or hours if it was less than two days ago. */
    static String words(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.isNegative()) {
            return "in the future";
        }
        return age.toDays() >= 2 ? age.toDays() + " days" : age.toHours() + " hours";
    }

    @Override
    public String toString() {
        return text;
    }
}
