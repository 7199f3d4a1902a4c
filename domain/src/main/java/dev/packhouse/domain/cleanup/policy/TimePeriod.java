package dev.packhouse.domain.cleanup.policy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** The periods of which the newest version can be kept. Weeks are those of ISO 8601: they begin on Monday. */
public enum TimePeriod {
    /** An hour of a day. */
    HOURLY(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:00xxx", Locale.ROOT)),
    /** A day. */
    DAILY(DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT)),
    /** A week. */
    WEEKLY(new DateTimeFormatterBuilder()
            .appendValue(IsoFields.WEEK_BASED_YEAR, 4)
            .appendLiteral("-W")
            .appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2)
            .toFormatter(Locale.ROOT)),
    /** A month. */
    MONTHLY(DateTimeFormatter.ofPattern("yyyy-MM", Locale.ROOT)),
    /** A year. */
    YEARLY(DateTimeFormatter.ofPattern("yyyy", Locale.ROOT));

    private final DateTimeFormatter format;

    TimePeriod(DateTimeFormatter format) {
        this.format = format;
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
