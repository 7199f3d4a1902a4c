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
 * What one token may still ask of GitHub. Every request passes through it, first come, first served: it waits while the
 * token's share is used up, and is turned away if the wait would be longer than the acquire timeout, or if enough
 * others wait already: each of them holds a thread.
 *
 * <p>Three shares are kept: the primary limit, as GitHub's answers count it; the secondary limit of points in any sixty
 * seconds; and the number of requests under way at once. A refusal for the sake of a limit stops all of them until the
 * time it names.
 *
 * <p>Source: "Rate limits for the REST API".
 */
final class GitHubRateLimiter {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** How long to stop after a refusal that names no time. */
    private static final Duration UNSAID = Duration.ofMinutes(1);

    private static final Duration LONGEST_UNSAID = Duration.ofMinutes(16);

    /** The longest stop that is believed; whoever asks again after it learns whether it is over. */
    private static final Duration LONGEST_SAID = Duration.ofDays(1);

    /**
     * The longest period of the primary limit that is believed; GitHub's is an hour. A time of reset behind it comes of
     * clocks or of servers that are wrong.
     */
    private static final Duration LONGEST_PERIOD = Duration.ofHours(2);

    /** Points of a request whose answer came at this instant: GitHub counted them then or earlier. */
    private record Spent(Instant at, int points) {}

    private final ClientOptions options;
    private final InstantSource clock;
    private final Sleeper sleeper;

    /** Held by whoever is next. Fair: those who wait for it are served in the order they came. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private final ReentrantLock state = new ReentrantLock();
    private final Condition answered = state.newCondition();
    private final Deque<Spent> minute = new ArrayDeque<>();
    private int minutePoints;
    private int underWayPoints;
    private int underWay;
    private int waiting;
    private Instant stoppedUntil = Instant.MIN;
    private Duration unsaid = UNSAID;
    private Optional<RateLimit> primary = Optional.empty();

    /** Until when {@link #primary} holds. */
    private Instant primaryEnds = Instant.MIN;

