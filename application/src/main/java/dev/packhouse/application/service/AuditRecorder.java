package dev.packhouse.application.service;

import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.domain.access.Credential;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Records decisions in the audit trail: each change that was allowed, and of the refusals of each caller as many as the
 * {@link RefusalLimiter} allows. How many others there were is recorded before the caller's next entry, or by
 * {@link #recordCounts}. Safe for many threads.
 *
 * <p>A unit of work may fail after its function has returned, and then nothing of it is recorded. A count that it was to
 * record is counted again, and a refusal that it was not to record is not counted, since the caller was not answered with
 * it. What remains is that one of the refusals of the minute is used up. Where a backend does not know whether a unit was
 * committed, the count may be recorded twice; the two entries are of one actor and their times overlap.
 */
final class AuditRecorder {

    /** How many counts are recorded in one unit of work. */
    static final int BATCH = 100;

    private final Backend backend;
    private final InstantSource clock;
    private final RefusalLimiter limiter = new RefusalLimiter();
    private final Object recordingCounts = new Object();

    AuditRecorder(Backend backend, InstantSource clock) {
        this.backend = backend;
        this.clock = clock;
    }

    /** Runs a unit of work that records at most one decision. */
    <T> T write(Credential credential, BiFunction<? super WriteSession, ? super Recording, ? extends T> work) {
        Recording recording = new Recording();
        boolean done = false;
        try {
            T result = backend.write(credential, session -> work.apply(session, recording));
            done = true;
            return result;
        } finally {
            recording.end(done);
        }
    }

    /** What one unit of work records. */
    final class Recording {

        private Optional<Decision> omitted = Optional.empty();
        private Optional<RefusalsNotRecorded> taken = Optional.empty();

        private Recording() {}

        /** Records a decision, unless it is a refusal beyond the limit. */
        void record(WriteSession session, Decision decision) {
            if (decision.isRefusal() && !limiter.allows(decision.actor(), decision.at())) {
                omitted = Optional.of(decision);
                return;
            }
            // A unit whose outcome is unknown throws, and some backends keep what it has recorded.
            if (!decision.decision().equals(Decision.UNKNOWN)) {
                taken = limiter.take(decision.actor(), decision.at());
                taken.ifPresent(session::record);
            }
            session.record(decision);
        }

        private void end(boolean done) {
            if (done) {
                omitted.ifPresent(refusal -> limiter.count(refusal.actor(), refusal.at()));
            } else {
                taken.ifPresent(limiter::putBack);
            }
        }
    }

    /** Records how many refusals of each caller have no entry. If the backend fails, they stay counted. */
    void recordCounts() {
        // One at a time, so that the last one, before the backend is closed, misses nothing that another one holds.
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
            backend.<Void>write(new Credential.None(), session -> {
                counts.forEach(session::record);
                return null;
            });
            done = true;
        } finally {
            if (!done) {
                counts.forEach(limiter::putBack);
            }
        }
    }
}
