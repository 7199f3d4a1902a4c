package dev.packhouse.application.service;

import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.domain.policy.Outcome;
import java.util.function.Supplier;

/** Turns the exception by which a remote registry refuses a request into an outcome. */
final class RegistryRefusals {

    private RegistryRefusals() {}

    /** Returns the outcome of the work, or the refusal that it throws. */
    static <T> Outcome<T> orRefused(Supplier<? extends Outcome<? extends T>> work) {
        try {
            return work.get().fold(Outcome::allowed, Outcome::refused);
        } catch (RefusedException e) {
            return Outcome.refused(e.refusal());
        }
    }
}
