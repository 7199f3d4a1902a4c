package dev.packhouse.application.spi;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.policy.Refusal;

/**
 * A remote registry refused on its own authority. Thrown by sessions only; the use cases turn it into a refused outcome.
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal.UpstreamRefusal refusal;

    /** With the registry's answer. */
    public RefusedException(Refusal.UpstreamRefusal refusal) {
        super(refusal.explanation(), null, false, false);
        this.refusal = requireNonNull(refusal, "refusal");
    }

    /** What the registry said. */
    public Refusal.UpstreamRefusal refusal() {
        return refusal;
    }
}
