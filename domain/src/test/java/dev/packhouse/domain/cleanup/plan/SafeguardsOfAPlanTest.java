package dev.packhouse.domain.cleanup.plan;

import static dev.packhouse.domain.testing.Cleanup.NOW;
import static dev.packhouse.domain.testing.Cleanup.delete;
import static dev.packhouse.domain.testing.Cleanup.digest;
import static dev.packhouse.domain.testing.Cleanup.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.cleanup.policy.Safeguards;
import dev.packhouse.domain.cleanup.policy.UnknownManifests;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.testing.Cleanup;
import dev.packhouse.domain.text.NamePattern;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stays though the rules delete everything. */
class SafeguardsOfAPlanTest {

    private static final CleanupPolicy EVERYTHING = policy(delete(new Criterion.All()));

    private static CleanupPolicy without(Safeguard... off) {
        return Cleanup.with(EVERYTHING, new Safeguards(Set.of(off), new Age("1h")));
    }

    @Test
    void theTagLatestStays() {
        Cleanup app = Cleanup.container()
                .image("new", "v2", "latest-1")
                .image("latest", "v1", "latest")
                .image("old", "v0");

        assertThat(app.reasons(EVERYTHING))
                .containsEntry("latest", "stays; safeguard latest-tag: tag latest; delete delete: all versions");
        assertThat(app.survivors(EVERYTHING)).containsExactly("latest");
        assertThat(app.survivors(without(Safeguard.LATEST_TAG))).containsExactly("new");
    }

    @ParameterizedTest
    @CsvSource({
        "NPM, 2.0.0-rc.1, 1.9.0, 1.10.0, 1.10.0",
        "NUGET, 2.0.0-rc.1, 1.9.0, 1.10.0, 1.10.0",
        "RUBYGEMS, 2.0.pre, 1.9, 1.10, 1.10",
        "MAVEN, 2.0-SNAPSHOT, 1.9, 1.10, 1.10",
        "NPM, odd, 1.10.0, 1.9.0, 1.10.0"
    })
    void theNewestReleaseStays(PackageType type, String newest, String one, String other, String stays) {
        Cleanup app = Cleanup.of(type).version(newest).version(one).version(other);

        assertThat(app.survivors(EVERYTHING)).containsExactly(stays);
        assertThat(app.reasons(EVERYTHING))
                .containsEntry(
                        stays, "stays; safeguard newest-release: %s; delete delete: all versions".formatted(stays));
        assertThat(app.survivors(without(Safeguard.NEWEST_RELEASE))).containsExactly(newest);
    }

    @Test
    void allPlatformsOfTheNewestGemStay() {
        Cleanup gem = Cleanup.of(PackageType.RUBYGEMS)
                .version("1.0-java")
                .version("2.0-x86_64-linux")
                .version("1.0")
                .version("2.0");

        assertThat(gem.survivors(EVERYTHING)).containsExactly("2.0-x86_64-linux", "2.0");
    }

    @Test
    void imagesHaveNoNewestRelease() {
        Cleanup app = Cleanup.container().image("new", "main").image("release", "1.0.0");

        assertThat(app.survivors(EVERYTHING)).containsExactly("new");
    }

    @Test
    void whatGitHubRefusedLatelyStays() {
        Cleanup npm = Cleanup.of(PackageType.NPM)
                .version("odd")
                .version("refused")
                .refusedBefore()
                .version("old");

        assertThat(npm.reasons(EVERYTHING))
                .containsEntry(
                        "refused",
                        "stays; safeguard refused-before: GitHub refused its deletion lately; delete delete: all versions")
                .containsEntry("old", "goes; delete delete: all versions");
        assertThat(npm.survivors(without(Safeguard.REFUSED_BEFORE))).containsExactly("odd");
    }

    @Test
    void packagesThatGitHubRenamedStay() {
        Cleanup ghost =
                Cleanup.of(PackageType.NPM).named("deleted_app").version("a").version("b");

        assertThat(ghost.reasons(EVERYTHING))
                .containsEntry(
                        "b",
                        "stays; safeguard ghost-names: the name of the package begins with deleted_; delete delete: all versions");
        assertThat(ghost.survivors(without(Safeguard.GHOST_NAMES))).containsExactly("a");
        assertThat(Cleanup.of(PackageType.NPM)
                        .named("not-deleted_")
                        .version("a")
                        .version("b")
                        .survivors(EVERYTHING))
                .containsExactly("a");
    }

    @Test
    void whatWasPublishedWithinTheHourStays() {
        Cleanup npm = Cleanup.of(PackageType.NPM)
                .version("future")
                .dates(NOW.plusSeconds(1), NOW)
                .version("exactly")
                .dates(NOW.minus(Duration.ofHours(1)), NOW)
                .version("older")
                .dates(NOW.minus(Duration.ofHours(1)).minusNanos(1), NOW);

        assertThat(npm.reasons(EVERYTHING))
                .containsEntry("exactly", "stays; safeguard young: published within 1h; delete delete: all versions")
                .containsEntry("older", "goes; delete delete: all versions");
        assertThat(npm.survivors(EVERYTHING)).containsExactly("future", "exactly");
        assertThat(npm.survivors(without(Safeguard.YOUNG))).containsExactly("future");
        assertThat(npm.survivors(Cleanup.with(EVERYTHING, new Safeguards(Set.of(), new Age("2h")))))
                .hasSize(3);
    }

    @Test
    void aSafeguardIsNoReasonForWhatNoRuleDeletes() {
        Cleanup app = Cleanup.container().image("latest", "latest").image("other", "v1");

        assertThat(app.reasons(policy(delete(new Criterion.Tagged(false)))))
                .containsEntry("latest", "stays; no rule deletes it");
    }

