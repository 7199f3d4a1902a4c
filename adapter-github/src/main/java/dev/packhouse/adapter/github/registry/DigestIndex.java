package dev.packhouse.adapter.github.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The positions of lines in a file by the first 64 bits of their digests: 16 bytes an entry, in an open hash table that is at most
 * two thirds full. Several positions may have the same bits. Not safe for several threads.
 */
final class DigestIndex {

    private static final long FREE = -1;

    private long[] keys = new long[1024];
    private long[] positions = filled(1024);
    private int size;

    private static long[] filled(int length) {
        long[] free = new long[length];
        Arrays.fill(free, FREE);
        return free;
    }

    /**
     * Adds a position.
     *
     * @param key the first 64 bits of a digest, which are as good as random
     * @param position at least 0
     */
    void add(long key, long position) {
        if (size > keys.length / 3 * 2) {
            grow();
        }
        insert(key, position);
        size++;
    }

    private void insert(long key, long position) {
        int slot = slot(key);
        while (positions[slot] != FREE) {
            slot = next(slot);
        }
        keys[slot] = key;
        positions[slot] = position;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldPositions = positions;
        keys = new long[oldKeys.length * 2];
        positions = filled(oldKeys.length * 2);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldPositions[i] != FREE) {
                insert(oldKeys[i], oldPositions[i]);
            }
        }
    }

    private int slot(long key) {
        return (int) key & (keys.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (keys.length - 1);
    }

    /** Returns the positions with this key, in the order in which they were added. */
    List<Long> find(long key) {
        List<Long> found = new ArrayList<>(1);
        for (int slot = slot(key); positions[slot] != FREE; slot = next(slot)) {
            if (keys[slot] == key) {
                found.add(positions[slot]);
            }
        }
        return found;
    }
}
