package dev.packhouse.adapter.http;

import static java.util.Objects.requireNonNull;

import dev.packhouse.adapter.http.connection.ConnectionLimits;
import dev.packhouse.domain.policy.Rules;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the server.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes a free one
 * @param publicUrl the prefix of the URLs in responses; if empty, the URL that the request was sent to
 * @param trustProxy whether {@code X-Forwarded-Proto}, {@code X-Forwarded-Host} and {@code X-Forwarded-For} are trusted
 * @param rateLimits the rate limits of callers; off with a remote registry, which has its own
 * @param rules the rules of the registry, which determine permissions and the form of URLs
 * @param dryRun whether changes are checked but not applied; their responses have a header for it
 * @param hsts whether responses have {@code Strict-Transport-Security}: browsers then use HTTPS only, for a year
 * @param remoteUrl the address of the remote registry's API; its URLs in documents are replaced by those of this server
 * @param limits protect the server from overload
 */
public record HttpSettings(
        String host,
        int port,
        Optional<URI> publicUrl,
        boolean trustProxy,
        RateLimits rateLimits,
        Rules rules,
        boolean dryRun,
        boolean hsts,
        Optional<URI> remoteUrl,
        Limits limits) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names the option of the command line
     */
    public HttpSettings {
        requireNonNull(host, "host");
        requireNonNull(publicUrl, "publicUrl");
        requireNonNull(rateLimits, "rateLimits");
        requireNonNull(rules, "rules");
        requireNonNull(remoteUrl, "remoteUrl");
        requireNonNull(limits, "limits");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Invalid --port %d: it must be 0 to 65535".formatted(port));
        }
        publicUrl.ifPresent(url -> requireHttp("--public-url", url));
        remoteUrl.ifPresent(url -> requireHttp("--github-url", url));
    }

    private static void requireHttp(String what, URI url) {
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "Invalid %s '%s': expected http or https, a host, and nothing behind the path"
                            .formatted(what, url));
        }
    }

    /**
     * The limits that protect the server from overload.
     *
     * @param concurrentRequests the maximum number of requests that are processed at once
     * @param waitingRequests the maximum number of requests that wait in the queue; further ones are refused with 503
     * @param longestWait the maximum time in the queue before a request is refused with 503
     * @param bodyBytes the maximum size of a request body
     * @param headerBytes the maximum size of a request head
     * @param connections limit the connections, and the time that slow clients may take
     * @param drainTimeout the maximum time that closing waits for running requests
     */
    public record Limits(
            int concurrentRequests,
            int waitingRequests,
            Duration longestWait,
            long bodyBytes,
            int headerBytes,
            ConnectionLimits connections,
            Duration drainTimeout) {

        /** Limits for a small machine, and for the heap and the open-file limit of this process. */
        public static final Limits DEFAULT = new Limits(
                64,
                1024,
                Duration.ofSeconds(10),
                1 << 20,
                16 << 10,
                ConnectionLimits.forThisProcess(),
                Duration.ofSeconds(15));

        /**
         * Checks the limits.
         *
         * @throws IllegalArgumentException if one of them is too small to work with
         */
        public Limits {
            requireNonNull(longestWait, "longestWait");
            requireNonNull(connections, "connections");
            requireNonNull(drainTimeout, "drainTimeout");
            if (concurrentRequests < 1 || waitingRequests < 0 || bodyBytes < 0 || headerBytes < 1024) {
                throw new IllegalArgumentException("Limits are too small: %d at once, %d waiting, %d bytes, head of %d"
                        .formatted(concurrentRequests, waitingRequests, bodyBytes, headerBytes));
            }
        }
    }
}
