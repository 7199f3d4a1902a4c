package dev.packhouse.adapter.http.protocol;

import static java.util.Objects.requireNonNull;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.packhouse.application.model.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Counts the requests of each caller in windows of one length. A window begins with the first request that is counted. It
 * ends at its reset, or when the clock is moved back before its beginning. Safe for many threads.
 *
 * <p>A caller is any value with {@code equals}: callers that are equal share a window.
 */
public final class RateLimiter {

    private final InstantSource clock;
    private final Duration length;
    // Bounded, so that clients cannot fill the memory with addresses. A removed caller starts a new window.
    private final Cache<Object, Window> windows =
            CacheBuilder.newBuilder().maximumSize(100_000).build();

    /** Uses this clock for windows of this length. */
    public RateLimiter(InstantSource clock, Duration length) {
        this.clock = requireNonNull(clock, "clock");
        this.length = requireNonNull(length, "length");
    }

    /** Counts an amount, and returns the state after it. What exceeds the limit is counted too. */
    public RateLimit take(Object caller, int limit, int amount) {
        Window window = windows.getIfPresent(caller);
        if (window == null) {
            window = windows.asMap().computeIfAbsent(caller, first -> new Window());
        }
        return window.take(limit, amount);
    }

    /**
     * Undoes the count of one request, if the window in which it was counted is still the caller's.
     *
     * @param taken the state after the request
     */
    public RateLimit refund(Object caller, RateLimit taken) {
        Window window = windows.getIfPresent(caller);
        return window == null ? taken : window.refund(taken);
    }

    /** Returns the state without counting. */
    public RateLimit show(Object caller, int limit) {
        Window window = windows.getIfPresent(caller);
        return window == null ? unused(limit) : window.show(limit);
    }

    /** Forgets all windows. */
    public void reset() {
        windows.invalidateAll();
    }

    private RateLimit unused(int limit) {
        return new RateLimit(limit, limit, 0, clock.instant().plus(length));
    }

    private final class Window {

        private Instant begin = Instant.MAX;
        private Instant reset = Instant.MAX;
        private long used;

        // The clock is read inside the lock, so that no thread compares an earlier time with a window that has just
        // begun.
        synchronized RateLimit take(int limit, int amount) {
            Instant now = clock.instant();
            if (!contains(now)) {
                begin = now;
                reset = now.plus(length);
                used = 0;
            }
            used += amount;
            return state(limit);
        }

        synchronized RateLimit refund(RateLimit taken) {
            if (reset.equals(taken.reset()) && used > 0) {
                used--;
            }
            return state(taken.limit());
        }

        synchronized RateLimit show(int limit) {
            return contains(clock.instant()) ? state(limit) : unused(limit);
        }

        private boolean contains(Instant now) {
            return !now.isBefore(begin) && now.isBefore(reset);
        }

        private RateLimit state(long limit) {
            return new RateLimit(limit, Math.max(0, limit - used), used, reset);
        }
    }
}