    GitHubRateLimiter(ClientOptions options, InstantSource clock, Sleeper sleeper) {
        this.options = options;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** The latest instant until which a call that begins now waits. */
    Instant deadline() {
        return clock.instant().plus(options.acquireTimeout());
    }

    /**
     * Waits for the turn of one request. Whoever returns from here has to call {@link #complete} or {@link
     * #release}.
     *
     * @throws LimitedException if the wait would end after this instant, or too many are waiting
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

    /** Enters if nobody is waiting and there is room; otherwise counts the caller among those who wait. */
    private boolean acquireAtOnce(int cost) throws InterruptedException {
        state.lockInterruptibly();
        try {
            if (waiting == 0 && tryAcquire(cost).equals(Optional.of(Duration.ZERO))) {
                return true;
            }
            if (waiting >= options.waiting()) {
                throw limited(stopped());
            }
            waiting++;
            return false;
        } finally {
            state.unlock();
        }
    }

    private Duration stopped() {
        return left(stoppedUntil);
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
        if (!turn.tryLock(left(deadline).toNanos(), TimeUnit.NANOSECONDS)) {
            throw limited(Duration.ofSeconds(1));
        }
        try {
            for (Duration wait = acquireOrWait(cost, deadline); !wait.isZero(); wait = acquireOrWait(cost, deadline)) {
                if (wait.compareTo(left(deadline)) > 0) {
                    throw limited(wait);
                }
                sleeper.sleep(wait);
            }
        } finally {
            turn.unlock();
        }
    }

    private Duration left(Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private LimitedException limited(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return new LimitedException(
                "GitHub's rate limit for this token leaves no room for %d seconds".formatted(seconds),
                Duration.ofSeconds(seconds),
                usedUp());
    }

    /** The primary limit, if it leaves nothing. */
    private Optional<RateLimit> usedUp() {
        state.lock();
        try {
            return remaining(clock.instant()) > 0 ? Optional.empty() : primary;
        } finally {
            state.unlock();
        }
    }

    /** Enters, as soon as an answer makes room if need be, or says how long to wait before the next try. */
    private Duration acquireOrWait(int cost, Instant deadline) throws InterruptedException {
        state.lock();
        try {
            Optional<Duration> wait = tryAcquire(cost);
            while (wait.isEmpty()) {
                if (answered.awaitNanos(left(deadline).toNanos()) <= 0) {
                    throw limited(Duration.ofSeconds(1));
                }
                wait = tryAcquire(cost);
            }
            return wait.get();
        } finally {
            state.unlock();
        }
    }

    /** Enters (zero), or says how long to wait before the next try; empty if an answer has to come first. */
    private Optional<Duration> tryAcquire(int cost) {
        Instant now = clock.instant();
        forget(now);
        if (now.isBefore(stoppedUntil)) {
            return Optional.of(Duration.between(now, stoppedUntil));
        }
        boolean room = minutePoints + underWayPoints + cost <= options.pointsPerMinute();
        if (!room && !minute.isEmpty()) {
            return Optional.of(Duration.between(now, roomFor(cost)));
        }
        if (room && underWay < Math.min(options.concurrency(), remaining(now))) {
            underWayPoints += cost;
            underWay++;
            return Optional.of(Duration.ZERO);
        }
        return underWay == 0 ? Optional.of(Duration.between(now, primaryEnds)) : Optional.empty();
    }

    private void forget(Instant now) {
        while (!minute.isEmpty() && !minute.peekFirst().at().plus(MINUTE).isAfter(now)) {
            minutePoints -= minute.removeFirst().points();
        }
    }

    /** When enough of what was spent is a minute old. */
    private Instant roomFor(int cost) {
        int after = minutePoints + underWayPoints;
        for (Spent spent : minute) {
            after -= spent.points();
            if (after + cost <= options.pointsPerMinute()) {
                return spent.at().plus(MINUTE);
            }
        }
        return minute.getLast().at().plus(MINUTE);
    }

    /** How many requests the primary limit leaves; without bound where nothing is known of it. */
    private long remaining(Instant now) {
        return primary.filter(limit -> now.isBefore(primaryEnds))
                .map(RateLimit::remaining)
                .orElse(Long.MAX_VALUE);
    }

    /** Takes note of an answer to a request of this cost, or of none. */
    void complete(int cost, Optional<RawResponse> answer) {
        state.lock();
        try {
            underWay--;
            underWayPoints -= cost;
            minute.add(new Spent(clock.instant(), cost));
            minutePoints += cost;
            answer.ifPresent(this::note);
            answered.signalAll();
        } finally {
            state.unlock();
        }
    }

    /** Gives a turn back that was not used. */
    void release(int cost) {
        state.lock();
        try {
            underWay--;
            underWayPoints -= cost;
            answered.signalAll();
        } finally {
            state.unlock();
        }
    }

    private void note(RawResponse response) {
        noteLimit(response);
        if (!isLimit(response)) {
            if (response.status() < 500) {
                unsaid = UNSAID;
            }
            return;
        }
        Instant now = clock.instant();
        OptionalLong retryAfter = response.number("retry-after");
        if (retryAfter.isPresent()) {
            long seconds = Math.min(Math.max(1, retryAfter.getAsLong()), LONGEST_SAID.toSeconds());
            stop(now.plusSeconds(seconds));
        } else if (remaining(now) > 0) {
            stop(now.plus(unsaid));
            unsaid = unsaid.multipliedBy(2).compareTo(LONGEST_UNSAID) > 0 ? LONGEST_UNSAID : unsaid.multipliedBy(2);
        }
    }

    private void stop(Instant until) {
        stoppedUntil = until.isAfter(stoppedUntil) ? until : stoppedUntil;
    }

    /** Answers overtake each other: within one period, the lowest count is the latest. A refusal is right in any case. */
    private void noteLimit(RawResponse response) {
        OptionalLong limit = response.number("x-ratelimit-limit");
        OptionalLong remaining = response.number("x-ratelimit-remaining");
        OptionalLong reset = response.number("x-ratelimit-reset");
        if (limit.isEmpty() || remaining.isEmpty() || reset.isEmpty() || outOfRange(reset.getAsLong())) {
            return;
        }
        RateLimit seen = new RateLimit(
                limit.getAsLong(),
                remaining.getAsLong(),
                response.number("x-ratelimit-used").orElse(limit.getAsLong() - remaining.getAsLong()),
                Instant.ofEpochSecond(reset.getAsLong()));
        Instant now = clock.instant();
        boolean newer = !now.isBefore(primaryEnds)
                || isLimit(response)
                || seen.reset().isAfter(primary.get().reset())
                || (seen.reset().equals(primary.get().reset())
                        && seen.remaining() <= primary.get().remaining());
        if (newer) {
            primary = Optional.of(seen);
            Instant latest = now.plus(LONGEST_PERIOD);
            primaryEnds = seen.reset().isBefore(latest) ? seen.reset() : latest;
        }
    }

    private static boolean outOfRange(long epochSecond) {
        return epochSecond < 0 || epochSecond > Instant.MAX.getEpochSecond();
    }

    /**
     * Whether GitHub turned a request away unread for the sake of a limit: with 429, or with a 403 that says so in its
     * headers or in its message.
     */
    static boolean isLimit(RawResponse response) {
        if (response.status() == 429) {
            return true;
        }
        return response.status() == 403
                && (response.header("retry-after").isPresent()
                        || RateLimitMessage.isIn(response.body())
                        || (response.number("x-ratelimit-remaining").equals(OptionalLong.of(0))
                                && !RefusalParser.explain(response)));
    }

    /** How many wait for their turn. */
    int waiting() {
        state.lock();
        try {
            return waiting;
        } finally {
            state.unlock();
        }
    }

    /** What GitHub last said of the primary limit. */
    Optional<RateLimit> primary() {
        state.lock();
        try {
            return primary;
        } finally {
            state.unlock();
        }
    }
}
