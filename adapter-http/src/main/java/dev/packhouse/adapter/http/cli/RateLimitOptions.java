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

    /** The first given option; empty if there is none. */
    Optional<String> given() {
        return rateLimit.map(given -> "--rate-limit");
    }

    /**
     * Returns the limits.
     *
     * @throws UsageException if the limit is neither a positive number nor off
     */
    RateLimits limits() {
        return rateLimit.map(RateLimitOptions::parse).orElse(RateLimits.SHOWN);
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
