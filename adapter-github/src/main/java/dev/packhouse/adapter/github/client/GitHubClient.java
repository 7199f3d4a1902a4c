package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.ReadRequest.Form;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.adapter.github.client.response.RawResponse;
import dev.packhouse.application.model.ForwardedResponse;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.RefusedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Sends reads and changes to GitHub. Safe for many threads.
 *
 * <p>A read is retried if its response is lost or malformed, since a read changes nothing. A change is sent again only
 * if GitHub certainly has not read it; {@link dev.packhouse.adapter.github.change.ChangeExecutor} handles a lost
 * response.
 */
public final class GitHubClient implements AutoCloseable {

    /** Selects whether a read may use the cache. */
    public enum Freshness {
        /** GitHub may confirm the cache entry with a 304. */
        REVALIDATE,
        /** The response neither comes from the cache nor enters it. */
        BYPASS
    }

    private final ApiEndpoint endpoint;
    private final ClientOptions options;
    private final InstantSource clock;
    private final RevalidationCache cache;
    private final LastFailure lastFailure;
    private final RetryDelay retryDelay;
    private final RequestSender requests;
    private final ReadSender reads;
    private final ChangeSender changes;

    /**
     * Creates a client.
     *
     * @param sleeper waits for rate limits and retry delays
     * @param random makes a part of each retry delay random
     * @param onUnauthorized runs for a caller whose token GitHub rejects with 401
     */
    public GitHubClient(
            ApiEndpoint endpoint,
            ClientOptions options,
            InstantSource clock,
            Sleeper sleeper,
            RandomGenerator random,
            Consumer<Caller> onUnauthorized) {
        this.endpoint = endpoint;
        this.options = options;
        this.clock = clock;
        this.cache = new RevalidationCache(options.cacheBytes());
        this.lastFailure = new LastFailure(clock);
        this.retryDelay = new RetryDelay(options.backoff(), sleeper, random);
        this.requests = new RequestSender(endpoint, options, clock, sleeper, lastFailure);
        ResponseParser parser = new ResponseParser(cache, lastFailure, onUnauthorized);
        this.reads = new ReadSender(endpoint, options, clock, requests, parser, cache, retryDelay, lastFailure);
        this.changes = new ChangeSender(endpoint, options, requests, parser, retryDelay, lastFailure);
    }

    /**
     * The failure of a request. It is public, so it contains nothing that a caller asked for.
     *
     * @param why the reason
     * @param at the time
     */
    public record Failure(String why, Instant at) {}

    /**
     * Sends a GET, with retries. Follows redirects within the API and waits for rate limits.
     *
     * @param path the path below the API's address, with the query
     * @param subject the kind of resource, which selects the reason of a 404
     * @throws RefusedException if GitHub refuses with anything else than 404
     * @throws UnavailableException if no attempt has a response that can be used, or if a redirect is not followed
     * @throws dev.packhouse.application.model.LimitedException if the wait for the rate limit would end after the
     *     limit wait
     */
    public ApiResponse get(Caller caller, String path, Subject subject, Freshness freshness) {
        return reads.get(new ReadRequest(caller, path, subject, freshness));
    }

    /** Sends a GET as {@link #get}, without retries. */
    public ApiResponse getOnce(Caller caller, String path, Subject subject, Freshness freshness) {
        return reads.getOnce(new ReadRequest(caller, path, subject, freshness));
    }

    /**
     * Sends a GET as {@link #get}, and returns the whole response: JSON, a 204, or a 302 within the API, which is not followed.
     *
     * @throws RefusedException if GitHub refuses, also with 404
     */
    public ForwardedResponse forward(Caller caller, String path) {
        ApiResponse response =
                reads.get(new ReadRequest(caller, path, Subject.OWNER, Freshness.REVALIDATE, Form.WHOLE));
        if (response instanceof ApiResponse.Absent absent) {
            throw new RefusedException(absent.refusal());
        }
        return ((ApiResponse.Whole) response).response();
    }

    /**
     * Acquires the rate limit for one GET that another thread sends. That thread does not wait for the limit. The
     * caller has to send or cancel the request.
     *
     * @throws dev.packhouse.application.model.LimitedException if the wait for the rate limit would end after the
     *     limit wait
     */
    public AcquiredRequest acquire(Caller caller, String path, Subject subject, Freshness freshness) {
        return reads.acquire(new ReadRequest(caller, path, subject, freshness));
    }

    /**
     * Sends a change until GitHub has read it once.
     *
     * @param precondition the state that the change was decided on; checked again if it is old when the change is sent
     * @throws UnavailableException if GitHub certainly has not read the change
     * @throws dev.packhouse.application.model.LimitedException if GitHub refused it unread because of a rate limit, or
     *     if the wait would end after the limit wait
     */
    public ChangeResult change(Caller caller, String method, String path, Subject subject, Precondition precondition) {
        return changes.send(caller, method, path, subject, precondition);
    }

    /**
     * Waits for the retry delay.
     *
     * @param attempt the number of attempts so far
     * @param why the reason for the retry
     * @throws UnavailableException if the thread is interrupted
     */
    public void backOff(int attempt, String why) {
        retryDelay.await(attempt, why);
    }

    /** Removes the cache entries that a change of this package makes stale, for all callers. */
    public void invalidate(String packagePath) {
        String own = "/" + packagePath;
        cache.invalidate(uri -> {
            String path = uri.getRawPath();
            return path.contains(own) || path.endsWith("/packages") || path.endsWith("/docker/conflicts");
        });
    }

    public InstantSource clock() {
        return clock;
    }

    /** Returns how often a change is sent at most. */
    public int attempts() {
        return options.attempts();
    }

    public ApiEndpoint endpoint() {
        return endpoint;
    }

    /**
     * Counts the requests of a token, from now on, together with those of all tokens of its user.
     *
     * @param user the number of the user
     * @param response the response that showed the user
     */
    public void countByUser(Caller caller, long user, RawResponse response) {
        requests.countByUser(caller, user, response);
    }

    /** Returns the primary limit of a user, as the last response showed it; empty if there was none. */
    public Optional<RateLimit> rateLimit(Caller caller) {
        return requests.rateLimit(caller);
    }

    /** Returns how many requests wait for a limit. */
    public int waiting() {
        return requests.waiting();
    }

    /** Returns the failure of the last request; empty if it succeeded or if there was none. */
    public Optional<Failure> lastFailure() {
        return lastFailure.get();
    }

    @Override
    public void close() {
        requests.close();
    }
}
