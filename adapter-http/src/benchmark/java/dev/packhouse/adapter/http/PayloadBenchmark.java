package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.payload.PackagePayloads;
import dev.packhouse.adapter.http.protocol.EntityTag;
import dev.packhouse.adapter.http.protocol.PublicUrl;
import dev.packhouse.adapter.http.protocol.Query;
import dev.packhouse.adapter.http.protocol.ResponseBody;
import dev.packhouse.adapter.http.protocol.VersionLinks;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.policy.Rules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the encoding of responses. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PayloadBenchmark {

    private static final Instant PUBLISHED = Instant.parse("2026-01-01T00:00:00Z");

    private final PublicUrl base = PublicUrl.of("http://localhost:8080", false);
    private final PackagePayloads payloads = new PackagePayloads(Rules.GITHUB, Optional.empty(), true);
    private final Organization owner = new Organization(
            new AccountId(2),
            new Login("octo-org"),
            Optional.of("Octo"),
            Optional.empty(),
            false,
            PUBLISHED,
            PUBLISHED);
    private final Package subject = new Package(
            new PackageId(197),
            new Namespace(owner, PackageType.CONTAINER),
            new PackageName(PackageType.CONTAINER, "team/app"),
            Visibility.PRIVATE,
            Optional.of(new Repository(
                    new RepositoryId(3),
                    owner,
                    new RepositoryName(owner.login(), "source"),
                    true,
                    Optional.empty(),
                    false)),
            true,
            VersionCounts.of(100_000, 12, 3),
            PUBLISHED,
            PUBLISHED,
            Optional.empty());
    private final List<WithSource<PackageVersion>> hundred = LongStream.rangeClosed(1, 100)
            .mapToObj(PayloadBenchmark::version)
            .map(WithSource::of)
            .toList();
    private final List<WithSource<PackageVersion>> thirty = hundred.subList(0, 30);

    private final Query query = Query.parse("per_page=100&page=500");
    private final ResponseBody encoded = ResponseBody.json(payloads.versions(subject, thirty, base));
    private final String tag = encoded.entityTag("");
    private final String header = "W/\"" + tag + "\"";

    private static PackageVersion version(long id) {
        return new PackageVersion(
                new VersionId(id),
                new PackageId(197),
                new VersionName(PackageType.CONTAINER, "sha256:%064x".formatted(id)),
                List.of(new Tag("1." + id), new Tag("latest-" + id)),
                OptionalLong.of(3),
                Optional.empty(),
                Optional.empty(),
                PUBLISHED,
                PUBLISHED,
                Optional.empty());
    }

    /** One package, with its owner and its repository. */
    @Benchmark
    public Object onePackage() {
        return ResponseBody.json(payloads.one(WithSource.of(subject), base));
    }

    /** Thirty versions. */
    @Benchmark
    public Object thirtyVersions() {
        return ResponseBody.json(payloads.versions(subject, thirty, base));
    }

    /** A hundred versions. */
    @Benchmark
    public Object hundredVersions() {
        return ResponseBody.json(payloads.versions(subject, hundred, base));
    }

    /** The links of a page in the middle. */
    @Benchmark
    public Optional<String> links() {
        return VersionLinks.of(
                "http://localhost:8080/organizations/2/packages/container/app/versions", query, 500, 1000);
    }

    /** The entity tag of thirty versions. */
    @Benchmark
    public String entityTag() {
        return encoded.entityTag("");
    }

    /** The comparison with {@code If-None-Match}. */
    @Benchmark
    public boolean entityTagMatches() {
        return EntityTag.matches(header, tag);
    }
}
