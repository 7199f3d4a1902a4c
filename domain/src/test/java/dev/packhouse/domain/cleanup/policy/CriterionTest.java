package dev.packhouse.domain.cleanup.policy;

import static dev.packhouse.domain.testing.Cleanup.NOW;
import static dev.packhouse.domain.testing.Cleanup.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.testing.Cleanup;
import dev.packhouse.domain.text.NamePattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each criterion says of versions, and in which words. */
class CriterionTest {

    private static List<NamePattern> patterns(String... patterns) {
        return Stream.of(patterns).map(NamePattern::parse).toList();
    }

    private static String reference(String name) {
        return digest(name).value().replace(':', '-');
    }

    @Test
    void aTagThatOnlyRefersToAnotherVersionIsNoTagOfItsOwn() {
        Cleanup app = Cleanup.container()
                .image("tagged", "v1")
                .image("untagged")
                .image("signature", reference("tagged") + ".sig")
                .image("both", reference("tagged"), "v2");

        assertThat(app.judge(new Criterion.Tagged(true)))
                .containsExactly(
                        entry("tagged", "yes: tagged"),
                        entry("untagged", "no"),
                        entry("signature", "no"),
                        entry("both", "yes: tagged"));
        assertThat(app.judge(new Criterion.Tagged(false)))
                .containsEntry("untagged", "yes: untagged")
                .containsEntry("signature", "yes: untagged")
                .containsEntry("tagged", "no");
    }

    @Test
    void oneMatchingTagIsEnoughForAnyTag() {
        Cleanup app = Cleanup.container()
                .image("both", "pr-1", "v1")
                .image("other", "main")
                .image("none");

        assertThat(app.judge(new Criterion.AnyTag(patterns("x", "v*"))))
                .containsExactly(entry("both", "yes: tag v1"), entry("other", "no"), entry("none", "no"));
    }

    @Test
    void allTagsNeedsATagAndEachToMatch() {
        Cleanup app = Cleanup.container()
                .image("one", "pr-1")
                .image("several", "pr-2", "sha-2")
                .image("many", "pr-3", "pr-4", "pr-5", "pr-6")
                .image("mixed", "pr-7", "main")
                .image("none");

        assertThat(app.judge(new Criterion.AllTags(patterns("pr-*", "sha-*"))))
                .containsExactly(
                        entry("one", "yes: tag pr-1"),
                        entry("several", "yes: tags pr-2, sha-2"),
                        entry("many", "yes: tags pr-3, pr-4, pr-5, ..."),
                        entry("mixed", "no"),
                        entry("none", "no"));
        assertThat(Cleanup.container()
                        .image("three", "pr-1", "pr-2", "pr-3")
                        .judge(new Criterion.AllTags(patterns("*"))))
                .containsEntry("three", "yes: tags pr-1, pr-2, pr-3");
    }

    @Test
    void namesAreMatchedWithoutRegardToCaseInNugetOnly() {
        Criterion name = new Criterion.Name(patterns("1.0-BETA"));

        assertThat(Cleanup.of(PackageType.NUGET).version("1.0-beta").judge(name))
                .containsEntry("1.0-beta", "yes: version 1.0-beta");
        assertThat(Cleanup.of(PackageType.NPM)
                        .version("1.0-beta")
                        .version("1.0-BETA")
                        .judge(name))
                .containsExactly(entry("1.0-beta", "no"), entry("1.0-BETA", "yes: version 1.0-BETA"));
    }

    @Test
    void longNamesAreShortened() {
        assertThat(Cleanup.container().image("image").judge(new Criterion.Name(patterns("sha256:*"))))
                .containsEntry("image", "yes: version sha256:" + "0".repeat(33) + "...");
        assertThat(Cleanup.of(PackageType.MAVEN).version("1" + "0".repeat(39)).judge(new Criterion.Name(patterns("*"))))
                .containsEntry("1" + "0".repeat(39), "yes: version 1" + "0".repeat(39));
    }

    @Test
    void idsAreCompared() {
        assertThat(Cleanup.container().image("first").image("second").judge(new Criterion.Id(Set.of(999L, 5L))))
                .containsExactly(entry("first", "no"), entry("second", "yes: id 999"));
    }

