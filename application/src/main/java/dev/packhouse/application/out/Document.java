package dev.packhouse.application.out;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/**
 * A value, and the JSON that a remote backend gave it in, so that fields which the rules do not know pass through.
 *
 * @param value what the rules know
 * @param json the JSON object as it was received; empty from a backend that keeps its own data
 * @param <T> the type of the value
 */
public record Document<T>(T value, Optional<String> json) {

    /** Checks that nothing is null. */
    public Document {
        requireNonNull(value, "value");
        requireNonNull(json, "json");
    }

    /** A value of a backend that keeps its own data. */
    public static <T> Document<T> of(T value) {
        return new Document<>(value, Optional.empty());
    }

    /** The same JSON with another value. */
    public <R> Document<R> map(Function<? super T, ? extends R> change) {
        return new Document<>(change.apply(value), json);
    }
}
