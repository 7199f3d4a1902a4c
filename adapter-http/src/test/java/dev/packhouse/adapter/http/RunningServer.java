package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.connection.Connections;
import dev.packhouse.adapter.http.operator.AuditHandler;
import dev.packhouse.adapter.http.operator.OperatorToken;
import dev.packhouse.adapter.http.operator.TokensHandler;
import dev.packhouse.application.api.Administration;
import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.service.AdministrationService;
import dev.packhouse.application.service.AuthenticationService;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.DirectoryService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.policy.Rules;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A real server on a free port, with the current {@link BackendUnderTest}. */
final class RunningServer implements AutoCloseable {

    /** Whether the servers of this run cache; {@code -Dpackhouse.test.caching=false} runs all tests without caches. */
    static final boolean CACHING = Boolean.parseBoolean(System.getProperty("packhouse.test.caching", "true"));

    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final MutableClock clock;
    private final Registry registry;
    private final HttpServer server;
    private final Connections connections;

    private RunningServer(MutableClock clock, Registry registry, HttpServer server, Connections connections) {
        this.clock = clock;
        this.registry = registry;
        this.server = server;
        this.connections = connections;
    }

    static RunningServer with(RegistryState state) {
        return with(settings(), state);
    }

    static RunningServer with(HttpSettings settings, RegistryState state) {
        return with(settings, state, UnaryOperator.identity());
    }

    /**
     * Starts a server with a wrapper around the backend.
     *
     * @param between returns the wrapped backend
     */
    static RunningServer with(HttpSettings settings, RegistryState state, UnaryOperator<Backend> between) {
        MutableClock clock = new MutableClock(NOW);
        return on(BackendUnderTest.current().open(state, settings.rules(), clock), settings, clock, between);
    }

    /** Starts a server that keeps its own data with each chain, for what a server of the live service does not have. */
    static RunningServer local(HttpSettings settings, RegistryState state) {
        MutableClock clock = new MutableClock(NOW);
        Registry registry = BackendUnderTest.DIRECT.open(state, settings.rules(), clock);
        return on(registry, settings, clock, UnaryOperator.identity());
    }

    /** Starts a server with this registry, which is closed with the server. */
    static RunningServer on(
            Registry registry, HttpSettings settings, MutableClock clock, UnaryOperator<Backend> between) {
        return on(registry, settings, clock, between, Optional.empty());
    }

    /** Starts a server with this registry for an operator, if there is one. */
    static RunningServer on(
            Registry registry,
            HttpSettings settings,
            MutableClock clock,
            UnaryOperator<Backend> between,
            Optional<OperatorToken> operator) {
        Backend backend = between.apply(registry.backend());
        PackageCatalog catalog = new CatalogService(backend, settings.rules(), clock);
        PackageLifecycle lifecycle = new LifecycleService(
                backend,
                settings.rules(),
                clock,
                settings.dryRun() ? LifecycleService.Mode.DRY_RUN : LifecycleService.Mode.APPLY);
        Connections connections = new Connections(settings.limits().connections());
        Administration administration = new AdministrationService(backend, settings.rules(), clock);
        Authenticator authenticator = new AuthenticationService(backend, clock);
        boolean local = registry.remote().isEmpty();
        try {
            HttpServer server = HttpServer.start(
                    Listener.open(settings),
                    remote(settings, registry.remote()),
                    authenticator,
                    catalog,
                    lifecycle,
                    new DirectoryService(backend),
                    new OwnPaths(
                            backend::health,
                            operator.filter(token -> local)
                                    .map(token -> new TokensHandler(token, administration, settings.dryRun(), clock)),
                            Optional.of(new AuditHandler(
                                    operator,
                                    Optional.of(authenticator).filter(users -> local),
                                    administration,
                                    clock)),
                            Optional.empty()),
                    clock,
                    connections,
                    CACHING);
            return new RunningServer(clock, registry, server, connections);
        } catch (IllegalStateException e) {
            registry.close();
            throw e;
        }
    }

    /** A server in front of a remote registry has no limits of its own. */
    private static HttpSettings remote(HttpSettings settings, Optional<URI> remote) {
        return new HttpSettings(
                settings.host(),
                settings.port(),
                settings.publicUrl(),
                settings.trustProxy(),
                remote.isPresent() ? RateLimits.OFF : settings.rateLimits(),
                settings.rules(),
                settings.dryRun(),
                settings.hsts(),
                remote,
                settings.limits());
    }

    static HttpSettings settings() {
        return LocalSettings.of("127.0.0.1", 0, Optional.empty(), false, RateLimits.SHOWN, Rules.GITHUB, false);
    }

    static HttpSettings settings(Rules rules, String publicUrl) {
        return LocalSettings.of(
                "127.0.0.1", 0, Optional.of(URI.create(publicUrl)), false, RateLimits.SHOWN, rules, false);
    }

    MutableClock clock() {
        return clock;
    }

    /** The backend of the server. */
    Registry registry() {
        return registry;
    }

    /** The number of open connections. */
    int connections() {
        return connections.count();
    }

    /** The number of response bytes that clients have not received. */
    long unsentBytes() {
        return connections.unsentBytes();
    }

    int port() {
        return server.port();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The prefix of the URLs of web pages: the given one, or that of the remote registry if there is one. */
    String pages(String own) {
        return registry.remote().map(URI::toString).orElse(own);
    }

    RawClient request(String method, String path) {
        return RawClient.request(port(), method, path);
    }

    ClientResponse get(String path, String token) {
        return request("GET", path).token(token).send();
    }

    /** Closes the server alone; its backend stays open. */
    void closeHttp() {
        server.close();
    }

    @Override
    public void close() {
        closeHttp();
        registry.close();
    }
}
