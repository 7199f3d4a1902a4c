package dev.packhouse.adapter.github.client;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How hard the API may be used, and how long it may take.
 *
 * @param acquireTimeout how long one call waits for its turn under a rate limit
 * @param pointsPerMinute how many points all calls of a token may spend in any sixty seconds; a read costs one
 * @param writePoints how many of them a change costs
 * @param concurrency how many requests of a token are under way at once
 * @param waiting how many requests of a token wait for their turn at once; each holds a thread
 * @param connectTimeout how long a connection may take
 * @param requestTimeout how long one request may take, to the last byte of its answer
 * @param callTimeout how long one call may take with its retries, apart from {@code acquireTimeout}
 * @param attempts how often a read is tried, and a change sent, at most
 * @param backoff how long to wait before the second attempt; each further one waits twice as long
 * @param bodyLimit how many bytes an answer may have
 * @param cacheBytes how many bytes of answers are kept for conditional requests
 * @param pagesAtOnce how many pages of one list are fetched at once
 * @param tls who is trusted to be GitHub; empty for whomever the JDK trusts
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

    /** What suits GitHub. Source: "Rate limits for the REST API" and "Best practices for using the REST API". */
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
