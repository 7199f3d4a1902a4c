package dev.packhouse.adapter.persistence.sqlite;

import java.time.Duration;

/**
 * The sizes of the connection pool, the write queue and the batches, the fast paths, and the durability.
 *
 * @param readers the number of connections that read
 * @param waiting the capacity of the write queue, in tasks
 * @param group how many write tasks share one commit at most
 * @param acquireTimeout how long a caller waits for a connection or for space in the queue before its request fails
 * @param batch how many rows a purge or a pruning removes in one transaction
 * @param fastPaths the fast paths of all connections
 * @param syncs whether a commit waits until it is on disk
 */
record DatabaseLimits(
        int readers, int waiting, int group, Duration acquireTimeout, int batch, FastPaths fastPaths, boolean syncs) {

    static final DatabaseLimits DEFAULT = new DatabaseLimits(
            Math.max(2, Math.min(8, 2 * Runtime.getRuntime().availableProcessors())),
            1_024,
            256,
            Duration.ofSeconds(10),
            100,
            FastPaths.ALL,
            true);

    /** Sizes with all fast paths. */
    DatabaseLimits(int readers, int waiting, int group, Duration acquireTimeout, int batch) {
        this(readers, waiting, group, acquireTimeout, batch, FastPaths.ALL, true);
    }

    DatabaseLimits with(FastPaths paths) {
        return new DatabaseLimits(readers, waiting, group, acquireTimeout, batch, paths, syncs);
    }

    DatabaseLimits withSync(boolean commitsSync) {
        return new DatabaseLimits(readers, waiting, group, acquireTimeout, batch, fastPaths, commitsSync);
    }
}
