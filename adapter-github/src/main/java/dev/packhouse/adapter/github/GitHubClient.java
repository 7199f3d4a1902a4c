package dev.packhouse.adapter.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.packhouse.adapter.github.NoAnswerException.Reach;
import dev.packhouse.adapter.github.Refusals.Subject;
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
 * again only when GitHub certainly has not read it; an answer that is lost is the business of {@link Changes}.
 */
final class GitHubClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GitHubClient.class);

    private static final int MAX_REDIRECTS = 3;

    /** Whether an answer that is kept may be confirmed, or is to be read afresh. */
    enum Freshness {
        CONFIRMED,
        AFRESH
    }

    private final Endpoint endpoint;
    private final Tuning tuning;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final Transport transport;
    private final AnswerCache cache;
    private final LoadingCache<String, Budget> budgets;
    private final Consumer<Caller> onUnauthorized;
    private volatile Optional<Trouble> trouble = Optional.empty();

    GitHubClient(
            Endpoint endpoint,
            Tuning tuning,
            InstantSource clock,
            Sleeper sleeper,
            RandomGenerator random,
            Consumer<Caller> onUnauthorized) {
        this.endpoint = endpoint;
        this.tuning = tuning;
        this.clock = clock;
        this.sleeper = sleeper;
        this.random = random;
        this.transport = new Transport(endpoint, tuning);
        this.cache = new AnswerCache(tuning.cacheBytes());
        this.budgets = CacheBuilder.newBuilder()
                .maximumSize(10_000)
                .expireAfterAccess(Duration.ofHours(2))
                .build(CacheLoader.from(key -> new Budget(tuning, clock, sleeper)));
        this.onUnauthorized = onUnauthorized;
    }

    /**
     * What the last request failed of. Anybody may see it, so it names nothing that a caller asked for.
     *
     * @param why the reason
     * @param at when
     */
    record Trouble(String why, Instant at) {}

    /** What is behind an answer that is not to be used. */
    private static final class Nonsense extends IOException {
        private static final long serialVersionUID = 1L;

        Nonsense(String message) {
            super(message);
        }

        Nonsense(String message, Throwable cause) {
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
     * @throws dev.packhouse.application.model.LimitedException if it would take longer than the caller's patience
     */
    Reply get(Caller caller, String path, Subject subject, Freshness freshness) {
        return get(caller, path, subject, freshness, 1);
    }

    private Reply get(Caller caller, String path, Subject subject, Freshness freshness, int firstAttempt) {
        requireSendable(caller);
        Budget budget = budgets.getUnchecked(caller.key());
        Instant patienceEnds = budget.patienceEnds();
        Instant ends = clock.instant().plus(tuning.callTimeout()).plus(tuning.patience());
        URI uri = endpoint.at(path);
        for (int attempt = firstAttempt; ; ) {
            String why;
            try {
                Answer answer = exchange(budget, patienceEnds, caller, uri, freshness);
                if (Budget.isLimit(answer)) {
                    trouble = Optional.empty();
                    continue;
                }
                return reply(caller, uri, answer, subject, freshness);
            } catch (NoAnswerException | Nonsense e) {
                why = "GET %s: %s".formatted(uri, e.getMessage());
                if (attempt >= tuning.attempts()
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
     * @throws dev.packhouse.application.model.LimitedException if it would take longer than the caller's patience
     */
    Ready ready(Caller caller, String path, Subject subject, Freshness freshness) {
        requireSendable(caller);
        Budget budget = budgets.getUnchecked(caller.key());
        budget.enter(1, budget.patienceEnds());
        return new Ready(budget, caller, path, subject, freshness);
    }

    /** A question whose turn has come. */
    final class Ready {

        private final Budget budget;
        private final Caller caller;
        private final String path;
        private final Subject subject;
        private final Freshness freshness;
        private final AtomicBoolean over = new AtomicBoolean();

        private Ready(Budget budget, Caller caller, String path, Subject subject, Freshness freshness) {
            this.budget = budget;
            this.caller = caller;
            this.path = path;
            this.subject = subject;
            this.freshness = freshness;
        }

        /** Asks once; empty if the answer is none to be used, or was abandoned before. */
        Optional<Reply> ask() {
            if (!over.compareAndSet(false, true)) {
                return Optional.empty();
            }
            URI uri = endpoint.at(path);
            try {
                Answer answer = entered(budget, 1, caller, "GET", uri, headers(caller, uri, freshness));
                return Budget.isLimit(answer) || isRedirect(answer)
                        ? Optional.empty()
                        : Optional.of(reply(caller, uri, answer, subject, freshness));
            } catch (NoAnswerException | Nonsense e) {
                return Optional.empty();
            }
        }

        /** Asks again what had no answer to be used, as often as is left; waits for limits. */
        Reply again() {
            return get(caller, path, subject, freshness, 2);
        }

        /** Gives the turn back, unless it was used. */
        void abandon() {
            if (over.compareAndSet(false, true)) {
                budget.giveBack(1);
            }
        }
    }

    /** Tells the log which request failed, and everybody only of what. */
    private void failed(String why, IOException cause) {
        LOG.warn("GitHub does not answer {}", why, cause);
        trouble = Optional.of(new Trouble(cause.getMessage(), clock.instant()));
    }

    private static void requireSendable(Caller caller) {
        if (!caller.sendable()) {
            throw new RefusedException(Refusals.badCredentials());
        }
    }

    /** One question, and where it is redirected to within the API. */
    private Answer exchange(Budget budget, Instant patienceEnds, Caller caller, URI uri, Freshness freshness)
            throws NoAnswerException, Nonsense {
        Map<String, String> headers = headers(caller, uri, freshness);
        URI next = uri;
        for (int redirects = 0; ; redirects++) {
            budget.enter(1, patienceEnds);
            Answer answer = entered(budget, 1, caller, "GET", next, headers);
            if (!isRedirect(answer)) {
                return answer;
            }
            if (redirects == MAX_REDIRECTS) {
                throw new Nonsense("GitHub redirects in a circle");
            }
            next = redirected(next, answer);
        }
    }

    private Map<String, String> headers(Caller caller, URI uri, Freshness freshness) {
        if (freshness == Freshness.AFRESH) {
            return Map.of("Cache-Control", "no-cache");
        }
        return cache.find(caller, uri)
                .map(kept -> Map.of("If-None-Match", kept.tag()))
                .orElseGet(Map::of);
    }

    private Answer entered(Budget budget, int cost, Caller caller, String method, URI uri, Map<String, String> headers)
            throws NoAnswerException {
        Optional<Answer> answer = Optional.empty();
        try {
            answer = Optional.of(transport.send(method, uri, caller, headers));
            return answer.get();
        } finally {
            budget.leave(cost, answer);
        }
    }

    private static boolean isRedirect(Answer answer) {
        return switch (answer.status()) {
            case 301, 302, 307, 308 -> true;
            default -> false;
        };
    }

    /** Where a redirect leads, if that is still the API. */
    private URI redirected(URI from, Answer answer) {
        String location = answer.header("location").orElse("");
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

    private Reply reply(Caller caller, URI uri, Answer answer, Subject subject, Freshness freshness) throws Nonsense {
        int status = answer.status();
        if (status == 304 && freshness == Freshness.CONFIRMED) {
            // Looked up again: what was kept when the question was asked may have made room for something else since.
            AnswerCache.Kept kept = cache.find(caller, uri)
                    .orElseThrow(() -> new Nonsense("the answer that GitHub confirms is not kept any more"));
            // The list may have grown behind this page, so the links that come with the confirmation are the better
            // ones.
            Links links = Links.parse(answer.headers().allValues("link"));
            trouble = Optional.empty();
            return new Reply.Found(
                    items(kept.body()), links.pages().isEmpty() ? Links.parse(kept.links()) : links, answer);
        }
        if (status == 200) {
            if (!answer.isJson()) {
                throw new Nonsense("the answer is %s, not JSON".formatted(described(answer)));
            }
            List<Item> items = items(answer.body());
            trouble = Optional.empty();
            if (freshness == Freshness.CONFIRMED) {
                cache.keep(caller, uri, answer);
            }
            return new Reply.Found(items, Links.parse(answer.headers().allValues("link")), answer);
        }
        JsonNode body = refusalBody(answer);
        rejectVersion(answer, body);
        if (status < 400 || status >= 500 || !body.path("message").isTextual()) {
            throw new Nonsense("the answer is %d with %s".formatted(status, described(answer)));
        }
        trouble = Optional.empty();
        if (status == 401) {
            unauthorized(caller);
        }
        if (status == 404) {
            return new Reply.Absent(Refusals.of(answer, body, subject));
        }
        throw new RefusedException(Refusals.of(answer, body, subject));
    }

    private void unauthorized(Caller caller) {
        cache.dropAllOf(caller);
        onUnauthorized.accept(caller);
    }

    private static List<Item> items(byte[] body) throws Nonsense {
        try {
            return Item.read(body);
        } catch (IOException e) {
            // The parser's words quote the answer, which is the caller's alone.
            throw new Nonsense("the answer is not valid JSON", e);
        }
    }

    private static String described(Answer answer) {
        return answer.mediaType().isEmpty() ? "no content type" : "content type " + answer.mediaType();
    }

    /** The object that a refusal carries; a missing node if it carries something else. */
    private static JsonNode refusalBody(Answer answer) {
        try {
            List<Item> items = answer.isJson() ? Item.read(answer.body()) : List.of();
            return items.size() == 1 ? items.get(0).node() : MissingNode.getInstance();
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** GitHub stops serving a version of its API after some years; that is nobody's fault but this program's age. */
    private static void rejectVersion(Answer answer, JsonNode body) {
        boolean refused =
                answer.status() == 400 && body.path("errors").asText("").contains("not a supported version");
        if (refused || answer.status() == 410) {
            throw new UnavailableException(
                    "GitHub does not serve version %s of its API any more, which is the one this program speaks: %s %s"
                            .formatted(
                                    Transport.API_VERSION,
                                    body.path("message").asText(""),
                                    body.path("errors").asText("")),
                    null);
        }
    }

    /**
     * Sends a change until GitHub has read it once.
     *
     * @param sight what the change was decided on; renewed if it is old by the time of sending
     * @throws UnavailableException if GitHub certainly has not read it
     * @throws dev.packhouse.application.model.LimitedException if it was turned away unread, or would have to wait longer
     *     than the caller's patience
     */
    Attempt change(Caller caller, String method, String path, Subject subject, Sight sight) {
        requireSendable(caller);
        Budget budget = budgets.getUnchecked(caller.key());
        Instant patienceEnds = budget.patienceEnds();
        URI uri = endpoint.at(path);
        for (int attempt = 1, redirects = 0; ; ) {
            if (sight.isOld()) {
                Optional<Refusal.UpstreamRefusal> gone = sight.renew();
                if (gone.isPresent()) {
                    return new Attempt.Refused(gone.get());
                }
            }
            budget.enter(tuning.writePoints(), patienceEnds);
            if (sight.isOld()) {
                budget.giveBack(tuning.writePoints());
                continue;
            }
            Answer answer;
            try {
                answer = entered(budget, tuning.writePoints(), caller, method, uri, Map.of());
            } catch (NoAnswerException e) {
                String why = "%s %s: %s".formatted(method, uri, e.getMessage());
                if (e.reach() == Reach.SENT) {
                    return new Attempt.Lost(why);
                }
                if (attempt >= tuning.attempts() || Thread.currentThread().isInterrupted()) {
                    failed(why, e);
                    throw new UnavailableException("GitHub cannot be reached: " + why, e);
                }
                backOff(attempt++, why);
                continue;
            }
            if (Budget.isLimit(answer)) {
                trouble = Optional.empty();
                continue;
            }
            if (!isRedirect(answer)) {
                return attempt(caller, method, uri, answer, subject);
            }
            boolean sameMethod = answer.status() == 307 || answer.status() == 308;
            if (!sameMethod || ++redirects > MAX_REDIRECTS) {
                throw new UnavailableException(
                        "GitHub answered %s %s with a redirect (%d) and changed nothing"
                                .formatted(method, uri, answer.status()),
                        null);
            }
            uri = redirected(uri, answer);
        }
    }

    private Attempt attempt(Caller caller, String method, URI uri, Answer answer, Subject subject) {
        int status = answer.status();
        if (status == 204) {
            trouble = Optional.empty();
            return new Attempt.Done();
        }
        JsonNode body = refusalBody(answer);
        rejectVersion(answer, body);
        if (status < 400 || status >= 500 || !body.path("message").isTextual()) {
            return new Attempt.Lost(
                    "%s %s: the answer is %d with %s".formatted(method, uri, status, described(answer)));
        }
        trouble = Optional.empty();
        if (status == 401) {
            unauthorized(caller);
        }
        return new Attempt.Refused(Refusals.of(answer, body, subject));
    }

    /**
     * Waits before another attempt: half of the time is certain, half is chance, so that callers who failed together do
     * not come back together.
     *
     * @param attempt how many there were
     */
    void backOff(int attempt, String why) {
        long longest = tuning.backoff().toMillis() << Math.min(attempt - 1, 6);
        try {
            sleeper.sleep(Duration.ofMillis(longest / 2 + random.nextLong(longest / 2 + 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while waiting to ask GitHub again: " + why, e);
        }
    }

    /** Forgets the answers that a change made untrue. */
    void drop(String packagePath) {
        String own = "/" + packagePath;
        cache.drop(uri -> {
            String path = uri.getRawPath();
            return path.contains(own) || path.endsWith("/packages") || path.endsWith("/docker/conflicts");
        });
    }

    InstantSource clock() {
        return clock;
    }

    int attempts() {
        return tuning.attempts();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    Optional<RateLimit> rateLimit(Caller caller) {
        return Optional.ofNullable(budgets.getIfPresent(caller.key())).flatMap(Budget::primary);
    }

    /** What the last request failed of; empty if it did not, or there was none. */
    Optional<Trouble> trouble() {
        return trouble;
    }

    /** How many answers are kept. */
    long kept() {
        return cache.size();
    }

    @Override
    public void close() {
        transport.close();
    }
}
