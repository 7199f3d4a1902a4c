package dev.packhouse.application.service;

import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;

/** Ends a use case of many requests, because one of them is refused. */
final class RefusedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    private RefusedRequestException(Refusal refusal) {
        super(refusal.explanation(), null, false, false);
        this.refusal = refusal;
    }

    /** Why the request is refused. */
    Refusal refusal() {
        return refusal;
    }

    /**
     * The value of an outcome.
     *
     * @throws RefusedRequestException if it is a refusal
     */
    static <T> T valueOf(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new RefusedRequestException(refusal);
        });
    }
}
