package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/**
 * A value, and the JSON that a remote backend gave it in, so that fields which the rules do not know pass through.
 *
 * @param value what the rules know
 * @param source the JSON object as it was received; empty from a backend that keeps its own data
 * @param <T> the type of the value
 */
public record WithSource<T>(T value, Optional<String> source) {

    /** Checks that nothing is null. */
    public WithSource {
        requireNonNull(value, "value");
        requireNonNull(source, "json");
    }

    /** A value of a backend that keeps its own data. */
    public static <T> WithSource<T> of(T value) {
        return new WithSource<>(value, Optional.empty());
    }

    /** The same JSON with another value. */
    public <R> WithSource<R> map(Function<? super T, ? extends R> change) {
        return new WithSource<>(change.apply(value), source);
    }
}
