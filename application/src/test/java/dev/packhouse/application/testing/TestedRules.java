package dev.packhouse.application.testing;

import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;

/** The rules with which a backend is tested: both editions of GitHub, and rules of an own registry. */
public final class TestedRules {

    /** The name of {@link #all} for tests with parameters. */
    public static final String ALL = "dev.packhouse.application.testing.TestedRules#all";

    private TestedRules() {}

    /** All of them. */
    public static Stream<Rules> all() {
        return Stream.of(
                Rules.GITHUB,
                Rules.GITHUB_2022,
                Rules.GITHUB
                        .withRetention(Duration.ofDays(3))
                        .withDownloadLimit(10)
                        .withRepositoryScoped(Set.of(PackageType.NUGET)));
    }
}
