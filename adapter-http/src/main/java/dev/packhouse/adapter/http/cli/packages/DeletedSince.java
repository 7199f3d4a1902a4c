package dev.packhouse.adapter.http.cli.packages;

import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.application.state.Dates;
import dev.packhouse.application.state.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of {@code --deleted-since}: a date, or a duration before the current time.
 *
 * @param text the value
 * @param start returns the begin of the time for a current time
 */
record DeletedSince(String text, Function<Instant, Instant> start) {

    /**
     * The first second of the time: GitHub shows dates to the second.
     *
     * @throws UsageException if it is in the future
     */
    Instant from(Instant now) {
        Instant from = start.apply(now);
        if (from.isAfter(now)) {
            throw new UsageException("Invalid --deleted-since %s: it is in the future".formatted(text));
        }
        return from.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Parses the value. */
    static final class Converter implements ITypeConverter<DeletedSince> {
        @Override
        public DeletedSince convert(String text) {
            Optional<Duration> duration = Durations.parse(text);
            if (duration.isPresent()) {
                return new DeletedSince(text, now -> now.minus(duration.get()));
            }
            Instant date = Dates.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'%s' is neither a duration such as 2h, 90m or 3d, nor a date such as 2027-05-19T22:19:11Z"
                                    .formatted(text)));
            return new DeletedSince(text, now -> date);
        }
    }
}
