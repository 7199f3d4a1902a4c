package dev.packhouse.adapter.http.policyfile;

import static java.util.stream.Collectors.joining;

import java.util.function.Function;
import java.util.stream.Stream;

/** Finds a value by its spelling in documents. */
final class Labels {

    private Labels() {}

    /**
     * A function that finds the value with exactly this label.
     *
     * @param what what the values are, as in "type of package"
     */
    static <T> Function<String, T> of(String what, T[] values, Function<T, String> label) {
        return text -> Stream.of(values)
                .filter(value -> label.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'%s' is no %s, expected one of %s"
                        .formatted(text, what, Stream.of(values).map(label).collect(joining(", ")))));
    }
}
