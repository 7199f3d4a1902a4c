package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.application.testing.Callers.caller;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageCatalog;
import dev.packhouse.application.benchmark.BenchmarkState;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures reads of a token, a package and pages of versions, through the ports of the application and without HTTP.
 */
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class StoreBenchmark {

    private static final Credential.Token OWNER = new Credential.Token(BenchmarkState.OWNER_TOKEN);
    private static final Credential.Token GUEST = new Credential.Token(BenchmarkState.GUEST_TOKEN);

    private AuthenticatedCaller owner;
    private AuthenticatedCaller guest;
    private final PackageAddress app = address(BenchmarkState.FEW, BenchmarkState.APP);
    private final PackageAddress big = address(BenchmarkState.HUGE, BenchmarkState.BIG);

    /** Whether statements stay prepared. */
    @Param("true")
    public boolean statementCache;

    /** Whether the page index finds the pages in the middle. */
    @Param("true")
    public boolean pageIndex;

    /** Whether principals, accounts and memberships are cached. */
    @Param("true")
    public boolean identityCache;

    /** The number of versions of the store; the long list has half of them. */
    @Param("10000")
    public int versions;

    private BenchmarkState state;
    private Backend backend;
    private PackageCatalog catalog;

    /** Opens the database, and generates it the first time. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        state = BenchmarkState.of(versions);
        Path data = state.in(Files.createDirectories(Path.of(System.getProperty("packhouse.cache"))));
        BackendSettings settings = new BackendSettings(
                Rules.GITHUB, InstantSource.system(), Map.of(BackendSettings.DATA, data.toString()));
        backend = SqliteBackend.open(
                data, settings, DatabaseLimits.DEFAULT.with(new FastPaths(statementCache, pageIndex, identityCache)));
        owner = caller(backend, OWNER);
        guest = caller(backend, GUEST);
        catalog = new CatalogService(backend, Rules.GITHUB, InstantSource.system());
    }

    /** Closes the database. */
    @TearDown(Level.Trial)
    public void close() {
        backend.close();
    }

    private static PackageAddress address(String owner, String name) {
        return new PackageAddress(new OwnerReference.OrganizationLogin(new Login(owner)), PackageType.CONTAINER, name);
    }

    /** The lookup of a token only. */
    @Benchmark
    public Optional<Principal> token() {
        return backend.authenticate(OWNER);
    }

    /** A package, read by an owner of its organization. */
    @Benchmark
    public Outcome<?> packageAsOwner() {
        return catalog.find(owner, app);
    }

    /** A package, read by a user with a role on it. */
    @Benchmark
    public Outcome<?> packageAsGuest() {
        return catalog.find(guest, app);
    }

    /** One version. */
    @Benchmark
    public Outcome<?> version() {
        return catalog.version(owner, app, new VersionId(1));
    }

    /** The first 30 versions. */
    @Benchmark
    public Outcome<?> firstThirtyVersions() {
        return catalog.versions(owner, app, Optional.of(State.ACTIVE), PageRequest.FIRST);
    }

    /** The first page of a long list. */
    @Benchmark
    public Outcome<?> firstPageOfMany() {
        return catalog.versions(owner, big, Optional.of(State.ACTIVE), new PageRequest(1, 100));
    }

    /** The page in the middle of a long list. */
    @Benchmark
    public Outcome<?> middlePageOfMany() {
        return catalog.versions(owner, big, Optional.of(State.ACTIVE), new PageRequest(state.bigPackage() / 200, 100));
    }

    /** The last page of a long list. */
    @Benchmark
    public Outcome<?> lastPageOfMany() {
        return catalog.versions(owner, big, Optional.of(State.ACTIVE), new PageRequest(state.bigPackage() / 100, 100));
    }
}
