package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.fault.Faults;
import dev.packhouse.adapter.http.protocol.ApiVersion;
import dev.packhouse.adapter.http.protocol.MediaType;
import dev.packhouse.adapter.http.protocol.Query;
import dev.packhouse.adapter.http.protocol.RequestId;
import dev.packhouse.adapter.http.route.RouteMatch;
import dev.packhouse.application.api.Authenticator.Authentication;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.domain.access.Principal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * One request, and the facts about it that the steps of {@link GitHubApi} have found so far. Used by one thread. The
 * headers of the response depend on these facts: after a refused token there are no scopes, after a refused version of
 * the API there is no version.
 */
final class RequestContext {

    /** The prefix of the paths of this server's own routes, outside of GitHub's API. */
    static final String OWN_PREFIX = "/_packhouse";

    private final HttpServletRequest request;
    private final RouteMatch match;
    private final Query query;
    private final String id;
    private final Instant arrivedAt;
    private final long startedNanos = System.nanoTime();
    private String logTemplate;
    private Optional<Authentication> authentication = Optional.empty();
    private Optional<AuthenticatedCaller> caller = Optional.empty();
    private Optional<ApiVersion> version = Optional.empty();
    private MediaType mediaType = MediaType.DEFAULT;
    private Optional<RateLimit> rateLimit = Optional.empty();
    private Optional<Faults.Match> fault = Optional.empty();

    RequestContext(HttpServletRequest request, Instant now) {
        this.request = request;
        this.arrivedAt = now;
        this.match = RouteMatch.of(request.getMethod(), request.getRequestURI());
        this.logTemplate = match.route().template();
        this.query = Query.parse(request.getQueryString());
        this.id = RequestId.at(now.getEpochSecond());
    }

    HttpServletRequest request() {
        return request;
    }

    /** The route of GitHub's API. */
    RouteMatch match() {
        return match;
    }

    /** Whether the path is one of this server's own routes, outside of GitHub's API. */
    boolean isOutsideApi() {
        String path = request.getRequestURI();
        return path.startsWith(OWN_PREFIX)
                && (path.length() == OWN_PREFIX.length() || path.charAt(OWN_PREFIX.length()) == '/');
    }

    /** The path with placeholders in place of values, for the log. */
    String logTemplate() {
        return logTemplate;
    }

    void setLogTemplate(String ownTemplate) {
        logTemplate = ownTemplate;
    }

    Query query() {
        return query;
    }

    String id() {
        return id;
    }

    /** When the request arrived, by the clock of the server. */
    Instant arrivedAt() {
        return arrivedAt;
    }

    /** The time since the request arrived. */
    long elapsedNanos() {
        return System.nanoTime() - startedNanos;
    }

    void authenticate(Authentication result) {
        authentication = Optional.of(result);
        caller = result.caller().fold(Optional::of, refusal -> Optional.empty());
    }

    /** The result of the authentication, which must have taken place. */
    Authentication authentication() {
        return authentication.orElseThrow();
    }

    /** The caller of this request, whose token must have been accepted. */
    AuthenticatedCaller authenticatedCaller() {
        return caller.orElseThrow().withRequestId(id);
    }

    /** The caller; empty before the authentication, and if its token was refused. */
    Optional<Principal> caller() {
        return caller.map(AuthenticatedCaller::principal);
    }

    /** Whether the request has a token that was accepted. */
    boolean authenticated() {
        return caller.isPresent() && !(caller.get().principal() instanceof Principal.Anonymous);
    }

    /** The headers about the caller's token from a remote registry; empty with a local backend. */
    Optional<TokenHeaders> tokenHeaders() {
        return authentication.flatMap(Authentication::tokenHeaders);
    }

    Optional<ApiVersion> version() {
        return version;
    }

    void setVersion(ApiVersion selected) {
        version = Optional.of(selected);
    }

    MediaType mediaType() {
        return mediaType;
    }

    void setMediaType(MediaType selected) {
        mediaType = selected;
    }

    Optional<RateLimit> rateLimit() {
        return rateLimit;
    }

    void setRateLimit(RateLimit limit) {
        rateLimit = Optional.of(limit);
    }

    /** The fault that a test has provoked for this request, if any. */
    Optional<Faults.Match> fault() {
        return fault;
    }

    void setFault(Optional<Faults.Match> match) {
        fault = match;
    }
}
