package dev.packhouse.adapter.http.cli;

import static dev.packhouse.application.service.LifecycleService.Mode;

import dev.packhouse.adapter.http.HttpServer;
import dev.packhouse.adapter.http.HttpSettings;
import dev.packhouse.adapter.http.Listener;
import dev.packhouse.adapter.http.OwnPaths;
import dev.packhouse.adapter.http.cli.Maintenance.Task;
import dev.packhouse.adapter.http.cli.console.CommandException;
import dev.packhouse.adapter.http.cli.packages.InProcessTarget;
import dev.packhouse.adapter.http.cli.packages.PackageTarget;
import dev.packhouse.adapter.http.cli.packages.TargetChoice;
import dev.packhouse.adapter.http.operator.AuditHandler;
import dev.packhouse.adapter.http.operator.OperatorToken;
import dev.packhouse.adapter.http.operator.TokensHandler;
import dev.packhouse.application.api.Administration;
import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageMirror;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.service.AdministrationService;
import dev.packhouse.application.service.AuthenticationService;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.service.MirrorService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.spi.Store;
import dev.packhouse.domain.policy.Rules;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: creates the backend, the use cases on it, and the server. The only class that depends on all of
 * them. It selects the backend by name.
 */
final class Wiring {

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private static final Duration MAINTENANCE_PAUSE = Duration.ofHours(1);

    private Wiring() {}

    /**
     * The settings of a server and its backend.
     *
     * @param backend the name of the backend
     * @param data the directory of a local backend, or of the audit trail of a live one, where it may be empty; a start that
     *     fails before the HTTP server is started deletes what it created
     * @param initial the initial state of an empty store; a store that is not empty refuses it
     * @param http the settings of the server, and the URL of a live backend
     * @param connection the options with which a live backend connects
     * @param audit the retention of the audit trail
     * @param operator the token of the operator; empty if there is no operator
     */
    record Settings(
            String backend,
            Optional<DataDirectory> data,
            Optional<InitialState> initial,
            HttpSettings http,
            Map<String, String> connection,
            AuditRetention audit,
            Optional<OperatorToken> operator) {

        private BackendSettings forBackend(InstantSource clock) {
            Map<String, String> options = new HashMap<>(connection);
            http.remoteUrl().ifPresent(api -> options.put(BackendSettings.GITHUB_URL, api.toString()));
            data.ifPresent(directory ->
                    options.put(BackendSettings.DATA, directory.path().toString()));
            return new BackendSettings(http.rules(), clock, options);
        }
    }

    /**
     * Starts backend and server. The server accepts requests when this method returns. The port is bound first, so that
     * a port that cannot be bound has no other effects; requests that arrive before the backend is ready wait.
     *
     * @param shutdown closes the started parts, also if the start fails
     */
    static HttpServer start(Settings settings, Shutdown shutdown, InstantSource clock) {
        HttpSettings http = settings.http();
        Listener listener = shutdown.atEnd(listen(http));
        Backend backend = shutdown.atEnd(Backends.named(settings.backend()).open(settings.forBackend(clock)));

        Administration administration = new AdministrationService(backend, http.rules(), clock);
        PackageCatalog catalog = new CatalogService(backend, http.rules(), clock);
        LifecycleService lifecycle =
                new LifecycleService(backend, http.rules(), clock, http.dryRun() ? Mode.DRY_RUN : Mode.APPLY);

        settings.initial().ifPresent(state -> load(state, administration, directory(settings), clock));
        boolean local = backend.store().isPresent();
        maintain(settings, local, administration, lifecycle, shutdown);
        if (local && administration.isEmpty()) {
            LOG.warn("'{}' holds nothing: begin with --state FILE, or look around with --demo", directory(settings));
        }
        // From now on the server may report changes as made.
        settings.data().ifPresent(DataDirectory::keep);
        Authenticator authenticator = new AuthenticationService(backend, clock);
        return shutdown.atEnd(HttpServer.start(
                listener,
                http,
                authenticator,
                catalog,
                lifecycle,
                ownPaths(settings, local, administration, authenticator, clock),
                clock));
    }

    /** The directory, which a backend with data of its own has. */
    private static Path directory(Settings settings) {
        return settings.data().orElseThrow().path();
    }

    /** A dry run records its decisions, and so prunes the audit trail; it purges nothing. */
    private static void maintain(
            Settings settings,
            boolean local,
            Administration administration,
            LifecycleService lifecycle,
            Shutdown shutdown) {
        Task counts = new Task("Recording how many refusals have no entry", lifecycle::recordRefusalCounts);
        Maintenance maintenance = shutdown.atEnd(new Maintenance(MAINTENANCE_PAUSE, counts));
        maintenance.repeat(counts);
        if (local && !settings.http().dryRun()) {
            maintenance.runAndRepeat(new Task("The purge", () -> purge(administration)));
        }
        if (administration.keepsAuditTrail()) {
            maintenance.repeat(
                    new Task("The pruning of the audit trail", () -> prune(administration, settings.audit())));
        }
    }

    /** The users of a live registry are not this server's, so that only the operator may see the audit trail there. */
    private static OwnPaths ownPaths(
            Settings settings,
            boolean local,
            Administration administration,
            Authenticator authenticator,
            InstantSource clock) {
        Optional<OperatorToken> operator = settings.operator();
        return new OwnPaths(
                administration::health,
                operator.filter(token -> local)
                        .map(token -> new TokensHandler(
                                token, administration, settings.http().dryRun(), clock)),
                local || operator.isPresent()
                        ? Optional.of(new AuditHandler(
                                operator, Optional.of(authenticator).filter(users -> local), administration, clock))
                        : Optional.empty());
    }

    private static void purge(Administration administration) {
        long purged = administration.purge();
        if (purged > 0) {
            LOG.info("Purged {} packages and versions", purged);
        }
    }

    private static void prune(Administration administration, AuditRetention retention) {
        long removed = administration.pruneAuditTrail(retention);
        if (removed > 0) {
            LOG.info("Removed {} entries of the audit trail", removed);
        }
    }

    private static void load(InitialState state, Administration administration, Path data, InstantSource clock) {
        if (!administration.isEmpty()) {
            throw new CommandException(
                    ("'%s' holds data already, and --state and --demo load into an empty directory only:"
                                    + " serve it without them, or name another directory")
                            .formatted(data));
        }
        administration.load(state.read(clock.instant()));
    }

    private static Listener listen(HttpSettings settings) {
        try {
            return Listener.open(settings);
        } catch (IllegalStateException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

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
