package dev.packhouse.adapter.http.protocol;

import dev.packhouse.application.model.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * GitHub's secondary rate limits: 900 points, and 80 requests that create content, each in a window of one minute. A
 * request that reads is one point, any other five. POST creates content. A refused request counts too, so that a caller
 * over a limit is refused until the window ends. Safe for many threads.
 *
 * @see <a href="https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api">GitHub's documentation</a>
 */
public final class SecondaryLimiter {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int POINTS = 900;
    private static final int CREATIONS = 80;

    private final RateLimiter points;
    private final RateLimiter creations;

    /** Uses this clock for the windows. */
    public SecondaryLimiter(InstantSource clock) {
        this.points = new RateLimiter(clock, MINUTE);
        this.creations = new RateLimiter(clock, MINUTE);
    }

    /**
     * Counts a request.
     *
     * @param caller whose requests are counted together, as for the {@link RateLimiter}
     * @param method the HTTP method
     * @return when the caller can send requests again; empty if no limit is exceeded
     */
    public Optional<Instant> take(Object caller, String method) {
        Optional<Instant> wait = reset(points.take(caller, POINTS, cost(method)));
        if (!method.equals("POST")) {
            return wait;
        }
        return Stream.of(wait, reset(creations.take(caller, CREATIONS, 1)))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    /** Forgets all counts. */
    public void reset() {
        points.reset();
        creations.reset();
    }

    private static int cost(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> 1;
            default -> 5;
        };
    }

    /** The end of the window of an exceeded limit. */
    private static Optional<Instant> reset(RateLimit counted) {
        return counted.used() > counted.limit() ? Optional.of(counted.reset()) : Optional.empty();
    }
}
