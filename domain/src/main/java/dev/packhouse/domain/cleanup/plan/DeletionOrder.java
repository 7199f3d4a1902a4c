package dev.packhouse.domain.cleanup.plan;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import dev.packhouse.domain.image.ImageGraph;
import dev.packhouse.domain.image.VersionWithManifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * The order in which versions are deleted. A version follows all deleted ones that it belongs to: if the deletions end early,
 * some parts are left over, and no image is broken. Otherwise untagged images precede tagged ones, older ones newer ones,
 * and the parts of an image follow it at once.
 */
final class DeletionOrder {

    private DeletionOrder() {}

    /** The positions of the versions that go, in the order of their deletion. */
    static int[] of(List<VersionWithManifest> versions, ImageGraph graph, Closure closure) {
        int[] rank = ranks(versions, graph, closure);
        int[] open = new int[versions.size()];
        PriorityQueue<Integer> ready =
                new PriorityQueue<>(comparingInt((Integer i) -> rank[i]).thenComparing(i -> i));
        for (int i = 0; i < versions.size(); i++) {
            int version = i;
            open[i] = (int) IntStream.of(graph.owners(version))
                    .filter(owner -> !closure.stays(owner))
                    .count();
            if (!closure.stays(i) && open[i] == 0) {
                ready.add(i);
            }
        }
        List<Integer> order = new ArrayList<>();
        boolean[] done = new boolean[versions.size()];
        while (!ready.isEmpty()) {
            int next = ready.remove();
            done[next] = true;
            order.add(next);
            for (int dependent : graph.owned(next)) {
                open[dependent]--;
                if (open[dependent] == 0 && !closure.stays(dependent)) {
                    rank[dependent] = rank[next];
                    ready.add(dependent);
                }
            }
        }
        // What is left belongs to each other in a circle.
        IntStream.range(0, versions.size())
                .filter(i -> !closure.stays(i) && !done[i])
                .boxed()
                .sorted(comparingInt((Integer i) -> rank[i]).thenComparing(i -> i))
                .forEach(order::add);
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The position of each image among those that go. */
    private static int[] ranks(List<VersionWithManifest> versions, ImageGraph graph, Closure closure) {
        int[] rank = new int[versions.size()];
        Arrays.fill(rank, Integer.MAX_VALUE);
        Comparator<Integer> order = comparing(
                        (Integer i) -> !versions.get(i).ownTags().isEmpty())
                .thenComparing(i -> versions.get(i).version().createdAt())
                .thenComparing(i -> versions.get(i).version().id().value());
        int[] images = IntStream.range(0, versions.size())
                .filter(i -> graph.isRoot(i) && !closure.stays(i))
                .boxed()
                .sorted(order)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < images.length; i++) {
            rank[images[i]] = i;
        }
        return rank;
    }
}
