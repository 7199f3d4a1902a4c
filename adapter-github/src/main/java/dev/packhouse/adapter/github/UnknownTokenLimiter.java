package dev.packhouse.adapter.github;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.application.model.LimitedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Limits how many unknown tokens are sent to GitHub. A client that sends many invalid tokens would cause a request for
 * each of them, and GitHub then refuses all requests from this address, with valid tokens as well. A token that GitHub
 * has accepted before is not limited. Safe for many threads.
 */
final class UnknownTokenLimiter {

    /** How many unknown tokens GitHub may reject in a minute. */
    static final int MOST_REJECTED = 60;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Deque<Instant> rejected = new ArrayDeque<>();
    private final Set<String> inFlight = new HashSet<>();

    /** The hashes of the tokens that GitHub has accepted. */
    private final Cache<String, Boolean> accepted =
            CacheBuilder.newBuilder().maximumSize(10_000).build();

    UnknownTokenLimiter(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Admits a request with a token. The caller then has to call {@link #complete}.
     *
     * @throws LimitedException if too many tokens were rejected within a minute
     */
    synchronized void acquire(Caller caller) {
        Instant now = clock.instant();
        while (!rejected.isEmpty() && !rejected.peekFirst().plus(MINUTE).isAfter(now)) {
            rejected.removeFirst();
        }
        if (accepted.getIfPresent(caller.key()) != null) {
            return;
        }
        if (rejected.size() + inFlight.size() >= MOST_REJECTED) {
            throw new LimitedException(
                    "GitHub has rejected too many unknown tokens within a minute",
                    rejected.isEmpty()
                            ? Duration.ofSeconds(1)
                            : Duration.between(now, rejected.peekFirst().plus(MINUTE)));
        }
        inFlight.add(caller.key());
    }

    /** Completes a request with a token. */
    synchronized void complete(Caller caller, Verdict verdict) {
        inFlight.remove(caller.key());
        if (verdict == Verdict.ACCEPTED) {
            accepted.put(caller.key(), true);
        } else if (verdict == Verdict.REJECTED) {
            accepted.invalidate(caller.key());
            rejected.addLast(clock.instant());
        }
    }

    /** GitHub's verdict on a token. */
    enum Verdict {
        ACCEPTED,
        REJECTED,
        /** The response shows neither. */
        UNDECIDED
    }
}
