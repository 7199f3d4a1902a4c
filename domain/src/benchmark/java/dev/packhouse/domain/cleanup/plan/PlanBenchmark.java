package dev.packhouse.domain.cleanup.plan;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Conditions;
import dev.packhouse.domain.cleanup.policy.Counting;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.DateField;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.EvaluationContext;
import dev.packhouse.domain.cleanup.policy.Grouping;
import dev.packhouse.domain.cleanup.policy.KeepRule;
import dev.packhouse.domain.cleanup.policy.NameList;
import dev.packhouse.domain.cleanup.policy.Safeguards;
import dev.packhouse.domain.cleanup.policy.Selection;
import dev.packhouse.domain.cleanup.policy.TimePeriod;
import dev.packhouse.domain.cleanup.policy.UnknownManifests;
import dev.packhouse.domain.cleanup.policy.VersionOrder;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.policy.Rules;
import dev.packhouse.domain.text.NamePattern;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the first plan of a process and later ones: of one package whose images have three platforms, by four rules that
 * keep and two that delete. The first iteration is the cold one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 0)
@Measurement(iterations = 6)
public class PlanBenchmark {

    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final int PLATFORMS = 3;

    private static final ManifestFacts IMAGE = new ManifestFacts.Known(manifest(Manifest.Kind.IMAGE, List.of()));

    /** How many versions the package has. */
    @Param({"100000", "1000000"})
    int versions;

    private final CleanupPlanner planner = new CleanupPlanner(Rules.GITHUB);
    private final User monalisa = new User(new AccountId(1), new Login("monalisa"), Optional.empty(), false, NOW, NOW);
    private final Principal caller = new Principal.ClassicToken(
            monalisa,
            Scopes.of(
                    dev.packhouse.domain.access.Scope.READ_PACKAGES, dev.packhouse.domain.access.Scope.DELETE_PACKAGES),
            Set.of(),
            Optional.empty());
    private final Affiliation owner = new Affiliation.Known(Membership.OWNER, Role.NONE, Role.NONE);
    private final EvaluationContext context = new EvaluationContext(
            NOW,
            ZoneOffset.UTC,
            Map.of("live", NameList.of(List.of("app:pr-77", digest(4_001).value()))));
    private final CleanupPolicy policy = new CleanupPolicy(
            "benchmark",
            Selection.ALL,
            List.of(
                    keep("releases", Optional.empty(), anyTag("/v?\\d+(\\.\\d+){1,2}/", "main")),
                    keep("live", Optional.empty(), new Criterion.InList("live")),
                    keep(
                            "nightly",
                            Optional.of(new Counting(
                                    OptionalInt.empty(),
                                    Map.of(TimePeriod.DAILY, 14, TimePeriod.WEEKLY, 8),
                                    Optional.empty(),
                                    new Grouping.ByTag(NamePattern.parse("/nightly-([a-z]+)-.*/")),
                                    VersionOrder.CREATED)),
                            anyTag("nightly-*")),
                    keep(
                            "last",
                            Optional.of(new Counting(
                                    OptionalInt.of(100),
                                    Map.of(),
                                    Optional.empty(),
                                    new Grouping.ByPackage(),
                                    VersionOrder.CREATED)),
                            new Criterion.All())),
            List.of(
                    delete("pr", new Criterion.AllTags(patterns("pr-*", "/nightly-.*/")), older("14d")),
                    delete("untagged", new Criterion.Tagged(false), older("7d"))),
            List.of(),
            UnknownManifests.KEEP_PACKAGE,
            Safeguards.ALL);

    private PackageContent content;

    /** Called by JMH. */
    public PlanBenchmark() {}

    private static List<NamePattern> patterns(String... patterns) {
        return Stream.of(patterns).map(NamePattern::parse).toList();
    }

    private static Criterion anyTag(String... patterns) {
        return new Criterion.AnyTag(patterns(patterns));
    }

    private static Criterion older(String age) {
        return new Criterion.OlderThan(new Age(age), DateField.CREATED);
    }

    private static KeepRule keep(String name, Optional<Counting> counting, Criterion... criteria) {
        return new KeepRule(name, new Conditions(List.of(criteria)), counting);
    }

    private static DeleteRule delete(String name, Criterion... criteria) {
        return new DeleteRule(name, new Conditions(List.of(criteria)));
    }

    private static Digest digest(int number) {
        return new Digest("sha256:%064x".formatted(number));
    }

    private static Manifest manifest(Manifest.Kind kind, List<Manifest.Child> children) {
        return new Manifest(
                kind, kind.defaultMediaType(), Optional.empty(), children, Optional.empty(), OptionalLong.empty());
    }

    /** Makes the package: of four versions, one is an index with a tag or without, three are its images. */
    @Setup(Level.Trial)
    public void makePackage() {
        Package subject = new Package(
                new PackageId(197),
                new Namespace(monalisa, PackageType.CONTAINER),
                new PackageName(PackageType.CONTAINER, "app"),
                Visibility.PRIVATE,
                Optional.empty(),
                false,
                VersionCounts.UNKNOWN,
                NOW,
                NOW,
                Optional.empty());
        content = new PackageContent(
                subject, IntStream.range(0, versions).mapToObj(this::version).toList(), Set.of());
    }

    private VersionWithManifest version(int number) {
        boolean index = number % (PLATFORMS + 1) == 0;
        Instant created = NOW.minusSeconds(60L * (number / (PLATFORMS + 1) + 1));
        return new VersionWithManifest(
                new PackageVersion(
                        new VersionId(2_000_000 - number),
                        new PackageId(197),
                        new VersionName(PackageType.CONTAINER, digest(number).value()),
                        index ? tags(number / (PLATFORMS + 1)) : List.of(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        created,
                        created,
                        Optional.empty()),
                index ? new ManifestFacts.Known(manifest(Manifest.Kind.INDEX, children(number))) : IMAGE);
    }

    private static List<Tag> tags(int image) {
        return switch (image % 10) {
            case 0 -> List.of(new Tag("1.%s.%s".formatted(image / 100, image % 100)));
            case 1, 2 -> List.of(new Tag("nightly-%s-%s".formatted(image % 2 == 0 ? "slim" : "full", image)));
            case 3, 4, 5 -> List.of();
            default -> List.of(new Tag("pr-" + image));
        };
    }

    private static List<Manifest.Child> children(int index) {
        return IntStream.rangeClosed(1, PLATFORMS)
                .mapToObj(platform -> new Manifest.Child(
                        digest(index + platform),
                        Optional.of(Manifest.Kind.IMAGE.defaultMediaType()),
                        Optional.of("linux/" + platform)))
                .toList();
    }

    /** Plans the cleanup of the package. */
    @Benchmark
    public PackagePlan plan() {
        return planner.plan(caller, owner, content, policy, context).fold(plan -> plan, refusal -> {
            throw new IllegalStateException(refusal.explanation());
        });
    }
}
