package dev.packhouse.adapter.github.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.ReadRequest.Form;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.adapter.github.client.RevalidationCache.CachedResponse;
import dev.packhouse.adapter.github.client.response.ApiResponse;
import dev.packhouse.adapter.github.client.response.JsonEntry;
import dev.packhouse.adapter.github.client.response.PageLinks;
import dev.packhouse.adapter.github.client.response.RawResponse;
import dev.packhouse.application.model.ForwardedResponse;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.application.spi.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Parses responses into entries or refusals, and updates the cache: a 200 replaces the cache entry, a 304 uses it,
 * a 401 removes all entries of the token. Each response that can be used clears the last failure.
 */
final class ResponseParser {

    private static final String LINK = "link";

    private final RevalidationCache cache;
    private final LastFailure lastFailure;
    private final Consumer<Caller> onUnauthorized;

    /**
     * Creates a parser.
     *
     * @param onUnauthorized runs for a caller whose token GitHub rejects with 401
     */
    ResponseParser(RevalidationCache cache, LastFailure lastFailure, Consumer<Caller> onUnauthorized) {
        this.cache = cache;
        this.lastFailure = lastFailure;
        this.onUnauthorized = onUnauthorized;
    }

    /** A response that cannot be used. */
    static final class MalformedResponseException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedResponseException(String message) {
            super(message);
        }

        MalformedResponseException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * Parses the response to a GET. A 404 is {@link ApiResponse.Absent}.
     *
     * @param cached the response whose tag was sent, which a 304 confirms; empty if none was
     * @throws RefusedException for any other refusal
     * @throws MalformedResponseException if the response cannot be used
     * @throws UnavailableException if GitHub does not serve this version of the API
     */
    ApiResponse parse(ReadRequest request, URI uri, RawResponse response, Optional<CachedResponse> cached)
            throws MalformedResponseException {
        boolean whole = request.form() == Form.WHOLE;
        if (response.status() == 304 && cached.isPresent()) {
            return whole ? wholeOf(cached.get(), response) : revalidated(cached.get(), response);
        }
        if (response.status() == 200) {
            return found(request, uri, response);
        }
        if (whole && (response.status() == 204 || response.status() == 302)) {
            lastFailure.clear();
            return withoutBody(uri, response);
        }
        UpstreamResponse refusal = refusal(request.caller(), response, request.subject());
        if (response.status() == 404) {
            return new ApiResponse.Absent(refusal);
        }
        throw new RefusedException(refusal);
    }

    private ApiResponse found(ReadRequest request, URI uri, RawResponse response) throws MalformedResponseException {
        if (!response.isJson()) {
            throw new MalformedResponseException("the response is %s, not JSON".formatted(described(response)));
        }
        List<JsonEntry> items = entries(response.body());
        lastFailure.clear();
        if (request.freshness() == Freshness.REVALIDATE) {
            cache.put(request.caller(), uri, response);
        }
        List<String> links = response.headers().allValues(LINK);
        Optional<String> partialResults = RefusalParser.partialResults(response);
        return request.form() == Form.WHOLE
                ? whole(response.body(), links, partialResults)
                : new ApiResponse.Found(items, PageLinks.parse(links), partialResults, response);
    }

    private static ApiResponse whole(byte[] body, List<String> links, Optional<String> partialResults) {
        return new ApiResponse.Whole(new ForwardedResponse(
                200, Optional.of(new String(body, UTF_8)), links, Optional.empty(), partialResults));
    }

    private ApiResponse wholeOf(CachedResponse cached, RawResponse response) {
        List<String> links = response.headers().allValues(LINK);
        lastFailure.clear();
        return whole(
                cached.body(),
                PageLinks.parse(links).pages().isEmpty() ? cached.links() : links,
                RefusalParser.partialResults(response).or(cached::partialResults));
    }

    /** The sender has checked that the address of a redirect is below that of the API. */
    private static ApiResponse withoutBody(URI uri, RawResponse response) {
        return new ApiResponse.Whole(new ForwardedResponse(
                response.status(),
                Optional.empty(),
                List.of(),
                response.header("location").map(to -> uri.resolve(to).toString()),
                Optional.empty()));
    }

    private ApiResponse revalidated(CachedResponse cached, RawResponse response) throws MalformedResponseException {
        // A 304 may omit headers. Pages may have been added after this one, so the links that it has take precedence.
        PageLinks links = PageLinks.parse(response.headers().allValues(LINK));
        lastFailure.clear();
        return new ApiResponse.Found(
                entries(cached.body()),
                links.pages().isEmpty() ? PageLinks.parse(cached.links()) : links,
                RefusalParser.partialResults(response).or(cached::partialResults),
                response);
    }

    /**
     * Parses a refusal: a status of 4xx with a JSON object that has a message.
     *
     * @throws MalformedResponseException if the response is none
     * @throws UnavailableException if GitHub does not serve this version of the API
     */
    UpstreamResponse refusal(Caller caller, RawResponse response, Subject subject) throws MalformedResponseException {
        int status = response.status();
        JsonNode body = refusalBody(response);
        rejectVersion(response, body);
        if (status < 400 || status >= 500 || !body.path("message").isTextual()) {
            throw new MalformedResponseException("the response is %d with %s".formatted(status, described(response)));
        }
        lastFailure.clear();
        if (status == 401) {
            cache.invalidateAllOf(caller);
            onUnauthorized.accept(caller);
        }
        return RefusalParser.of(response, body, subject);
    }

    private static List<JsonEntry> entries(byte[] body) throws MalformedResponseException {
        try {
            return JsonEntry.read(body);
        } catch (IOException e) {
            // The parser's message quotes the response, which only the caller may see.
            throw new MalformedResponseException("the response is not valid JSON", e);
        }
    }

    private static String described(RawResponse response) {
        return response.mediaType().isEmpty() ? "no content type" : "content type " + response.mediaType();
    }

    /** Returns the JSON object in the body; a missing node if the body is anything else. */
    private static JsonNode refusalBody(RawResponse response) {
        try {
            List<JsonEntry> items = response.isJson() ? JsonEntry.read(response.body()) : List.of();
            return items.size() == 1 ? items.get(0).node() : MissingNode.getInstance();
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** GitHub stops serving a version of its API after some years. Then this program is too old. */
    private static void rejectVersion(RawResponse response, JsonNode body) {
        boolean refused =
                response.status() == 400 && body.path("errors").asText("").contains("not a supported version");
        if (refused || response.status() == 410) {
            throw new UnavailableException(
                    "GitHub does not serve version %s of its API any more, which is the one this program speaks: %s %s"
                            .formatted(
                                    RequestSender.API_VERSION,
                                    body.path("message").asText(""),
                                    body.path("errors").asText("")),
                    null);
        }
    }
}
