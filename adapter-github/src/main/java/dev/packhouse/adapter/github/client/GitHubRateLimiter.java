package dev.packhouse.adapter.github.client;

import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rate limiter of one token. Every request acquires it, in the order of arrival. A request waits while a limit is
 * used up. It is refused if the wait would be longer than the acquire timeout, or if the maximum number of requests
 * waits already, since each of them holds a thread. Safe for many threads.
 *
 * <p>It enforces three limits: the primary limit, as the headers of GitHub's responses count it; the secondary limit of
 * points in any sixty seconds; and the number of requests in flight. A response that refuses a request because of a
 * rate limit stops all requests until the time in its headers.
 *
 * <p>Source: "Rate limits for the REST API".
 */
final class GitHubRateLimiter {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The first stop after a limit response without {@code Retry-After}; each further one is twice as long. */
    private static final Duration DEFAULT_STOP = Duration.ofMinutes(1);

    private static final Duration MAX_DEFAULT_STOP = Duration.ofMinutes(16);

    /**
     * The longest {@code Retry-After} that is trusted. The first request after it shows whether the limit still holds.
     */
    private static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);

    /**
     * The longest period of the primary limit that is trusted; GitHub's is an hour. A later reset comes from a wrong
     * clock or a wrong server.
     */
    private static final Duration MAX_PERIOD = Duration.ofHours(2);

    /** The points of a request whose response came at this instant. GitHub counted them then or earlier. */
    private record Spent(Instant at, int points) {}

    private final ClientOptions options;
    private final InstantSource clock;
    private final Sleeper sleeper;

    /** The queue of waiting requests: the first one holds the lock. Fair, so the order of arrival is kept. */
    private final ReentrantLock queue = new ReentrantLock(true);

    private final ReentrantLock state = new ReentrantLock();
    private final Condition completed = state.newCondition();
    private final Deque<Spent> window = new ArrayDeque<>();
    private int windowPoints;
    private int inFlightPoints;
    private int inFlight;
    private int waiting;
    private Instant stoppedUntil = Instant.MIN;
    private Duration defaultStop = DEFAULT_STOP;
    private Optional<RateLimit> primary = Optional.empty();

    /** The end of the period of {@link #primary}. */
    private Instant primaryEnds = Instant.MIN;

    GitHubRateLimiter(ClientOptions options, InstantSource clock, Sleeper sleeper) {
        this.options = options;
        this.clock = clock;
        this.sleeper = sleeper;
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
            if (acquireAtOnce(cost)) {
                return;
            }
            try {
                await(cost, deadline);
            } finally {
                stopWaiting();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while waiting for GitHub's rate limit", e);
        }
    }

    /** Admits the request if no request waits and the limits allow it. Otherwise counts it as waiting. */
    private boolean acquireAtOnce(int cost) throws InterruptedException {
        state.lockInterruptibly();
        try {
            if (waiting == 0 && tryAcquire(cost).equals(Optional.of(Duration.ZERO))) {
                return true;
            }
            if (waiting >= options.waiting()) {
                throw limited(timeUntil(stoppedUntil));
            }
            waiting++;
            return false;
        } finally {
            state.unlock();
        }
    }

    private void stopWaiting() {
        state.lock();
        try {
            waiting--;
        } finally {
            state.unlock();
        }
    }

    private void await(int cost, Instant deadline) throws InterruptedException {
        if (!queue.tryLock(timeUntil(deadline).toNanos(), TimeUnit.NANOSECONDS)) {
            throw limited(Duration.ofSeconds(1));
        }
        try {
            for (Duration wait = acquireOrWait(cost, deadline); !wait.isZero(); wait = acquireOrWait(cost, deadline)) {
                if (wait.compareTo(timeUntil(deadline)) > 0) {
                    throw limited(wait);
                }
                sleeper.sleep(wait);
            }
        } finally {
            queue.unlock();
        }
    }

    /** Returns the time until an instant; zero if it has passed. */
    private Duration timeUntil(Instant instant) {
        Duration time = Duration.between(clock.instant(), instant);
        return time.isNegative() ? Duration.ZERO : time;
    }

    private LimitedException limited(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new LimitedException(
                "GitHub's rate limit for this token leaves no room for %d seconds".formatted(seconds),
                Duration.ofSeconds(seconds),
                usedUp());
    }

    /** Returns the primary limit if it is used up; empty otherwise. */
    private Optional<RateLimit> usedUp() {
        state.lock();
        try {
            return remaining(clock.instant()) > 0 ? Optional.empty() : primary;
        } finally {
            state.unlock();
        }
    }

    /**
     * Admits the request (zero), or returns how long to wait before the next try. Waits for a response first if only
     * that can help.
     */
    private Duration acquireOrWait(int cost, Instant deadline) throws InterruptedException {
        state.lock();
        try {
            Optional<Duration> wait = tryAcquire(cost);
            while (wait.isEmpty()) {
                if (completed.awaitNanos(timeUntil(deadline).toNanos()) <= 0) {
                    throw limited(Duration.ofSeconds(1));
                }
                wait = tryAcquire(cost);
            }
            return wait.get();
        } finally {
            state.unlock();
        }
    }

    /**
     * Admits the request (zero), or returns how long to wait before the next try; empty if a response has to come
     * first.
     */
    private Optional<Duration> tryAcquire(int cost) {
        Instant now = clock.instant();
        expire(now);
        if (now.isBefore(stoppedUntil)) {
            return Optional.of(Duration.between(now, stoppedUntil));
        }
        boolean room = windowPoints + inFlightPoints + cost <= options.pointsPerMinute();
        if (!room && !window.isEmpty()) {
            return Optional.of(Duration.between(now, freeAt(cost)));
        }
        if (room && inFlight < Math.min(options.concurrency(), remaining(now))) {
            inFlightPoints += cost;
            inFlight++;
            return Optional.of(Duration.ZERO);
        }
        return inFlight == 0 ? Optional.of(Duration.between(now, primaryEnds)) : Optional.empty();
    }

    private void expire(Instant now) {
        while (!window.isEmpty() && !window.peekFirst().at().plus(MINUTE).isAfter(now)) {
            windowPoints -= window.removeFirst().points();
        }
    }

    /** Returns the instant when enough spent points are a minute old. */
    private Instant freeAt(int cost) {
        int after = windowPoints + inFlightPoints;
        for (Spent spent : window) {
            after -= spent.points();
            if (after + cost <= options.pointsPerMinute()) {
                return spent.at().plus(MINUTE);
            }
        }
        return window.getLast().at().plus(MINUTE);
    }

    /** Returns how many requests the primary limit allows; the maximum if no limit is known. */
    private long remaining(Instant now) {
        return primary.filter(limit -> now.isBefore(primaryEnds))
                .map(RateLimit::remaining)
                .orElse(Long.MAX_VALUE);
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
            inFlight--;
            inFlightPoints -= cost;
            window.add(new Spent(clock.instant(), cost));
            windowPoints += cost;
            response.ifPresent(this::record);
            completed.signalAll();
        } finally {
            state.unlock();
        }
    }

    /** Releases an admitted request that was not sent. */
    void release(int cost) {
        state.lock();
        try {
            inFlight--;
            inFlightPoints -= cost;
            completed.signalAll();
        } finally {
            state.unlock();
        }
    }

    private void record(RawResponse response) {
        recordPrimary(response);
        if (!isLimit(response)) {
            if (response.status() < 500) {
                defaultStop = DEFAULT_STOP;
            }
            return;
        }
        Instant now = clock.instant();
        OptionalLong retryAfter = response.number("retry-after");
        if (retryAfter.isPresent()) {
            long seconds = Math.min(Math.max(1, retryAfter.getAsLong()), MAX_RETRY_AFTER.toSeconds());
            stop(now.plusSeconds(seconds));
        } else if (remaining(now) > 0) {
            stop(now.plus(defaultStop));
            defaultStop = defaultStop.multipliedBy(2).compareTo(MAX_DEFAULT_STOP) > 0
                    ? MAX_DEFAULT_STOP
                    : defaultStop.multipliedBy(2);
        }
    }

    private void stop(Instant until) {
        stoppedUntil = until.isAfter(stoppedUntil) ? until : stoppedUntil;
    }

    /**
     * Responses can arrive out of order: within one period, the lowest count is the latest. A limit response always
     * counts.
     */
    private void recordPrimary(RawResponse response) {
        OptionalLong limit = response.number("x-ratelimit-limit");
        OptionalLong remaining = response.number("x-ratelimit-remaining");
        OptionalLong reset = response.number("x-ratelimit-reset");
        if (limit.isEmpty() || remaining.isEmpty() || reset.isEmpty() || outOfRange(reset.getAsLong())) {
            return;
        }
        RateLimit reported = new RateLimit(
                limit.getAsLong(),
                remaining.getAsLong(),
                response.number("x-ratelimit-used").orElse(limit.getAsLong() - remaining.getAsLong()),
                Instant.ofEpochSecond(reset.getAsLong()));
        Instant now = clock.instant();
        boolean newer = !now.isBefore(primaryEnds)
                || isLimit(response)
                || reported.reset().isAfter(primary.get().reset())
                || (reported.reset().equals(primary.get().reset())
                        && reported.remaining() <= primary.get().remaining());
        if (newer) {
            primary = Optional.of(reported);
            Instant latest = now.plus(MAX_PERIOD);
            primaryEnds = reported.reset().isBefore(latest) ? reported.reset() : latest;
        }
    }

    private static boolean outOfRange(long epochSecond) {
        return epochSecond < 0 || epochSecond > Instant.MAX.getEpochSecond();
    }

    /**
     * Returns whether GitHub refused a request unread because of a rate limit: with 429, or with a 403 whose headers or
     * message name a limit.
     */
    static boolean isLimit(RawResponse response) {
        if (response.status() == 429) {
            return true;
        }
        return response.status() == 403
                && (response.header("retry-after").isPresent()
                        || RateLimitMessage.isIn(response.body())
                        || (response.number("x-ratelimit-remaining").equals(OptionalLong.of(0))
                                && !RefusalParser.hasKnownReason(response)));
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
            return primary;
        } finally {
            state.unlock();
        }
    }
}
