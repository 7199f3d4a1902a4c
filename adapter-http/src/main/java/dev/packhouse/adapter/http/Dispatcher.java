package dev.packhouse.adapter.http;

import com.google.common.base.Suppliers;
import dev.packhouse.adapter.http.operation.AccountHandler;
import dev.packhouse.adapter.http.operation.AuthenticatedRequest;
import dev.packhouse.adapter.http.operation.PackageHandler;
import dev.packhouse.adapter.http.operation.RefusalResponses;
import dev.packhouse.adapter.http.operation.StaticHandler;
import dev.packhouse.adapter.http.protocol.ApiVersion;
import dev.packhouse.adapter.http.protocol.Authorization;
import dev.packhouse.adapter.http.protocol.MediaType;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.PublicUrlResolver;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.api.Authenticator.Authentication;
import dev.packhouse.application.api.Authenticator.Observation;
import dev.packhouse.application.model.BackendException;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies GitHub's checks to each request, in GitHub's order, and passes the request to the handler of its route. */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private static final String FORBIDDEN =
            "Request forbidden by administrative rules. Please make sure your request has"
                    + " a User-Agent header"
                    + " (https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#user-agent-required)."
                    + " Check https://developer.github.com for other possible causes.";
    private static final String SECONDARY_LIMIT =
            "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
    private static final String SECONDARY_LIMIT_DOCUMENTATION =
            "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits";
    /** The {@code Retry-After} of a response when the backend fails, in seconds. */
    private static final String BACKEND_RETRY_AFTER = "5";

    /** The result for a header {@code Authorization} that is none. */
    private static final Authentication MALFORMED = new Authentication(
            Outcome.refused(Refusal.of(Refusal.Reason.BAD_CREDENTIALS)), OptionalLong.empty(), Optional.empty());

    private final HttpSettings settings;
    private final Authenticator authenticator;
    private final PublicUrlResolver urls;
    private final RateLimitFilter rateLimit;
    private final PackageHandler packages;
    private final AccountHandler accounts;
    private final StaticHandler statics;
    private final ResponseCache cache;

    Dispatcher(
            HttpSettings settings,
            Authenticator authenticator,
            RateLimitFilter rateLimit,
            PackageHandler packages,
            AccountHandler accounts,
            StaticHandler statics) {
        this.settings = settings;
        this.authenticator = authenticator;
        this.urls = new PublicUrlResolver(settings.publicUrl(), settings.trustProxy());
        this.rateLimit = rateLimit;
        this.packages = packages;
        this.accounts = accounts;
        this.statics = statics;
        this.cache = new ResponseCache();
    }

    /** Returns the response to a request. Never throws: an exception becomes an error response. */
    ServerResponse dispatch(RequestContext context) {
        ServerResponse response;
        try {
            response = check(context);
        } catch (BackendException e) {
            response = backendFailure(context, e);
        } catch (RuntimeException e) {
            LOG.error("Request {} failed", context.id(), e);
            response = fault();
        }
        return settings.dryRun() && context.match().route().changes()
                ? response.with("X-Packhouse-Dry-Run", "true")
                : response;
    }

    /** The response to an internal error of this server. It contains no details. */
    static ServerResponse fault() {
        return ServerResponse.error(500, "Server Error", ServerResponse.DOCUMENTATION);
    }

    private ServerResponse check(RequestContext context) {
        HttpServletRequest request = context.request();
        if (context.match().route() == Route.StaticRoute.HEALTH) {
            return statics.health();
        }
        String agent = request.getHeader("User-Agent");
        if (agent == null || agent.isBlank()) {
            return ServerResponse.of(403, new ServerResponse.Text(FORBIDDEN));
        }
        if (request.getMethod().equals("OPTIONS")) {
            return preflight();
        }
        if (request.getContentLengthLong() > settings.limits().bodyBytes()) {
            return ServerResponse.error(413, "Payload Too Large", ServerResponse.DOCUMENTATION);
        }
        Optional<Credential> credential = Authorization.parse(request.getHeader("Authorization"));
        Authentication authentication =
                credential.map(authenticator::authenticate).orElse(MALFORMED);
        authentication
                .caller()
                .fold(Optional::of, refusal -> Optional.<Principal>empty())
                .ifPresent(context::identify);
        authentication.tokenHeaders().ifPresent(context::noteTokenHeaders);
        Optional<ServerResponse> exceeded = rateLimit.count(context);
        if (exceeded.isPresent()) {
            return exceeded.get();
        }
        PublicUrl base = urls.of(request, context.match().prefixed());
        return authentication
                .caller()
                .fold(
                        principal -> checkIdentified(
                                context, credential.get(), principal, base, authentication.dataVersion()),
                        refusal -> RefusalResponses.of(refusal, ServerResponse.DOCUMENTATION, base));
    }

    private static ServerResponse preflight() {
        return ServerResponse.noContent()
                .with(
                        "Access-Control-Allow-Headers",
                        "Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since,"
                                + " X-Requested-With")
                .with("Access-Control-Allow-Methods", "GET, POST, PATCH, PUT, DELETE")
                .with("Access-Control-Max-Age", "86400");
    }

    private ServerResponse checkIdentified(
            RequestContext context, Credential credential, Principal caller, PublicUrl base, OptionalLong dataVersion) {
        String requested = context.request().getHeader("X-GitHub-Api-Version");
        Optional<ApiVersion> version = requested == null || requested.isBlank()
                ? Optional.of(ApiVersion.V2022)
                : ApiVersion.parse(requested.strip());
        if (version.isEmpty()) {
            return unsupported(requested.strip());
        }
        context.select(version.get());
        Route route = context.match().route();
        if (route == Route.StaticRoute.UNKNOWN) {
            return ServerResponse.notFound();
        }
        String accept = context.request().getHeader("Accept");
        Optional<MediaType> mediaType = MediaType.accepted(accept);
        if (mediaType.isEmpty()) {
            return ServerResponse.error(
                    415,
                    "Unsupported 'Accept' header: '%s'. Must accept 'application/json'.".formatted(accept),
                    "https://docs.github.com/v3/media");
        }
        context.select(mediaType.get());
        if (route == Route.StaticRoute.RATE_LIMIT && context.rateLimit().isEmpty()) {
            authenticator.observe(credential).rateLimit().ifPresent(context::show);
        }
        AuthenticatedRequest request =
                new AuthenticatedRequest(credential, caller, base, context.query(), version.get(), context.rateLimit());
        // Observed once, after the response is made.
        Supplier<Observation> after = Suppliers.memoize(() -> authenticator.observe(credential));
        try {
            return cache.getOrMake(
                    context, request, dataVersion, () -> after.get().dataVersion(), () -> handle(route, request));
        } finally {
            // A remote registry's own count is more exact than the count of this server.
            after.get().rateLimit().ifPresent(context::show);
        }
    }

    private ServerResponse handle(Route route, AuthenticatedRequest request) {
        if (route instanceof Route.PackageRoute ofPackages) {
            return packages.handle(ofPackages, request);
        }
        return route instanceof Route.AccountRoute ofAccount
                ? accounts.handle(ofAccount, request)
                : statics.handle((Route.StaticRoute) route, request);
    }

    /** The only error response whose field {@code errors} is a text. */
    private static ServerResponse unsupported(String version) {
        return ServerResponse.of(400, new ServerResponse.Value(json -> {
            json.writeStartObject();
            json.writeStringField("message", "Bad Request");
            json.writeStringField("errors", ApiVersion.unsupported(version));
            json.writeStringField("documentation_url", ServerResponse.DOCUMENTATION);
            json.writeStringField("status", "400");
            json.writeEndObject();
        }));
    }

    private static ServerResponse backendFailure(RequestContext context, BackendException failure) {
        if (failure instanceof LimitedException limited && limited.usedUp().isPresent()) {
            context.show(limited.usedUp().get());
            return RateLimitFilter.exceededBy(context.caller());
        }
        if (failure instanceof LimitedException limited) {
            return ServerResponse.error(429, SECONDARY_LIMIT, SECONDARY_LIMIT_DOCUMENTATION)
                    .with(
                            "Retry-After",
                            Long.toString(Math.max(1, limited.retryAfter().toSeconds())));
        }
        LOG.warn("Request {} failed: {}", context.id(), failure.getMessage(), failure);
        return failure instanceof OutcomeUnknownException
                ? ServerResponse.error(502, failure.getMessage(), ServerResponse.DOCUMENTATION)
                : ServerResponse.error(503, "Service Unavailable", ServerResponse.DOCUMENTATION)
                        .with("Retry-After", BACKEND_RETRY_AFTER);
    }
}
