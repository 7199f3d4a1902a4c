package dev.packhouse.domain.cleanup.plan;

import static dev.packhouse.domain.testing.Cleanup.delete;
import static dev.packhouse.domain.testing.Cleanup.digest;
import static dev.packhouse.domain.testing.Cleanup.keep;
import static dev.packhouse.domain.testing.Cleanup.keepLast;
import static dev.packhouse.domain.testing.Cleanup.policy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.cleanup.policy.UnknownManifests;
import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.testing.Cleanup;
import dev.packhouse.domain.text.NamePattern;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Why versions stay and go, in words. Those that decide come first. */
class ReasonTest {

    private static Criterion tag(String pattern) {
        return new Criterion.AnyTag(List.of(NamePattern.parse(pattern)));
    }

    private static String tagFor(String name) {
        return digest(name).value().replace(':', '-');
    }

    private static String kindAndSummary(Reason reason) {
        return reason.kind().label() + " | " + reason.summary();
    }

    @Test
    void everyReasonHasAKindAndASummaryWithoutItsFacts() {
        VersionId other = new VersionId(836);

        assertThat(List.of(
                        new Reason.KeptBy("p/k", "tag v1"),
                        new Reason.MayBeKeptBy("p/k", "downloads are not known"),
                        new Reason.DeletedBy("p/d", "untagged"),
                        new Reason.NotDeletedBy("p/d", "downloads are not known"),
                        new Reason.NoRule(),
                        new Reason.NeededBy(other, "v1"),
                        new Reason.GoesWith(other, "v1"),
                        new Reason.GoesWithPackage("idle for 90d"),
                        new Reason.HeldBy(Safeguard.YOUNG, "published within 1h"),
                        new Reason.ManifestUnknown("the manifest of 836 is not known: it was not read"),
                        new Reason.WouldBeRefused(Refusal.of(Refusal.Reason.LAST_VERSION)),
                        new Reason.Unclear()))
                .map(ReasonTest::kindAndSummary)
                .containsExactly(
                        "kept | keep p/k",
                        "may-be-kept | may be kept by p/k",
                        "deleted | delete p/d",
                        "not-deleted | not deleted by p/d",
                        "no-rule | no rule deletes it",
                        "needed | needed by another version",
                        "goes-with | goes with another version",
                        "goes-with | the package is deleted: idle for 90d",
                        "held | safeguard young",
                        "manifest-unknown | a manifest is not known",
                        "would-be-refused | would be refused: "
                                + Refusal.of(Refusal.Reason.LAST_VERSION).explanation(),
                        "unclear | it and what it belongs to refer to each other");
    }

    @Test
    void everyRuleIsNamed() {
        Cleanup app = Cleanup.container()
                .image("new", "v2")
                .image("unknown", "v1")
                .downloads(-1)
                .image("old", "v0");
        CleanupPolicy policy = policy(
                keepLast(1, new Criterion.All()),
                keep(new Criterion.Downloads(1, Long.MAX_VALUE)),
                delete(tag("v*")),
                delete(new Criterion.Tagged(true)));

        assertThat(app.reasons(policy))
                .containsEntry("new", "stays; keep last: last 1; delete delete: tag v2; delete delete: tagged")
                .containsEntry(
                        "unknown",
                        "stays; may be kept by keep: downloads are not known; delete delete: tag v1; delete delete: tagged")
                .containsEntry("old", "goes; delete delete: tag v0; delete delete: tagged");
    }

    @Test
    void aRuleThatMayDeleteIsNamed() {
        Cleanup app = Cleanup.container().image("unknown", "v2").downloads(-1).image("known", "v1");

        assertThat(app.reasons(policy(delete(new Criterion.Downloads(0, 0)))))
                .containsEntry("unknown", "stays; not deleted by delete: downloads are not known")
                .containsEntry("known", "goes; delete delete: 0 downloads");
        assertThat(app.reasons(policy(delete(new Criterion.Downloads(0, 0)), delete(tag("v2")), keep(tag("v1")))))
                .containsEntry("unknown", "goes; delete delete: tag v2");
    }

