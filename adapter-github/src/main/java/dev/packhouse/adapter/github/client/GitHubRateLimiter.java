package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.TokenLimits.Admission;
import dev.packhouse.adapter.github.client.response.RawResponse;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rate limiter of one token. Every request acquires it, in the order of arrival. A request waits while one of the
 * {@link TokenLimits} is used up. It is refused if the wait would be longer than the acquire timeout, or if the maximum
 * number of requests waits already, since each of them holds a thread. Safe for many threads.
 */
final class GitHubRateLimiter {

    private final ClientOptions options;
    private final InstantSource clock;
    private final Sleeper sleeper;

    /** The queue of waiting requests: the first one holds the lock. Fair, so the order of arrival is kept. */
    private final ReentrantLock queue = new ReentrantLock(true);

    /** Guards the limits and the number of waiting requests. */
    private final ReentrantLock state = new ReentrantLock();

    private final Condition completed = state.newCondition();
    private final TokenLimits limits;
    private int waiting;

    GitHubRateLimiter(ClientOptions options, InstantSource clock, Sleeper sleeper) {
        this.options = options;
        this.clock = clock;
        this.sleeper = sleeper;
        this.limits = new TokenLimits(options);
    }

    /** Returns the latest instant until which a call that begins now may wait. */
    Instant deadline() {
        return clock.instant().plus(options.acquireTimeout());
    }

    /**
     * Waits until one request may be sent. The caller then has to call {@link #complete} or {@link #release}.
     *
     * @param cost the points of the request
     * @throws LimitedException if the wait would end after the deadline, or if too many requests wait
     */
    void acquire(int cost, Instant deadline) {
        try {
            if (admitAtOnceOrJoin(cost)) {
                return;
            }
            try {
                awaitAdmission(cost, deadline);
            } finally {
                leave();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while waiting for GitHub's rate limit", e);
        }
    }

    /** Admits the request if no request waits and the limits allow it. Otherwise counts it as waiting. */
    private boolean admitAtOnceOrJoin(int cost) throws InterruptedException {
        state.lockInterruptibly();
        try {
            if (waiting == 0 && limits.tryAdmit(cost, clock.instant()) instanceof Admission.Admitted) {
                return true;
            }
            if (waiting >= options.waiting()) {
                throw limited(timeUntil(limits.stoppedUntil()));
            }
            waiting++;
            return false;
        } finally {
            state.unlock();
        }
    }

    private void leave() {
        state.lock();
        try {
            waiting--;
        } finally {
            state.unlock();
        }
    }

    /** Waits for the requests that arrived before, then for the limits. */
    private void awaitAdmission(int cost, Instant deadline) throws InterruptedException {
        if (!queue.tryLock(timeUntil(deadline).toNanos(), TimeUnit.NANOSECONDS)) {
            throw limited(Duration.ofSeconds(1));
        }
        try {
            while (admitOrAwaitResponse(cost, deadline) instanceof Admission.WaitUntil later) {
                if (later.instant().isAfter(deadline)) {
                    throw limited(timeUntil(later.instant()));
                }
                sleeper.sleep(timeUntil(later.instant()));
            }
        } finally {
            queue.unlock();
        }
    }

    /** Tries to admit the request. Waits for a response first while only that can help. */
    private Admission admitOrAwaitResponse(int cost, Instant deadline) throws InterruptedException {
        state.lock();
        try {
            Admission admission = limits.tryAdmit(cost, clock.instant());
            while (admission instanceof Admission.AwaitResponse) {
                if (completed.awaitNanos(timeUntil(deadline).toNanos()) <= 0) {
                    throw limited(Duration.ofSeconds(1));
                }
                admission = limits.tryAdmit(cost, clock.instant());
            }
            return admission;
        } finally {
            state.unlock();
        }
    }

    /** Returns the time until an instant; zero if it has passed. */
    private Duration timeUntil(Instant instant) {
        Instant now = clock.instant();
        return instant.isAfter(now) ? Duration.between(now, instant) : Duration.ZERO;
    }

    private LimitedException limited(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        state.lock();
        try {
            return new LimitedException(
                    "GitHub's rate limit for this token leaves no room for %d seconds".formatted(seconds),
                    Duration.ofSeconds(seconds),
                    limits.usedUp(clock.instant()));
        } finally {
            state.unlock();
        }
    }

    /**
     * Completes a request.
     *
     * @param cost the points of the request
     * @param response the response; empty if it was lost
     */
    void complete(int cost, Optional<RawResponse> response) {
        state.lock();
        try {
            limits.complete(cost, response, clock.instant());
            completed.signalAll();
        } finally {
            state.unlock();
        }
    }

    /** Releases an admitted request that was not sent. */
    void release(int cost) {
        state.lock();
        try {
            limits.release(cost);
            completed.signalAll();
        } finally {
            state.unlock();
        }
    }

    /** Returns how many requests wait. */
    int waiting() {
        state.lock();
        try {
            return waiting;
        } finally {
            state.unlock();
        }
    }

    /** Returns the primary limit of the latest response; empty if there was none. */
    Optional<RateLimit> primary() {
        state.lock();
        try {
            return limits.primary();
        } finally {
            state.unlock();
        }
    }
}
