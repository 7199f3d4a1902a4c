package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.testing.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Decisions on several versions of one package: each sees the changes before it. */
class BatchDecisionTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Affiliation OWNER = Affiliation.of(Membership.OWNER);

    private final DeletionPolicy deletion = new DeletionPolicy(Rules.GITHUB);
    private final RestorePolicy restoration = new RestorePolicy(Rules.GITHUB);

    private static Package packageOf(PackageType type, long active, long tagged, long mostDownloads) {
        return Packages.of(Accounts.OCTO_ORG, type).withVersions(VersionCounts.of(active, tagged, mostDownloads));
    }

    private static PackageVersion version(PackageType type, long id, OptionalLong downloads, String... tags) {
        String name = type == PackageType.CONTAINER ? "sha256:" + "%064x".formatted(id) : "1.0." + id;
        return new PackageVersion(
                new VersionId(id),
                new PackageId(197),
                new VersionName(type, name),
                Stream.of(tags).map(Tag::new).toList(),
                downloads,
                Optional.of("MIT"),
                Optional.of("version " + id),
                NOW.minusSeconds(1_000 - id),
                NOW.minusSeconds(500 - id),
                Optional.empty());
    }

    private static PackageVersion npm(long id) {
        return version(PackageType.NPM, id, OptionalLong.of(0));
    }

    private static PackageVersion image(long id, String... tags) {
        return version(PackageType.CONTAINER, id, OptionalLong.of(0), tags);
    }

    private static PackageVersion deleted(PackageVersion version, Instant at) {
        return version.withTombstone(Optional.of(Tombstone.at(at)));
    }

    private static List<VersionId> ids(long... ids) {
        return java.util.Arrays.stream(ids).mapToObj(VersionId::new).toList();
    }

    private BatchDecision delete(Package subject, List<PackageVersion> versions, List<VersionId> ids) {
        return deletion.deleteVersions(Tokens.withAllScopes(), OWNER, subject, versions, ids, NOW);
    }

    private BatchDecision restore(Package subject, List<PackageVersion> versions, List<VersionId> ids) {
        return restoration.restoreVersions(Tokens.withAllScopes(), OWNER, subject, versions, ids, NOW);
    }

    private static List<String> answers(BatchDecision decision) {
        return decision.items().stream()
                .map(item -> item.version()
                        + " "
                        + item.outcome()
                                .refusal()
                                .map(refusal -> refusal.reason().name())
                                .orElse("ALLOWED"))
                .toList();
    }

    @Test
    void ofTheLastTwoVersionsOnlyTheFirstCanBeDeleted() {
        Package subject = packageOf(PackageType.NPM, 2, 0, 0);

        BatchDecision decision = delete(subject, List.of(npm(1), npm(2)), ids(2, 1));

        assertThat(answers(decision)).containsExactly("2 ALLOWED", "1 LAST_VERSION");
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.after()).isEqualTo(packageOf(PackageType.NPM, 1, 0, 0));
        assertThat(decision.items().get(0).outcome())
                .isEqualTo(Outcome.allowed(new Change.VersionDeleted(subject, npm(2), NOW)));
    }

    @Test
    void theLastTaggedImageIsCountedToo() {
        Package subject = packageOf(PackageType.CONTAINER, 4, 2, 0);
        List<PackageVersion> versions = List.of(image(1, "v1"), image(2, "v2", "latest"), image(3), image(4));

        BatchDecision decision = delete(subject, versions, ids(1, 2, 3, 4));

        assertThat(answers(decision)).containsExactly("1 ALLOWED", "2 LAST_TAGGED_VERSION", "3 ALLOWED", "4 ALLOWED");
        assertThat(decision.after().versions()).isEqualTo(VersionCounts.of(1, 1, 0));
    }

    @Test
    void aVersionIsDeletedOnceAndMustExist() {
        Package subject = packageOf(PackageType.NPM, 3, 0, 0);
        List<PackageVersion> versions = List.of(npm(1), npm(2), npm(3), deleted(npm(4), NOW));

        assertThat(answers(delete(subject, versions, ids(1, 1, 4, 9))))
                .containsExactly("1 ALLOWED", "1 VERSION_NOT_FOUND", "4 VERSION_NOT_FOUND", "9 VERSION_NOT_FOUND");
        assertThat(delete(subject, versions, ids(1, 2)).allowed()).isTrue();
        assertThat(delete(subject, versions, List.of()).items()).isEmpty();
    }

    @Test
    void thePackageAfterTheBatchHasTheMostDownloadsOfWhatIsLeft() {
        Package subject = packageOf(PackageType.NPM, 3, 0, 7).withVisibility(Visibility.PUBLIC);
        List<PackageVersion> versions = List.of(
                version(PackageType.NPM, 1, OptionalLong.of(7)),
                version(PackageType.NPM, 2, OptionalLong.of(7)),
                version(PackageType.NPM, 3, OptionalLong.of(3)));

        assertThat(delete(subject, versions, ids(1)).after().versions()).isEqualTo(VersionCounts.of(2, 0, 7));
        assertThat(delete(subject, versions, ids(1, 2)).after().versions()).isEqualTo(VersionCounts.of(1, 0, 3));
        List<PackageVersion> withUnknown = List.of(npm(1), version(PackageType.NPM, 2, OptionalLong.empty()));
        Package uncounted = subject.withVersions(VersionCounts.UNKNOWN);
        assertThat(delete(uncounted, withUnknown, ids()).after().versions())
                .isEqualTo(new VersionCounts(OptionalLong.of(2), OptionalLong.of(0), OptionalLong.empty()));
    }

    @Test
    void ofTwoVersionsWithOneNameOnlyTheFirstIsRestored() {
        Package subject = packageOf(PackageType.NPM, 1, 0, 0);
        PackageVersion twin = new PackageVersion(
                new VersionId(3),
                new PackageId(197),
                npm(2).name(),
                List.of(),
                OptionalLong.of(0),
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW,
                Optional.of(Tombstone.at(NOW)));
        List<PackageVersion> versions = List.of(npm(1), deleted(npm(2), NOW), twin);

        BatchDecision decision = restore(subject, versions, ids(3, 2, 3, 1));

        assertThat(answers(decision))
                .containsExactly("3 ALLOWED", "2 VERSION_NAME_TAKEN", "3 VERSION_NOT_FOUND", "1 VERSION_NOT_FOUND");
        assertThat(decision.items().get(1).outcome().refusal())
                .contains(new Refusal.VersionNameTaken(npm(2).name(), new VersionId(3)));
        assertThat(decision.after().versions()).isEqualTo(VersionCounts.of(2, 0, 0));
    }

    @Test
    void aRestoredImageTakesOnlyTheTagsThatNoneHasTakenBefore() {
        Package subject = packageOf(PackageType.CONTAINER, 1, 1, 0);
        List<PackageVersion> versions =
                List.of(image(1, "v1"), deleted(image(2, "v1", "latest"), NOW), deleted(image(3, "latest"), NOW));

        BatchDecision decision = restore(subject, versions, ids(2, 3));

        assertThat(decision.items())
                .extracting(item ->
                        item.outcome().fold(change -> ((Change.VersionRestored) change).movedTags(), r -> r))
                .containsExactly(Set.of(new Tag("v1")), Set.of(new Tag("latest")));
        assertThat(decision.after().versions()).isEqualTo(VersionCounts.of(3, 2, 0));
    }

    @Test
    void aVersionThatWasDeletedTooLongAgoIsNotRestored() {
        Package subject = packageOf(PackageType.NPM, 1, 0, 0);
        Instant longAgo = NOW.minus(Rules.GITHUB.retention()).minusNanos(1);

        assertThat(answers(restore(subject, List.of(npm(1), deleted(npm(2), longAgo)), ids(2))))
                .containsExactly("2 WINDOW_CLOSED");
    }

    @Test
    void aDeletedPackageKeepsItsCountsAndRefusesEverything() {
        Package subject = Packages.deleted(packageOf(PackageType.NPM, 2, 0, 0), NOW);
        List<PackageVersion> versions = List.of(npm(1), npm(2), deleted(npm(3), NOW));

        assertThat(answers(delete(subject, versions, ids(1)))).containsExactly("1 PACKAGE_NOT_FOUND");
        assertThat(answers(restore(subject, versions, ids(3)))).containsExactly("3 PACKAGE_DELETED");
        assertThat(restore(subject, versions, ids(3)).after()).isEqualTo(subject);
    }

    @Test
    void aCallerWithoutAccessIsRefusedForEveryVersion() {
        Package subject = packageOf(PackageType.NPM, 2, 0, 0);
        List<PackageVersion> versions = List.of(npm(1), npm(2));

        BatchDecision decision = deletion.deleteVersions(Tokens.anonymous(), OWNER, subject, versions, ids(1, 2), NOW);

        assertThat(answers(decision)).containsExactly("1 AUTHENTICATION_REQUIRED", "2 AUTHENTICATION_REQUIRED");
        assertThat(decision.after()).isEqualTo(subject);
        assertThat(answers(restoration.restoreVersions(
                        Tokens.withAllScopes(), Affiliation.none(), subject, versions, ids(1), NOW)))
                .containsExactly("1 NOT_READABLE");
    }

    @Test
    void versionsThatDoNotFitThePackageAreRefused() {
        Package subject = packageOf(PackageType.NPM, 2, 0, 0);

        assertThatThrownBy(() -> delete(subject, List.of(npm(1)), ids(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Package 197 has 2 active versions, but 1 are listed");
        assertThatThrownBy(() -> delete(packageOf(PackageType.CONTAINER, 1, 1, 0), List.of(image(1)), ids(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Package 197 has 1 tagged versions, but 0 are listed");
        assertThatThrownBy(() -> delete(subject, List.of(npm(1), npm(1)), ids(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Version 1 is listed twice");
        assertThatThrownBy(() -> restore(subject, List.of(npm(1), image(2)), ids(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Version 2 has the name of a container package, its package is of type npm");
    }

    /** What the batch decides is what single decisions decide, each on the package that the one before it left. */
    @Test
    void aBatchDecidesLikeSingleDecisionsInOrder() {
        List<PackageVersion> versions = new ArrayList<>(IntStream.rangeClosed(1, 60)
                .mapToObj(id -> id % 3 == 0 ? image(id, "v" + id) : image(id))
                .toList());
        Package subject = packageOf(PackageType.CONTAINER, 60, 20, 0);
        List<VersionId> order =
                new ArrayList<>(versions.stream().map(PackageVersion::id).toList());
        Collections.shuffle(order, new java.util.Random(7));

        List<String> single = new ArrayList<>();
        Package now = subject;
        for (VersionId id : order) {
            PackageVersion next = versions.get(Math.toIntExact(id.value()) - 1);
            Outcome<Change.VersionDeleted> outcome =
                    deletion.deleteVersion(Tokens.withAllScopes(), OWNER, now, next, NOW);
            single.add(id + " "
                    + outcome.refusal().map(refusal -> refusal.reason().name()).orElse("ALLOWED"));
            if (outcome.refusal().isEmpty()) {
                VersionCounts counts = now.versions();
                now = now.withVersions(VersionCounts.of(
                        counts.active().getAsLong() - 1,
                        counts.tagged().getAsLong() - (next.tags().isEmpty() ? 0 : 1),
                        0));
            }
        }

        BatchDecision batch = delete(subject, versions, order);
        assertThat(answers(batch)).isEqualTo(single);
        assertThat(batch.after()).isEqualTo(now);
        assertThat(single).anyMatch(answer -> answer.endsWith("LAST_TAGGED_VERSION"));
    }
}
