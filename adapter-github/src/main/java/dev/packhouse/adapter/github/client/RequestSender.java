package dev.packhouse.adapter.github.client;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.collect.ImmutableMap;
import dev.packhouse.adapter.github.client.HttpTransport.NoResponseException;
import dev.packhouse.adapter.github.client.HttpTransport.NoResponseException.Delivery;
import dev.packhouse.adapter.github.client.UserLimits.RequestKind;
import dev.packhouse.adapter.github.client.response.RawResponse;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.RefusedException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Sends requests, each under the rate limit of its user, and follows redirects within the API. GitHub counts the requests
 * of all tokens of a user together; a token whose user is not known has a limit of its own.
 */
final class RequestSender implements AutoCloseable {

    static final String API_VERSION = "2022-11-28";

    private static final int MAX_REDIRECTS = 3;

    private final ApiEndpoint endpoint;
    private final ClientOptions options;
    private final InstantSource clock;
    private final LastFailure lastFailure;
    private final HttpTransport transport;

    /**
     * The limiters by user, or by token if the user is not known. One that is idle for two hours is removed, with the
     * stops in it.
     */
    private final LoadingCache<String, GitHubRateLimiter> limiters;

    /** The keys of the limiters of known users, by the keys of their tokens. */
    private final Cache<String, String> users;

    RequestSender(
            ApiEndpoint endpoint,
            ClientOptions options,
            InstantSource clock,
            Sleeper sleeper,
            LastFailure lastFailure) {
        this.endpoint = endpoint;
        this.options = options;
        this.clock = clock;
        this.lastFailure = lastFailure;
        this.transport = new HttpTransport(endpoint, options, options.bodyLimit());
        this.limiters = CacheBuilder.newBuilder()
                .maximumSize(10_000)
                .expireAfterAccess(Duration.ofHours(2))
                .build(CacheLoader.from(key -> new GitHubRateLimiter(options, clock, sleeper)));
        this.users = CacheBuilder.newBuilder()
                .maximumSize(10_000)
                .expireAfterAccess(Duration.ofHours(2))
                .build();
    }

    /** The result of sending a request once. */
    sealed interface Attempt {

        /**
         * GitHub's response to the request.
         *
         * @param response a result, a refusal, or something that cannot be used
         */
        record Final(RawResponse response) implements Attempt {}

        /**
         * GitHub has not executed the request, because of a rate limit or a redirect. It can be sent again as soon as the
         * limiter admits it.
         */
        record Again() implements Attempt {}

        /**
         * There was no connection: GitHub has not read the request.
         *
         * @param failure the reason
         */
        record Unsent(NoResponseException failure) implements Attempt {}

        /**
         * The response is lost: GitHub may have executed the request.
         *
         * @param failure the reason
         */
        record Lost(NoResponseException failure) implements Attempt {}
    }

    /**
     * Begins a read.
     *
     * @param headers headers in addition to those of every request
     * @throws RefusedException if the token cannot be written into a header
     */
    Call read(Caller caller, URI uri, Map<String, String> headers) {
        return new Call(caller, "GET", RequestKind.READ, uri, headers, false);
    }

    /**
     * Begins a read whose response is passed on. A 302 is its result, and other redirects are followed.
     *
     * @param headers headers in addition to those of every request
     * @throws RefusedException if the token cannot be written into a header
     */
    Call readWhole(Caller caller, URI uri, Map<String, String> headers) {
        return new Call(caller, "GET", RequestKind.READ, uri, headers, true);
    }

    /**
     * Begins a change.
     *
     * @throws RefusedException if the token cannot be written into a header
     */
    Call change(Caller caller, String method, URI uri) {
        return new Call(caller, method, RequestKind.CHANGE, uri, Map.of(), false);
    }

    /**
     * One request and its repetitions. It waits for the rate limit until the limit wait after the arrival of the request
     * of the caller. Used by one thread at a time.
     */
    final class Call {

        private final String method;
        private final RequestKind kind;
        private final Map<String, String> headers;
        private final GitHubRateLimiter limiter;
        private final Instant deadline;
        private final boolean returnsFound;
        private URI uri;
        private int redirects;