    @Test
    void aVersionOfExactlyTheAgeIsNotOlder() {
        Cleanup app = Cleanup.container()
                .image("older")
                .dates(NOW.minus(Duration.ofDays(14)).minusNanos(1), NOW)
                .image("exactly")
                .dates(NOW.minus(Duration.ofDays(14)), NOW.minus(Duration.ofDays(14)))
                .image("future")
                .dates(NOW.plusSeconds(1), NOW.plusSeconds(1));

        assertThat(app.judge(new Criterion.OlderThan(new Age("14d"), DateField.CREATED)))
                .containsExactly(entry("older", "yes: 14 days old"), entry("exactly", "no"), entry("future", "no"));
        assertThat(app.judge(new Criterion.YoungerThan(new Age("14d"), DateField.CREATED)))
                .containsExactly(
                        entry("older", "no"),
                        entry("exactly", "yes: 14 days old"),
                        entry("future", "yes: in the future old"));
        assertThat(app.judge(new Criterion.OlderThan(new Age("0h"), DateField.UPDATED)))
                .containsExactly(
                        entry("older", "no"), entry("exactly", "yes: updated 14 days ago"), entry("future", "no"));
        assertThat(app.judge(new Criterion.YoungerThan(new Age("1h"), DateField.UPDATED)))
                .containsEntry("older", "yes: updated 0 hours ago");
    }

    @Test
    void versionNumbersOfImagesAreThoseOfTheirTags() {
        Cleanup app = Cleanup.container()
                .image("release", "main", "1.2.3")
                .image("prerelease", "2.0.0-rc.1")
                .image("none", "main");

        assertThat(app.judge(semver(Optional.of(false), "*")))
                .containsExactly(
                        entry("release", "yes: release 1.2.3"), entry("prerelease", "no"), entry("none", "no"));
        assertThat(app.judge(semver(Optional.of(true), "*")))
                .containsEntry("prerelease", "yes: prerelease 2.0.0-rc.1")
                .containsEntry("release", "no");
        assertThat(app.judge(semver(Optional.empty(), "<2")))
                .containsEntry("release", "yes: release 1.2.3")
                .containsEntry("prerelease", "no");
        assertThat(app.judge(new Criterion.Semver(Optional.empty(), Map.of())))
                .containsExactly(
                        entry("release", "yes: release 1.2.3"),
                        entry("prerelease", "yes: prerelease 2.0.0-rc.1"),
                        entry("none", "no"));
    }

    private static Criterion semver(Optional<Boolean> prerelease, String range) {
        return Criterion.Semver.of(prerelease, Set.of(), range);
    }

    @Test
    void aRangeForOtherTypesHasNoVersion() {
        Criterion npm = Criterion.Semver.of(Optional.empty(), Set.of(PackageType.NPM), "*");

        assertThat(Cleanup.of(PackageType.NPM).version("1.0.0").version("odd").judge(npm))
                .containsExactly(entry("1.0.0", "yes: release 1.0.0"), entry("odd", "no"));
        assertThat(Cleanup.of(PackageType.RUBYGEMS).version("1.0").judge(npm)).containsEntry("1.0", "no");
    }

    @Test
    void snapshotsAreThoseOfMaven() {
        Cleanup maven = Cleanup.of(PackageType.MAVEN)
                .version("1.0")
                .version("1.0-SNAPSHOT")
                .version("1.0-20261101.101010-3")
                .version("branch-SNAPSHOT");

        assertThat(maven.judge(new Criterion.Snapshot(true)))
                .containsExactly(
                        entry("1.0", "no"),
                        entry("1.0-SNAPSHOT", "yes: snapshot"),
                        entry("1.0-20261101.101010-3", "yes: snapshot"),
                        entry("branch-SNAPSHOT", "yes: snapshot"));
        assertThat(maven.judge(new Criterion.Snapshot(false))).containsEntry("1.0", "yes: no snapshot");
        assertThat(Cleanup.of(PackageType.NPM).version("1.0.0-SNAPSHOT").judge(new Criterion.Snapshot(true)))
                .containsEntry("1.0.0-SNAPSHOT", "no");
    }

    @Test
    void aSnapshotIsSupersededByItsRelease() {
        Cleanup maven = Cleanup.of(PackageType.MAVEN)
                .version("1.0.0")
                .version("1.0-SNAPSHOT")
                .version("1.1-SNAPSHOT")
                .version("1.1-rc-1");

        assertThat(maven.judge(new Criterion.Superseded(true)))
                .containsExactly(
                        entry("1.0.0", "no"),
                        entry("1.0-SNAPSHOT", "yes: its release exists"),
                        entry("1.1-SNAPSHOT", "no"),
                        entry("1.1-rc-1", "no"));
        assertThat(maven.judge(new Criterion.Superseded(false)))
                .containsEntry("1.1-SNAPSHOT", "yes: its release does not exist")
                .containsEntry("1.0-SNAPSHOT", "no");
    }

