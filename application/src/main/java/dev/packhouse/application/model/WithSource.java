package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/**
 * A value, with the JSON from which a remote backend parsed it, so that a response keeps fields that the rules do not
 * have.
 *
 * @param value the parsed value
 * @param source the JSON object as received; empty from a backend that keeps its own data
 * @param <T> the type of the value
 */
public record WithSource<T>(T value, Optional<String> source) {

    /** Checks that nothing is null. */
    public WithSource {
        requireNonNull(value, "value");
        requireNonNull(source, "source");
    }

    /** A value of a backend that keeps its own data. */
    public static <T> WithSource<T> of(T value) {
        return new WithSource<>(value, Optional.empty());
    }

    /** The same JSON with the value replaced by the result of the function. */
    public <R> WithSource<R> map(Function<? super T, ? extends R> change) {
        return new WithSource<>(change.apply(value), source);
    }
}
