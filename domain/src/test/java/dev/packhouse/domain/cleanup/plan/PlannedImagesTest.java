package dev.packhouse.domain.cleanup.plan;

import static dev.packhouse.domain.testing.Cleanup.delete;
import static dev.packhouse.domain.testing.Cleanup.digest;
import static dev.packhouse.domain.testing.Cleanup.keep;
import static dev.packhouse.domain.testing.Cleanup.keepLast;
import static dev.packhouse.domain.testing.Cleanup.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.UnknownManifests;
import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.testing.Cleanup;
import dev.packhouse.domain.text.NamePattern;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What belongs to an image stays and goes with it. */
class PlannedImagesTest {

    private static final CleanupPolicy UNTAGGED = policy(delete(new Criterion.Tagged(false)));
    private static final CleanupPolicy EVERYTHING = policy(delete(new Criterion.All()));

    private static Criterion tag(String pattern) {
        return new Criterion.AnyTag(List.of(NamePattern.parse(pattern)));
    }

    @Test
    void childrenOfAnIndexThatStaysAreNeeded() {
        Cleanup app = Cleanup.container()
                .index("index", List.of("amd64", "arm64"), "v1")
                .image("amd64")
                .image("arm64")
                .image("stray");

        assertThat(app.survivors(UNTAGGED)).containsExactly("index", "amd64", "arm64");
        assertThat(app.reasons(UNTAGGED))
                .containsExactly(
                        entry("index", "stays; no rule deletes it"),
                        entry("amd64", "stays; needed by 1000 (v1); delete delete: untagged"),
                        entry("arm64", "stays; needed by 1000 (v1); delete delete: untagged"),
                        entry("stray", "goes; delete delete: untagged"));
    }

    @Test
    void aChildOfTwoIndexesStaysWithTheOneThatStays() {
        Cleanup app = Cleanup.container()
                .index("new", List.of("shared", "own"), "v2")
                .index("old", List.of("shared", "left"), "v1")
                .image("shared")
                .image("own")
                .image("left");

        assertThat(app.survivors(policy(delete(tag("v1"))))).containsExactly("new", "shared", "own");
        assertThat(app.deletionOrder(policy(delete(tag("v1"))))).containsExactly("old", "left");
    }

    @Test
    void indexesInIndexesAreFollowed() {
        Cleanup app = Cleanup.container()
                .index("outer", List.of("inner"), "v1")
                .index("inner", List.of("leaf"))
                .image("leaf");

        assertThat(app.survivors(UNTAGGED)).containsExactly("outer", "inner", "leaf");
        assertThat(app.image("other", "v2").survivors(policy(delete(tag("v1")))))
                .containsExactly("other");
    }

    @Test
    void whatRefersToAnImageFollowsItBySubjectAndByTag() {
        String signature = digest("image").value().replace(':', '-') + ".sig";
        Cleanup app = Cleanup.container()
                .image("kept", "v2")
                .image("image", "v1")
                .referrer("attestation", "image")
                .image("signature", signature)
                .referrer("of the attestation", "attestation");

        assertThat(app.survivors(UNTAGGED)).hasSize(5);
        assertThat(app.survivors(policy(delete(tag("v1"))))).containsExactly("kept");
        assertThat(app.deletionOrder(policy(delete(tag("v1")))))
                .containsExactly("image", "attestation", "signature", "of the attestation");
    }

    @Test
    void aTaggedChildOfAnIndexThatStaysIsNeededWhateverItsRuleSays() {
        Cleanup app = Cleanup.container().index("index", List.of("amd64"), "v1").image("amd64", "v1-amd64");

        assertThat(app.reasons(policy(delete(tag("*-amd64")))))
                .containsEntry("amd64", "stays; needed by 1000 (v1); delete delete: tag v1-amd64");
    }

    @Test
    void aTaggedChildOfAnIndexThatGoesIsJudgedByItself() {
        Cleanup app = Cleanup.container()
                .image("other", "v2")
                .index("index", List.of("amd64"), "v1")
                .image("amd64", "v1-amd64");

        assertThat(app.survivors(policy(delete(tag("v1"))))).containsExactly("other", "amd64");
    }