    @Test
    void downloadsAreUnknownOrInARange() {
        Cleanup npm = Cleanup.of(PackageType.NPM)
                .version("1.0.0")
                .downloads(1)
                .version("1.0.1")
                .downloads(2)
                .version("1.0.2")
                .downloads(4)
                .version("1.0.3")
                .downloads(5)
                .version("1.0.4")
                .downloads(-1);

        assertThat(npm.judge(new Criterion.Downloads(2, 4)))
                .containsExactly(
                        entry("1.0.0", "no"),
                        entry("1.0.1", "yes: 2 downloads"),
                        entry("1.0.2", "yes: 4 downloads"),
                        entry("1.0.3", "no"),
                        entry("1.0.4", "unknown: downloads are not known"));
    }

    @Test
    void theKindOfAnImageIsThatOfItsManifest() {
        Cleanup app = Cleanup.container()
                .index("index", List.of("image"))
                .image("image")
                .unread("unread");

        assertThat(app.judge(new Criterion.ImageKind(Set.of(Manifest.Kind.INDEX, Manifest.Kind.ARTIFACT))))
                .containsExactly(
                        entry("index", "yes: index"),
                        entry("image", "no"),
                        entry("unread", "unknown: its manifest is not known"));
        assertThat(Cleanup.of(PackageType.NPM)
                        .version("1.0.0")
                        .judge(new Criterion.ImageKind(Set.of(Manifest.Kind.IMAGE))))
                .containsEntry("1.0.0", "no");
    }

    @Test
    void imagesMissPartsOrWhatTheyReferTo() {
        Cleanup app = Cleanup.container()
                .index("partial", List.of("image", "missing"))
                .index("ghost", List.of("missing"))
                .index("whole", List.of("image"))
                .image("image")
                .referrer("orphan", "missing")
                .unread("unread")
                .unread("unread orphan", reference("missing"));

        assertThat(app.judge(new Criterion.Defect(Set.of(ImageDefect.PARTIAL, ImageDefect.ORPHANED))))
                .containsExactly(
                        entry("partial", "yes: partial"),
                        entry("ghost", "no"),
                        entry("whole", "no"),
                        entry("image", "no"),
                        entry("orphan", "yes: orphaned"),
                        entry("unread", "unknown: its manifest is not known"),
                        entry("unread orphan", "yes: orphaned"));
        assertThat(app.judge(new Criterion.Defect(Set.of(ImageDefect.GHOST)))).containsEntry("ghost", "yes: ghost");
        assertThat(Cleanup.of(PackageType.NPM).version("1.0.0").judge(new Criterion.Defect(Set.of(ImageDefect.GHOST))))
                .containsEntry("1.0.0", "no");
    }

    @Test
    void aListHasNamesAndTags() {
        Cleanup app = Cleanup.container()
                .image("running")
                .image("other")
                .list("live", digest("running").value());

        assertThat(app.judge(new Criterion.InList("live")))
                .containsExactly(entry("running", "yes: in list live"), entry("other", "no"));
        assertThatThrownBy(() -> app.judge(new Criterion.InList("dead")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no list 'dead'");
    }

    @Test
    void anExceptionDoesNotApplyOrIsNotKnown() {
        Cleanup app = Cleanup.container()
                .image("few", "v1")
                .downloads(1)
                .image("many", "v2")
                .downloads(9)
                .image("unknown", "v3")
                .downloads(-1);
        Criterion not = new Criterion.Not(new Conditions(List.of(new Criterion.Downloads(5, 9), new Criterion.All())));

        assertThat(app.judge(not))
                .containsExactly(
                        entry("few", "yes: no exception applies"),
                        entry("many", "no"),
                        entry("unknown", "unknown: downloads are not known"));
    }

    @Test
    void allCriteriaMustHoldAndTheReasonNamesThoseThatDecide() {
        Cleanup app = Cleanup.container()
                .image("known", "v1")
                .image("unknown", "v2")
                .downloads(-1)
                .image("untagged");

        assertThat(app.judge(new Criterion.Tagged(true), new Criterion.Downloads(0, 0), new Criterion.All()))
                .containsExactly(
                        entry("known", "yes: tagged, 0 downloads, all versions"),
                        entry("unknown", "unknown: downloads are not known"),
                        entry("untagged", "no"));
    }

    @Test
    void aRuleWithoutCriteriaIsRefused() {
        assertThatThrownBy(() -> new Conditions(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("It has no criterion; 'all: true' concerns all versions");
    }
}
