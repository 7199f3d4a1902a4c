package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.operation.AccountRoutes;
import dev.packhouse.adapter.http.operation.Call;
import dev.packhouse.adapter.http.operation.PackageRoutes;
import dev.packhouse.adapter.http.operation.Refusals;
import dev.packhouse.adapter.http.operation.SingleRoutes;
import dev.packhouse.adapter.http.protocol.ApiVersion;
import dev.packhouse.adapter.http.protocol.Authorization;
import dev.packhouse.adapter.http.protocol.MediaType;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.PublicUrls;
import dev.packhouse.adapter.http.protocol.Reply;
import dev.packhouse.adapter.http.route.Route;
import dev.packhouse.application.api.PackageCatalog;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every request through what GitHub asks of all of them, in its order, and then to its route. */
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
    /** How many seconds a client should wait when a backend cannot answer. */
    private static final String PAUSE = "5";

    private final HttpSettings settings;
    private final PackageCatalog catalog;
    private final PublicUrls urls;
    private final Allowance allowance;
    private final PackageRoutes packages;
    private final AccountRoutes accounts;
    private final SingleRoutes singles;
    private final Answers answers;

    Dispatcher(
            HttpSettings settings,
            PackageCatalog catalog,
            Allowance allowance,
            PackageRoutes packages,
            AccountRoutes accounts,
            SingleRoutes singles) {
        this.settings = settings;
        this.catalog = catalog;
        this.urls = new PublicUrls(settings.publicUrl(), settings.trustProxy());
        this.allowance = allowance;
        this.packages = packages;
        this.accounts = accounts;
        this.singles = singles;
        this.answers = new Answers(catalog);
    }

    /** Answers a request, whatever happens. */
    Reply answer(Exchange exchange) {
        Reply reply;
        try {
            reply = checked(exchange);
        } catch (BackendException e) {
            reply = failed(exchange, e);
        } catch (RuntimeException e) {
            LOG.error("Request {} failed", exchange.id(), e);
            reply = fault();
        }
        return settings.dryRun() && exchange.target().route().changes()
                ? reply.with("X-Packhouse-Dry-Run", "true")
                : reply;
    }

    /** What is said of a fault of this server: nothing but that it is one. */
    static Reply fault() {
        return Reply.error(500, "Server Error", Reply.DOCUMENTATION);
    }

    private Reply checked(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        if (exchange.target().route() == Route.Single.HEALTH) {
            return singles.health();
        }
        String agent = request.getHeader("User-Agent");
        if (agent == null || agent.isBlank()) {
            return Reply.of(403, new Reply.Text(FORBIDDEN));
        }
        if (request.getMethod().equals("OPTIONS")) {
            return preflight();
        }
        if (request.getContentLengthLong() > settings.limits().bodyBytes()) {
            return Reply.error(413, "Payload Too Large", Reply.DOCUMENTATION);
        }
        OptionalLong moment = catalog.dataVersion();
        Optional<Credential> credential = Authorization.parse(request.getHeader("Authorization"));
        Outcome<Principal> caller =
                credential.map(this::caller).orElseGet(() -> Outcome.refused(new Refusal.BadCredentials()));
        caller.map(principal -> {
            exchange.identify(principal);
            catalog.tokenHeaders(credential.get()).ifPresent(exchange::note);
            return principal;
        });
        Optional<Reply> exceeded = allowance.charge(exchange);
        if (exceeded.isPresent()) {
            return exceeded.get();
        }
        PublicUrl base = urls.of(request, exchange.target().prefixed());
        return caller.fold(
                principal -> identified(exchange, credential.get(), principal, base, moment),
                refusal -> Refusals.of(refusal, Reply.DOCUMENTATION, base));
    }

    private Outcome<Principal> caller(Credential credential) {
        return credential instanceof Credential.None
                ? Outcome.allowed(new Principal.Anonymous())
                : catalog.caller(credential);
    }

    private static Reply preflight() {
        return Reply.noContent()
                .with(
                        "Access-Control-Allow-Headers",
                        "Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since,"
                                + " X-Requested-With")
                .with("Access-Control-Allow-Methods", "GET, POST, PATCH, PUT, DELETE")
                .with("Access-Control-Max-Age", "86400");
    }

    private Reply identified(
            Exchange exchange, Credential credential, Principal caller, PublicUrl base, OptionalLong moment) {
        String asked = exchange.request().getHeader("X-GitHub-Api-Version");
        Optional<ApiVersion> version =
                asked == null || asked.isBlank() ? Optional.of(ApiVersion.V2022) : ApiVersion.parse(asked.strip());
        if (version.isEmpty()) {
            return unsupported(asked.strip());
        }
        exchange.select(version.get());
        Route route = exchange.target().route();
        if (route == Route.Single.UNKNOWN) {
            return Reply.notFound();
        }
        String accept = exchange.request().getHeader("Accept");
        Optional<MediaType> mediaType = MediaType.accepted(accept);
        if (mediaType.isEmpty()) {
            return Reply.error(
                    415,
                    "Unsupported 'Accept' header: '%s'. Must accept 'application/json'.".formatted(accept),
                    "https://docs.github.com/v3/media");
        }
        exchange.select(mediaType.get());
        if (route == Route.Single.RATE_LIMIT && exchange.rateLimit().isEmpty()) {
            catalog.rateLimit(credential).ifPresent(exchange::show);
        }
        Call call = new Call(credential, caller, base, exchange.query(), version.get(), exchange.rateLimit());
        try {
            return answers.answer(exchange, call, moment, () -> routed(route, call));
        } finally {
            // A remote registry's own count says more than one kept here.
            catalog.rateLimit(credential).ifPresent(exchange::show);
        }
    }

    private Reply routed(Route route, Call call) {
        if (route instanceof Route.Packages ofPackages) {
            return packages.answer(ofPackages, call);
        }
        return route instanceof Route.OfAccount ofAccount
                ? accounts.answer(ofAccount, call)
                : singles.answer((Route.Single) route, call);
    }

    /** Of all errors the only one whose errors are a text. */
    private static Reply unsupported(String version) {
        return Reply.of(400, new Reply.Value(json -> {
            json.writeStartObject();
            json.writeStringField("message", "Bad Request");
            json.writeStringField("errors", ApiVersion.unsupported(version));
            json.writeStringField("documentation_url", Reply.DOCUMENTATION);
            json.writeStringField("status", "400");
            json.writeEndObject();
        }));
    }

    private static Reply failed(Exchange exchange, BackendException failure) {
        if (failure instanceof LimitedException limited && limited.usedUp().isPresent()) {
            exchange.show(limited.usedUp().get());
            return Allowance.exceededBy(exchange.caller());
        }
        if (failure instanceof LimitedException limited) {
            return Reply.error(429, SECONDARY_LIMIT, SECONDARY_LIMIT_DOCUMENTATION)
                    .with(
                            "Retry-After",
                            Long.toString(Math.max(1, limited.retryAfter().toSeconds())));
        }
        LOG.warn("Request {} failed: {}", exchange.id(), failure.getMessage(), failure);
        return failure instanceof OutcomeUnknownException
                ? Reply.error(502, failure.getMessage(), Reply.DOCUMENTATION)
                : Reply.error(503, "Service Unavailable", Reply.DOCUMENTATION).with("Retry-After", PAUSE);
    }
}
