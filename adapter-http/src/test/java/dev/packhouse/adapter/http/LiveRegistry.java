package dev.packhouse.adapter.http;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.packhouse.adapter.http.HttpSettings.Limits;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.RegistryRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;

/**
 * The live service, played by a server of our own over SQLite: the backend "github" asks it over HTTP, and nothing but
 * the clock is shared. Both backends are found by name, as the server finds them.
 */
final class LiveRegistry {

    private LiveRegistry() {}

    static Registry open(RegistryState state, RegistryRules rules, MutableClock clock) {
        Path data = newDirectory();
        return open(state, rules, clock, data, UnaryOperator.identity(), () -> delete(data));
    }

    /**
     * With its data in this directory, and perhaps something in front of the service.
     *
     * @param inFront makes of the service's address the one that the backend is given
     * @param atEnd what is done when everything is closed
     */
    static Registry open(
            RegistryState state,
            RegistryRules rules,
            MutableClock clock,
            Path data,
            UnaryOperator<URI> inFront,
            Runnable atEnd) {
        Backend kept = sqlite(data, rules, clock);
        Store store = kept.store().orElseThrow();
        store.add(state);
        HttpSettings settings = settings(rules);
        HttpServer service = HttpServer.start(
                Listener.open(settings),
                settings,
                new CatalogService(kept, rules, clock),
                new LifecycleService(kept, rules, clock, LifecycleService.Mode.APPLY),
                kept::health,
                clock);
        URI api = inFront.apply(URI.create("http://127.0.0.1:" + service.port()));
        Backend live = named("github")
                .open(new BackendSettings(rules, clock, Map.of(BackendSettings.GITHUB_URL, api.toString())));
        return new Registry(live, store, Optional.of(api), () -> {
            service.close();
            kept.close();
            atEnd.run();
        });
    }

    /** Nobody asks any more when it is closed: it need not wait for connections that are kept in case somebody does. */
    private static HttpSettings settings(RegistryRules rules) {
        Limits limits = Limits.DEFAULT;
        return new HttpSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                true,
                OptionalInt.empty(),
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

    /** A backend that keeps its data in this directory. */
    static Backend sqlite(Path data, RegistryRules rules, InstantSource clock) {
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
