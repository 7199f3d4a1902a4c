package dev.packhouse.adapter.http;

import static java.util.Objects.requireNonNull;

import dev.packhouse.adapter.http.connection.ConnectionLimits;
import dev.packhouse.domain.access.RegistryRules;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the server is run.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes a free one
 * @param publicUrl what the URLs in answers start with; if empty, what the request came by
 * @param trustProxy whether {@code X-Forwarded-Proto}, {@code X-Forwarded-Host} and {@code X-Forwarded-For} are believed
 * @param rateLimit how many requests a user has in an hour; if empty, there is no limit
 * @param rules the edition of the registries' rules, which decides on the shape of URLs
 * @param dryRun whether changes are only pretended, which their answers then say in a header
 * @param hsts whether answers tell browsers to ask this host by HTTPS only, for a year
 * @param remoteUrl the address of the remote registry's API, whose URLs in documents become this server's own
 * @param limits what protects the server from too much
 */
public record HttpSettings(
        String host,
        int port,
        Optional<URI> publicUrl,
        boolean trustProxy,
        OptionalInt rateLimit,
        RegistryRules rules,
        boolean dryRun,
        boolean hsts,
        Optional<URI> remoteUrl,
        Limits limits) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if a value is out of its range; the message names it as the command line does
     */
    public HttpSettings {
        requireNonNull(host, "host");
        requireNonNull(publicUrl, "publicUrl");
        requireNonNull(rateLimit, "rateLimit");
        requireNonNull(rules, "rules");
        requireNonNull(remoteUrl, "remoteUrl");
        requireNonNull(limits, "limits");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("Invalid --port %d: it must be 0 to 65535".formatted(port));
        }
        if (rateLimit.orElse(1) < 1) {
            throw new IllegalArgumentException(
                    "Invalid --rate-limit %d: it must be positive".formatted(rateLimit.getAsInt()));
        }
        publicUrl.ifPresent(url -> requireHttp("--public-url", url));
        remoteUrl.ifPresent(url -> requireHttp("--github-url", url));
    }

    /** A backend that keeps its own data, no word on HTTPS, and the default limits. */
    public HttpSettings(
            String host,
            int port,
            Optional<URI> publicUrl,
            boolean trustProxy,
            OptionalInt rateLimit,
            RegistryRules rules,
            boolean dryRun) {
        this(host, port, publicUrl, trustProxy, rateLimit, rules, dryRun, false, Optional.empty(), Limits.DEFAULT);
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
     * What protects the server from too much.
     *
     * @param concurrentRequests how many requests are worked on at once
     * @param waitingRequests how many more may wait for that; further ones are refused with 503
     * @param longestWait how long one waits before it is refused with 503
     * @param bodyBytes the longest body of a request
     * @param headerBytes the longest head of a request
     * @param connections what protects it from too many and too slow clients
     * @param drainTimeout how long closing waits for running requests
     */
    public record Limits(
            int concurrentRequests,
            int waitingRequests,
            Duration longestWait,
            long bodyBytes,
            int headerBytes,
            ConnectionLimits connections,
            Duration drainTimeout) {

        /** Limits for a small machine, and for the heap and the files of this process. */
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
