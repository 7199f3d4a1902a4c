package dev.packhouse.application.state;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that is wrong with an input: the first {@link #LIMIT} problems in a given order, and the number of all
 * others. Its memory does not grow with the number of problems, and adding one takes the same time always.
 *
 * <p>Not safe for use by several threads.
 *
 * @param <P> a problem; equal ones are one problem
 */
public final class Problems<P> {

    /** The most problems that are kept. */
    public static final int LIMIT = 1_000;

    private final Comparator<Ranked<P>> order;
    /** The last of those that are kept comes first. */
    private final PriorityQueue<Ranked<P>> ranked;

    private final Set<P> kept = new HashSet<>();
    private long added;
    private long more;

    private record Ranked<P>(P problem, long arrival) {}

    private Problems(Comparator<Ranked<P>> order) {
        this.order = order;
        this.ranked = new PriorityQueue<>(order.reversed());
    }

    /** No problem yet. They stay in the order in which they are added. */
    public static <P> Problems<P> asAdded() {
        return new Problems<>(Comparator.comparingLong(Ranked::arrival));
    }

    /**
     * No problem yet.
     *
     * @param order which problems come first; of those that are equal in this order, those that were added first
     */
    public static <P> Problems<P> ordered(Comparator<? super P> order) {
        return new Problems<>(
                Comparator.<Ranked<P>, P>comparing(Ranked::problem, order).thenComparingLong(Ranked::arrival));
    }

    /** Adds a problem, unless it is among the kept ones already. */
    public void add(P problem) {
        if (kept.contains(requireNonNull(problem, "problem"))) {
            return;
        }
        Ranked<P> next = new Ranked<>(problem, added++);
        if (ranked.size() == LIMIT) {
            more++;
            if (order.compare(next, ranked.element()) > 0) {
                return;
            }
            kept.remove(ranked.remove().problem());
        }
        kept.add(problem);
        ranked.add(next);
    }

    /** Counts problems that others have left out. */
    public void leaveOut(long count) {
        more += count;
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /** The first problems, in order; at most {@link #LIMIT}. */
    public List<P> first() {
        List<Ranked<P>> sorted = new ArrayList<>(ranked);
        sorted.sort(order);
        return sorted.stream().map(Ranked::problem).toList();
    }

    /** How many problems there are besides the {@linkplain #first first} ones. */
    public long more() {
        return more;
    }

    /**
     * A line for each of the first problems, and one that says how many more there are, if there are any.
     *
     * @param line makes a line of a problem
     */
    public String message(Function<? super P, String> line) {
        Stream<String> rest = more == 0
                ? Stream.empty()
                : Stream.of(String.format(Locale.ROOT, "and %,d more problem%s", more, more == 1 ? "" : "s"));
        return Stream.concat(first().stream().map(line), rest).collect(Collectors.joining("\n"));
    }
}
