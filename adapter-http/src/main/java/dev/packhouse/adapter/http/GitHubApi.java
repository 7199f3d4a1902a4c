package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.control.TestControl;
import dev.packhouse.adapter.http.fault.Fault;
import dev.packhouse.adapter.http.graphql.GraphQlHandler;
import dev.packhouse.adapter.http.operation.AccountHandler;
import dev.packhouse.adapter.http.operation.AuthenticatedRequest;
import dev.packhouse.adapter.http.operation.DirectoryHandler;
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
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.BackendException;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** GitHub's API: the checks of each request, in GitHub's order, and the operation at their end. */
final class GitHubApi {

    private static final Logger LOG = LoggerFactory.getLogger(GitHubApi.class);

    private static final String FORBIDDEN =
            "Request forbidden by administrative rules. Please make sure your request has"
                    + " a User-Agent header"
                    + " (https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#user-agent-required)."
                    + " Check https://developer.github.com for other possible causes.";

    private static final Set<Operation> LISTS =
            Set.of(Operation.LIST_PACKAGES, Operation.LIST_VERSIONS, Operation.LIST_DOCKER_CONFLICTS);

    /** The result for a header {@code Authorization} that is none. */
    private static final Authentication MALFORMED = new Authentication(
            Outcome.refused(Refusal.of(Refusal.Reason.BAD_CREDENTIALS)), OptionalLong.empty(), Optional.empty());

    private final HttpSettings settings;
    private final Authenticator authenticator;
    private final PublicUrlResolver urls;
    private final RateLimitFilter rateLimit;
    private final PackageHandler packages;
    private final AccountHandler accounts;
    private final DirectoryHandler directory;
    private final GraphQlHandler graphQl;
    private final StaticHandler statics;
    private final Optional<ResponseCache> cache;
    private final Optional<TestControl> test;
    private final Filter fault;

    GitHubApi(
            HttpSettings settings,
            Authenticator authenticator,
            RateLimitFilter rateLimit,
            PackageHandler packages,
            AccountHandler accounts,
            DirectoryHandler directory,
            GraphQlHandler graphQl,
            StaticHandler statics,
            Optional<ResponseCache> cache,
            Optional<TestControl> test) {
        this.settings = settings;
        this.authenticator = authenticator;
        this.urls = new PublicUrlResolver(settings.publicUrl(), settings.trustProxy());
        this.rateLimit = rateLimit;
        this.packages = packages;
        this.accounts = accounts;
        this.directory = directory;
        this.graphQl = graphQl;
        this.statics = statics;
        this.cache = cache;
        this.test = test;
        this.fault = test.<Filter>map(control -> new FaultFilter(control.faults(), control.clock()))
                .orElse(context -> Optional.empty());
    }

    /** The steps of each request. The last one responds to every request that reaches it. */
    List<Filter> filters() {
        return List.of(
                GitHubApi::requireUserAgent,
                GitHubApi::answerPreflight,
                this::limitBody,
                this::authenticate,
                fault,
                rateLimit,
                this::requireValidToken,
                GitHubApi::selectVersion,
                GitHubApi::requireRoute,
                GitHubApi::selectMediaType,
                this::operate);
    }

    private static Optional<ServerResponse> requireUserAgent(RequestContext context) {
        String agent = context.request().getHeader("User-Agent");
        return agent == null || agent.isBlank()
                ? Optional.of(ServerResponse.of(403, new ServerResponse.Text(FORBIDDEN)))
                : Optional.empty();
    }

    private static Optional<ServerResponse> answerPreflight(RequestContext context) {
        if (!context.request().getMethod().equals("OPTIONS")) {
            return Optional.empty();
        }
        return Optional.of(ServerResponse.noContent()
                .with(
                        "Access-Control-Allow-Headers",
                        "Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since,"
                                + " X-Requested-With")
                .with("Access-Control-Allow-Methods", "GET, POST, PATCH, PUT, DELETE")
                .with("Access-Control-Max-Age", "86400"));
    }

    private Optional<ServerResponse> limitBody(RequestContext context) {
        return context.request().getContentLengthLong() > settings.limits().bodyBytes()
                ? Optional.of(ServerResponse.error(413, "Payload Too Large", ServerResponse.DOCUMENTATION))
                : Optional.empty();
    }

    /** Identifies the caller. A refused token is counted by the rate limit before it is refused. */
    private Optional<ServerResponse> authenticate(RequestContext context) {
        Optional<Credential> credential = Authorization.parse(context.request().getHeader("Authorization"));
        context.authenticate(credential.map(authenticator::authenticate).orElse(MALFORMED));
        return Optional.empty();
    }

    private Optional<ServerResponse> requireValidToken(RequestContext context) {
        return context.authentication().caller().refusal().map(refusal -> refused(context, refusal));
    }

