package dev.packhouse.adapter.github.client;

import dev.packhouse.application.model.UpstreamResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The state that a change was decided on, with the time of its last check. A change that waited since then is checked
 * again before it is sent: GitHub identifies a package by its name, which may belong to another package by now. Used by
 * one thread.
 */
public final class Precondition {

    /** The maximum age of a check: the time from the decision to the sending, if nothing has to wait. */
    static final Duration MAX_AGE = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final Supplier<Optional<UpstreamResponse>> check;
    private Instant checkedAt;

    /**
     * Creates a precondition.
     *
     * @param checkedAt the time when the state was read first
     * @param check reads the state again; returns a refusal if the change is not allowed any more
     */
    public Precondition(InstantSource clock, Instant checkedAt, Supplier<Optional<UpstreamResponse>> check) {
        this.clock = clock;
        this.checkedAt = checkedAt;
        this.check = check;
    }

    /** Returns whether the last check is older than the maximum age. */
    boolean isOld() {
        return checkedAt.isBefore(clock.instant().minus(MAX_AGE));
    }

    /**
     * Checks the state again. The state is as old as the begin of the check. Returns a refusal if the change must not be
     * sent any more.
     */
    Optional<UpstreamResponse> revalidate() {
        checkedAt = clock.instant();
        return check.get();
    }
}
