package dev.packhouse.domain.cleanup.plan;

import static dev.packhouse.domain.testing.Cleanup.delete;
import static dev.packhouse.domain.testing.Cleanup.keep;
import static dev.packhouse.domain.testing.Cleanup.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.PackageRule;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.cleanup.policy.Safeguards;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.image.VersionWithManifest;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Rules;
import dev.packhouse.domain.testing.Cleanup;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.testing.Tokens;
import dev.packhouse.domain.testing.Versions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a whole package goes, and who may plan. */
class PlannedPackagesTest {

    private static final PackageRule IDLE = new PackageRule.Idle(new Age("10d"));

    private static boolean goes(Cleanup app, Object... rules) {
        return app.plan(policy(rules)).packageRule().isPresent();
    }

    @Test
    void anIdlePackageGoesWithAllVersions() {
        Cleanup app = Cleanup.container().image("new", "v1").hoursOld(241).image("old");
        CleanupPolicy policy = policy(IDLE);

        PackagePlan plan = app.plan(policy);

        assertThat(plan.packageRule()).contains("idle for 10d");
        assertThat(plan.deletionOrder()).isEmpty();
        assertThat(plan.deletions()).isEqualTo(2);
        assertThat(plan.emptied()).isFalse();
        assertThat(app.reasons(policy))
                .containsEntry("new", "goes; the package is deleted: idle for 10d")
                .containsEntry("old", "goes; the package is deleted: idle for 10d");
        assertThat(plan.versions())
                .allMatch(each -> each.group().equals(each.version().id()));
    }

    @Test
    void aPackageIsIdleIfItsNewestVersionIsOlderThanTheAge() {
        assertThat(goes(Cleanup.container().image("exactly").hoursOld(240), IDLE))
                .isFalse();
        assertThat(goes(Cleanup.container().image("old").image("new").hoursOld(239), IDLE))
                .isFalse();
        assertThat(goes(Cleanup.container(), IDLE)).isFalse();
    }

    @Test
    void anEmptiedPackageGoes() {
        Cleanup app = Cleanup.container().image("new", "v1").image("old");

        assertThat(goes(app, new PackageRule.Emptied(), delete(new Criterion.All())))
                .isTrue();
        assertThat(goes(app, new PackageRule.Emptied(), delete(new Criterion.Tagged(true))))
                .isFalse();
        assertThat(goes(Cleanup.container(), new PackageRule.Emptied(), delete(new Criterion.All())))
                .isFalse();
    }

    @Test
    void aPackageWithFewVersionsGoes() {
        PackageRule few = new PackageRule.VersionsAtMost(1);

        assertThat(goes(Cleanup.container().image("one"), few)).isTrue();
        assertThat(goes(Cleanup.container().image("one").image("two"), few)).isFalse();
        assertThat(goes(Cleanup.container(), new PackageRule.VersionsAtMost(0))).isTrue();
        assertThat(few.label()).isEqualTo("at most 1 versions");
        assertThat(new PackageRule.Emptied().label()).isEqualTo("emptied");
        assertThatThrownBy(() -> new PackageRule.VersionsAtMost(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A package cannot have -1 versions");
    }

    @Test
    void oneVersionThatARuleKeepsOrMayKeepIsEnoughForThePackageToStay() {
        Cleanup app = Cleanup.container()
                .image("known", "v1")
                .hoursOld(300)
                .image("unknown")
                .downloads(-1);

        assertThat(goes(app, IDLE)).isTrue();
        assertThat(goes(app, IDLE, keep(new Criterion.Tagged(true)))).isFalse();
        assertThat(goes(app, IDLE, keep(new Criterion.Downloads(9, 9)))).isFalse();
        assertThat(goes(app, IDLE, keep(new Criterion.Id(Set.of(1L))))).isTrue();
    }

    @Test
    void oneVersionThatASafeguardHoldsIsEnoughForThePackageToStay() {
        Cleanup app = Cleanup.container().image("latest", "latest").hoursOld(300);

        assertThat(goes(app, IDLE)).isFalse();
        assertThat(app.plan(Cleanup.with(policy(IDLE), new Safeguards(Set.of(Safeguard.LATEST_TAG), new Age("1h"))))
                        .packageRule())
                .isPresent();
    }

    @Test
    void aPackageThatGitHubWouldNotDeleteIsPlannedByVersion() {
        Cleanup app = Cleanup.container()
                .image("popular", "v1")
                .hoursOld(300)
                .downloads(5_001)
                .image("unknown")
                .downloads(-1);

        assertThat(goes(app, IDLE, delete(new Criterion.All()))).isTrue();
        app.open();
        assertThat(goes(app, IDLE, delete(new Criterion.All()))).isFalse();
        assertThat(app.survivors(policy(IDLE, delete(new Criterion.All())))).containsExactly("popular");
    }

    @Test
    void theFirstRuleByItsWordsIsNamed() {
        Cleanup app = Cleanup.container().image("old").hoursOld(300);
        PackageRule few = new PackageRule.VersionsAtMost(3);

        assertThat(app.plan(policy(IDLE, few)).packageRule()).contains("at most 3 versions");
        assertThat(app.plan(policy(few, IDLE)).packageRule()).contains("at most 3 versions");
    }

    @Test
    void aCallerWithoutTheRightToDeleteGetsNoPlan() {
        Cleanup app = Cleanup.container().image("image");

        Outcome<PackagePlan> outcome = new CleanupPlanner(Rules.GITHUB)
                .plan(Tokens.scoped(Scope.READ_PACKAGES), Affiliation.none(), app.content(), policy(), app.context());

        assertThat(outcome.refusal()).map(Refusal::reason).contains(Refusal.Reason.MISSING_SCOPES);
    }

    @Test
    void thePlanHasTheNewestVersionFirst() {
        Cleanup npm = Cleanup.of(PackageType.NPM)
                .version("old")
                .hoursOld(900)
                .version("new")
                .hoursOld(100)
                .version("as new")
                .hoursOld(100);

        assertThat(npm.plan(policy()).versions())
                .extracting(each -> each.version().name().value())
                .containsExactly("new", "as new", "old");
    }

    @Test
    void theOrderInWhichVersionsAreGivenMakesNoDifference() {
        Cleanup npm = Cleanup.of(PackageType.NPM)
                .version("a")
                .hoursOld(100)
                .version("b")
                .hoursOld(100);
        List<VersionWithManifest> reversed =
                List.of(npm.versions().get(1), npm.versions().get(0));

        assertThat(new PackageContent(npm.subject(), reversed, Set.of())).isEqualTo(npm.content());
    }

    private static PackageContent content(PackageVersion version) {
        return new PackageContent(
                Packages.container(),
                List.of(new VersionWithManifest(version, new ManifestFacts.Unknown("it was not read"))),
                Set.of());
    }

    @Test
    void aContentHasActiveVersionsOfItsPackageOnly() {
        PackageVersion version = Versions.of(PackageType.CONTAINER);
        PackageVersion other = new PackageVersion(
                new VersionId(1),
                new PackageId(198),
                version.name(),
                version.tags(),
                version.downloads(),
                version.license(),
                version.description(),
                version.createdAt(),
                version.updatedAt(),
                version.tombstone());

        assertThat(content(version).versions()).hasSize(1);
        assertThatThrownBy(() -> content(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Version 1 is no active version of package 197");
        assertThatThrownBy(() -> content(Versions.deleted(version, Cleanup.NOW)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Version 836 is no active version of package 197");
    }
}
