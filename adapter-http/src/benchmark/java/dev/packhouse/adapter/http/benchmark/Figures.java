package dev.packhouse.adapter.http.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** Measures of several rounds by their names, in the order in which they were first added. */
    static final class Measures {

        private final Map<String, List<Double>> values = new LinkedHashMap<>();

        void add(String name, double value) {
            values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        }

        void addAll(Measures others) {
            others.values.forEach((name, each) -> each.forEach(value -> add(name, value)));
        }

        Collection<String> names() {
            return values.keySet();
        }

        /** Returns median and minimum with the precision that they need, or nothing if there is no such measure. */
        String show(String name) {
            List<Double> all = values.getOrDefault(name, List.of());
            return all.isEmpty() ? "" : number(median(all)) + " (" + number(Collections.min(all)) + ")";
        }

        private static String number(double value) {
            return of(value < 10 ? "%.1f" : "%.0f", value);
        }
    }

    static String megabytes(long bytes) {
        return of("%,d MB", bytes >> 20);
    }
}