    @Test
    void countingTakesNoSlotForWhatMayBeKept() {
        Cleanup app = Cleanup.container()
                .image("unknown", "v3")
                .downloads(-1)
                .image("second", "v2")
                .image("third", "v1");

        assertThat(app.survivors(policy(keepLast(1, new Criterion.Downloads(0, 0)), delete(new Criterion.All()))))
                .containsExactly("unknown", "second");
    }

    @Test
    void anUntaggedOwnerIsNamedByTheBeginningOfItsName() {
        Cleanup app = Cleanup.container()
                .image("tagged", "v1")
                .index("index", List.of("part"))
                .image("part");
        String name = "sha256:" + "0".repeat(33) + "...";

        assertThat(app.reasons(policy(delete(new Criterion.ImageKind(Set.of(Manifest.Kind.INDEX))))))
                .containsEntry("index", "goes; delete delete: index")
                .containsEntry("part", "goes; goes with 999 (%s)".formatted(name));
        assertThat(app.reasons(policy(delete(tag("x")))))
                .containsEntry("part", "stays; needed by 999 (%s)".formatted(name));
    }

    @Test
    void partsOfPartsGoWithTheImage() {
        Cleanup app = Cleanup.container()
                .image("other", "v2")
                .index("image", List.of("inner"), "v1")
                .index("inner", List.of("leaf"))
                .image("leaf");
        PackagePlan plan = app.plan(policy(delete(tag("v1"))));

        assertThat(app.reasons(policy(delete(tag("v1"))))).containsEntry("leaf", "goes; goes with 999 (v1)");
        assertThat(plan.versions()).extracting(each -> each.group().value()).containsExactly(1000L, 999L, 999L, 999L);
    }

    @Test
    void aTaggedOrphanIsCountedAndDeletedAsAnImage() {
        Cleanup app = Cleanup.container().referrer("chart", "missing", "v2").image("image", "v1");

        assertThat(app.reasons(policy(keepLast(1, new Criterion.All()), delete(new Criterion.All()))))
                .containsEntry("chart", "stays; keep last: last 1; delete delete: all versions")
                .containsEntry("image", "goes; delete delete: all versions");
        assertThat(app.plan(policy()).versions())
                .extracting(each -> each.defect().map(ImageDefect::label).orElse("none"))
                .containsExactly("orphaned", "none");
    }

    @Test
    void signaturesOfMissingImagesAreNotCounted() {
        Cleanup app = Cleanup.container()
                .referrer("orphan", "missing")
                .image("new", "v2")
                .image("old", "v1");

        assertThat(app.survivors(policy(keepLast(1, new Criterion.All()), delete(new Criterion.All()))))
                .containsExactly("orphan", "new");
    }

    @Test
    void aPartWithAnUnknownManifestKeepsThePackageIfItsOwnerStays() {
        Cleanup app = Cleanup.container()
                .index("index", List.of("part"), "v1")
                .unread("part")
                .image("stray");
        CleanupPolicy untagged = policy(delete(new Criterion.Tagged(false)));

        assertThat(app.reasons(untagged))
                .containsEntry("part", "stays; needed by 1000 (v1); delete delete: untagged")
                .containsEntry(
                        "stray", "stays; the manifest of 999 is not known: it was not read; delete delete: untagged");
        assertThat(app.survivors(Cleanup.with(untagged, UnknownManifests.IGNORE)))
                .containsExactly("index", "part");
    }

    @Test
    void aPartWithAnUnknownManifestStaysAloneIfItsOwnerGoes() {
        Cleanup app = Cleanup.container()
                .image("other", "v2")
                .index("index", List.of("part", "more"), "v1")
                .unread("part")
                .image("more");

        assertThat(app.reasons(policy(delete(tag("v1")))))
                .containsEntry("part", "stays; the manifest of 998 is not known: it was not read")
                .containsEntry("more", "goes; goes with 999 (v1)");
    }

    @Test
    void aVersionThatAKeepRuleKeepsIsNotAlone() {
        Cleanup app = Cleanup.container().image("image", "v1").unread("unread").image("stray");
        CleanupPolicy policy = policy(keep(new Criterion.Id(Set.of(999L))), delete(new Criterion.Tagged(false)));

        assertThat(app.survivors(policy)).hasSize(3);
    }

