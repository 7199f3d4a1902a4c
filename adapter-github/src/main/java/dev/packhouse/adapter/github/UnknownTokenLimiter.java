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
 * How many tokens that were never seen to be good may be shown to GitHub. Whoever sends one made-up token after the other
 * would have each of them asked for; and GitHub turns everybody away who shows it too many, with good tokens as well.
 * Tokens that GitHub has known before are not held up. Safe for many threads.
 */
final class UnknownTokenLimiter {

    /** How many of them GitHub may reject in a minute. */
    static final int MOST_REJECTED = 60;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Deque<Instant> rejected = new ArrayDeque<>();
    private final Set<String> underWay = new HashSet<>();

    /** The hashes of the tokens that GitHub has known. */
    private final Cache<String, Boolean> met =
            CacheBuilder.newBuilder().maximumSize(10_000).build();

    UnknownTokenLimiter(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Lets a token be shown to GitHub. Whoever returns from here has to call {@link #leave}.
     *
     * @throws LimitedException if too many were rejected within a minute
     */
    synchronized void acquire(Caller caller) {
        Instant now = clock.instant();
        while (!rejected.isEmpty() && !rejected.peekFirst().plus(MINUTE).isAfter(now)) {
            rejected.removeFirst();
        }
        if (met.getIfPresent(caller.key()) != null) {
            return;
        }
        if (rejected.size() + underWay.size() >= MOST_REJECTED) {
            throw new LimitedException(
                    "GitHub was shown too many tokens that it does not know",
                    rejected.isEmpty()
                            ? Duration.ofSeconds(1)
                            : Duration.between(now, rejected.peekFirst().plus(MINUTE)));
        }
        underWay.add(caller.key());
    }

    /** Takes note of what GitHub made of a token. */
    synchronized void leave(Caller caller, Verdict verdict) {
        underWay.remove(caller.key());
        if (verdict == Verdict.KNOWN) {
            met.put(caller.key(), true);
        } else if (verdict == Verdict.REJECTED) {
            met.invalidate(caller.key());
            rejected.addLast(clock.instant());
        }
    }

    /** What GitHub made of a token. */
    enum Verdict {
        KNOWN,
        REJECTED,
        /** It did not say. */
        UNSAID
    }
}
