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
 * Limits how many refusals of each caller are recorded, and counts the others until the count is taken to be recorded.
 * A minute of a caller begins with the first refusal after the end of the last one. Safe for many threads.
 *
 * <p>At most {@value #MAX_CALLERS} callers are told apart. Beyond that, callers share one limit and one count, under the
 * name {@value RefusalsNotRecorded#OTHERS}.
 */
final class RefusalLimiter {

    static final int PER_MINUTE = 10;
    static final int MAX_CALLERS = 10_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<String, Caller> callers = new HashMap<>();

    /** The minute of a caller, and what was not recorded of them. */
    private static final class Caller {

        private Instant began;
        private int allowed;
        private Optional<RefusalsNotRecorded> rest = Optional.empty();

        private Caller(Instant began) {
            this.began = began;
        }

        /** A clock that was set back begins a new minute. */
        private boolean isOver(Instant now) {
            return now.isBefore(began) || !now.isBefore(began.plus(MINUTE));
        }

        private boolean isIdle(Instant now) {
            return rest.isEmpty() && isOver(now);
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
            rest = Optional.of(rest.map(sum -> sum(sum, more)).orElse(more));
        }

        private Optional<RefusalsNotRecorded> take(Instant now) {
            Optional<RefusalsNotRecorded> taken =
                    rest.map(sum -> new RefusalsNotRecorded(now, sum.actor(), sum.count(), sum.since(), sum.until()));
            rest = Optional.empty();
            return taken;
        }
    }

    /** Whether a refusal of this caller is recorded. If it is not, it is to be counted once it has been answered. */
    synchronized boolean allows(String actor, Instant now) {
        return callers.get(register(actor, now)).allow(now);
    }

    /** Counts a refusal that was not recorded. */
    synchronized void count(String actor, Instant at) {
        String name = register(actor, at);
        callers.get(name).add(new RefusalsNotRecorded(at, name, 1, at, at));
    }

    /** The count of a caller, which begins anew. */
    synchronized Optional<RefusalsNotRecorded> take(String actor, Instant now) {
        return Optional.ofNullable(callers.get(actor)).flatMap(caller -> caller.take(now));
    }

    /** The counts of some callers, which begin anew; fewer than the limit only if there are no others. */
    synchronized List<RefusalsNotRecorded> take(int limit, Instant now) {
        List<RefusalsNotRecorded> taken = new ArrayList<>();
        Iterator<Caller> each = callers.values().iterator();
        while (each.hasNext() && taken.size() < limit) {
            Caller caller = each.next();
            caller.take(now).ifPresent(taken::add);
            if (caller.isIdle(now)) {
                each.remove();
            }
        }
        return taken;
    }

    /** Adds a count that was taken and could not be recorded to what was counted since. */
    synchronized void putBack(RefusalsNotRecorded taken) {
        callers.computeIfAbsent(taken.actor(), actor -> new Caller(taken.until()))
                .add(taken);
    }

    synchronized int callers() {
        return callers.size();
    }

    /** Makes a place for a caller, and returns the name they are counted under. */
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
