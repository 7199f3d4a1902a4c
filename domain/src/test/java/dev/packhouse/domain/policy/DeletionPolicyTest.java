package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.testing.Tokens;
import dev.packhouse.domain.testing.Versions;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeletionPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(1);
    private static final Affiliation OWNER = Affiliation.of(Membership.OWNER);
    private static final Refusal TOO_MANY = new Refusal.TooManyDownloads(OptionalLong.of(5_001), 5_000);

    private final DeletionPolicy policy = new DeletionPolicy(Rules.GITHUB);

    @Nested
    @DisplayName("Decision 6: a package")
    class OfAPackage {

        @Test
        void anAdminDeletesItWithTheVersionsItHas() {
            Package subject = Packages.container();

            assertThat(delete(subject)).isEqualTo(Outcome.allowed(new Change.PackageDeleted(subject, NOW)));
        }

        @Test
        void thePackageIsDeletedWithItsLastVersion() {
            allowed(counting(Visibility.PUBLIC, VersionCounts.of(1, 1, 0)));
        }

        @Test
        void theRefusalOfAccessComesFirst() {
            Package gone = Packages.deleted(counting(Visibility.PUBLIC, VersionCounts.of(1, 1, 5_001)), BEFORE);

            assertThat(policy.deletePackage(Tokens.withAllScopes(), Affiliation.none(), gone, NOW))
                    .isEqualTo(Outcome.refused(new Refusal.NotAdmin(gone.id(), Role.READ)));
        }

        @Test
        void theScopesOfDeletingAPackageAreRequired() {
            assertThat(policy.deletePackage(Tokens.scoped(Scope.WRITE_PACKAGES), OWNER, Packages.container(), NOW))
                    .isEqualTo(Outcome.refused(new Refusal.MissingScopes(
                            Operation.DELETE_PACKAGE,
                            List.of(Scope.DELETE_PACKAGES, Scope.READ_PACKAGES),
                            List.of(Scope.DELETE_PACKAGES))));
        }

        @Test
        void aDeletedPackageIsNotFound() {
            refused(
                    Packages.deleted(counting(Visibility.PUBLIC, VersionCounts.of(1, 1, 5_001)), BEFORE),
                    Refusal.of(Refusal.Reason.PACKAGE_NOT_FOUND));
        }

        @Test
        void fiveThousandDownloadsOfAVersionAreNotTooMany() {
            allowed(counting(Visibility.PUBLIC, VersionCounts.of(3, 3, 5_000)));
        }

        @Test
        void moreThanFiveThousandDownloadsProtectAPublicPackage() {
            refused(counting(Visibility.PUBLIC, VersionCounts.of(3, 3, 5_001)), TOO_MANY);
        }

        @ParameterizedTest
        @EnumSource(names = {"PRIVATE", "INTERNAL"})
        void downloadsDoNotProtectOtherVisibilities(Visibility visibility) {
            allowed(counting(visibility, VersionCounts.of(3, 3, Long.MAX_VALUE)));
        }

        @Test
        void unknownDownloadsDoNotProtectThePackage() {
            allowed(counting(Visibility.PUBLIC, VersionCounts.UNKNOWN));
        }

        private Package counting(Visibility visibility, VersionCounts counts) {
            return Packages.container().withVisibility(visibility).withVersions(counts);
        }

        private Outcome<Change.PackageDeleted> delete(Package subject) {
            return policy.deletePackage(Tokens.withAllScopes(), OWNER, subject, NOW);
        }

        private void allowed(Package subject) {
            assertThat(delete(subject)).isEqualTo(Outcome.allowed(new Change.PackageDeleted(subject, NOW)));
        }

        private void refused(Package subject, Refusal refusal) {
            assertThat(delete(subject)).isEqualTo(Outcome.refused(refusal));
        }
    }

    @Nested
    @DisplayName("Decision 5: a version")
    class OfAVersion {

        private final PackageVersion untagged = Versions.of(PackageType.CONTAINER);
        private final PackageVersion tagged = Versions.tagged(untagged, "latest", "1.0");

        @Test
        void anAdminDeletesItWithItsTags() {
            allowed(Packages.container(), tagged);
        }

        @Test
        void theRefusalOfAccessComesFirst() {
            Package hidden = Packages.container();

            assertThat(policy.deleteVersion(Tokens.withAllScopes(), Affiliation.none(), hidden, tagged, NOW))
                    .isEqualTo(Outcome.refused(new Refusal.NotReadable(hidden.id())));
        }

        @Test
        void theScopesOfDeletingAVersionAreRequired() {
            Principal reader = Tokens.scoped(Scope.READ_PACKAGES);

            assertThat(policy.deleteVersion(reader, OWNER, Packages.container(), tagged, NOW))
                    .isEqualTo(Outcome.refused(new Refusal.MissingScopes(
                            Operation.DELETE_VERSION,
                            List.of(Scope.DELETE_PACKAGES, Scope.READ_PACKAGES),
                            List.of(Scope.DELETE_PACKAGES))));
        }

        @Test
        void aVersionOfADeletedPackageIsNotFound() {
            refused(
                    Packages.deleted(Packages.container(), BEFORE),
                    Versions.deleted(tagged, BEFORE),
                    Refusal.of(Refusal.Reason.PACKAGE_NOT_FOUND));
        }

        @Test
        void aDeletedVersionIsNotFound() {
            refused(
                    with(Visibility.PUBLIC, VersionCounts.of(1, 1, 5_001)),
                    Versions.deleted(Versions.downloaded(tagged, 5_001), BEFORE),
                    Refusal.of(Refusal.Reason.VERSION_NOT_FOUND));
        }

        @Test
        void fiveThousandDownloadsAreNotTooMany() {
            allowed(with(Visibility.PUBLIC, VersionCounts.of(2, 2, 5_000)), Versions.downloaded(tagged, 5_000));
        }

        @Test
        void moreThanFiveThousandDownloadsProtectAVersionOfAPublicPackage() {
            refused(
                    with(Visibility.PUBLIC, VersionCounts.of(2, 2, 5_001)),
                    Versions.downloaded(tagged, 5_001),
                    TOO_MANY);
        }

        @Test
        void theDownloadsOfOtherVersionsDoNotMatter() {
            allowed(with(Visibility.PUBLIC, VersionCounts.of(2, 2, 5_001)), Versions.downloaded(tagged, 5_000));
        }

        @ParameterizedTest
        @EnumSource(names = {"PRIVATE", "INTERNAL"})
        void downloadsDoNotProtectOtherVisibilities(Visibility visibility) {
            allowed(
                    with(visibility, VersionCounts.of(2, 2, Long.MAX_VALUE)),
                    Versions.downloaded(tagged, Long.MAX_VALUE));
        }

        @Test
        void unknownFactsDoNotProtectTheVersion() {
            allowed(with(Visibility.PUBLIC, VersionCounts.UNKNOWN), Versions.withoutDownloads(tagged));
        }

        @Test
        void theRefusalOfDownloadsComesBeforeTheOneOfTheLastVersion() {
            refused(
                    with(Visibility.PUBLIC, VersionCounts.of(1, 1, 5_001)),
                    Versions.downloaded(tagged, 5_001),
                    TOO_MANY);
        }

        @ParameterizedTest
        @EnumSource(PackageType.class)
        void theLastVersionIsNotDeletableInAnyRegistry(PackageType type) {
            refused(
                    Packages.of(Accounts.OCTO_ORG, type).withVersions(VersionCounts.of(1, 0, 0)),
                    Versions.of(type),
                    Refusal.of(Refusal.Reason.LAST_VERSION));
        }

        @ParameterizedTest
        @EnumSource(PackageType.class)
        void oneOfTwoVersionsIsDeletable(PackageType type) {
            allowed(Packages.of(Accounts.OCTO_ORG, type).withVersions(VersionCounts.of(2, 0, 0)), Versions.of(type));
        }

        @Test
        void theLastVersionIsNotDeletableIfItIsTagged() {
            refused(
                    with(Visibility.PRIVATE, VersionCounts.of(1, 1, 0)),
                    tagged,
                    Refusal.of(Refusal.Reason.LAST_VERSION));
        }

        @Test
        void theLastTaggedVersionOfAContainerPackageIsNotDeletable() {
            refused(
                    with(Visibility.PRIVATE, VersionCounts.of(100_000, 1, 0)),
                    tagged,
                    Refusal.of(Refusal.Reason.LAST_TAGGED_VERSION));
        }

        @Test
        void oneOfTwoTaggedVersionsIsDeletable() {
            allowed(with(Visibility.PRIVATE, VersionCounts.of(2, 2, 0)), tagged);
        }

        @Test
        void untaggedVersionsAreDeletable() {
            allowed(with(Visibility.PRIVATE, VersionCounts.of(2, 1, 0)), untagged);
        }

        @Test
        void theSupersededDockerRegistryIgnoresTags() {
            allowed(
                    Packages.of(Accounts.OCTO_ORG, PackageType.DOCKER).withVersions(VersionCounts.of(2, 1, 0)),
                    Versions.tagged(Versions.of(PackageType.DOCKER), "latest"));
        }

        @Test
        void unknownCountsOfTagsDoNotProtectTheVersion() {
            allowed(
                    with(
                            Visibility.PRIVATE,
                            new VersionCounts(OptionalLong.of(2), OptionalLong.empty(), OptionalLong.empty())),
                    tagged);
        }

        private Package with(Visibility visibility, VersionCounts counts) {
            return Packages.container().withVisibility(visibility).withVersions(counts);
        }

        private void allowed(Package parent, PackageVersion subject) {
            assertThat(policy.deleteVersion(Tokens.withAllScopes(), OWNER, parent, subject, NOW))
                    .isEqualTo(Outcome.allowed(new Change.VersionDeleted(parent, subject, NOW)));
        }

        private void refused(Package parent, PackageVersion subject, Refusal refusal) {
            assertThat(policy.deleteVersion(Tokens.withAllScopes(), OWNER, parent, subject, NOW))
                    .isEqualTo(Outcome.refused(refusal));
        }
    }

    @Test
    void anUnknownAffiliationIsNotRefused() {
        Package hidden = Packages.container();

        assertThat(policy.deletePackage(Tokens.withAllScopes(), Affiliation.unknown(), hidden, NOW))
                .isEqualTo(Outcome.allowed(new Change.PackageDeleted(hidden, NOW)));
    }
}
