package dev.packhouse.adapter.http;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.packhouse.adapter.http.HttpSettings.Limits;
import dev.packhouse.application.service.AuthenticationService;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.DirectoryService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;

/**
 * A Packhouse server over SQLite in place of the live service: the backend "github" sends requests to it over HTTP, and
 * only the clock is shared. Both backends are found by name, as in the product.
 */
final class LiveRegistry {

    private LiveRegistry() {}

    static Registry open(RegistryState state, Rules rules, MutableClock clock) {
        Path data = newDirectory();
        return open(state, rules, clock, data, UnaryOperator.identity(), () -> delete(data));
    }

    /**
     * Opens it with its data in this directory, and optionally with a proxy in front of the service.
     *
     * @param inFront maps the URL of the service to the URL for the backend
     * @param atEnd runs after everything is closed
     */
    static Registry open(
            RegistryState state,
            Rules rules,
            MutableClock clock,
            Path data,
            UnaryOperator<URI> inFront,
            Runnable atEnd) {
        return open(state, rules, clock, data, inFront, Optional.empty(), atEnd);
    }

    /** Opens it with its data in this directory, and with the audit trail of the live backend in another one, if any. */
    static Registry open(RegistryState state, Rules rules, MutableClock clock, Path data, Optional<Path> trail) {
        return open(state, rules, clock, data, UnaryOperator.identity(), trail, () -> {});
    }

    private static Registry open(
            RegistryState state,
            Rules rules,
            MutableClock clock,
            Path data,
            UnaryOperator<URI> inFront,
            Optional<Path> trail,
            Runnable atEnd) {
        Backend local = sqlite(data, rules, clock);
        Store store = local.store().orElseThrow();
        store.add(state);
        HttpSettings settings = settings(rules);
        HttpServer service = HttpServer.start(
                Listener.open(settings),
                settings,
                new AuthenticationService(local, clock),
                new CatalogService(local, rules, clock),
                new LifecycleService(local, rules, clock, LifecycleService.Mode.APPLY),
                new DirectoryService(local),
                new OwnPaths(local::health, Optional.empty(), Optional.empty(), Optional.empty()),
                clock);
        URI api = inFront.apply(URI.create("http://127.0.0.1:" + service.port()));
        Map<String, String> options = new HashMap<>(Map.of(BackendSettings.GITHUB_URL, api.toString()));
        trail.ifPresent(directory -> options.put(BackendSettings.DATA, directory.toString()));
        Backend live = named("github").open(new BackendSettings(rules, clock, options));
        return new Registry(live, store, Optional.of(api), () -> {
            service.close();
            local.close();
            atEnd.run();
        });
    }

    /** Without a drain timeout, because there are no running requests when it is closed. */
    private static HttpSettings settings(Rules rules) {
        Limits limits = Limits.DEFAULT;
        return new HttpSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                true,
                RateLimits.SHOWN,
                rules,
                false,
                false,
                Optional.empty(),
                new Limits(
                        limits.concurrentRequests(),
                        limits.waitingRequests(),
                        limits.longestWait(),
                        limits.bodyBytes(),
                        limits.headerBytes(),
                        limits.connections(),
                        Duration.ZERO));
    }

    /** Opens a backend with its data in this directory. */
    static Backend sqlite(Path data, Rules rules, InstantSource clock) {
        return named("sqlite").open(new BackendSettings(rules, clock, Map.of(BackendSettings.DATA, data.toString())));
    }

    private static BackendProvider named(String name) {
        return ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("packhouse-live");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try {
            MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
