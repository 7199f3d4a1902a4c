package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.ResponseParser.MalformedResponseException;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.RefusedException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Asks GitHub questions, and sends it changes.
 *
 * <p>A question is asked again when its answer is lost or makes no sense, since asking changes nothing. A change is sent
 * again only when GitHub certainly has not read it; an answer that is lost is the business of {@link dev.packhouse.adapter.github.change.ChangeExecutor}.
 */
public final class GitHubClient implements AutoCloseable {

    /** Whether an answer that is kept may be confirmed, or is to be read afresh. */
    public enum Freshness {
        REVALIDATE,
        BYPASS
    }

    private final ApiEndpoint endpoint;
    private final ClientOptions options;
    private final InstantSource clock;
    private final RevalidationCache cache;
    private final LastFailure lastFailure;
    private final RetryDelay retryDelay;
    private final RequestSender requests;
    private final ResponseParser parser;
    private final ChangeSender changes;

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
        this.requests = new RequestSender(endpoint, options, clock, sleeper);
        this.parser = new ResponseParser(cache, lastFailure, onUnauthorized);
        this.changes = new ChangeSender(endpoint, options, requests, parser, retryDelay, lastFailure);
    }

    /**
     * What the last request failed of. Anybody may see it, so it names nothing that a caller asked for.
     *
     * @param why the reason
     * @param at when
     */
    public record Failure(String why, Instant at) {}

    /**
     * Asks for something.
     *
     * @param path the path below the API's address, with the query
     * @param subject what is asked for
     * @throws RefusedException if GitHub refuses
     * @throws UnavailableException if there is no answer that makes sense
     * @throws dev.packhouse.application.model.LimitedException if it would take longer than the acquire timeout
     */
    public ApiResponse get(Caller caller, String path, Subject subject, Freshness freshness) {
        return get(caller, path, subject, freshness, 1);
    }

    private ApiResponse get(Caller caller, String path, Subject subject, Freshness freshness, int firstAttempt) {
        GitHubRateLimiter limiter = requests.limiter(caller);
        Instant deadline = limiter.deadline();
        Instant ends = clock.instant().plus(options.callTimeout()).plus(options.acquireTimeout());
        URI uri = endpoint.at(path);
        for (int attempt = firstAttempt; ; ) {
            String why;
            try {
                RawResponse response = sendFollowingRedirects(limiter, deadline, caller, uri, freshness);
                if (GitHubRateLimiter.isLimit(response)) {
                    lastFailure.clear();
                    continue;
                }
                return parser.parse(caller, uri, response, subject, freshness);
            } catch (NoResponseException | MalformedResponseException e) {
                why = "GET %s: %s".formatted(uri, e.getMessage());
                if (attempt >= options.attempts()
                        || Thread.currentThread().isInterrupted()
                        || clock.instant().isAfter(ends)) {
                    lastFailure.record(why, e);
                    throw new UnavailableException("GitHub cannot be asked: " + why, e);
                }
            }
            retryDelay.await(attempt++, why);
        }
    }

    /**
     * Makes a question ready to be asked by another thread, which will not wait for any limit: its turn has come when this
     * returns. It has to be asked or abandoned.
     *
     * @throws dev.packhouse.application.model.LimitedException if it would take longer than the acquire timeout
     */
    public AcquiredRequest acquire(Caller caller, String path, Subject subject, Freshness freshness) {
        GitHubRateLimiter limiter = requests.limiter(caller);
        limiter.acquire(1, limiter.deadline());
        return new AcquiredRequest(limiter, caller, path, subject, freshness);
    }

    /** A question whose turn has come. */
    public final class AcquiredRequest {

        private final GitHubRateLimiter limiter;
        private final Caller caller;
        private final String path;
        private final Subject subject;
        private final Freshness freshness;
        private final AtomicBoolean over = new AtomicBoolean();

        private AcquiredRequest(
                GitHubRateLimiter limiter, Caller caller, String path, Subject subject, Freshness freshness) {
            this.limiter = limiter;
            this.caller = caller;
            this.path = path;
            this.subject = subject;
            this.freshness = freshness;
        }

        /** Asks once; empty if the answer is none to be used, or was abandoned before. */
        public Optional<ApiResponse> send() {
            if (!over.compareAndSet(false, true)) {
                return Optional.empty();
            }
            URI uri = endpoint.at(path);
            try {
                RawResponse response = requests.send(limiter, 1, caller, "GET", uri, headers(caller, uri, freshness));
                return GitHubRateLimiter.isLimit(response) || RequestSender.isRedirect(response)
                        ? Optional.empty()
                        : Optional.of(parser.parse(caller, uri, response, subject, freshness));
            } catch (NoResponseException | MalformedResponseException e) {
                return Optional.empty();
            }
        }

        /** Asks again what had no answer to be used, as often as is left; waits for limits. */
        public ApiResponse retry() {
            return get(caller, path, subject, freshness, 2);
        }

        /** Gives the turn back, unless it was used. */
        public void cancel() {
            if (over.compareAndSet(false, true)) {
                limiter.release(1);
            }
        }
    }

    /** One question, and where it is redirected to within the API. */
    private RawResponse sendFollowingRedirects(
            GitHubRateLimiter limiter, Instant deadline, Caller caller, URI uri, Freshness freshness)
            throws NoResponseException, MalformedResponseException {
        Map<String, String> headers = headers(caller, uri, freshness);
        URI next = uri;
        for (int redirects = 0; ; redirects++) {
            limiter.acquire(1, deadline);
            RawResponse response = requests.send(limiter, 1, caller, "GET", next, headers);
            if (!RequestSender.isRedirect(response)) {
                return response;
            }
            if (redirects == RequestSender.MAX_REDIRECTS) {
                throw new MalformedResponseException("GitHub redirects in a circle");
            }
            next = requests.redirectTarget(next, response);
        }
    }

    private Map<String, String> headers(Caller caller, URI uri, Freshness freshness) {
        if (freshness == Freshness.BYPASS) {
            return Map.of("Cache-Control", "no-cache");
        }
        return cache.find(caller, uri)
                .map(cached -> Map.of("If-None-Match", cached.tag()))
                .orElseGet(Map::of);
    }

    /**
     * Sends a change until GitHub has read it once.
     *
     * @param precondition what the change was decided on; renewed if it is old by the time of sending
     * @throws UnavailableException if GitHub certainly has not read it
     * @throws dev.packhouse.application.model.LimitedException if it was turned away unread, or would have to wait longer
     *     than the acquire timeout
     */
    public ChangeResult change(Caller caller, String method, String path, Subject subject, Precondition precondition) {
        return changes.send(caller, method, path, subject, precondition);
    }

    /**
     * Waits before another attempt: half of the time is certain, half is chance, so that callers who failed together do
     * not come back together.
     *
     * @param attempt how many there were
     */
    public void backOff(int attempt, String why) {
        retryDelay.await(attempt, why);
    }

    /** Forgets the answers that a change made untrue. */
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

    public int attempts() {
        return options.attempts();
    }

    public ApiEndpoint endpoint() {
        return endpoint;
    }

    public Optional<RateLimit> rateLimit(Caller caller) {
        return requests.rateLimit(caller);
    }

    /** What the last request failed of; empty if it did not, or there was none. */
    public Optional<Failure> lastFailure() {
        return lastFailure.get();
    }

    /** How many answers are kept. */
    public long cachedResponses() {
        return cache.size();
    }

    @Override
    public void close() {
        requests.close();
    }
}
