package dev.packhouse.domain.cleanup.plan;

import dev.packhouse.domain.image.ImageGraph;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The order in which versions are deleted. A version follows all deleted ones that it belongs to: if the deletions end early,
 * some parts are left over, and no image is broken. Otherwise untagged images precede tagged ones, older ones newer ones,
 * and the parts of an image follow it at once. Versions that belong to each other come last. Linear in the number of versions
 * and references.
 */
final class DeletionOrder {

    private final ImageGraph graph;
    private final Closure closure;

    /** How many deleted versions each version belongs to that have no place yet. */
    private final int[] open;

    private final boolean[] placed;
    private final int[] order;
    private int size;

    private DeletionOrder(ImageGraph graph, Closure closure) {
        this.graph = graph;
        this.closure = closure;
        this.open = new int[graph.size()];
        this.placed = new boolean[graph.size()];
        this.order = new int[graph.size()];
    }

    /**
     * The positions of the versions that go, in the order of their deletion.
     *
     * @param graph the versions, the newest first
     */
    static int[] of(ImageGraph graph, Closure closure) {
        return new DeletionOrder(graph, closure).make();
    }

    private int[] make() {
        for (int i = 0; i < open.length; i++) {
            for (int owner : graph.owners(i)) {
                open[i] += closure.stays(owner) ? 0 : 1;
            }
        }
        place(i -> open[i] == 0 && !graph.isNamed(i));
        place(i -> open[i] == 0);
        place(graph::isRoot);
        place(i -> true);
        return Arrays.copyOf(order, size);
    }

    /** Places the versions that meet a condition, the oldest first, each with the parts that have to wait no longer. */
    private void place(IntPredicate condition) {
        for (int i = open.length - 1; i >= 0; i--) {
            if (!closure.stays(i) && !placed[i] && condition.test(i)) {
                int next = size;
                add(i);
                while (next < size) {
                    release(order[next]);
                    next++;
                }
            }
        }
    }

    private void release(int owner) {
        for (int dependent : graph.owned(owner)) {
            open[dependent]--;
            if (open[dependent] == 0 && !closure.stays(dependent) && !placed[dependent]) {
                add(dependent);
            }
        }
    }

    private void add(int version) {
        placed[version] = true;
        order[size] = version;
        size++;
    }
}
