package dev.packhouse.domain.cleanup.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * A length of time before now. Hours, days of 24 hours and weeks are exact. Months and years follow the calendar of a time
 * zone.
 *
 * @param text as it is written: a number from 0 to 99,999 and {@code h}, {@code d}, {@code w}, {@code mo} or {@code y}
 */
public record Age(String text) {

    private static final Pattern GRAMMAR = Pattern.compile("[0-9]{1,5}(?:h|d|w|mo|y)");

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
        int digits = text.length() - (text.endsWith("mo") ? 2 : 1);
        int number = Integer.parseInt(text.substring(0, digits));
        return switch (text.charAt(digits)) {
            case 'h' -> now.minus(Duration.ofHours(number));
            case 'd' -> now.minus(Duration.ofDays(number));
            case 'w' -> now.minus(Duration.ofDays(7L * number));
            case 'm' -> now.atZone(zone).minusMonths(number).toInstant();
            default -> now.atZone(zone).minusYears(number).toInstant();
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
