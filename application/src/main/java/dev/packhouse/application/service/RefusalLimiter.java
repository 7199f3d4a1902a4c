package dev.packhouse.application.service;

import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Limits the number of recorded refusals of each caller, and counts the others until the count is taken to be recorded.
 * A minute of a caller begins with the first refusal after the end of the previous minute. Safe for use by several
 * threads.
 *
 * <p>At most {@value #MAX_CALLERS} callers have a limit of their own. All other callers share one limit and one count,
 * under the name {@value RefusalsNotRecorded#OTHERS}.
 */
final class RefusalLimiter {

    static final int PER_MINUTE = 10;
    static final int MAX_CALLERS = 10_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<String, Caller> callers = new HashMap<>();

    /** The current minute of a caller, and the count of refusals without an entry. */
    private static final class Caller {

        private Instant began;
        private int allowed;
        private Optional<RefusalsNotRecorded> omitted = Optional.empty();

        private Caller(Instant began) {
            this.began = began;
        }

        /** A minute is also over if the clock was set back to a time before its begin. */
        private boolean isOver(Instant now) {
            return now.isBefore(began) || !now.isBefore(began.plus(MINUTE));
        }

        private boolean isIdle(Instant now) {
            return omitted.isEmpty() && isOver(now);
        }

        private boolean allow(Instant now) {
            if (isOver(now)) {
                began = now;
                allowed = 0;
            }
            if (allowed == PER_MINUTE) {
                return false;
            }
            allowed++;
            return true;
        }

        private void add(RefusalsNotRecorded more) {
            omitted = Optional.of(omitted.map(sum -> sum(sum, more)).orElse(more));
        }

        private Optional<RefusalsNotRecorded> take(Instant now) {
            Optional<RefusalsNotRecorded> taken = omitted.map(
                    sum -> new RefusalsNotRecorded(now, sum.actor(), sum.count(), sum.since(), sum.until()));
            omitted = Optional.empty();
            return taken;
        }
    }

    /** Whether a refusal of this caller is to be recorded. If not, {@link #count} must be called after the response. */
    synchronized boolean allows(String actor, Instant now) {
        return callers.get(register(actor, now)).allow(now);
    }

    /** Counts a refusal that was not recorded. */
    synchronized void count(String actor, Instant at) {
        String name = register(actor, at);
        callers.get(name).add(new RefusalsNotRecorded(at, name, 1, at, at));
    }

    /** Returns the count of a caller, and resets it; empty if it is zero. */
    synchronized Optional<RefusalsNotRecorded> take(String actor, Instant now) {
        return Optional.ofNullable(callers.get(actor)).flatMap(caller -> caller.take(now));
    }

    /**
     * Returns the counts of at most {@code limit} callers, and resets them; fewer only if no other caller has a count.
     */
    synchronized List<RefusalsNotRecorded> take(int limit, Instant now) {
        List<RefusalsNotRecorded> taken = new ArrayList<>();
        Iterator<Caller> each = callers.values().iterator();
        while (each.hasNext() && taken.size() < limit) {
            each.next().take(now).ifPresent(taken::add);
        }
        return taken;
    }

    /** Adds a count that was taken but not recorded to the current count. */
    synchronized void putBack(RefusalsNotRecorded taken) {
        callers.computeIfAbsent(taken.actor(), actor -> new Caller(taken.until()))
                .add(taken);
    }

    /** Adds a caller, after it has removed idle ones if there are too many, and returns the name for the count. */
    private String register(String actor, Instant now) {
        if (!callers.containsKey(actor) && callers.size() >= MAX_CALLERS) {
            callers.values().removeIf(caller -> caller.isIdle(now));
        }
        String name = callers.containsKey(actor) || callers.size() < MAX_CALLERS ? actor : RefusalsNotRecorded.OTHERS;
        callers.computeIfAbsent(name, absent -> new Caller(now));
        return name;
    }

    private static RefusalsNotRecorded sum(RefusalsNotRecorded one, RefusalsNotRecorded other) {
        return new RefusalsNotRecorded(
                one.at(),
                one.actor(),
                one.count() + other.count(),
                one.since().isBefore(other.since()) ? one.since() : other.since(),
                one.until().isAfter(other.until()) ? one.until() : other.until());
    }
}
