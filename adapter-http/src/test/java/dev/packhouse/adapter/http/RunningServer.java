package dev.packhouse.adapter.http;

import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.RegistryRules;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** A real server on a free port, with what the current {@link BackendUnderTest} puts behind it. */
final class RunningServer implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final MutableClock clock;
    private final Registry registry;
    private final HttpServer server;

    private RunningServer(MutableClock clock, Registry registry, HttpServer server) {
        this.clock = clock;
        this.registry = registry;
        this.server = server;
    }

    static RunningServer with(RegistryState state) {
        return with(settings(), state);
    }

    static RunningServer with(HttpSettings settings, RegistryState state) {
        return with(settings, state, UnaryOperator.identity());
    }

    /**
     * With something between the server and the backend.
     *
     * @param between makes of the backend the one that the server asks
     */
    static RunningServer with(HttpSettings settings, RegistryState state, UnaryOperator<Backend> between) {
        MutableClock clock = new MutableClock(NOW);
        return on(BackendUnderTest.current().open(state, settings.rules(), clock), settings, clock, between);
    }

    /** In front of this registry, which is closed with the server. */
    static RunningServer on(
            Registry registry, HttpSettings settings, MutableClock clock, UnaryOperator<Backend> between) {
        Backend backend = between.apply(registry.backend());
        PackageCatalog catalog = new CatalogService(backend, settings.rules(), clock);
        PackageLifecycle lifecycle = new LifecycleService(
                backend,
                settings.rules(),
                clock,
                settings.dryRun() ? LifecycleService.Mode.DRY_RUN : LifecycleService.Mode.APPLY);
        try {
            HttpServer server = HttpServer.start(
                    Listener.open(settings),
                    remote(settings, registry.remote()),
                    catalog,
                    lifecycle,
                    backend::health,
                    clock);
            return new RunningServer(clock, registry, server);
        } catch (IllegalStateException e) {
            registry.close();
            throw e;
        }
    }

    private static HttpSettings remote(HttpSettings settings, Optional<URI> remote) {
        return new HttpSettings(
                settings.host(),
                settings.port(),
                settings.publicUrl(),
                settings.trustProxy(),
                settings.rateLimit(),
                settings.rules(),
                settings.dryRun(),
                settings.hsts(),
                remote,
                settings.limits());
    }

    static HttpSettings settings() {
        return new HttpSettings(
                "127.0.0.1", 0, Optional.empty(), false, OptionalInt.empty(), RegistryRules.CURRENT, false);
    }

    static HttpSettings settings(RegistryRules rules, String publicUrl) {
        return new HttpSettings(
                "127.0.0.1", 0, Optional.of(URI.create(publicUrl)), false, OptionalInt.empty(), rules, false);
    }

    MutableClock clock() {
        return clock;
    }

    /** What lies behind the server. */
    Registry registry() {
        return registry;
    }

    /** How many connections are open. */
    int connections() {
        return server.connections().count();
    }

    /** How many bytes of answers wait for clients to take them. */
    long unsentBytes() {
        return server.connections().unsentBytes();
    }

    int port() {
        return server.port();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** What addresses of web pages start with: this, or the registry's own if another one is behind the server. */
    String pages(String own) {
        return registry.remote().map(URI::toString).orElse(own);
    }

    RawClient request(String method, String path) {
        return RawClient.request(port(), method, path);
    }

    Answer get(String path, String token) {
        return request("GET", path).token(token).send();
    }

    @Override
    public void close() {
        server.close();
        registry.close();
    }
}
