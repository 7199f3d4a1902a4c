package dev.packhouse.domain.cleanup.policy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The periods of which the newest version can be kept. Weeks are those of ISO 8601: they begin on Monday. */
public enum TimePeriod {
    /** An hour of a day. */
    HOURLY("yyyy-MM-dd HH:00xxx"),
    /** A day. */
    DAILY("yyyy-MM-dd"),
    /** A week. */
    WEEKLY("YYYY-'W'ww"),
    /** A month. */
    MONTHLY("yyyy-MM"),
    /** A year. */
    YEARLY("yyyy");

    private final DateTimeFormatter format;

    TimePeriod(String pattern) {
        this.format = DateTimeFormatter.ofPattern(pattern, Locale.forLanguageTag("en-GB"));
    }

    /** The period of an instant, as in {@code 2026-11}. */
    String key(Instant instant, ZoneId zone) {
        return format.format(instant.atZone(zone));
    }

    /** The spelling in documents: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
