package dev.packhouse.adapter.github.client;

import dev.packhouse.domain.policy.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a change was decided on, as it was last seen. A change that waited for its turn since then looks again before it is
 * sent: GitHub goes by the name of a package, which may belong to another one by now. Used by one thread.
 */
public final class Precondition {

    /** How old it may be: the time between a decision and its sending, if nothing has to be waited for. */
    static final Duration FRESH = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final Supplier<Optional<Refusal.UpstreamRefusal>> check;
    private Instant checkedAt;

    /**
     * Something that was seen.
     *
     * @param at when it was seen first
     * @param look sees it again; what comes of it is why it cannot be changed any more
     */
    public Precondition(InstantSource clock, Instant at, Supplier<Optional<Refusal.UpstreamRefusal>> look) {
        this.clock = clock;
        this.checkedAt = at;
        this.check = look;
    }

    boolean isOld() {
        return clock.instant().isAfter(checkedAt.plus(FRESH));
    }

    /** Looks again. Returns why the change is not to be sent any more. */
    Optional<Refusal.UpstreamRefusal> revalidate() {
        Optional<Refusal.UpstreamRefusal> refusal = check.get();
        checkedAt = clock.instant();
        return refusal;
    }

    /** Takes note that it was seen just now. */
    public void confirm() {
        checkedAt = clock.instant();
    }
}
