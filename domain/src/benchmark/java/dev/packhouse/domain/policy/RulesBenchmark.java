package dev.packhouse.domain.policy;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the time of decisions and of name checks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RulesBenchmark {

    private static final Instant PUBLISHED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    private final AccessPolicy access = new AccessPolicy(Rules.GITHUB);
    private final DeletionPolicy deletion = new DeletionPolicy(Rules.GITHUB);

    private final Principal caller = new Principal.ClassicToken(
            new User(new AccountId(1), new Login("monalisa"), Optional.empty(), false, PUBLISHED, PUBLISHED),
            Scopes.of(
                    dev.packhouse.domain.access.Scope.READ_PACKAGES, dev.packhouse.domain.access.Scope.DELETE_PACKAGES),
            Set.of(),
            Optional.empty());
    private final Affiliation admin = new Affiliation.Known(Membership.MEMBER, Role.ADMIN, Role.NONE);
    private final Affiliation outsider = Affiliation.none();

    private final Package subject = new Package(
            new PackageId(197),
            new Namespace(
                    new Organization(
                            new AccountId(2),
                            new Login("octo-org"),
                            Optional.empty(),
                            Optional.empty(),
                            false,
                            PUBLISHED,
                            PUBLISHED),
                    PackageType.CONTAINER),
            new PackageName(PackageType.CONTAINER, "team/app"),
            Visibility.PRIVATE,
            Optional.empty(),
            false,
            VersionCounts.of(100_000, 12, 3),
            PUBLISHED,
            PUBLISHED,
            Optional.empty());
    private final PackageVersion version = new PackageVersion(
            new VersionId(836),
            new PackageId(197),
            new VersionName(PackageType.CONTAINER, "sha256:" + "0123456789abcdef".repeat(4)),
            List.of(new Tag("latest")),
            OptionalLong.of(3),
            Optional.empty(),
            Optional.empty(),
            PUBLISHED,
            PUBLISHED,
            Optional.empty());

    private final List<PackageVersion> many = IntStream.rangeClosed(1, 100_000)
            .mapToObj(id -> new PackageVersion(
                    new VersionId(id),
                    new PackageId(197),
                    new VersionName(PackageType.CONTAINER, "sha256:%064x".formatted(id)),
                    id <= 12 ? List.of(new Tag("v" + id)) : List.of(),
                    OptionalLong.of(id % 4),
                    Optional.empty(),
                    Optional.empty(),
                    PUBLISHED,
                    PUBLISHED,
                    Optional.empty()))
            .toList();
    private final List<VersionId> manyIds =
            many.stream().map(PackageVersion::id).toList();

    private String nestedName = "team/app/component-descriptors/registry.example/image";
    private String digest = version.name().value();
    private String mavenName = "com.example.tools.version-check-consumer";

    /** Called by JMH. */
    public RulesBenchmark() {}

    /** Decides whether a reader of a package may read it. */
    @Benchmark
    public Optional<Refusal> readAllowed() {
        return access.decide(caller, Operation.GET_PACKAGE, subject, admin, NOW);
    }

    /** Decides whether a caller without a role may read it. */
    @Benchmark
    public Optional<Refusal> readRefused() {
        return access.decide(caller, Operation.GET_PACKAGE, subject, outsider, NOW);
    }

    /** Decides whether an admin may delete a version. */
    @Benchmark
    public Outcome<Change.VersionDeleted> deletionOfAVersionAllowed() {
        return deletion.deleteVersion(caller, admin, subject, version, NOW);
    }

    /** Decides whether an admin may delete a package. */
    @Benchmark
    public Outcome<Change.PackageDeleted> deletionOfAPackageAllowed() {
        return deletion.deletePackage(caller, admin, subject, NOW);
    }

    /** Decides on the deletion of all of 100,000 versions, one after the other. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public BatchDecision deletionOf100000Versions() {
        return deletion.deleteVersions(caller, admin, subject, many, manyIds, NOW);
    }

    /** Checks the name of a nested image. */
    @Benchmark
    public PackageName nameOfAContainer() {
        return new PackageName(PackageType.CONTAINER, nestedName);
    }

    /** Checks the name of a Maven artifact. */
    @Benchmark
    public PackageName nameOfAMavenArtifact() {
        return new PackageName(PackageType.MAVEN, mavenName);
    }

    /** Checks a digest, the name of a version of an image. */
    @Benchmark
    public VersionName nameOfADigest() {
        return new VersionName(PackageType.CONTAINER, digest);
    }
}
