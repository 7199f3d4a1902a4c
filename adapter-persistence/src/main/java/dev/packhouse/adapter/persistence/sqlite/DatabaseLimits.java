package dev.packhouse.adapter.persistence.sqlite;

import java.time.Duration;

/**
 * How much is done at once.
 *
 * @param readers how many units of reading run at once
 * @param waiting how many units of changing may wait for their turn
 * @param group how many units of changing share one commit at most
 * @param acquireTimeout how long a caller waits for a place before being told that the backend is overloaded
 * @param batch how many rows a purge forgets in one transaction
 */
record DatabaseLimits(int readers, int waiting, int group, Duration acquireTimeout, int batch) {

    static final DatabaseLimits DEFAULT = new DatabaseLimits(
            Math.max(2, Math.min(8, 2 * Runtime.getRuntime().availableProcessors())),
            1_024,
            256,
            Duration.ofSeconds(10),
            100);
}