    private ServerResponse refused(RequestContext context, Refusal refusal) {
        return context.match().route() instanceof Route.PackageRoute route && route.changes()
                ? RefusalResponses.ofChange(route.operation(), refusal, ServerResponse.DOCUMENTATION, base(context))
                : RefusalResponses.of(refusal, ServerResponse.DOCUMENTATION, base(context));
    }

    private static Optional<ServerResponse> selectVersion(RequestContext context) {
        String requested = context.request().getHeader("X-GitHub-Api-Version");
        Optional<ApiVersion> version = requested == null || requested.isBlank()
                ? Optional.of(ApiVersion.V2022)
                : ApiVersion.parse(requested.strip());
        if (version.isEmpty()) {
            return Optional.of(unsupported(requested.strip()));
        }
        context.setVersion(version.get());
        return Optional.empty();
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

    private static Optional<ServerResponse> requireRoute(RequestContext context) {
        return context.match().route() == Route.StaticRoute.UNKNOWN
                ? Optional.of(ServerResponse.notFound())
                : Optional.empty();
    }

    private static Optional<ServerResponse> selectMediaType(RequestContext context) {
        String accept = context.request().getHeader("Accept");
        Optional<MediaType> mediaType = MediaType.accepted(accept);
        if (mediaType.isEmpty()) {
            return Optional.of(ServerResponse.error(
                    415,
                    "Unsupported 'Accept' header: '%s'. Must accept 'application/json'.".formatted(accept),
                    "https://docs.github.com/v3/media"));
        }
        context.setMediaType(mediaType.get());
        return Optional.empty();
    }

    private Optional<ServerResponse> operate(RequestContext context) {
        AuthenticatedCaller caller = context.authenticatedCaller();
        if (context.match().route() == Route.StaticRoute.RATE_LIMIT
                && context.rateLimit().isEmpty()) {
            authenticator.rateLimit(caller).ifPresent(context::setRateLimit);
        }
        AuthenticatedRequest request = new AuthenticatedRequest(
                caller, base(context), context.query(), context.version().orElseThrow(), context.rateLimit());
        try {
            return Optional.of(
                    cache.isPresent() && stale(context).isEmpty()
                            ? handle(context, request, cache.get())
                            : handle(context, request));
        } finally {
            showRemoteRateLimit(context);
        }
    }

    /** Returns the cached response, or makes one and caches it. */
    private ServerResponse handle(RequestContext context, AuthenticatedRequest request, ResponseCache responses) {
        OptionalLong version = context.authentication().dataVersion();
        Optional<ResponseCache.Key> key = version.isPresent() ? ResponseCache.key(context, request) : Optional.empty();
        if (key.isEmpty()) {
            return handle(context, request);
        }
        Optional<ServerResponse> cached = responses.find(key.get(), version.getAsLong());
        if (cached.isPresent()) {
            return cached.get();
        }
        ServerResponse response = ResponseCache.encode(handle(context, request));
        if (authenticator.dataVersion().equals(version)) {
            responses.put(key.get(), version.getAsLong(), response);
        }
        return response;
    }

    /**
     * Shows the count of a remote registry, which is more exact than that of this server. If the backend fails, the
     * response remains: it may report a change that was made. Data that has a version is not remote.
     */
    private void showRemoteRateLimit(RequestContext context) {
        if (context.authentication().dataVersion().isPresent()) {
            return;
        }
        try {
            authenticator.rateLimit(context.authenticatedCaller()).ifPresent(context::setRateLimit);
        } catch (BackendException e) {
            LOG.warn("The rate limit after request {} is unknown: {}", context.id(), e.getMessage());
        }
    }

    private ServerResponse handle(RequestContext context, AuthenticatedRequest request) {
        Route route = context.match().route();
        if (route instanceof Route.PackageRoute ofPackages) {
            return stale(context).map(packages::reading).orElse(packages).handle(ofPackages, request);
        }
        if (route instanceof Route.AccountRoute ofAccount) {
            return accounts.handle(ofAccount, request);
        }
        if (route instanceof Route.DirectoryRoute ofDirectory) {
            return directory.handle(ofDirectory, request);
        }
        return route instanceof Route.GraphQlRoute
                ? graphQl.handle(request, body(context))
                : statics.handle((Route.StaticRoute) route, request);
    }

    /** The catalog for a list that is stale because a test wants that. */
    private Optional<PackageCatalog> stale(RequestContext context) {
        return context.fault()
                .filter(match -> match.rule().fault() instanceof Fault.Stale
                        && context.match().route() instanceof Route.PackageRoute route
                        && LISTS.contains(route.operation()))
                .flatMap(match -> test.flatMap(
                        control -> control.behind(((Fault.Stale) match.rule().fault()).lag())));
    }

    private static InputStream body(RequestContext context) {
        try {
            return context.request().getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException("The body of request %s cannot be opened".formatted(context.id()), e);
        }
    }

    private PublicUrl base(RequestContext context) {
        return urls.of(context.request(), context.match().prefixed());
    }
}
