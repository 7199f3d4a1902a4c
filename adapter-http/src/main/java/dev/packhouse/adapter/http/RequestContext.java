package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.protocol.ApiVersion;
import dev.packhouse.adapter.http.protocol.MediaType;
import dev.packhouse.adapter.http.protocol.Query;
import dev.packhouse.adapter.http.protocol.RequestId;
import dev.packhouse.adapter.http.route.RouteMatch;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.domain.access.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * One request, and the facts about it that the checks of {@link Dispatcher} have found so far. Used by one thread. The
 * headers of the response depend on these facts: after a refused token there are no scopes, after a refused version of
 * the API there is no version.
 */
final class RequestContext {

    private final HttpServletRequest request;
    private final RouteMatch match;
    private final Query query;
    private final String id;
    private Optional<Principal> caller = Optional.empty();
    private Optional<TokenHeaders> tokenHeaders = Optional.empty();
    private Optional<ApiVersion> version = Optional.empty();
    private MediaType mediaType = MediaType.DEFAULT;
    private Optional<RateLimit> rateLimit = Optional.empty();

    RequestContext(HttpServletRequest request, Instant now) {
        this.request = request;
        this.match = RouteMatch.of(request.getMethod(), request.getRequestURI());
        this.query = Query.parse(request.getQueryString());
        this.id = RequestId.at(now.getEpochSecond());
    }

    HttpServletRequest request() {
        return request;
    }

    RouteMatch match() {
        return match;
    }

    Query query() {
        return query;
    }

    String id() {
        return id;
    }

    Optional<Principal> caller() {
        return caller;
    }

    boolean authenticated() {
        return caller.isPresent() && !(caller.get() instanceof Principal.Anonymous);
    }

    void identify(Principal principal) {
        caller = Optional.of(principal);
    }

    /** The headers about the caller's token from a remote registry; empty with a local backend. */
    Optional<TokenHeaders> tokenHeaders() {
        return tokenHeaders;
    }

    void noteTokenHeaders(TokenHeaders received) {
        tokenHeaders = Optional.of(received);
    }

    Optional<ApiVersion> version() {
        return version;
    }

    void select(ApiVersion selected) {
        version = Optional.of(selected);
    }

    MediaType mediaType() {
        return mediaType;
    }

    void select(MediaType selected) {
        mediaType = selected;
    }

    Optional<RateLimit> rateLimit() {
        return rateLimit;
    }

    void show(RateLimit limit) {
        rateLimit = Optional.of(limit);
    }
}
