package dev.packhouse.adapter.http.protocol;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.packhouse.application.model.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Counts the requests of each caller in a window of one hour that begins with the first one. Safe for many threads. */
public final class RateLimiter {

    /** The limit for the requests of an address without a token, per hour. */
    public static final int ANONYMOUS = 60;

    private static final Duration PERIOD = Duration.ofHours(1);

    private final InstantSource clock;
    // Bounded, so that clients cannot fill the memory with addresses. A removed caller starts a new window.
    private final Cache<String, Window> windows =
            CacheBuilder.newBuilder().maximumSize(100_000).build();

    /** Uses this clock for the windows. */
    public RateLimiter(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts one request, and returns the state after it. */
    public RateLimit take(String caller, int limit) {
        return window(caller).add(1, limit, clock.instant());
    }

    /** Undoes the count of one request. */
    public RateLimit refund(String caller, int limit) {
        return window(caller).add(-1, limit, clock.instant());
    }

    /** Returns the state without counting. */
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

        /** Requests beyond the limit count too: the filter refuses a request if {@code used} exceeds {@code limit}. */
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
