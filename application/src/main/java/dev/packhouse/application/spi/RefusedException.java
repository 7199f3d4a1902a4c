package dev.packhouse.application.spi;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.UpstreamResponse;

/** A remote registry refused a request. Sessions throw it; the use cases convert it to a refused outcome. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient UpstreamResponse refusal;

    /** Creates the exception with the response of the registry. */
    public RefusedException(UpstreamResponse refusal) {
        super(refusal.explanation(), null, false, false);
        this.refusal = requireNonNull(refusal, "refusal");
    }

    /** The refusal with the response of the registry. */
    public UpstreamResponse refusal() {
        return refusal;
    }
}
