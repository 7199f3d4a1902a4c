package dev.packhouse.adapter.github.client;

import dev.packhouse.application.model.UnavailableException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The retry delay: doubles with each attempt. Half of it is fixed and half is random, so that callers that failed at
 * the same time do not retry at the same time.
 */
public final class RetryDelay {

    private final Duration first;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    /**
     * Creates a retry delay.
     *
     * @param first the longest delay after the first attempt
     */
    public RetryDelay(Duration first, Sleeper sleeper, RandomGenerator random) {
        this.first = first;
        this.sleeper = sleeper;
        this.random = random;
    }

    /**
     * Waits before the next attempt.
     *
     * @param attempt the number of attempts so far
     * @param why the reason for the retry, for the message of the exception
     * @throws UnavailableException if the thread is interrupted
     */
    public void await(int attempt, String why) {
        long longest = first.toMillis() << Math.min(attempt - 1, 6);
        try {
            sleeper.sleep(Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while waiting to retry a request to GitHub: " + why, e);
        }
    }
}
