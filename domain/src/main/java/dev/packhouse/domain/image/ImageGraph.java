package dev.packhouse.domain.image;

import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.Tag;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which versions of one package belong to which others. An index owns its children. A version that others refer to, as
 * signatures refer to an image, owns these others. Versions are numbered by their position in the list, from 0.
 *
 * <p>An index without known manifest, and a version that refers to another one in an unknown manifest, are alone in the
 * graph. References never leave the package.
 *
 * <p>Source: image index and {@code subject} of OCI 1.1; the referrers tag schema.
 */
public final class ImageGraph {

    private final int[][] owned;
    private final int[][] owners;
    private final ImageDefect[] defects;
    private final boolean[] named;

    private ImageGraph(int size) {
        this.owned = new int[size][];
        this.owners = new int[size][];
        this.defects = new ImageDefect[size];
        this.named = new boolean[size];
    }

    /** The graph of all active versions of one package. */
    public static ImageGraph of(List<VersionWithManifest> versions) {
        return new Builder(versions).build();
    }

    /**
     * The graph of versions that have no manifests: each is an image of its own.
     *
     * @param size how many versions there are
     */
    public static ImageGraph withoutManifests(int size) {
        ImageGraph graph = new ImageGraph(size);
        Arrays.fill(graph.owned, Builder.NONE);
        Arrays.fill(graph.owners, Builder.NONE);
        return graph;
    }

    /** How many versions there are. */
    public int size() {
        return owned.length;
    }

    /** The versions that belong to this one directly, ascending. The array must not be changed. */
    public int[] owned(int version) {
        return owned[version];
    }

    /** The versions that this one belongs to directly, ascending. The array must not be changed. */
    public int[] owners(int version) {
        return owners[version];
    }

    /** What is wrong with the version; empty if nothing is, or its manifest is not known. */
    public Optional<ImageDefect> defect(int version) {
        return Optional.ofNullable(defects[version]);
    }

    /** Whether the version has a tag that names it. */
    public boolean isNamed(int version) {
        return named[version];
    }

    /**
     * Whether the version is an image by itself: it has a tag of its own, or belongs to no other version. Rules judge these;
     * all others follow what they belong to.
     */
    public boolean isRoot(int version) {
        return named[version] || owners[version].length == 0;
    }

    /** Makes a graph: first the edges as they are found, then the sorted arrays of both directions. */
    private static final class Builder {

        private static final int[] NONE = {};

        private final List<VersionWithManifest> versions;
        private final Map<String, Integer> positions = new HashMap<>();
        private final ImageGraph graph;
        private final IntList from = new IntList();
        private final IntList to = new IntList();

        Builder(List<VersionWithManifest> versions) {
            this.versions = versions;
            this.graph = new ImageGraph(versions.size());
            for (int i = 0; i < versions.size(); i++) {
                positions.put(versions.get(i).version().name().value(), i);
            }
        }

        ImageGraph build() {
            for (int i = 0; i < versions.size(); i++) {
                VersionWithManifest version = versions.get(i);
                graph.named[i] = !version.ownTags().isEmpty();
                int position = i;
                version.known().ifPresent(manifest -> addChildren(position, manifest));
                boolean refers = false;
                boolean found = false;
                Optional<Digest> subject = version.known().flatMap(Manifest::subject);
                if (subject.isPresent()) {
                    refers = true;
                    found = addReferrer(i, subject.get());
                }
                for (Tag tag : version.version().tags()) {
                    Optional<Digest> referred = tag.referredDigest();
                    if (referred.isPresent()) {
                        refers = true;
                        found |= addReferrer(i, referred.get());
                    }
                }
                if (refers && !found) {
                    graph.defects[i] = ImageDefect.ORPHANED;
                }
            }
            fill(from, to, graph.owned);
            fill(to, from, graph.owners);
            return graph;
        }

        private void addChildren(int index, Manifest manifest) {
            int missing = 0;
            for (Manifest.Child child : manifest.children()) {
                Integer position = positions.get(child.digest().value());
                if (position == null) {
                    missing++;
                } else if (position != index) {
                    add(index, position);
                }
            }
            if (missing > 0) {
                graph.defects[index] = missing == manifest.children().size() ? ImageDefect.GHOST : ImageDefect.PARTIAL;
            }
        }

        /** Returns whether the version that is referred to is in the package. */
        private boolean addReferrer(int referrer, Digest subject) {
            Integer position = positions.get(subject.value());
            if (position == null) {
                return false;
            }
            if (position != referrer) {
                add(position, referrer);
            }
            return true;
        }

        private void add(int owner, int dependent) {
            from.add(owner);
            to.add(dependent);
        }

        /** Sets for each version the sorted, distinct other ends of its edges. */
        private static void fill(IntList starts, IntList ends, int[][] target) {
            int[] counts = new int[target.length];
            for (int i = 0; i < starts.size(); i++) {
                counts[starts.get(i)]++;
            }
            for (int i = 0; i < target.length; i++) {
                target[i] = counts[i] == 0 ? NONE : new int[counts[i]];
            }
            for (int i = starts.size() - 1; i >= 0; i--) {
                int start = starts.get(i);
                counts[start]--;
                target[start][counts[start]] = ends.get(i);
            }
            for (int i = 0; i < target.length; i++) {
                target[i] = distinct(target[i]);
            }
        }

        /** Sorts the array, and returns one without its repetitions. */
        private static int[] distinct(int[] values) {
            Arrays.sort(values);
            int size = 0;
            for (int value : values) {
                if (size == 0 || values[size - 1] != value) {
                    values[size] = value;
                    size++;
                }
            }
            return size == values.length ? values : Arrays.copyOf(values, size);
        }
    }

    /** A growing list of numbers, without an object for each. */
    private static final class IntList {

        private int[] values = new int[16];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size] = value;
            size++;
        }

        int get(int index) {
            return values[index];
        }

        int size() {
            return size;
        }
    }
}
