package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.NoResponseException.Delivery;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.ResponseParser.MalformedResponseException;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.UpstreamResponse;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Sends changes. A change is sent again only if GitHub certainly has not read it: if there was no connection, or if a
 * rate limit refused it.
 */
final class ChangeSender {

    private final ApiEndpoint endpoint;
    private final ClientOptions options;
    private final InstantSource clock;
    private final RequestSender requests;
    private final ResponseParser parser;
    private final RetryDelay retryDelay;
    private final LastFailure lastFailure;

    ChangeSender(
            ApiEndpoint endpoint,
            ClientOptions options,
            InstantSource clock,
            RequestSender requests,
            ResponseParser parser,
            RetryDelay retryDelay,
            LastFailure lastFailure) {
        this.endpoint = endpoint;
        this.options = options;
        this.clock = clock;
        this.requests = requests;
        this.parser = parser;
        this.retryDelay = retryDelay;
        this.lastFailure = lastFailure;
    }

    /** See {@link GitHubClient#change}. */
    ChangeResult send(Caller caller, String method, String path, Subject subject, Precondition precondition) {
        GitHubRateLimiter limiter = requests.limiter(caller);
        Instant deadline = limiter.deadline();
        URI uri = endpoint.at(path);
        for (int attempt = 1, redirects = 0; ; ) {
            if (precondition.isOld()) {
                Optional<UpstreamResponse> refusal = precondition.revalidate();
                if (refusal.isPresent()) {
                    return new ChangeResult.Refused(refusal.get());
                }
                if (precondition.isOld()) {
                    if (clock.instant().isAfter(deadline)) {
                        throw new UnavailableException(
                                "GitHub responds too slowly to check the state before %s %s; nothing was changed"
                                        .formatted(method, uri),
                                null);
                    }
                    continue;
                }
            }
            limiter.acquire(options.writePoints(), deadline);
            if (precondition.isOld()) {
                limiter.release(options.writePoints());
                continue;
            }
            RawResponse response;
            try {
                response = requests.send(limiter, options.writePoints(), caller, method, uri, Map.of());
            } catch (NoResponseException e) {
                String why = "%s %s: %s".formatted(method, uri, e.getMessage());
                if (e.delivery() == Delivery.SENT) {
                    return new ChangeResult.Lost(why);
                }
                if (attempt >= options.attempts() || Thread.currentThread().isInterrupted()) {
                    lastFailure.record(why, e);
                    throw new UnavailableException("GitHub cannot be reached: " + why, e);
                }
                retryDelay.await(attempt++, why);
                continue;
            }
            if (RateLimitResponse.isLimit(response)) {
                lastFailure.clear();
                continue;
            }
            if (!RequestSender.isRedirect(response)) {
                return result(caller, method, uri, response, subject);
            }
            boolean sameMethod = response.status() == 307 || response.status() == 308;
            if (!sameMethod || ++redirects > RequestSender.MAX_REDIRECTS) {
                throw new UnavailableException(
                        "GitHub answered %s %s with a redirect (%d) and changed nothing"
                                .formatted(method, uri, response.status()),
                        null);
            }
            uri = requests.redirectTarget(uri, response);
        }
    }

    private ChangeResult result(Caller caller, String method, URI uri, RawResponse response, Subject subject) {
        if (response.status() == 204) {
            lastFailure.clear();
            return new ChangeResult.Done();
        }
        try {
            return new ChangeResult.Refused(parser.refusal(caller, response, subject));
        } catch (MalformedResponseException e) {
            return new ChangeResult.Lost("%s %s: %s".formatted(method, uri, e.getMessage()));
        }
    }
}
