package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The result of a request: a value, or a refusal with its reason.
 *
 * @param <T> the type of the value of an allowed request
 */
public sealed interface Outcome<T> {

    /**
     * The request is allowed.
     *
     * @param value the result
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
     * @param code the reason of the refusal, so that a JSON library writes it beside the facts
     * @param why the refusal with its facts
     * @param <T> the type of the value of an allowed request
     */
    record Refused<T>(Refusal.Reason code, Refusal why) implements Outcome<T> {
        /**
         * Checks the code.
         *
         * @throws IllegalArgumentException if the refusal has another reason
         */
        public Refused {
            requireNonNull(code, "code");
            requireNonNull(why, "why");
            if (code != why.reason()) {
                throw new IllegalArgumentException("The reason is %s, not %s".formatted(why.reason(), code));
            }
        }

        @Override
        public <R> R fold(Function<? super T, ? extends R> allowed, Function<? super Refusal, ? extends R> refused) {
            return refused.apply(why);
        }
    }

    /** Applies the first function to the value, or the second one to the refusal. */
    <R> R fold(Function<? super T, ? extends R> allowed, Function<? super Refusal, ? extends R> refused);

    /** Applies the function to the value and returns its outcome; a refusal stays unchanged. */
    default <R> Outcome<R> flatMap(Function<? super T, Outcome<R>> next) {
        return fold(next, Outcome::refused);
    }

    /** Replaces the value by the result of the function; a refusal stays unchanged. */
    default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
        return fold(value -> allowed(change.apply(value)), Outcome::refused);
    }

    /** The refusal; empty if the request is allowed. */
    default Optional<Refusal> refusal() {
        return fold(value -> Optional.empty(), Optional::of);
    }

    /** The refusal, if there is one; otherwise the value of this supplier. */
    static <T> Outcome<T> unless(Optional<? extends Refusal> refusal, Supplier<? extends T> value) {
        return refusal.isPresent() ? refused(refusal.get()) : allowed(value.get());
    }

    /** An allowed request. */
    static <T> Outcome<T> allowed(T value) {
        return new Allowed<>(value);
    }

    /** A refused request. */
    static <T> Outcome<T> refused(Refusal refusal) {
        return new Refused<>(refusal.reason(), refusal);
    }
}
