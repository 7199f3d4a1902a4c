package dev.packhouse.adapter.github.client;

import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.ReadRequest.Form;
import dev.packhouse.adapter.github.client.RequestSender.Attempt;
import dev.packhouse.adapter.github.client.RequestSender.Call;
import dev.packhouse.adapter.github.client.RevalidationCache.CachedResponse;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.application.model.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Sends reads. A read is retried if its response is lost or malformed, since a read changes nothing. */
final class ReadSender {

    private final ApiEndpoint endpoint;
    private final ClientOptions options;
    private final InstantSource clock;
    private final RequestSender requests;
    private final ResponseParser parser;
    private final RevalidationCache cache;
    private final RetryDelay retryDelay;
    private final LastFailure lastFailure;

    ReadSender(
            ApiEndpoint endpoint,
            ClientOptions options,
            InstantSource clock,
            RequestSender requests,
            ResponseParser parser,
            RevalidationCache cache,
            RetryDelay retryDelay,
            LastFailure lastFailure) {
        this.endpoint = endpoint;
        this.options = options;
        this.clock = clock;
        this.requests = requests;
        this.parser = parser;
        this.cache = cache;
        this.retryDelay = retryDelay;
        this.lastFailure = lastFailure;
    }

    /** See {@link GitHubClient#get}. */
    ApiResponse get(ReadRequest request) {
        return get(request, 1);
    }

    /** See {@link GitHubClient#getOnce}. */
    ApiResponse getOnce(ReadRequest request) {
        return get(request, options.attempts());
    }

    private ApiResponse get(ReadRequest request, int firstAttempt) {
        Reading reading = begin(request);
        Call call = reading.call();
        Instant callEnds = clock.instant().plus(options.callTimeout()).plus(options.limitWait());
        for (int attempt = firstAttempt; ; ) {
            call.acquire();
            try {
                Optional<ApiResponse> response = send(request, reading);
                if (response.isPresent()) {
                    return response.get();
                }
            } catch (IOException e) {
                String why = call.describe(e);
                if (attempt >= options.attempts()
                        || Thread.currentThread().isInterrupted()
                        || clock.instant().isAfter(callEnds)) {
                    lastFailure.record(why, e);
                    throw new UnavailableException("A request to GitHub failed: " + why, e);
                }
                retryDelay.await(attempt++, why);
            }
        }
    }

    /** See {@link GitHubClient#acquire}. */
    AcquiredRequest acquire(ReadRequest request) {
        Reading reading = begin(request);
        reading.call().acquire();
        return new AcquiredRequest(this, request, reading);
    }

    /**
     * Reads again what an acquired request could not read, with the remaining attempts.
     *
     * @param failure why its response cannot be used; empty if a limit or a redirect is the reason
     */
    ApiResponse retry(ReadRequest request, Optional<String> failure) {
        failure.ifPresent(why -> retryDelay.await(1, why));
        return get(request, 2);
    }

    /**
     * A read that is sent once or more.
     *
     * @param cached the response that a 304 confirms: it stays valid for this read if the cache drops it meanwhile
     */
    record Reading(Call call, Optional<CachedResponse> cached) {}

    private Reading begin(ReadRequest request) {
        URI uri = endpoint.at(request.path());
        boolean bypass = request.freshness() == Freshness.BYPASS;
        Optional<CachedResponse> cached = bypass ? Optional.empty() : cache.find(request.caller(), uri);
        Map<String, String> headers = bypass
                ? Map.of("Cache-Control", "no-cache")
                : cached.map(found -> Map.of("If-None-Match", found.tag())).orElseGet(Map::of);
        Call call = request.form() == Form.WHOLE
                ? requests.readWhole(request.caller(), uri, headers)
                : requests.read(request.caller(), uri, headers);
        return new Reading(call, cached);
    }

    /**
     * Sends an admitted read once. Returns empty if it can be sent again at once.
     *
     * @throws IOException if the response is lost or cannot be used
     */
    Optional<ApiResponse> send(ReadRequest request, Reading reading) throws IOException {
        Attempt attempt = reading.call().send();
        if (attempt instanceof Attempt.Unsent unsent) {
            throw unsent.failure();
        }
        if (attempt instanceof Attempt.Lost lost) {
            throw lost.failure();
        }
        if (attempt instanceof Attempt.Final last) {
            return Optional.of(parser.parse(request, endpoint.at(request.path()), last.response(), reading.cached()));
        }
        return Optional.empty();
    }
}
