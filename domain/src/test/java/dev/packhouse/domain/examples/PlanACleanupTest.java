package dev.packhouse.domain.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.cleanup.plan.CleanupPlanner;
import dev.packhouse.domain.cleanup.plan.PackageContent;
import dev.packhouse.domain.cleanup.plan.PackagePlan;
import dev.packhouse.domain.cleanup.plan.Reason;
import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Conditions;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.DateField;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.EvaluationContext;
import dev.packhouse.domain.cleanup.policy.KeepRule;
import dev.packhouse.domain.cleanup.policy.Safeguards;
import dev.packhouse.domain.cleanup.policy.Selection;
import dev.packhouse.domain.cleanup.policy.UnknownManifests;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What would this policy delete of this package, and why? */
class PlanACleanupTest {

    private final CleanupPlanner planner = new CleanupPlanner(Rules.GITHUB);

    /** Prereleases are deleted after 30 days, unless they were downloaded ten times. */
    private static final CleanupPolicy PRERELEASES = new CleanupPolicy(
            "prereleases",
            Selection.ALL,
            List.of(new KeepRule(
                    "popular", new Conditions(List.of(new Criterion.Downloads(10, Long.MAX_VALUE))), Optional.empty())),
            List.of(new DeleteRule(
                    "old prereleases",
                    new Conditions(List.of(
                            new Criterion.Semver(Optional.of(true), Map.of()),
                            new Criterion.OlderThan(new Age("30d"), DateField.CREATED))))),
            List.of(),
            UnknownManifests.KEEP_PACKAGE,
            Safeguards.ALL);

    private static VersionWithManifest version(long id, String name, long downloads, int daysOld) {
        PackageVersion made = ExampleValues.version(id, name, downloads);
        return new VersionWithManifest(
                PackageVersion.published(
                        made.id(),
                        made.packageId(),
                        made.name(),
                        made.tags(),
                        made.downloads(),
                        ExampleValues.NOW.minus(Duration.ofDays(daysOld))),
                new ManifestFacts.Unknown("npm has none"));
    }

    @Test
    void aPlanSaysWhatGoesAndWhy() {
        Principal caller = ExampleValues.tokenOfMonalisa(Scope.READ_PACKAGES, Scope.DELETE_PACKAGES);
        Package app = ExampleValues.npmPackage("app", Visibility.PRIVATE, VersionCounts.of(4, 0, 12));
        List<VersionWithManifest> versions = List.of(
                version(4, "1.1.0-rc.1", 0, 3),
                version(3, "1.0.0", 7, 40),
                version(2, "1.0.0-rc.2", 12, 50),
                version(1, "1.0.0-rc.1", 2, 60));

        PackagePlan plan = planner.plan(
                        caller,
                        Affiliation.of(Membership.OWNER),
                        new PackageContent(app, versions, Set.of()),
                        PRERELEASES,
                        new EvaluationContext(ExampleValues.NOW, ZoneOffset.UTC, Map.of()))
                .fold(made -> made, refusal -> {
                    throw new AssertionError(refusal.explanation());
                });

        assertThat(plan.deletionOrder()).containsExactly(new VersionId(1));
        assertThat(lines(plan))
                .containsExactly(
                        "keep   1.1.0-rc.1: no rule deletes it",
                        "keep   1.0.0: no rule deletes it",
                        "keep   1.0.0-rc.2: keep popular: 12 downloads;"
                                + " delete old prereleases: prerelease 1.0.0-rc.2, 50 days old",
                        "delete 1.0.0-rc.1: delete old prereleases: prerelease 1.0.0-rc.1, 60 days old");
    }

    private static Stream<String> lines(PackagePlan plan) {
        return plan.versions().stream()
                .map(each -> (each.deleted() ? "delete " : "keep   ")
                        + each.version().name()
                        + ": "
                        + each.reasons().stream().map(Reason::text).collect(Collectors.joining("; ")));
    }
}
