package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.connection.Connections;
import dev.packhouse.adapter.http.connection.SendingHandler;
import dev.packhouse.adapter.http.connection.ServerConnection;
import dev.packhouse.adapter.http.graphql.GraphQlHandler;
import dev.packhouse.adapter.http.operation.AccountHandler;
import dev.packhouse.adapter.http.operation.DirectoryHandler;
import dev.packhouse.adapter.http.operation.PackageHandler;
import dev.packhouse.adapter.http.operation.StaticHandler;
import dev.packhouse.adapter.http.payload.AccountPayloads;
import dev.packhouse.adapter.http.payload.PackagePayloads;
import dev.packhouse.adapter.http.payload.UpstreamUrls;
import dev.packhouse.adapter.http.protocol.PublicUrlResolver;
import dev.packhouse.application.api.AccountDirectory;
import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageLifecycle;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server. */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private static final String REFERENCES_PER_CACHE_LINE = "org.eclipse.jetty.util.referencesPerCacheLine";

    /** Threads in addition to those that process requests: for accepting, selecting, and for refusing requests. */
    private static final int SPARE_THREADS = 16;

    /**
     * The send buffer of a socket, in bytes; the default of the system can grow to megabytes for a client that does not
     * read.
     */
    private static final int SEND_BUFFER = 128 << 10;

    static {
        // Without it Jetty reads the value, which is the spacing of a queue in memory, from JMX. Starting JMX takes as
        // long as starting Jetty.
        if (System.getProperty(REFERENCES_PER_CACHE_LINE) == null) {
            System.setProperty(REFERENCES_PER_CACHE_LINE, "16");
        }
    }

    private final Javalin javalin;
    private final int port;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
        this.port = javalin.port();
    }

    /**
     * Starts a server. It accepts requests when this method returns.
     *
     * @param listener listens on the address of these settings; closed with the server
     */
    public static HttpServer start(
            Listener listener,
            HttpSettings settings,
            Authenticator authenticator,
            PackageCatalog catalog,
            PackageLifecycle lifecycle,
            AccountDirectory directory,
            OwnPaths own,
            InstantSource clock) {
        Connections connections = new Connections(settings.limits().connections());
        return start(listener, settings, authenticator, catalog, lifecycle, directory, own, clock, connections, true);
    }

    /**
     * Starts a server with these connections.
     *
     * @param caching whether encoded responses, and parts of them, are kept; the responses are the same
     */
    static HttpServer start(
            Listener listener,
            HttpSettings settings,
            Authenticator authenticator,
            PackageCatalog catalog,
            PackageLifecycle lifecycle,
            AccountDirectory directory,
            OwnPaths own,
            InstantSource clock,
            Connections connections,
            boolean caching) {
        Optional<String> remoteApi = settings.remoteUrl().map(HttpServer::withoutSlash);
        PackagePayloads payloads = new PackagePayloads(settings.rules(), remoteApi, caching);
        RateLimitFilter rateLimit = new RateLimitFilter(settings.rateLimits(), settings.trustProxy(), clock);
        own.test().ifPresent(control -> control.alsoReset(rateLimit::reset));
        GitHubApi api = new GitHubApi(
                settings,
                authenticator,
                rateLimit,
                new PackageHandler(catalog, lifecycle, payloads),
                new AccountHandler(catalog, new AccountPayloads(payloads)),
                new DirectoryHandler(directory, new UpstreamUrls(remoteApi)),
                new GraphQlHandler(catalog),
                new StaticHandler(),
                caching ? Optional.of(new ResponseCache()) : Optional.empty(),
                own.test());
        CommonHeaders.Always always = CommonHeaders.Always.of(settings.hsts());
        Routes routes = new Routes(
                api,
                new HealthHandler(
                        own.health(),
                        settings.remoteUrl().isPresent() ? Optional.empty() : Optional.of(settings.rules())),
                own,
                new PublicUrlResolver(settings.publicUrl(), settings.trustProxy()),
                new ResponseWriter(rateLimit, always, clock),
                settings.dryRun(),
                clock);
        Javalin javalin = Javalin.create(config -> {
            configure(config, listener, settings.limits(), connections, new JettyErrorHandler(always, clock));
            routes.addTo(config);
        });
        javalin.start();
        return new HttpServer(javalin);
    }

    private static String withoutSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static void configure(
            JavalinConfig config,
            Listener listener,
            HttpSettings.Limits limits,
            Connections connections,
            JettyErrorHandler errors) {
        config.startup.showJavalinBanner = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.threadPool = threads(limits);
        config.jetty.addConnector((server, http) -> connector(server, http, listener, limits, connections));
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(errors);
            server.setStopTimeout(limits.drainTimeout().toMillis());
            server.setHandler(new GracefulHandler(new SendingHandler(concurrencyLimit(limits), connections)));
        });
    }

    private static QueuedThreadPool threads(HttpSettings.Limits limits) {
        QueuedThreadPool threads = new QueuedThreadPool(limits.concurrentRequests() + SPARE_THREADS, SPARE_THREADS);
        threads.setName("packhouse-http");
        return threads;
    }

    /** Limits the concurrent requests, lets a limited number wait, and refuses the others with 503. */
    private static QoSHandler concurrencyLimit(HttpSettings.Limits limits) {
        QoSHandler gate = new QoSHandler();
        gate.setMaxRequestCount(limits.concurrentRequests());
        gate.setMaxSuspendedRequestCount(limits.waitingRequests());
        gate.setMaxSuspend(limits.longestWait());
        gate.excludePath("/_packhouse/health"); // a server that is busy is alive
        return gate;
    }

    private static ServerConnector connector(
            Server server,
            HttpConfiguration http,
            Listener listener,
            HttpSettings.Limits limits,
            Connections connections) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headerBytes());
        // Links repeat the query of a request four times, each character of it up to threefold.
        http.setResponseHeaderSize(2 * limits.headerBytes());
        http.setMaxResponseHeaderSize(16 * limits.headerBytes());
        // RouteMatch parses and checks the raw path.
        http.setUriCompliance(UriCompliance.UNSAFE);
        // Jetty's header cache takes about 100 KB per connection, and saves the parsing of a few short lines only.
        http.setHeaderCacheSize(0);
        ServerConnector connector = new ServerConnector(server, 1, 1, new ServerConnection.Factory(http)) {
            /** Jetty alone waits for a second until idle clients close their connections. */
            @Override
            public CompletableFuture<Void> shutdown() {
                CompletableFuture<Void> noConnections = super.shutdown();
                connections.end();
                return noConnections;
            }
        };
        connector.addEventListener(connections);
        connector.setAcceptedSendBufferSize(SEND_BUFFER);
        connector.setIdleTimeout(limits.connections().idleTimeout().toMillis());
        try {
            connector.open(listener.channel());
        } catch (IOException e) {
            throw new UncheckedIOException("The listener is closed", e);
        }
        return connector;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /**
     * Stops accepting requests, closes idle connections, waits for the running requests until the drain timeout, and
     * stops.
     */
    @Override
    public void close() {
        try {
            javalin.jettyServer().server().stop();
        } catch (Exception e) {
            // Jetty has stopped. The exception is the reason why it could not stop in an orderly way.
            LOG.warn("Some requests were cut off, as they took too long to end: {}", e.toString());
        }
    }
}
