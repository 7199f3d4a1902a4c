package dev.packhouse.adapter.http.testing;

import dev.packhouse.adapter.http.HttpSettings;
import dev.packhouse.adapter.http.control.RecordedRequest;
import dev.packhouse.adapter.http.control.TestClock;
import dev.packhouse.adapter.http.control.TestControl;
import dev.packhouse.adapter.http.fault.Faults;
import dev.packhouse.adapter.http.wiring.DataDirectory;
import dev.packhouse.adapter.http.wiring.Shutdown;
import dev.packhouse.adapter.http.wiring.StartException;
import dev.packhouse.adapter.http.wiring.Wiring;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.state.RegistryState;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/**
 * A server in the process of a test, on a free port of the loopback interface. It keeps its data in a temporary directory, which is
 * deleted when it is closed.
 *
 * <pre>{@code
 * try (Packhouse packhouse = Packhouse.start(options -> options.state(world -> world
 *         .organization("octo-org").owner("monalisa")
 *         .packageOf(PackageType.NPM, "app").version("1.0.0").version("1.1.0")))) {
 *     ... new Client(packhouse.baseUrl()) ...
 * }
 * }</pre>
 *
 * Safe for many threads. Several servers in one process do not share anything.
 */
public final class Packhouse implements AutoCloseable {

    private static final String BACKEND = "sqlite";

    private final Shutdown shutdown;
    private final Wiring.Started server;
    private final TestControl control;

    private Packhouse(Shutdown shutdown, Wiring.Started server, TestControl control) {
        this.shutdown = shutdown;
        this.server = server;
        this.control = control;
    }

    /**
     * Starts a server. It accepts requests when this method returns.
     *
     * @param options sets its state, and its clock
     * @throws StartException if it cannot start, as on a port that is in use
     * @throws dev.packhouse.adapter.http.statefile.StateFileException if the state in a file or text is not valid
     * @throws dev.packhouse.application.state.InvalidStateException if the described state contradicts itself
     */
    public static Packhouse start(Consumer<PackhouseOptions> options) {
        PackhouseOptions chosen = new PackhouseOptions();
        options.accept(chosen);
        InstantSource system = InstantSource.system();
        TestClock clock = chosen.clock()
                .map(instant -> TestClock.startingAt(instant, system))
                .orElseGet(() -> TestClock.on(system));
        Shutdown shutdown = new Shutdown();
        try {
            DataDirectory directory = shutdown.atEnd(DataDirectory.of(Optional.empty(), true));
            Wiring.Started server = Wiring.start(settings(chosen, directory), shutdown, clock);
            return new Packhouse(shutdown, server, server.test().orElseThrow());
        } catch (RuntimeException | Error e) {
            shutdown.close();
            throw e;
        }
    }

    private static Wiring.Settings settings(PackhouseOptions options, DataDirectory directory) {
        HttpSettings http = new HttpSettings(
                "127.0.0.1",
                options.port(),
                Optional.empty(),
                false,
                options.rateLimits(),
                options.rules(),
                false,
                false,
                Optional.empty(),
                HttpSettings.Limits.DEFAULT);
        return new Wiring.Settings(
                backend(),
                Optional.of(directory),
                Optional.of(options.initial()),
                http,
                Map.of(),
                AuditRetention.DEFAULT,
                Optional.empty(),
                true);
    }

    private static BackendProvider backend() {
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class, Packhouse.class.getClassLoader())) {
            if (provider.name().equals(BACKEND)) {
                return provider;
            }
        }
        throw new StartException("The backend '%s' is not on the class path: add packhouse-adapter-persistence to it"
                .formatted(BACKEND));
    }

    /** What the paths of GitHub's API begin with, without a slash at the end: {@code http://127.0.0.1:PORT}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The port on which the server listens. */
    public int port() {
        return server.port();
    }

    /** The clock of the server. */
    public TestClock clock() {
        return control.clock();
    }

    /** The faults that requests meet. */
    public Faults faults() {
        return control.faults();
    }

    /** The last requests that the server has received, at most 10,000, the oldest first. */
    public List<RecordedRequest> requests() {
        return control.requests().all();
    }

    /** Forgets the requests that the server has received. */
    public void clearRequests() {
        control.requests().clear();
    }

    /** Puts everything back to the start: state, clock, faults, and the requests that the server has received. */
    public void reset() {
        control.reset();
    }

    /** The state that the server holds. */
    public RegistryState state() {
        return control.state();
    }

    /** Replaces the state by the described one, as if the server had started with it. */
    public void replaceState(Consumer<World> description) {
        control.replaceState(describe(description));
    }

    /**
     * Adds what is described, and replaces what is there already, as {@link dev.packhouse.application.state.StateMerge} says: so
     * versions are published, members added, and roles changed.
     */
    public void mergeState(Consumer<World> description) {
        control.mergeState(existing -> describe(description));
    }

    private RegistryState describe(Consumer<World> description) {
        World world = new World(control.clock().instant().truncatedTo(ChronoUnit.SECONDS));
        description.accept(world);
        return world.state();
    }

    /** Stops the server, and deletes its data. */
    @Override
    public void close() {
        shutdown.close();
    }
}
