package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.UserLimits.Admission;
import dev.packhouse.adapter.github.client.UserLimits.RequestKind;
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
 * The rate limiter of one user. Every request acquires it: the reads in the order of their arrival, and the changes in
 * theirs, so that a change that waits does not delay a read. A request waits while one of the {@link UserLimits} is used
 * up. It is refused if the wait would end after its deadline, or if the maximum number of reads or changes waits already,
 * since each of them holds a thread. Safe for many threads.
 */
final class GitHubRateLimiter {

    private final ClientOptions options;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Queue reads = new Queue();
    private final Queue changes = new Queue();

    /** Guards the limits and the numbers of waiting requests. */
    private final ReentrantLock state = new ReentrantLock();

    private final Condition completed = state.newCondition();
    private final UserLimits limits;

    /** The waiting requests of one kind. */
    private static final class Queue {

        /** The first request of the queue holds the lock. Fair, so the order of arrival is kept. */
        private final ReentrantLock first = new ReentrantLock(true);

        private int waiting;
    }

    GitHubRateLimiter(ClientOptions options, InstantSource clock, Sleeper sleeper) {
        this.options = options;
        this.clock = clock;
        this.sleeper = sleeper;
        this.limits = new UserLimits(options);
    }

    /**
     * Waits until one request may be sent. The caller then has to call {@link #complete} or {@link #release}.
     *
     * @param deadline until when it may wait. If that has passed, it is admitted only if it need not wait
     * @throws LimitedException if the wait would end after the deadline, or if too many requests wait
     */
    void acquire(RequestKind kind, Instant deadline) {
        Queue queue = kind == RequestKind.READ ? reads : changes;
        try {
            if (admitAtOnceOrJoin(queue, kind)) {
                return;
            }
            try {
                awaitAdmission(queue, kind, deadline);
            } finally {
                leave(queue);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while waiting for GitHub's rate limit", e);
        }
    }

    /** Admits the request if no request of the queue waits and the limits allow it. Otherwise counts it as waiting. */
    private boolean admitAtOnceOrJoin(Queue queue, RequestKind kind) throws InterruptedException {
        state.lockInterruptibly();
        try {
            if (queue.waiting == 0 && limits.tryAdmit(kind, clock.instant()) instanceof Admission.Admitted) {
                return true;
            }
            if (queue.waiting >= options.waiting()) {
                throw limited(timeUntil(limits.stoppedUntil()));
            }
            queue.waiting++;
            return false;
        } finally {
            state.unlock();
        }
    }

    private void leave(Queue queue) {
        state.lock();
        try {
            queue.waiting--;
        } finally {
            state.unlock();
        }
    }

    /** Waits for the requests of the queue that arrived before, then for the limits. */
    private void awaitAdmission(Queue queue, RequestKind kind, Instant deadline) throws InterruptedException {
        if (!queue.first.tryLock(timeUntil(deadline).toNanos(), TimeUnit.NANOSECONDS)) {
            throw limited(Duration.ofSeconds(1));
        }
        try {
            while (admitOrAwaitResponse(kind, deadline) instanceof Admission.WaitUntil later) {
                if (later.instant().isAfter(deadline)) {
                    throw limited(timeUntil(later.instant()));
                }
                sleeper.sleep(timeUntil(later.instant()));
            }
        } finally {
            queue.first.unlock();
        }
    }

    /** Tries to admit the request. Waits for a response first while only that can help. */
    private Admission admitOrAwaitResponse(RequestKind kind, Instant deadline) throws InterruptedException {
        state.lock();
        try {
            Admission admission = limits.tryAdmit(kind, clock.instant());
            while (admission instanceof Admission.AwaitResponse) {
                if (completed.awaitNanos(timeUntil(deadline).toNanos()) <= 0) {
                    throw limited(Duration.ofSeconds(1));
                }
                admission = limits.tryAdmit(kind, clock.instant());
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
                    "GitHub's rate limit for this user leaves no room for %d seconds".formatted(seconds),
                    Duration.ofSeconds(seconds),
                    limits.usedUp(clock.instant()));
        } finally {
            state.unlock();
        }
    }

    /**
     * Completes a request.
     *
     * @param response the response; empty if it was lost
     */
    void complete(RequestKind kind, Optional<RawResponse> response) {
        state.lock();
        try {
            limits.complete(kind, response, clock.instant());
            completed.signalAll();
        } finally {
            state.unlock();
        }
    }

    /** Releases an admitted request that was not sent. */
    void release(RequestKind kind) {
        state.lock();
        try {
            limits.release(kind);
            completed.signalAll();
        } finally {
            state.unlock();
        }
    }

    /** Returns how many requests wait. */
    int waiting() {
        state.lock();
        try {
            return reads.waiting + changes.waiting;
        } finally {
            state.unlock();
        }
    }

    /** Counts a response to a request of this user that another limiter has admitted, before the user was known. */
    void adopt(RequestKind kind, RawResponse response) {
        state.lock();
        try {
            limits.adopt(kind, response, clock.instant());
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