        private Call(
                Caller caller,
                String method,
                RequestKind kind,
                URI uri,
                Map<String, String> headers,
                boolean returnsFound) {
            if (!caller.sendable()) {
                throw new RefusedException(RefusalParser.badCredentials());
            }
            this.method = method;
            this.kind = kind;
            this.headers = ImmutableMap.<String, String>builder()
                    .put("Accept", "application/vnd.github+json")
                    .put("X-GitHub-Api-Version", API_VERSION)
                    .putAll(headers)
                    .putAll(caller.authorization()
                            .map(value -> Map.of("Authorization", value))
                            .orElseGet(Map::of))
                    .buildOrThrow();
            this.uri = uri;
            this.limiter = limiters.getUnchecked(limiterKey(caller));
            this.deadline = caller.since().plus(options.limitWait());
            this.returnsFound = returnsFound;
        }

        /**
         * Waits until the rate limit admits the request. Then it has to be sent or released.
         *
         * @throws dev.packhouse.application.model.LimitedException if the wait would end after the limit wait
         */
        void acquire() {
            limiter.acquire(kind, deadline);
        }

        /** Releases the rate limit of a request that was not sent. */
        void release() {
            limiter.release(kind);
        }

        /** Returns whether the limit wait is over. */
        boolean isLate() {
            return clock.instant().isAfter(deadline);
        }

        /**
         * Sends the request once, if the rate limit has admitted it. A redirect changes its address.
         *
         * @throws UnavailableException if a redirect is not followed: it leads out of the API, it would change the method
         *     of a change, or it is the fourth one
         */
        Attempt send() {
            RawResponse response;
            try {
                response = complete();
            } catch (NoResponseException e) {
                return e.delivery() == Delivery.SENT ? new Attempt.Lost(e) : new Attempt.Unsent(e);
            }
            if (RateLimitResponse.isLimit(response)) {
                lastFailure.clear();
                return new Attempt.Again();
            }
            if (isRedirect(response)) {
                URI to = target(response);
                if (returnsFound && response.status() == 302) {
                    return new Attempt.Final(response);
                }
                uri = to;
                return new Attempt.Again();
            }
            return new Attempt.Final(response);
        }

        private RawResponse complete() throws NoResponseException {
            Optional<RawResponse> response = Optional.empty();
            try {
                response = Optional.of(transport.send(method, uri, headers));
                return response.get();
            } finally {
                limiter.complete(kind, response);
            }
        }

        private URI target(RawResponse response) {
            String location = response.header("location").orElse("");
            URI to;
            try {
                to = uri.resolve(location);
            } catch (IllegalArgumentException e) {
                throw unfollowed(response, location, "which is no address", e);
            }
            if (location.isEmpty() || !endpoint.holds(to)) {
                throw unfollowed(
                        response,
                        location,
                        "that is outside of %s, so neither the request nor the token went there".formatted(endpoint),
                        null);
            }
            if (!method.equals("GET") && response.status() < 307) {
                throw unfollowed(response, location, "which would change the method", null);
            }
            if (++redirects > MAX_REDIRECTS) {
                throw unfollowed(response, location, "in a circle or after too many redirects", null);
            }
            return to;
        }

        private UnavailableException unfollowed(
                RawResponse response, String location, String why, IllegalArgumentException cause) {
            return new UnavailableException(
                    "GitHub redirects %s %s (%d) to '%s'; %s".formatted(method, uri, response.status(), location, why),
                    cause);
        }

        /** Returns the request and why it failed. */
        String describe(Exception failure) {
            return "%s %s: %s".formatted(method, uri, failure.getMessage());
        }
    }

    private static boolean isRedirect(RawResponse response) {
        return switch (response.status()) {
            case 301, 302, 307, 308 -> true;
            default -> false;
        };
    }

    private String limiterKey(Caller caller) {
        String user = users.getIfPresent(caller.key());
        return user == null ? caller.key() : user;
    }

    /**
     * Counts the requests of a token, from now on, together with those of all tokens of its user.
     *
     * @param response the response that showed the user
     */
    void countByUser(Caller caller, long user, RawResponse response) {
        String key = "user " + user;
        if (!key.equals(users.getIfPresent(caller.key()))) {
            users.put(caller.key(), key);
            limiters.getUnchecked(key).adopt(RequestKind.READ, response);
        }
    }

    /** Returns the primary limit of a user, as the last response showed it; empty if there was none. */
    Optional<RateLimit> rateLimit(Caller caller) {
        return Optional.ofNullable(limiters.getIfPresent(limiterKey(caller))).flatMap(GitHubRateLimiter::primary);
    }

    /** Returns how many requests wait for a limit. */
    int waiting() {
        return limiters.asMap().values().stream()
                .mapToInt(GitHubRateLimiter::waiting)
                .sum();
    }

    @Override
    public void close() {
        transport.close();
    }
}
