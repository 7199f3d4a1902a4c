package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/**
 * How a request ended: with a value, or with a refusal that says why.
 *
 * @param <T> what an allowed request gives
 */
public sealed interface Outcome<T> {

    /**
     * The request is allowed.
     *
     * @param value what it gives
     * @param <T> the type of the value
     */
    record Allowed<T>(T value) implements Outcome<T> {
        /** Checks that nothing is null. */
        public Allowed {
            requireNonNull(value, "value");
        }

        @Override
        public <R> R fold(Function<? super T, ? extends R> allowed, Function<? super Refusal, ? extends R> refused) {
            return allowed.apply(value);
        }
    }

    /**
     * The request is refused.
     *
     * @param why the reason
     * @param <T> what an allowed request would give
     */
    record Refused<T>(Refusal why) implements Outcome<T> {
        /** Checks that nothing is null. */
        public Refused {
            requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(Function<? super T, ? extends R> allowed, Function<? super Refusal, ? extends R> refused) {
            return refused.apply(why);
        }
    }

    /** Handles both endings. */
    <R> R fold(Function<? super T, ? extends R> allowed, Function<? super Refusal, ? extends R> refused);

    /** Goes on with the value, if there is one. */
    default <R> Outcome<R> flatMap(Function<? super T, Outcome<R>> next) {
        return fold(next, Outcome::refused);
    }

    /** Turns the value, if there is one, into another. */
    default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
        return fold(value -> allowed(change.apply(value)), Outcome::refused);
    }

    /** Why the request is refused; empty if it is allowed. */
    default Optional<Refusal> refusal() {
        return fold(value -> Optional.empty(), Optional::of);
    }

    /** An allowed request. */
    static <T> Outcome<T> allowed(T value) {
        return new Allowed<>(value);
    }

    /** A refused request. */
    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }
}
