package dev.packhouse.adapter.http.wiring;

import static dev.packhouse.application.service.LifecycleService.Mode;

import dev.packhouse.adapter.http.HttpServer;
import dev.packhouse.adapter.http.HttpSettings;
import dev.packhouse.adapter.http.Listener;
import dev.packhouse.adapter.http.OwnPaths;
import dev.packhouse.adapter.http.control.TestClock;
import dev.packhouse.adapter.http.control.TestControl;
import dev.packhouse.adapter.http.operator.AuditHandler;
import dev.packhouse.adapter.http.operator.OperatorToken;
import dev.packhouse.adapter.http.operator.TokensHandler;
import dev.packhouse.adapter.http.wiring.Maintenance.Task;
import dev.packhouse.application.api.Administration;
import dev.packhouse.application.api.Authenticator;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.service.AdministrationService;
import dev.packhouse.application.service.AuthenticationService;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.DirectoryService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root of a server: creates the backend, the use cases on it, and the server. The only class that depends on
 * all of them.
 */
public final class Wiring {

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private static final Duration MAINTENANCE_PAUSE = Duration.ofHours(1);

    private Wiring() {}

    /**
     * The settings of a server and its backend.
     *
     * @param backend provides the backend
     * @param data the directory of a local backend, or of the audit trail of a live one, where it may be empty; a start that
     *     fails before the HTTP server is started deletes what it created
     * @param initial the initial state of an empty store; a store that is not empty refuses it
     * @param http the settings of the server, and the URL of a live backend
     * @param connection the options with which a live backend connects
     * @param audit the retention of the audit trail
     * @param operator the token of the operator; empty if there is no operator
     * @param testControl whether tests control the server by requests; the backend then keeps data of its own
     */
    public record Settings(
            BackendProvider backend,
            Optional<DataDirectory> data,
            Optional<InitialState> initial,
            HttpSettings http,
            Map<String, String> connection,
            AuditRetention audit,
            Optional<OperatorToken> operator,
            boolean testControl) {

        private BackendSettings forBackend(InstantSource clock) {
            Map<String, String> options = new HashMap<>(connection);
            http.remoteUrl().ifPresent(api -> options.put(BackendSettings.GITHUB_URL, api.toString()));
            data.ifPresent(directory -> options.putAll(in(directory)));
            return new BackendSettings(http.rules(), clock, options);
        }

        private BackendSettings forBackend(DataDirectory directory, InstantSource clock) {
            return new BackendSettings(http.rules(), clock, in(directory));
        }

        /** A directory that is deleted at the end need not be on disk. */
        private static Map<String, String> in(DataDirectory directory) {
            return Map.of(
                    BackendSettings.DATA,
                    directory.path().toString(),
                    BackendSettings.SYNC,
                    directory.isTemporary() ? "off" : "on");
        }
    }

    /**
     * Starts backend and server. The server accepts requests when this method returns. The port is bound first, so that
     * a port that cannot be bound has no other effects; requests that arrive before the backend is ready wait.
     *
     * @param shutdown closes the started parts, also if the start fails
     */
    public static Started start(Settings settings, Shutdown shutdown, InstantSource clock) {
        return settings.testControl() && !(clock instanceof TestClock)
                ? startWith(settings, shutdown, TestClock.on(clock))
                : startWith(settings, shutdown, clock);
    }

    /**
     * A server that accepts requests.
     *
     * @param port the port on which it listens
     * @param test the control by tests, if the settings have it
     */
    public record Started(int port, Optional<TestControl> test) {}

    private static Started startWith(Settings settings, Shutdown shutdown, InstantSource clock) {
        HttpSettings http = settings.http();
        Listener listener = shutdown.atEnd(listen(http));
        Backend backend = shutdown.atEnd(settings.backend().open(settings.forBackend(clock)));

        Administration administration = new AdministrationService(backend, http.rules(), clock);
        PackageCatalog catalog = new CatalogService(backend, http.rules(), clock);
        LifecycleService service =
                new LifecycleService(backend, http.rules(), clock, http.dryRun() ? Mode.DRY_RUN : Mode.APPLY);

        settings.initial().ifPresent(state -> load(state, administration, directory(settings), clock));
        boolean local = backend.store().isPresent();
        maintain(settings, local, administration, service, shutdown);
        if (local && settings.initial().isEmpty() && administration.isEmpty()) {
            LOG.warn("'{}' holds nothing: begin with --state FILE, or look around with --demo", directory(settings));
        }
        // From now on the server may report changes as made.
        settings.data().ifPresent(DataDirectory::keep);
        Authenticator authenticator = new AuthenticationService(backend, clock);
        Optional<StaleReplicas> stale = settings.testControl() && clock instanceof TestClock
                ? Optional.of(
                        shutdown.atEnd(new StaleReplicas(backend, () -> replica(settings, clock), http.rules(), clock)))
                : Optional.empty();
        Optional<TestControl> test =
                stale.map(replicas -> shutdown.atEnd(new TestControl(administration, (TestClock) clock, replicas)));
        PackageLifecycle lifecycle = stale.filter(replicas -> !http.dryRun())
                .map(replicas -> replicas.observed(service))
                .orElse(service);
        HttpServer server = shutdown.atEnd(HttpServer.start(
                listener,
                http,
                authenticator,
                catalog,
                lifecycle,
                new DirectoryService(backend),
                ownPaths(settings, local, administration, authenticator, test, clock),
                clock));
        return new Started(server.port(), test);
    }

    /** Opens a backend of the same kind in a temporary directory. */
    private static StaleReplicas.Opened replica(Settings settings, InstantSource clock) {
        DataDirectory directory = DataDirectory.of(Optional.empty(), true);
        Backend backend = settings.backend().open(settings.forBackend(directory, clock));
        return new StaleReplicas.Opened(backend, () -> {
            backend.close();
            directory.close();
        });
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
            Optional<TestControl> test,
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
                        : Optional.empty(),
                test);
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
            throw new StartException(
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
            throw new StartException(e.getMessage(), e);
        }
    }
}
