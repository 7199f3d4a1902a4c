package dev.packhouse.adapter.http.cli;

import com.google.common.collect.ImmutableMap;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.application.spi.BackendSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say how a server keeps the rate limits of the live service. */
final class LimitOptions {

    /** GitHub ends a request after ten seconds, of which two are left to connect. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

    /** Whether the live service has rate limits. */
    enum Limits {
        ON,
        OFF;

        private final String label = name().toLowerCase(Locale.ROOT);

        static Optional<Limits> parse(String text) {
            return Stream.of(values())
                    .filter(limits -> limits.label.equals(text))
                    .findFirst();
        }
    }

    @Option(
            names = "--limit-wait",
            paramLabel = "DURATION",
            description =
                    "How long a request waits at most for the rate limits of the live service, before it is refused"
                            + " as GitHub refuses it; at most 8s (default: 5s).")
    private Optional<Duration> wait;

    @Option(
            names = "--github-limits",
            paramLabel = "on|off",
            description = "off for a GitHub Enterprise Server without rate limits (default: on).")
    private Optional<Limits> limits;

    /** The first given option; empty if there is none. */
    Optional<String> given() {
        return wait.isPresent() ? Optional.of("--limit-wait") : limits.map(given -> "--github-limits");
    }

    /**
     * Returns the options of the backend.
     *
     * @throws UsageException if the wait is too long
     */
    Map<String, String> options() {
        if (wait.filter(given -> given.compareTo(LONGEST_WAIT) > 0).isPresent()) {
            throw new UsageException(
                    "Invalid --limit-wait: a request waits for at most %ds, because clients give up then"
                            .formatted(LONGEST_WAIT.toSeconds()));
        }
        ImmutableMap.Builder<String, String> options = ImmutableMap.builder();
        wait.ifPresent(given -> options.put(BackendSettings.LIMIT_WAIT, given.toString()));
        limits.ifPresent(given -> options.put(BackendSettings.GITHUB_LIMITS, given.label));
        return options.buildOrThrow();
    }
}
