package dev.packhouse.adapter.http;

import dev.packhouse.application.in.PackageCatalog;
import dev.packhouse.application.in.PackageLifecycle;
import dev.packhouse.application.out.Backend;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.state.State;
import dev.packhouse.application.testing.InMemoryBackend;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.RegistryRules;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A real server on a free port, with the reference backend behind it. */
final class RunningServer implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final MutableClock clock;
    private final Backend backend;
    private final HttpServer server;

    private RunningServer(MutableClock clock, Backend backend, HttpServer server) {
        this.clock = clock;
        this.backend = backend;
        this.server = server;
    }

    static RunningServer with(State state) {
        return with(settings(), state);
    }

    static RunningServer with(HttpSettings settings, State state) {
        MutableClock clock = new MutableClock(NOW);
        return with(settings, InMemoryBackend.of(state, settings.rules(), clock), clock);
    }

    static RunningServer with(HttpSettings settings, Backend backend, MutableClock clock) {
        PackageCatalog catalog = new CatalogService(backend, settings.rules(), clock);
        PackageLifecycle lifecycle = new LifecycleService(
                backend,
                settings.rules(),
                clock,
                settings.dryRun() ? LifecycleService.Mode.DRY_RUN : LifecycleService.Mode.APPLY);
        return new RunningServer(
                clock, backend, HttpServer.start(settings, catalog, lifecycle, backend::health, clock));
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

    Backend backend() {
        return backend;
    }

    int port() {
        return server.port();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    Wire request(String method, String path) {
        return Wire.request(port(), method, path);
    }

    Answer get(String path, String token) {
        return request("GET", path).token(token).send();
    }

    @Override
    public void close() {
        server.close();
        backend.close();
    }
}
