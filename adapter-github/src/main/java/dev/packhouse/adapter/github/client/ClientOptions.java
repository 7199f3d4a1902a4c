package dev.packhouse.adapter.github.client;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The rate limits, timeouts and sizes of the client.
 *
 * @param acquireTimeout how long one call waits at most for the rate limits, and a change also for other changes of its
 *     package and for a check of its precondition that is recent enough
 * @param pointsPerMinute how many points all requests of a token may spend in any sixty seconds; a read costs one
 * @param writePoints how many points a change costs
 * @param concurrency how many requests of a token are in flight at most
 * @param waiting how many requests of a token wait for a rate limit at most; each holds a thread
 * @param connectTimeout how long it may take to connect
 * @param requestTimeout how long one request may take, to the last byte of its response
 * @param callTimeout how long after its begin a read begins another attempt, and a list another page, in addition to
 *     {@code acquireTimeout}. Changes have no such limit: {@code attempts} and the other times bound them
 * @param attempts how often a read or a change is sent at most
 * @param backoff the longest retry delay before the second attempt; doubles with each further attempt
 * @param bodyLimit how many bytes a response may have
 * @param cacheBytes how many bytes the cache for conditional requests may have
 * @param pagesAtOnce how many pages of one list are fetched concurrently
 * @param tls the trusted certificates; empty for those that the JDK trusts
 */
public record ClientOptions(
        Duration acquireTimeout,
        int pointsPerMinute,
        int writePoints,
        int concurrency,
        int waiting,
        Duration connectTimeout,
        Duration requestTimeout,
        Duration callTimeout,
        int attempts,
        Duration backoff,
        int bodyLimit,
        long cacheBytes,
        int pagesAtOnce,
        Optional<SSLContext> tls) {

    /** The limits of GitHub. Source: "Rate limits for the REST API" and "Best practices for using the REST API". */
    public static final ClientOptions DEFAULT = new ClientOptions(
            Duration.ofSeconds(30),
            900,
            5,
            100,
            16,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(90),
            4,
            Duration.ofMillis(250),
            16 << 20,
            32L << 20,
            8,
            Optional.empty());
}
