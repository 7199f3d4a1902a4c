package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.connection.ConnectionSettings;
import java.time.Duration;

/**
 * The rate limits, timeouts and sizes of the client.
 *
 * @param limitWait how long after the arrival of a request its calls wait at most for the rate limits. A change is not
 *     sent later than that, whatever it has waited for: its client has given up by then
 * @param pointsPerMinute how many points all requests of a user may spend in any sixty seconds; a read costs one
 * @param pointsForReads how many of these points only reads may spend
 * @param writePoints how many points a change costs
 * @param concurrency how many requests of a user are in flight at most
 * @param waiting how many reads, and how many changes, of a user wait for a rate limit at most; each holds a thread
 * @param connectTimeout how long it may take to connect, for a read
 * @param changeConnectTimeout how long it may take to connect, for a change: it is sent so much later than admitted
 * @param requestTimeout how long one request may take, to the last byte of its response
 * @param callTimeout how long after its begin a read begins another attempt, and a list another page, in addition to
 *     {@code limitWait}
 * @param attempts how often a read or a change is sent at most
 * @param backoff the longest retry delay before the second attempt; doubles with each further attempt
 * @param bodyLimit how many bytes a response may have
 * @param cacheBytes how many bytes the cache for conditional requests may have
 * @param pagesAtOnce how many pages of one list are fetched concurrently
 * @param connection how the client connects
 */
public record ClientOptions(
        Duration limitWait,
        int pointsPerMinute,
        int pointsForReads,
        int writePoints,
        int concurrency,
        int waiting,
        Duration connectTimeout,
        Duration changeConnectTimeout,
        Duration requestTimeout,
        Duration callTimeout,
        int attempts,
        Duration backoff,
        int bodyLimit,
        long cacheBytes,
        int pagesAtOnce,
        ConnectionSettings connection) {

    /** The limits of GitHub. Source: "Rate limits for the REST API" and "Best practices for using the REST API". */
    public static final ClientOptions DEFAULT = new ClientOptions(
            Duration.ofSeconds(5),
            900,
            100,
            5,
            100,
            16,
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(90),
            4,
            Duration.ofMillis(250),
            16 << 20,
            32L << 20,
            8,
            ConnectionSettings.DEFAULT);

    /** Returns these options with another limit wait. */
    public ClientOptions withLimitWait(Duration changed) {
        return copy(changed, pointsPerMinute, pointsForReads, writePoints, concurrency, connection);
    }

    /**
     * Returns these options for a server without rate limits: no points are counted, and any number of requests may be in
     * flight. A limit that a response reports holds nevertheless.
     */
    public ClientOptions withoutLimits() {
        return copy(limitWait, Integer.MAX_VALUE, 0, 0, Integer.MAX_VALUE, connection);
    }

    /** Returns these options with another way to connect. */
    public ClientOptions with(ConnectionSettings other) {
        return copy(limitWait, pointsPerMinute, pointsForReads, writePoints, concurrency, other);
    }

    private ClientOptions copy(
            Duration wait, int minute, int reads, int write, int inFlight, ConnectionSettings otherConnection) {
        return new ClientOptions(
                wait,
                minute,
                reads,
                write,
                inFlight,
                waiting,
                connectTimeout,
                changeConnectTimeout,
                requestTimeout,
                callTimeout,
                attempts,
                backoff,
                bodyLimit,
                cacheBytes,
                pagesAtOnce,
                otherConnection);
    }
}
