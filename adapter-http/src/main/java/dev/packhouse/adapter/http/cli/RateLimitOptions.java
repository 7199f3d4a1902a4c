package dev.packhouse.adapter.http.cli;

import dev.packhouse.adapter.http.RateLimits;
import dev.packhouse.adapter.http.cli.console.UsageException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that set the rate limits of a server that keeps its own data. */
final class RateLimitOptions {

    private static final String OFF = "off";

    @Option(
            names = "--rate-limit",
            paramLabel = "N|off",
            description =
                    "Requests that a user has in an hour before they are refused; off sends no headers about limits"
                            + " (default: show GitHub's limits, refuse nothing).")
    private Optional<String> rateLimit;

    @Option(
            names = "--secondary-limit",
            fallbackValue = "true",
            description =
                    "Enforce GitHub's secondary limits: in a minute, 900 points (a read is one, a change five) and 80"
                            + " requests that create content.")
    private boolean secondaryLimit;

    /** The first given option; empty if there is none. */
    Optional<String> given() {
        if (rateLimit.isPresent()) {
            return Optional.of("--rate-limit");
        }
        return secondaryLimit ? Optional.of("--secondary-limit") : Optional.empty();
    }

    /**
     * Returns the limits of a server.
     *
     * @param live whether its backend is the live service, which has limits of its own
     * @throws UsageException if the limit is neither a positive number nor off
     */
    RateLimits limits(boolean live) {
        if (live) {
            return RateLimits.OFF;
        }
        RateLimits limits = rateLimit.map(RateLimitOptions::parse).orElse(RateLimits.SHOWN);
        return secondaryLimit ? limits.withSecondary() : limits;
    }

    private static RateLimits parse(String text) {
        if (text.equals(OFF)) {
            return RateLimits.OFF;
        }
        try {
            return RateLimits.enforced(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new UsageException("Invalid --rate-limit '%s': it must be a positive number, or off".formatted(text));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
