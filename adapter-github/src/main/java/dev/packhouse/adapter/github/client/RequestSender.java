package dev.packhouse.adapter.github.client;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.RefusedException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Sends single requests, each under the rate limit of its token, and resolves redirects within the API. */
final class RequestSender implements AutoCloseable {

    static final int MAX_REDIRECTS = 3;

    private final ApiEndpoint endpoint;
    private final HttpTransport transport;
    private final LoadingCache<String, GitHubRateLimiter> limiters;

    RequestSender(ApiEndpoint endpoint, ClientOptions options, InstantSource clock, Sleeper sleeper) {
        this.endpoint = endpoint;
        this.transport = new HttpTransport(endpoint, options);
        this.limiters = CacheBuilder.newBuilder()
                .maximumSize(10_000)
                .expireAfterAccess(Duration.ofHours(2))
                .build(CacheLoader.from(key -> new GitHubRateLimiter(options, clock, sleeper)));
    }

    /**
     * Returns the rate limiter of a token.
     *
     * @throws RefusedException if the token cannot be written into a header
     */
    GitHubRateLimiter limiter(Caller caller) {
        if (!caller.sendable()) {
            throw new RefusedException(RefusalParser.badCredentials());
        }
        return limiters.getUnchecked(caller.key());
    }

    /** Returns the primary limit of a token, as the last response showed it; empty if there was none. */
    Optional<RateLimit> rateLimit(Caller caller) {
        return Optional.ofNullable(limiters.getIfPresent(caller.key())).flatMap(GitHubRateLimiter::primary);
    }

    /** Sends a request that its limiter has admitted at this cost, and completes it there. */
    RawResponse send(
            GitHubRateLimiter limiter, int cost, Caller caller, String method, URI uri, Map<String, String> headers)
            throws NoResponseException {
        Optional<RawResponse> response = Optional.empty();
        try {
            response = Optional.of(transport.send(method, uri, caller, headers));
            return response.get();
        } finally {
            limiter.complete(cost, response);
        }
    }

    static boolean isRedirect(RawResponse response) {
        return switch (response.status()) {
            case 301, 302, 307, 308 -> true;
            default -> false;
        };
    }

    /**
     * Returns the address that a redirect points to.
     *
     * @throws UnavailableException if it is outside of the API
     */
    URI redirectTarget(URI from, RawResponse response) {
        String location = response.header("location").orElse("");
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new UnavailableException(
                    "GitHub redirects %s to '%s', which is no address".formatted(from, location), e);
        }
        if (location.isEmpty() || !endpoint.holds(to)) {
            throw new UnavailableException(
                    "GitHub redirects %s to '%s'; that is outside of %s, so neither the request nor the token went there"
                            .formatted(from, location, endpoint),
                    null);
        }
        return to;
    }

    @Override
    public void close() {
        transport.close();
    }
}
