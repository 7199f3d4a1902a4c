package dev.packhouse.domain.cleanup.plan;

import dev.packhouse.domain.image.ImageGraph;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What stays and what goes, if some versions stay for reasons of their own: everything that belongs to a version that stays
 * stays, and everything else goes. Linear in the number of versions and references; cycles do no harm.
 */
final class Closure {

    private static final int NONE = -1;

    private final ImageGraph graph;
    private final int[] neededBy;
    private final int[] goesWith;
    private final BitSet staying;

    /** Each version enters it at most once. */
    private final int[] queue;

    /**
     * Follows the references.
     *
     * @param seeds the versions that stay for reasons of their own
     */
    Closure(ImageGraph graph, BitSet seeds) {
        this.graph = graph;
        this.neededBy = new int[graph.size()];
        this.goesWith = new int[graph.size()];
        this.queue = new int[graph.size()];
        Arrays.fill(neededBy, NONE);
        Arrays.fill(goesWith, NONE);
        this.staying = (BitSet) seeds.clone();
        follow();
        leave();
    }

    /** The versions that no image reaches: each belongs to versions that belong to it. */
    static BitSet unclear(ImageGraph graph) {
        BitSet images = new BitSet(graph.size());
        for (int i = 0; i < graph.size(); i++) {
            images.set(i, graph.isRoot(i));
        }
        BitSet unclear = (BitSet) new Closure(graph, images).staying.clone();
        unclear.flip(0, graph.size());
        return unclear;
    }

    private void follow() {
        int end = 0;
        for (int i = staying.nextSetBit(0); i >= 0; i = staying.nextSetBit(i + 1)) {
            queue[end] = i;
            end++;
        }
        for (int next = 0; next < end; next++) {
            for (int dependent : graph.owned(queue[next])) {
                if (!staying.get(dependent)) {
                    staying.set(dependent);
                    neededBy[dependent] = queue[next];
                    queue[end] = dependent;
                    end++;
                }
            }
        }
    }

    private void leave() {
        int end = 0;
        for (int i = 0; i < graph.size(); i++) {
            if (graph.isRoot(i) && !staying.get(i)) {
                queue[end] = i;
                end++;
            }
        }
        for (int next = 0; next < end; next++) {
            int owner = queue[next];
            for (int dependent : graph.owned(owner)) {
                if (!staying.get(dependent) && !graph.isRoot(dependent) && goesWith[dependent] == NONE) {
                    goesWith[dependent] = goesWith[owner] == NONE ? owner : goesWith[owner];
                    queue[end] = dependent;
                    end++;
                }
            }
        }
    }

    /** Whether the version stays. */
    boolean stays(int version) {
        return staying.get(version);
    }

    /** How many versions stay. */
    int staying() {
        return staying.cardinality();
    }

    /** The version that stays and keeps this one; negative if it stays for reasons of its own, or goes. */
    int neededBy(int version) {
        return neededBy[version];
    }

    /** The image that this version goes with; negative if it goes by itself, or stays. */
    int goesWith(int version) {
        return goesWith[version];
    }
}
