package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.control.TestControl;
import dev.packhouse.adapter.http.control.TestControlHandler;
import dev.packhouse.adapter.http.operator.AuditHandler;
import dev.packhouse.adapter.http.operator.TokensHandler;
import dev.packhouse.adapter.http.protocol.OwnHeaders;
import dev.packhouse.adapter.http.protocol.PublicUrlResolver;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.application.model.BackendException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of the server in Javalin: filters, exceptions, and the server's own paths below {@value
 * RequestContext#OWN_PREFIX}. All paths of GitHub's API, and unknown paths, are for {@link GitHubApi}, whose last filter
 * finds the operation: Javalin's router cannot respond to a wrong method or an unknown path as GitHub does.
 */
final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private static final String CONTEXT = "packhouse.context";

    private static final String AUDIT = "/audit";

    private final GitHubApi api;
    private final HealthHandler health;
    private final OwnPaths own;
    private final PublicUrlResolver urls;
    private final ResponseWriter writer;
    private final ResponseWriter.Listener listener;
    private final boolean dryRun;
    private final InstantSource clock;

    /**
     * Creates the routes.
     *
     * @param own the server's own paths
     */
    Routes(
            GitHubApi api,
            HealthHandler health,
            OwnPaths own,
            PublicUrlResolver urls,
            ResponseWriter writer,
            boolean dryRun,
            InstantSource clock) {
        this.api = api;
        this.health = health;
        this.own = own;
        this.urls = urls;
        this.writer = writer;
        this.listener = own.test().map(Routes::recording).orElse((context, response, status) -> {});
        this.dryRun = dryRun;
        this.clock = clock;
    }

    void addTo(JavalinConfig config) {
        config.router.ignoreTrailingSlashes = false;
        List<Filter> filters = api.filters();
        config.routes.before(javalin -> {
            RequestContext context = new RequestContext(javalin.req(), clock.instant());
            javalin.attribute(CONTEXT, context);
            if (!context.isOutsideApi()) {
                respond(javalin, first(filters, context));
            }
        });
        addReadable(config, own("/health", javalin -> health.handle()));
        own.tokens().ifPresent(handler -> addTokens(config, handler));
        own.audit().ifPresent(handler -> addReadable(config, own(AUDIT, javalin -> list(handler, javalin))));
        own.test().ifPresent(control -> addTest(config, new TestControlHandler(control)));
        config.routes.exception(BackendException.class, (failure, javalin) -> {
            respond(javalin, FailureResponses.of(context(javalin), failure));
        });
        config.routes.exception(HttpResponseException.class, (notFound, javalin) -> {
            respond(javalin, ServerResponse.notFound());
        });
        config.routes.exception(Exception.class, (failure, javalin) -> {
            respond(javalin, FailureResponses.of(context(javalin), failure));
        });
    }

    /** The first response of the filters. One handler applies them all, because each handler of Javalin takes time. */
    private static ServerResponse first(List<Filter> filters, RequestContext context) {
        for (Filter filter : filters) {
            Optional<ServerResponse> response = filter.apply(context);
            if (response.isPresent()) {
                return response.get();
            }
        }
        throw new IllegalStateException("The last filter responds to every request");
    }

    private void addTokens(JavalinConfig config, TokensHandler handler) {
        OwnRoute all = own("/tokens", javalin -> handler.list(authorization(javalin)));
        addReadable(config, all);
        OwnRoute creation =
                own("/tokens", javalin -> handler.create(authorization(javalin), javalin.bodyInputStream()));
        config.routes.post(creation.template(), creation.handler());
        OwnRoute revocation =
                own("/tokens/{id}", javalin -> handler.revoke(authorization(javalin), javalin.pathParam("id")));
        config.routes.delete(revocation.template(), revocation.handler());
    }

    private void addTest(JavalinConfig config, TestControlHandler handler) {
        add(config, HandlerType.POST, own("/test/reset", javalin -> handler.reset()));
        addReadable(config, own("/test/state", javalin -> handler.state()));
        add(
                config,
                HandlerType.PUT,
                own(
                        "/test/state",
                        javalin -> handler.replaceState(javalin.req().getContentType(), javalin.bodyInputStream())));
        add(
                config,
                HandlerType.POST,
                own(
                        "/test/state",
                        javalin -> handler.mergeState(javalin.req().getContentType(), javalin.bodyInputStream())));
        addReadable(config, own("/test/clock", javalin -> handler.clock()));
        add(config, HandlerType.POST, own("/test/clock", javalin -> handler.changeClock(javalin.bodyInputStream())));
        addReadable(config, own("/test/faults", javalin -> handler.faults()));
        add(config, HandlerType.PUT, own("/test/faults", javalin -> handler.replaceFaults(javalin.bodyInputStream())));
        add(config, HandlerType.DELETE, own("/test/faults", javalin -> handler.clearFaults()));
        addReadable(config, own("/test/requests", javalin -> handler.requests()));
        add(config, HandlerType.DELETE, own("/test/requests", javalin -> handler.clearRequests()));
    }

    /** Records the requests of GitHub's API, each before its client can have the response. */
    private static ResponseWriter.Listener recording(TestControl control) {
        return (context, response, status) -> {
            if (!context.isOutsideApi()) {
                control.requests().add(RequestRecords.of(context, response, status));
            }
        };
    }

    private static void add(JavalinConfig config, HandlerType method, OwnRoute route) {
        config.routes.addHttpHandler(method, route.template(), route.handler());
    }

    private ServerResponse list(AuditHandler handler, Context javalin) {
        String url = urls.of(javalin.req(), false).own() + RequestContext.OWN_PREFIX + AUDIT;
        return handler.list(authorization(javalin), context(javalin).query(), url);
    }

    private static String authorization(Context javalin) {
        return javalin.req().getHeader("Authorization");
    }

    private record OwnRoute(String template, Handler handler) {}

    /** A route of the server's own. */
    private OwnRoute own(String path, Function<Context, ServerResponse> handler) {
        String template = RequestContext.OWN_PREFIX + path;
        return new OwnRoute(template, javalin -> {
            context(javalin).setLogTemplate(template);
            respond(javalin, handler.apply(javalin));
        });
    }

    private static void addReadable(JavalinConfig config, OwnRoute route) {
        config.routes.get(route.template(), route.handler());
        config.routes.head(route.template(), route.handler());
    }

    private static RequestContext context(Context javalin) {
        return javalin.attribute(CONTEXT);
    }

    /** Sends the response, which ends the request. */
    private void respond(Context javalin, ServerResponse response) {
        javalin.skipRemainingHandlers();
        RequestContext context = context(javalin);
        ServerResponse sent = withHeaders(context, response);
        int status = response.status();
        try {
            status = write(context, sent, javalin);
        } catch (IOException e) {
            LOG.debug("The client of request {} closed the connection", context.id(), e);
        }
        RequestLog.log(context, status);
    }

    private ServerResponse withHeaders(RequestContext context, ServerResponse response) {
        if (context.isOutsideApi()) {
            return response.with("Cache-Control", "no-store");
        }
        return dryRun && context.match().route().changes() ? response.with(OwnHeaders.DRY_RUN, "true") : response;
    }

    private int write(RequestContext context, ServerResponse response, Context javalin) throws IOException {
        try {
            return writer.write(context, response, javalin.res(), listener);
        } catch (UncheckedIOException e) {
            // The writer encodes the body first, so that nothing has been sent yet.
            LOG.error("Request {} failed: its response cannot be encoded", context.id(), e);
            return writer.write(context, FailureResponses.serverError(), javalin.res(), listener);
        }
    }
}
