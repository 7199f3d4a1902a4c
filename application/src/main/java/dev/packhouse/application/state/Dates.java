package dev.packhouse.application.state;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The dates that a program may enter: ISO 8601 with an offset from UTC, such as {@code 2027-05-19T22:19:11Z}. */
public final class Dates {

    private static final int LAST_YEAR = 9999;

    private Dates() {}

    /** Parses a date of the years 1 to 9999; empty if it is invalid. */
    public static Optional<Instant> parse(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            int year = instant.atOffset(ZoneOffset.UTC).getYear();
            return year > 0 && year <= LAST_YEAR ? Optional.of(instant) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
