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
 * The problems of an input: the first {@link #LIMIT} problems in a given order, and the number of all others. Memory
 * and the time to add a problem do not grow with the number of problems.
 *
 * <p>Not safe for use by several threads.
 *
 * @param <P> the type of a problem; a problem that equals a kept one is not counted again
 */
public final class Problems<P> {

    /** The maximum number of problems that are kept. */
    public static final int LIMIT = 1_000;

    private final Comparator<Ranked<P>> order;
    /** The kept problems, in reverse order: the head is the last of them. */
    private final PriorityQueue<Ranked<P>> ranked;

    private final Set<P> kept = new HashSet<>();
    private long added;
    private long more;

    private record Ranked<P>(P problem, long arrival) {}

    private Problems(Comparator<Ranked<P>> order) {
        this.order = order;
        this.ranked = new PriorityQueue<>(order.reversed());
    }

    /** Creates an empty collection that keeps the order of addition. */
    public static <P> Problems<P> asAdded() {
        return new Problems<>(Comparator.comparingLong(Ranked::arrival));
    }

    /**
     * Creates an empty collection with an order of its own.
     *
     * @param order the order of the problems; problems that are equal in it keep the order of addition
     */
    public static <P> Problems<P> ordered(Comparator<? super P> order) {
        return new Problems<>(
                Comparator.<Ranked<P>, P>comparing(Ranked::problem, order).thenComparingLong(Ranked::arrival));
    }

    /** Adds a problem, unless an equal one is kept already. */
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

    /** Whether there is no problem. */
    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /** The first problems, in order; at most {@link #LIMIT}. */
    public List<P> first() {
        List<Ranked<P>> sorted = new ArrayList<>(ranked);
        sorted.sort(order);
        return sorted.stream().map(Ranked::problem).toList();
    }

    /** The number of problems in addition to the {@linkplain #first first} ones. */
    public long more() {
        return more;
    }

    /**
     * A text with a line for each of the first problems, and a line with the number of further problems if there are
     * any.
     *
     * @param line formats a problem as a line
     */
    public String message(Function<? super P, String> line) {
        Stream<String> rest = more == 0
                ? Stream.empty()
                : Stream.of(String.format(Locale.ROOT, "and %,d more problem%s", more, more == 1 ? "" : "s"));
        return Stream.concat(first().stream().map(line), rest).collect(Collectors.joining("\n"));
    }
}