    @Test
    void aPartThatARuleKeepsStaysWithoutItsIndex() {
        Cleanup app = Cleanup.container()
                .image("other", "v2")
                .index("index", List.of("running"), "v1")
                .image("running")
                .list("live", digest("running").value());

        assertThat(app.reasons(policy(keep(new Criterion.InList("live")), delete(tag("v1")))))
                .containsEntry("index", "goes; delete delete: tag v1")
                .containsEntry("running", "stays; keep keep: in list live");
    }

    @Test
    void signaturesOfMissingImagesGoOnlyByARuleThatNamesThem() {
        Cleanup app = Cleanup.container().image("image", "v1").referrer("orphan", "missing");

        assertThat(app.survivors(UNTAGGED)).containsExactly("image", "orphan");
        assertThat(app.survivors(policy(delete(new Criterion.Defect(Set.of(ImageDefect.ORPHANED))))))
                .containsExactly("image");
    }

    @Test
    void versionsThatReferToEachOtherStay() {
        String one = digest("one").value().replace(':', '-');
        String two = digest("two").value().replace(':', '-');
        Cleanup app = Cleanup.container().image("image", "v1").image("one", two).image("two", one);

        assertThat(app.reasons(UNTAGGED))
                .containsEntry("one", "stays; it and what it belongs to refer to each other; delete delete: untagged");
    }

    @Test
    void nothingGoesWhileTheManifestOfAVersionThatStaysIsNotKnown() {
        Cleanup app = Cleanup.container().unread("unread", "v1").image("stray").image("old", "v0");

        assertThat(app.reasons(UNTAGGED))
                .containsEntry(
                        "stray", "stays; the manifest of 1000 is not known: it was not read; delete delete: untagged");
        assertThat(app.survivors(policy(delete(new Criterion.Tagged(false)), delete(tag("v0")))))
                .hasSize(3);
        assertThat(app.survivors(Cleanup.with(
                        policy(delete(new Criterion.Tagged(false)), delete(tag("v0"))),
                        UnknownManifests.KEEP_UNTAGGED)))
                .containsExactly("unread", "stray");
        assertThat(app.survivors(Cleanup.with(UNTAGGED, UnknownManifests.IGNORE)))
                .containsExactly("unread", "old");
    }

    @Test
    void aVersionThatARuleDeletesStaysAloneIfItsManifestIsNotKnown() {
        Cleanup app = Cleanup.container().image("image", "v1").unread("unread").image("stray");

        assertThat(app.survivors(UNTAGGED)).containsExactly("image", "unread");
    }

    @Test
    void theNewestTaggedVersionStaysIfAllWouldGo() {
        Cleanup app = Cleanup.container().image("untagged").image("new", "v2").image("old", "v1");

        assertThat(app.plan(EVERYTHING).emptied()).isTrue();
        assertThat(app.reasons(EVERYTHING))
                .containsEntry(
                        "new", "stays; safeguard last-version: the last tagged version; delete delete: all versions")
                .containsEntry("old", "goes; delete delete: all versions")
                .containsEntry("untagged", "goes; delete delete: all versions");
    }

    @Test
    void rulesCountImagesAndNotTheirParts() {
        Cleanup app = Cleanup.container()
                .index("third", List.of("third-amd64"), "v3")
                .image("third-amd64")
                .index("second", List.of("second-amd64"), "v2")
                .image("second-amd64")
                .index("first", List.of("first-amd64"), "v1")
                .image("first-amd64");

        assertThat(app.survivors(policy(keepLast(2, new Criterion.All()), delete(new Criterion.All()))))
                .containsExactly("third", "third-amd64", "second", "second-amd64");
    }

    @Test
    void untaggedImagesGoFirstThenTheOldest() {
        Cleanup app = Cleanup.container()
                .image("newest", "v3")
                .index("new", List.of("new-part"), "v2")
                .image("new-part")
                .image("untagged")
                .image("old", "v1");

        assertThat(app.deletionOrder(EVERYTHING)).containsExactly("untagged", "old", "new", "new-part");
    }
}
