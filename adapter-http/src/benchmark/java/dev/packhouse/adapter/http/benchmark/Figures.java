package dev.packhouse.adapter.http.benchmark;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Computes medians, and prints tables of them. */
final class Figures {

    private Figures() {}

    static double median(Collection<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty()
                ? Double.NaN
                : (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    static String of(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Prints the head of a table in Markdown. */
    static void head(String... columns) {
        row((Object[]) columns);
        System.out.println("|" + "---|".repeat(columns.length));
    }

    /** Prints a row of the table. */
    static void row(Object... cells) {
        System.out.println(
                List.of(cells).stream().map(Object::toString).collect(Collectors.joining(" | ", "| ", " |")));
    }

    static String megabytes(long bytes) {
        return of("%,d MB", bytes >> 20);
    }
}
