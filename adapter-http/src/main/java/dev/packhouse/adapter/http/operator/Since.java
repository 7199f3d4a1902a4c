package dev.packhouse.adapter.http.operator;

import dev.packhouse.application.state.Dates;
import dev.packhouse.application.state.Durations;
import java.time.Instant;
import java.util.Optional;

/** The beginning of a time until now, as an operator enters it: a duration such as {@code 7d}, or a date. */
public final class Since {

    /** What a valid text looks like, for messages. */
    public static final String EXPECTED = "a duration such as 7d, 12h or 90m, or a date such as 2026-11-21T08:00:00Z";

    private Since() {}

    /** Parses a duration before now, or a date; empty if the text is none. */
    public static Optional<Instant> parse(String text, Instant now) {
        return Durations.parse(text).map(now::minus).or(() -> Dates.parse(text));
    }
}