    @Test
    void aSafeguardHoldsAPartWithoutItsIndex() {
        Cleanup app = Cleanup.container()
                .image("other", "v2")
                .index("index", List.of("young"), "v1")
                .image("young")
                .hoursOld(0);

        assertThat(app.reasons(policy(delete(new Criterion.AnyTag(List.of(NamePattern.parse("v1")))))))
                .containsEntry("index", "goes; delete delete: tag v1")
                .containsEntry("young", "stays; safeguard young: published within 1h");
    }

    @Test
    void ofAPackageWithoutTagsTheNewestVersionStays() {
        assertThat(Cleanup.container().image("new").image("old").reasons(EVERYTHING))
                .containsEntry("new", "stays; safeguard last-version: the last version; delete delete: all versions")
                .containsEntry("old", "goes; delete delete: all versions");
        assertThat(Cleanup.of(PackageType.NPM).version("a").version("b").reasons(EVERYTHING))
                .containsEntry("a", "stays; safeguard last-version: the last version; delete delete: all versions");
    }

    @Test
    void ofEquallyOldVersionsTheLastOneByIdStays() {
        Cleanup npm = Cleanup.of(PackageType.NPM)
                .version("1000")
                .hoursOld(300)
                .version("999")
                .hoursOld(300);

        assertThat(npm.survivors(EVERYTHING)).containsExactly("1000");
    }

    @Test
    void theLastIndexStaysWithItsParts() {
        Cleanup app = Cleanup.container()
                .image("untagged")
                .index("index", List.of("part"), "v1")
                .image("part");

        assertThat(app.survivors(EVERYTHING)).containsExactly("index", "part");
        assertThat(app.plan(EVERYTHING).emptied()).isTrue();
    }

    @Test
    void anImageStaysRatherThanItsSignature() {
        Cleanup app = Cleanup.container()
                .image("signature", digest("image").value().replace(':', '-') + ".sig")
                .image("image", "v1");

        assertThat(app.reasons(EVERYTHING))
                .containsEntry(
                        "image", "stays; safeguard last-version: the last tagged version; delete delete: all versions")
                .containsEntry("signature", "stays; needed by 999 (v1); delete delete: all versions");
    }

    @Test
    void withoutOwnTagsTheNewestTaggedVersionStays() {
        Cleanup app = Cleanup.container()
                .image("image")
                .image("new", digest("image").value().replace(':', '-') + ".sig")
                .image("old", digest("image").value().replace(':', '-') + ".att");

        assertThat(app.survivors(EVERYTHING)).containsExactly("new");
    }

    @Test
    void anUntaggedImageThatStaysIsNotEnoughForAContainerWithTags() {
        CleanupPolicy tagged = policy(delete(new Criterion.Tagged(true)));

        assertThat(Cleanup.container()
                        .image("untagged")
                        .image("new", "v2")
                        .image("old", "v1")
                        .survivors(tagged))
                .containsExactly("untagged", "new");
        assertThat(Cleanup.of(PackageType.DOCKER)
                        .image("untagged")
                        .image("new", "v2")
                        .survivors(tagged))
                .containsExactly("untagged");
    }

    @Test
    void withoutTheSafeguardTheRefusalsOfGitHubAreForeseen() {
        CleanupPolicy off = without(Safeguard.LAST_VERSION);

        assertThat(Cleanup.of(PackageType.NPM).version("a").version("b").reasons(off))
                .containsExactly(
                        entry(
                                "a",
                                "stays; would be refused: You cannot delete the last version of a package."
                                        + " You must delete the package instead.; delete delete: all versions"),
                        entry("b", "goes; delete delete: all versions"));
        Cleanup app = Cleanup.container().image("untagged").image("new", "v2").image("old", "v1");
        assertThat(app.survivors(off)).containsExactly("new");
        assertThat(app.deletionOrder(off)).containsExactly("untagged", "old");
        assertThat(app.plan(off).emptied()).isTrue();
    }

    @Test
    void popularVersionsOfPublicPackagesStayWithTheirParts() {
        Cleanup app = Cleanup.container()
                .image("other", "v2")
                .index("popular", List.of("part"), "v1")
                .downloads(5_001)
                .image("part")
                .image("limit", "v0")
                .downloads(5_000);

        assertThat(app.survivors(EVERYTHING)).containsExactly("other");
        assertThat(app.open().survivors(EVERYTHING)).containsExactly("popular", "part");
        assertThat(app.reasons(EVERYTHING).get("popular")).startsWith("stays; would be refused: ");
        assertThat(app.plan(EVERYTHING).emptied()).isFalse();
    }

    /** It stays for another reason than its unknown manifest, and so what it needs has to stay. */
    @Test
    void aPopularVersionWithAnUnknownManifestKeepsThePackage() {
        Cleanup app = Cleanup.container()
                .open()
                .image("other", "v2")
                .unread("popular", "v1")
                .downloads(5_001)
                .image("part");

        assertThat(app.survivors(EVERYTHING)).hasSize(3);
        assertThat(app.survivors(Cleanup.with(EVERYTHING, UnknownManifests.IGNORE)))
                .containsExactly("popular");
    }

    @Test
    void anEmptyPackageHasAnEmptyPlan() {
        PackagePlan plan = Cleanup.container().plan(EVERYTHING);

        assertThat(plan.versions()).isEmpty();
        assertThat(plan.deletionOrder()).isEmpty();
        assertThat(plan.emptied()).isFalse();
        assertThat(plan.deletions()).isZero();
    }
}