    @Test
    void untaggedVersionsStayAndTaggedOnesGoIfThePolicySaysSo() {
        Cleanup app = Cleanup.container()
                .image("kept", "v3")
                .unread("unread", "v2")
                .unread("untagged")
                .image("old", "v1")
                .image("stray");
        CleanupPolicy policy = Cleanup.with(
                policy(delete(tag("v1")), delete(tag("v2")), delete(new Criterion.Tagged(false))),
                UnknownManifests.KEEP_UNTAGGED);

        assertThat(app.survivors(policy)).containsExactly("kept", "untagged");
    }

    @Test
    void typesWithoutManifestsNeedNone() {
        Cleanup npm = Cleanup.of(PackageType.NPM).version("2.0.0").version("1.0.0");

        assertThat(npm.survivors(policy(delete(new Criterion.All())))).containsExactly("2.0.0");
    }

    @Test
    void taggedImagesThatReferToEachOtherGoInTheOrderOfTheirAgeAndBeforeTheirParts() {
        Cleanup app = Cleanup.container()
                .image("kept", "v3")
                .image("leaf")
                .index("inner", List.of("leaf"))
                .index("one", List.of("inner"), "v1", tagFor("two"))
                .image("two", "v2", tagFor("one"));
        CleanupPolicy policy = policy(delete(tag("v1")), delete(tag("v2")));

        assertThat(app.survivors(policy)).containsExactly("kept");
        assertThat(app.deletionOrder(policy)).containsExactly("two", "one", "inner", "leaf");
    }

    @Test
    void partsThatReferToEachOtherGoLast() {
        Cleanup app = Cleanup.container()
                .image("kept", "v3")
                .index("image", List.of("one", "two", "part"), "v1")
                .image("one", tagFor("two"))
                .image("two", tagFor("one"))
                .image("part");

        assertThat(app.deletionOrder(policy(delete(tag("v1"))))).containsExactly("image", "part", "two", "one");
    }

    @Test
    void aTaggedPartThatGoesFollowsItsIndex() {
        Cleanup app = Cleanup.container()
                .image("kept", "v3")
                .index("index", List.of("part"), "v2")
                .image("other", "v2-other")
                .image("part", "v2-amd64");

        assertThat(app.deletionOrder(policy(delete(tag("v2*"))))).containsExactly("other", "index", "part");
    }

    @Test
    void partsOfTaggedImagesThatReferToEachOtherFollowThem() {
        Cleanup app = Cleanup.container()
                .image("kept", "v3")
                .index("one", List.of("inner"), "v1", tagFor("two"))
                .image("two", "v2", tagFor("one"))
                .index("inner", List.of("leaf"))
                .image("leaf");

        assertThat(app.deletionOrder(policy(delete(tag("v1")), delete(tag("v2")))))
                .containsExactly("two", "one", "inner", "leaf");
    }

    @Test
    void partsOfTheNewestImageGoWithIt() {
        Cleanup app = Cleanup.container()
                .index("index", List.of("part"), "v1")
                .image("part")
                .image("other", "v0");

        assertThat(app.reasons(policy(delete(tag("v1"))))).containsEntry("part", "goes; goes with 1000 (v1)");
        assertThat(app.plan(policy(delete(tag("v1")))).versions())
                .extracting(each -> each.group().value())
                .containsExactly(1000L, 1000L, 998L);
    }

    @Test
    void thePartOfTheLastImageKeepsThePackageIfItsManifestIsNotKnown() {
        Cleanup app = Cleanup.container()
                .index("last", List.of("part"), "v1")
                .unread("part")
                .image("stray");

        assertThat(app.survivors(policy(delete(new Criterion.All())))).containsExactly("last", "part", "stray");
    }

    @Test
    void snapshotsGoOnceTheirReleaseExists() {
        Cleanup maven = Cleanup.of(PackageType.MAVEN)
                .version("1.1-SNAPSHOT")
                .version("1.0")
                .version("1.0-SNAPSHOT");

        assertThat(maven.reasons(policy(delete(new Criterion.Superseded(true)))))
                .containsEntry("1.0-SNAPSHOT", "goes; delete delete: its release exists")
                .containsEntry("1.1-SNAPSHOT", "stays; no rule deletes it");
    }
}
