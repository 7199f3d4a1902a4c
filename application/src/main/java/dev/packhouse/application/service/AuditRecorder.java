package dev.packhouse.application.service;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.WriteSession;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Records decisions in the audit trail and in the log: every allowed change, and the refusals of each caller up to the limit
 * of the {@link RefusalLimiter}. The number of the other refusals is recorded before the next entry of the caller, or by
 * {@link #recordCounts}. Safe for use by several threads.
 *
 * <p>An entry is logged when its unit of work is committed. If the outcome of the unit is unknown, its decision is logged as
 * unknown, also if the trail has another result. Nothing is logged of a unit that failed.
 *
 * <p>A unit of work may fail after its function has returned; then none of its entries is recorded. In this case the
 * recorder puts the count that the unit took back into the limiter, and does not count an omitted refusal, because the
 * caller did not receive it. The refusal still uses one place of the limit of its minute. If the backend cannot
 * determine whether a unit was committed, the count may be recorded twice; both entries have the same actor, and their
 * times overlap.
 */
final class AuditRecorder {

    /** The maximum number of counts that one unit of work records. */
    static final int BATCH = 100;

    private final Backend backend;
    private final InstantSource clock;
    private final Consumer<? super AuditEntry> log;
    private final RefusalLimiter limiter = new RefusalLimiter();
    private final Object recordingCounts = new Object();

    /**
     * Creates a recorder.
     *
     * @param log receives the entries to be logged
     */
    AuditRecorder(Backend backend, InstantSource clock, Consumer<? super AuditEntry> log) {
        this.backend = backend;
        this.clock = clock;
        this.log = log;
    }

    /** Runs a unit of work that records at most one decision. */
    <T> T write(AuthenticatedCaller caller, BiFunction<? super WriteSession, ? super Recording, ? extends T> work) {
        Recording recording = new Recording();
        boolean done = false;
        try {
            T result = backend.write(caller, session -> work.apply(session, recording));
            done = true;
            return result;
        } catch (OutcomeUnknownException e) {
            recording.logAsUnknown();
            throw e;
        } finally {
            recording.end(done);
        }
    }

    /** The records of one unit of work. */
    final class Recording {

        private Optional<Decision> omitted = Optional.empty();
        private Optional<RefusalsNotRecorded> taken = Optional.empty();
        private Optional<Decision> recorded = Optional.empty();

        private Recording() {}

        /** Records a decision, unless it is a refusal beyond the limit. */
        void record(WriteSession session, Decision decision) {
            if (decision.isRefusal() && !limiter.allows(decision.actor(), decision.at())) {
                omitted = Optional.of(decision);
                return;
            }
            // A unit with an unknown outcome throws, but some backends keep its entries.
            if (decision.result() != AuditEntry.Result.UNKNOWN) {
                taken = limiter.take(decision.actor(), decision.at());
                taken.ifPresent(session::record);
            }
            session.record(decision);
            recorded = Optional.of(decision);
        }

        private void logAsUnknown() {
            recorded.map(Decision::withUnknownResult).ifPresent(log);
        }

        private void end(boolean done) {
            if (done) {
                omitted.ifPresent(refusal -> limiter.count(refusal.actor(), refusal.at()));
                taken.ifPresent(log);
                recorded.ifPresent(log);
            } else {
                taken.ifPresent(limiter::putBack);
            }
        }
    }

    /**
     * Records the number of refusals without an entry of each caller. If the backend fails, the limiter keeps the
     * counts.
     */
    void recordCounts() {
        // One thread at a time: the last call, before the backend is closed, must also record counts that another call
        // took.
        synchronized (recordingCounts) {
            List<RefusalsNotRecorded> counts;
            do {
                counts = limiter.take(BATCH, clock.instant());
                record(counts);
            } while (counts.size() == BATCH);
        }
    }

    private void record(List<RefusalsNotRecorded> counts) {
        if (counts.isEmpty()) {
            return;
        }
        boolean done = false;
        try {
            backend.<Void>write(AuthenticatedCaller.ANONYMOUS, session -> {
                counts.forEach(session::record);
                return null;
            });
            done = true;
        } finally {
            if (!done) {
                counts.forEach(limiter::putBack);
            }
        }
        counts.forEach(log);
    }
}
