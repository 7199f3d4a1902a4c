package dev.packhouse.adapter.http.cli;

import static dev.packhouse.application.service.LifecycleService.Mode;

import dev.packhouse.adapter.http.cli.cleanup.Planning;
import dev.packhouse.adapter.http.cli.packages.InProcessTarget;
import dev.packhouse.adapter.http.cli.packages.PackageTarget;
import dev.packhouse.adapter.http.cli.packages.TargetChoice;
import dev.packhouse.adapter.http.wiring.DataDirectory;
import dev.packhouse.application.api.Administration;
import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageMirror;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.service.AdministrationService;
import dev.packhouse.application.service.AuthenticationService;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.service.MirrorService;
import dev.packhouse.application.service.PlanService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.spi.Store;
import dev.packhouse.domain.policy.Rules;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The composition root of the commands: creates backends, and the use cases on them. */
final class CommandWiring {

    private CommandWiring() {}

    /**
     * Runs a mirror from a live backend into a data directory, while no server uses it. If the work fails before
     * anything was copied, a directory that this method has created is deleted.
     *
     * @param api the address of the API of the live registry
     * @param connection the options with which the live backend connects
     * @param into keeps data of its own
     */
    static <T> T mirror(
            String from,
            URI api,
            Map<String, String> connection,
            BackendProvider into,
            Path data,
            InstantSource clock,
            BiFunction<Authenticator, PackageMirror, T> work) {
        BackendSettings remote = remote(api, connection, clock);
        try (DataDirectory directory = DataDirectory.of(Optional.of(data), false);
                Backend source = Backends.named(from).open(remote);
                Backend target = into.open(local(data, clock))) {
            PackageCatalog catalog = new CatalogService(source, Rules.GITHUB, clock);
            Store store = target.store().orElseThrow();
            try {
                T result =
                        work.apply(new AuthenticationService(source, clock), new MirrorService(catalog, store, clock));
                directory.keep();
                return result;
            } catch (RuntimeException e) {
                if (!store.isEmpty()) {
                    directory.keep();
                }
                throw e;
            }
        }
    }

    /**
     * Runs administrative work on a data directory, while no server uses it.
     *
     * @param provider of a backend that keeps data of its own
     */
    static <T> T administer(
            BackendProvider provider, Path data, InstantSource clock, Function<Administration, T> work) {
        try (Backend backend = provider.open(local(data, clock))) {
            return work.apply(new AdministrationService(backend, Rules.GITHUB, clock));
        }
    }

    /**
     * Reads the audit trail in a data directory, while a server may use it.
     *
     * @param provider of the backend that keeps the trail
     */
    static List<StoredAuditEntry> auditTrail(
            BackendProvider provider, Path data, InstantSource clock, AuditQuery query) {
        return provider.readAuditTrail(local(data, clock), query);
    }

    /**
     * Opens a backend for the commands on packages.
     *
     * @param place where the packages are, as the end of a question
     * @param caller identifies the caller
     */
    static PackageTarget packageTarget(
            BackendProvider provider,
            BackendSettings settings,
            TargetChoice choice,
            String place,
            BiFunction<Authenticator, PackageCatalog, AuthenticatedCaller> caller) {
        Backend backend = provider.open(settings);
        try {
            PackageCatalog catalog = new CatalogService(backend, settings.rules(), settings.clock());
            LifecycleService lifecycle = new LifecycleService(
                    backend, settings.rules(), settings.clock(), choice.dryRun() ? Mode.DRY_RUN : Mode.APPLY);
            AuthenticatedCaller identified =
                    caller.apply(new AuthenticationService(backend, settings.clock()), catalog);
            return InProcessTarget.open(catalog, lifecycle, identified, settings.clock(), choice, place, () -> {
                try (backend) {
                    lifecycle.recordRefusalCounts();
                }
            });
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
    }

    /**
     * Opens a backend to plan a cleanup.
     *
     * @param url the address of the API of a live backend
     * @param caller identifies the caller
     */
    static Planning planning(
            BackendProvider provider,
            BackendSettings settings,
            Optional<String> url,
            BiFunction<Authenticator, Administration, AuthenticatedCaller> caller) {
        Backend backend = provider.open(settings);
        try {
            PackageCatalog catalog = new CatalogService(backend, settings.rules(), settings.clock());
            return new Planning(
                    new PlanService(backend, catalog, settings.rules(), settings.clock()),
                    caller.apply(
                            new AuthenticationService(backend, settings.clock()),
                            new AdministrationService(backend, settings.rules(), settings.clock())),
                    provider.name(),
                    url,
                    backend.manifestRegistry(),
                    backend::close);
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
    }

    /** The settings of a backend that keeps its data in a directory. */
    static BackendSettings local(Path data, InstantSource clock) {
        return new BackendSettings(Rules.GITHUB, clock, Map.of(BackendSettings.DATA, data.toString()));
    }

    /** The settings of a live backend. */
    static BackendSettings remote(URI api, Map<String, String> connection, InstantSource clock) {
        Map<String, String> options = new HashMap<>(connection);
        options.put(BackendSettings.GITHUB_URL, api.toString());
        return new BackendSettings(Rules.GITHUB, clock, options);
    }
}
