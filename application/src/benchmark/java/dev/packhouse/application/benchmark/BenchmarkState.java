package dev.packhouse.application.benchmark;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.BackendProvider;
import dev.packhouse.application.spi.BackendSettings;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A registry of a given number of versions, the same in every run.
 *
 * <p>At every size it has the package {@value #APP} of {@value #APP_VERSIONS} versions, so that stores of every size
 * can get the same request. The other versions belong to an owner with many packages, to an owner with few packages,
 * and to one package with very many versions.
 *
 * @param versions the number of versions
 * @param bigPackage the number of versions of the largest package
 * @param manyPackages the number of packages of {@link #MANY}
 */
public record BenchmarkState(int versions, int bigPackage, int manyPackages) {

    /** The organization with small packages; it is the same at every size. */
    public static final String FEW = "few";
    /** The organization that owns many packages. */
    public static final String MANY = "many";
    /** The organization that owns the package with very many versions. */
    public static final String HUGE = "huge";

    /** The package of {@link #FEW} that is the same at every size. */
    public static final String APP = "team/app";
    /** The number of versions of {@link #APP}. */
    public static final int APP_VERSIONS = 300;
    /** The package with very many versions, of {@link #HUGE}. */
    public static final String BIG = "big";
    /** The number of packages of {@link #FEW}. */
    public static final int FEW_PACKAGES = 100;

    /** The token of a user who owns every organization. */
    public static final String OWNER_TOKEN = "ghp_owner0000000000000000000000000000000";
    /** The token of a user who has a role on {@link #APP}, and on up to ten other packages each of few and many. */
    public static final String GUEST_TOKEN = "ghp_guest0000000000000000000000000000000";

    private static final Login OWNER = new Login("boss");
    private static final Login GUEST = new Login("guest");
    private static final int ROLES = 10;
    private static final int BATCH = 10_000;
    private static final Instant EPOCH = Instant.parse("2024-01-01T00:00:00Z");

    /** The state with this number of versions, at least 1,000. */
    public static BenchmarkState of(int versions) {
        return new BenchmarkState(versions, Math.min(100_000, versions / 2), Math.min(10_000, versions / 10));
    }

    /** The name of a package of {@link #MANY}, numbered from 0. */
    public static String nameOfMany(int number) {
        return "service-%05d/image".formatted(number);
    }

    /** Opens the only backend that keeps its own data in this directory. */
    public static Backend open(Path data) {
        return ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("sqlite"))
                .findFirst()
                .orElseThrow()
                .open(new BackendSettings(
                        Rules.GITHUB, InstantSource.system(), Map.of(BackendSettings.DATA, data.toString())));
    }

    /**
     * The directory with the data of this state below another one; generated if it does not exist.
     *
     * @throws IOException if it cannot be written
     */
    public Path in(Path cache) throws IOException {
        Path data = cache.resolve("world-" + versions);
        Path done = cache.resolve("world-" + versions + ".done");
        if (!Files.exists(done)) {
            long start = System.nanoTime();
            try (Backend backend = open(Files.createDirectories(data))) {
                generate(backend.store().orElseThrow());
            }
            Files.createFile(done);
            System.err.printf(
                    "Generated %,d versions in %d s%n",
                    versions, Duration.ofNanos(System.nanoTime() - start).toSeconds());
        }
        return data;
    }

    private void generate(Store store) {
        store.add(accounts());
        store.add(packages(IntStream.range(0, FEW_PACKAGES - 1)
                .mapToObj(number -> entry(FEW, nameOfMany(number), guestRole(number, FEW_PACKAGES), List.of()))));
        store.add(packages(Stream.of(
                entry(FEW, APP, Map.of(GUEST, Role.READ), versions(APP, 0, APP_VERSIONS)),
                entry(HUGE, BIG, Map.of(), List.of()))));
        // The store assigns ascending numbers from 1.
        PackageId big = new PackageId(FEW_PACKAGES + 1L);
        for (int from = 0; from < bigPackage; from += BATCH) {
            store.publish(big, versions(BIG, from, Math.min(bigPackage, from + BATCH)));
        }
        int share = Math.max(1, (versions - APP_VERSIONS - bigPackage) / manyPackages);
        int perBatch = BATCH / share;
        for (int from = 0; from < manyPackages; from += perBatch) {
            store.add(packages(IntStream.range(from, Math.min(manyPackages, from + perBatch))
                    .mapToObj(number -> entry(
                            MANY,
                            nameOfMany(number),
                            guestRole(number, manyPackages),
                            versions(nameOfMany(number), 0, share)))));
        }
    }

    private static Map<Login, Role> guestRole(int number, int of) {
        return number % Math.max(1, of / ROLES) == 0 ? Map.of(GUEST, Role.READ) : Map.of();
    }

    private static RegistryState accounts() {
        List<OrganizationEntry> organizations = new ArrayList<>();
        List<RepositoryEntry> repositories = new ArrayList<>();
        for (String name : List.of(FEW, MANY, HUGE)) {
            organizations.add(new OrganizationEntry(
                    OptionalLong.empty(),
                    new Login(name),
                    Optional.of("The organization " + name),
                    Optional.empty(),
                    false,
                    List.of(OWNER),
                    List.of(GUEST),
                    EPOCH,
                    EPOCH));
            repositories.add(new RepositoryEntry(
                    OptionalLong.empty(), repository(name), true, Optional.of("Where it is built"), false, Map.of()));
        }
        return new RegistryState(
                List.of(user(OWNER), user(GUEST)),
                organizations,
                repositories,
                List.of(),
                List.of(token(OWNER_TOKEN, OWNER), token(GUEST_TOKEN, GUEST)));
    }

    private static RepositoryName repository(String owner) {
        return new RepositoryName(new Login(owner), "source");
    }

    private static UserEntry user(Login login) {
        return new UserEntry(OptionalLong.empty(), login, Optional.empty(), false, EPOCH, EPOCH);
    }

    private static TokenEntry token(String secret, Login user) {
        return new TokenEntry(
                TokenHash.of(secret),
                TokenKind.CLASSIC,
                new UserHolder(user),
                Scopes.of(Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES),
                Set.of(),
                Optional.empty());
    }

    private static RegistryState packages(Stream<PackageEntry> entries) {
        return new RegistryState(List.of(), List.of(), List.of(), entries.toList(), List.of());
    }

    private static PackageEntry entry(String owner, String name, Map<Login, Role> roles, List<VersionEntry> versions) {
        return new PackageEntry(
                OptionalLong.empty(),
                new Login(owner),
                new PackageName(PackageType.CONTAINER, name),
                Visibility.PRIVATE,
                Optional.of(repository(owner)),
                false,
                roles,
                Map.of(),
                false,
                EPOCH,
                EPOCH,
                Optional.empty(),
                versions);
    }

    private static List<VersionEntry> versions(String name, long from, long to) {
        long seed = name.hashCode() & 0xffff_ffffL;
        return LongStream.range(from, to)
                .mapToObj(number -> new VersionEntry(
                        OptionalLong.empty(),
                        new VersionName(PackageType.CONTAINER, "sha256:%032x%032x".formatted(seed, number)),
                        number % 3 == 0 ? List.of(new Tag("1." + number), new Tag("build-" + number)) : List.of(),
                        OptionalLong.of(number % 100),
                        Optional.empty(),
                        Optional.empty(),
                        EPOCH.plusSeconds(60 * number),
                        EPOCH.plusSeconds(60 * number),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
    }
}
