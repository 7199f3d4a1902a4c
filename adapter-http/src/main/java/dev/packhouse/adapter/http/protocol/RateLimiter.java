package dev.packhouse.adapter.http.protocol;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.packhouse.application.model.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Counts the requests of each caller in an hour that begins with the first of them. Safe for many threads. */
public final class RateLimiter {

    /** How many requests an hour an address has for requests without a token. */
    public static final int ANONYMOUS = 60;

    private static final Duration PERIOD = Duration.ofHours(1);

    private final InstantSource clock;
    // Bounded, so that nobody can fill the memory with addresses; whoever is forgotten starts anew.
    private final Cache<String, Window> windows =
            CacheBuilder.newBuilder().maximumSize(100_000).build();

    /** Counts by this clock. */
    public RateLimiter(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts one request. */
    public RateLimit take(String caller, int limit) {
        return window(caller).add(1, limit, clock.instant());
    }

    /** Takes the counting of one request back. */
    public RateLimit refund(String caller, int limit) {
        return window(caller).add(-1, limit, clock.instant());
    }

    /** Tells without counting. */
    public RateLimit show(String caller, int limit) {
        return window(caller).add(0, limit, clock.instant());
    }

    private Window window(String caller) {
        return windows.asMap()
                .computeIfAbsent(caller, key -> new Window(clock.instant().plus(PERIOD)));
    }

    private static final class Window {

        private Instant reset;
        private long used;

        Window(Instant reset) {
            this.reset = reset;
        }

        /** A request beyond the limit counts too: that is how the caller is told that it was one too many. */
        synchronized RateLimit add(int requests, int limit, Instant now) {
            if (!now.isBefore(reset)) {
                reset = now.plus(PERIOD);
                used = 0;
            }
            used = Math.max(0, used + requests);
            return new RateLimit(limit, Math.max(0, limit - used), used, reset);
        }
    }
}
