package dev.packhouse.adapter.github.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.packhouse.adapter.github.client.NoResponseException.Delivery;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.domain.policy.Refusal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks GitHub questions, and sends it changes.
 *
 * <p>A question is asked again when its answer is lost or makes no sense, since asking changes nothing. A change is sent
 * again only when GitHub certainly has not read it; an answer that is lost is the business of {@link dev.packhouse.adapter.github.change.ChangeExecutor}.
 */
public final class GitHubClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GitHubClient.class);

    private static final int MAX_REDIRECTS = 3;

    /** Whether an answer that is kept may be confirmed, or is to be read afresh. */
    public enum Freshness {
        REVALIDATE,
        BYPASS
    }

    private final ApiEndpoint endpoint;
    private final ClientOptions options;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final HttpTransport transport;
    private final RevalidationCache cache;
    private final LoadingCache<String, GitHubRateLimiter> limiters;
    private final Consumer<Caller> onUnauthorized;
    private volatile Optional<Failure> lastFailure = Optional.empty();

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
        this.sleeper = sleeper;
        this.random = random;
        this.transport = new HttpTransport(endpoint, options);
        this.cache = new RevalidationCache(options.cacheBytes());
        this.limiters = CacheBuilder.newBuilder()
                .maximumSize(10_000)
                .expireAfterAccess(Duration.ofHours(2))
                .build(CacheLoader.from(key -> new GitHubRateLimiter(options, clock, sleeper)));
        this.onUnauthorized = onUnauthorized;
    }

    /**
     * What the last request failed of. Anybody may see it, so it names nothing that a caller asked for.
     *
     * @param why the reason
     * @param at when
     */
    public record Failure(String why, Instant at) {}

    /** What is behind an answer that is not to be used. */
    private static final class MalformedResponseException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedResponseException(String message) {
            super(message);
        }

        MalformedResponseException(String message, Throwable cause) {
            super(message, cause);
        }
    }

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
        requireSendable(caller);
        GitHubRateLimiter limiter = limiters.getUnchecked(caller.key());
        Instant deadline = limiter.deadline();
        Instant ends = clock.instant().plus(options.callTimeout()).plus(options.acquireTimeout());
        URI uri = endpoint.at(path);
        for (int attempt = firstAttempt; ; ) {
            String why;
            try {
                RawResponse response = sendFollowingRedirects(limiter, deadline, caller, uri, freshness);
                if (GitHubRateLimiter.isLimit(response)) {
                    lastFailure = Optional.empty();
                    continue;
                }
                return parse(caller, uri, response, subject, freshness);
            } catch (NoResponseException | MalformedResponseException e) {
                why = "GET %s: %s".formatted(uri, e.getMessage());
                if (attempt >= options.attempts()
                        || Thread.currentThread().isInterrupted()
                        || clock.instant().isAfter(ends)) {
                    failed(why, e);
                    throw new UnavailableException("GitHub cannot be asked: " + why, e);
                }
            }
            backOff(attempt++, why);
        }
    }

    /**
     * Makes a question ready to be asked by another thread, which will not wait for any limit: its turn has come when this
     * returns. It has to be asked or abandoned.
     *
     * @throws dev.packhouse.application.model.LimitedException if it would take longer than the acquire timeout
     */
    public AcquiredRequest acquire(Caller caller, String path, Subject subject, Freshness freshness) {
        requireSendable(caller);
        GitHubRateLimiter limiter = limiters.getUnchecked(caller.key());
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
                RawResponse response = sendAcquired(limiter, 1, caller, "GET", uri, headers(caller, uri, freshness));
                return GitHubRateLimiter.isLimit(response) || isRedirect(response)
                        ? Optional.empty()
                        : Optional.of(parse(caller, uri, response, subject, freshness));
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

    /** Tells the log which request failed, and everybody only of what. */
    private void failed(String why, IOException cause) {
        LOG.warn("GitHub does not answer {}", why, cause);
        lastFailure = Optional.of(new Failure(cause.getMessage(), clock.instant()));
    }

    private static void requireSendable(Caller caller) {
        if (!caller.sendable()) {
            throw new RefusedException(RefusalParser.badCredentials());
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
            RawResponse response = sendAcquired(limiter, 1, caller, "GET", next, headers);
            if (!isRedirect(response)) {
                return response;
            }
            if (redirects == MAX_REDIRECTS) {
                throw new MalformedResponseException("GitHub redirects in a circle");
            }
            next = redirected(next, response);
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

    private RawResponse sendAcquired(
            GitHubRateLimiter limiter, int cost, Caller caller, String method, URI uri, Map<String, String> headers)
            throws NoResponseException {
        Optional<RawResponse> answer = Optional.empty();
        try {
            answer = Optional.of(transport.send(method, uri, caller, headers));
            return answer.get();
        } finally {
            limiter.complete(cost, answer);
        }
    }

    private static boolean isRedirect(RawResponse response) {
        return switch (response.status()) {
            case 301, 302, 307, 308 -> true;
            default -> false;
        };
    }

    /** Where a redirect leads, if that is still the API. */
    private URI redirected(URI from, RawResponse response) {
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

    private ApiResponse parse(Caller caller, URI uri, RawResponse response, Subject subject, Freshness freshness)
            throws MalformedResponseException {
        int status = response.status();
        if (status == 304 && freshness == Freshness.REVALIDATE) {
            // Looked up again: what was kept when the question was asked may have made room for something else since.
            RevalidationCache.CachedResponse cached = cache.find(caller, uri)
                    .orElseThrow(() ->
                            new MalformedResponseException("the answer that GitHub confirms is not kept any more"));
            // The list may have grown behind this page, so the links that come with the confirmation are the better
            // ones.
            PageLinks links = PageLinks.parse(response.headers().allValues("link"));
            lastFailure = Optional.empty();
            return new ApiResponse.Found(
                    entries(cached.body()),
                    links.pages().isEmpty() ? PageLinks.parse(cached.links()) : links,
                    response);
        }
        if (status == 200) {
            if (!response.isJson()) {
                throw new MalformedResponseException("the answer is %s, not JSON".formatted(described(response)));
            }
            List<JsonEntry> items = entries(response.body());
            lastFailure = Optional.empty();
            if (freshness == Freshness.REVALIDATE) {
                cache.put(caller, uri, response);
            }
            return new ApiResponse.Found(
                    items, PageLinks.parse(response.headers().allValues("link")), response);
        }
        JsonNode body = refusalBody(response);
        rejectVersion(response, body);
        if (status < 400 || status >= 500 || !body.path("message").isTextual()) {
            throw new MalformedResponseException("the answer is %d with %s".formatted(status, described(response)));
        }
        lastFailure = Optional.empty();
        if (status == 401) {
            unauthorized(caller);
        }
        if (status == 404) {
            return new ApiResponse.Absent(RefusalParser.of(response, body, subject));
        }
        throw new RefusedException(RefusalParser.of(response, body, subject));
    }

    private void unauthorized(Caller caller) {
        cache.invalidateAllOf(caller);
        onUnauthorized.accept(caller);
    }

    private static List<JsonEntry> entries(byte[] body) throws MalformedResponseException {
        try {
            return JsonEntry.read(body);
        } catch (IOException e) {
            // The parser's words quote the answer, which is the caller's alone.
            throw new MalformedResponseException("the answer is not valid JSON", e);
        }
    }

    private static String described(RawResponse response) {
        return response.mediaType().isEmpty() ? "no content type" : "content type " + response.mediaType();
    }

    /** The object that a refusal carries; a missing node if it carries something else. */
    private static JsonNode refusalBody(RawResponse response) {
        try {
            List<JsonEntry> items = response.isJson() ? JsonEntry.read(response.body()) : List.of();
            return items.size() == 1 ? items.get(0).node() : MissingNode.getInstance();
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** GitHub stops serving a version of its API after some years; that is nobody's fault but this program's age. */
    private static void rejectVersion(RawResponse response, JsonNode body) {
        boolean refused =
                response.status() == 400 && body.path("errors").asText("").contains("not a supported version");
        if (refused || response.status() == 410) {
            throw new UnavailableException(
                    "GitHub does not serve version %s of its API any more, which is the one this program speaks: %s %s"
                            .formatted(
                                    HttpTransport.API_VERSION,
                                    body.path("message").asText(""),
                                    body.path("errors").asText("")),
                    null);
        }
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
        requireSendable(caller);
        GitHubRateLimiter limiter = limiters.getUnchecked(caller.key());
        Instant deadline = limiter.deadline();
        URI uri = endpoint.at(path);
        for (int attempt = 1, redirects = 0; ; ) {
            if (precondition.isOld()) {
                Optional<Refusal.UpstreamRefusal> refusal = precondition.revalidate();
                if (refusal.isPresent()) {
                    return new ChangeResult.Refused(refusal.get());
                }
            }
            limiter.acquire(options.writePoints(), deadline);
            if (precondition.isOld()) {
                limiter.release(options.writePoints());
                continue;
            }
            RawResponse response;
            try {
                response = sendAcquired(limiter, options.writePoints(), caller, method, uri, Map.of());
            } catch (NoResponseException e) {
                String why = "%s %s: %s".formatted(method, uri, e.getMessage());
                if (e.delivery() == Delivery.SENT) {
                    return new ChangeResult.Lost(why);
                }
                if (attempt >= options.attempts() || Thread.currentThread().isInterrupted()) {
                    failed(why, e);
                    throw new UnavailableException("GitHub cannot be reached: " + why, e);
                }
                backOff(attempt++, why);
                continue;
            }
            if (GitHubRateLimiter.isLimit(response)) {
                lastFailure = Optional.empty();
                continue;
            }
            if (!isRedirect(response)) {
                return changeResult(caller, method, uri, response, subject);
            }
            boolean sameMethod = response.status() == 307 || response.status() == 308;
            if (!sameMethod || ++redirects > MAX_REDIRECTS) {
                throw new UnavailableException(
                        "GitHub answered %s %s with a redirect (%d) and changed nothing"
                                .formatted(method, uri, response.status()),
                        null);
            }
            uri = redirected(uri, response);
        }
    }

    private ChangeResult changeResult(Caller caller, String method, URI uri, RawResponse response, Subject subject) {
        int status = response.status();
        if (status == 204) {
            lastFailure = Optional.empty();
            return new ChangeResult.Done();
        }
        JsonNode body = refusalBody(response);
        rejectVersion(response, body);
        if (status < 400 || status >= 500 || !body.path("message").isTextual()) {
            return new ChangeResult.Lost(
                    "%s %s: the answer is %d with %s".formatted(method, uri, status, described(response)));
        }
        lastFailure = Optional.empty();
        if (status == 401) {
            unauthorized(caller);
        }
        return new ChangeResult.Refused(RefusalParser.of(response, body, subject));
    }

    /**
     * Waits before another attempt: half of the time is certain, half is chance, so that callers who failed together do
     * not come back together.
     *
     * @param attempt how many there were
     */
    public void backOff(int attempt, String why) {
        long longest = options.backoff().toMillis() << Math.min(attempt - 1, 6);
        try {
            sleeper.sleep(Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while waiting to ask GitHub again: " + why, e);
        }
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
        return Optional.ofNullable(limiters.getIfPresent(caller.key())).flatMap(GitHubRateLimiter::primary);
    }

    /** What the last request failed of; empty if it did not, or there was none. */
    public Optional<Failure> lastFailure() {
        return lastFailure;
    }

    /** How many answers are kept. */
    public long cachedResponses() {
        return cache.size();
    }

    @Override
    public void close() {
        transport.close();
    }
}
