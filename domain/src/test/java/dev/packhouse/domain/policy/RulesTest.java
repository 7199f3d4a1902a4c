package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.testing.Tokens;
import dev.packhouse.domain.testing.Versions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Affiliation OWNER = Affiliation.of(Membership.OWNER);

    @Test
    void theRulesOfGitHub() {
        assertThat(Rules.GITHUB)
                .isEqualTo(new Rules(
                        Duration.ofDays(30), 5_000, Set.of(PackageType.MAVEN, PackageType.DOCKER), true, true));
        assertThat(Rules.GITHUB.repositoryScoped()).containsExactly(PackageType.MAVEN, PackageType.DOCKER);
        assertThat(Rules.GITHUB_2022)
                .isEqualTo(new Rules(
                        Duration.ofDays(30),
                        5_000,
                        Set.of(
                                PackageType.NPM,
                                PackageType.MAVEN,
                                PackageType.RUBYGEMS,
                                PackageType.DOCKER,
                                PackageType.NUGET),
                        true,
                        true));
    }

    @Test
    void aCopyDiffersInOneRuleOnly() {
        Rules rules = Rules.GITHUB;

        assertThat(rules.withRetention(Duration.ofDays(7)))
                .isEqualTo(new Rules(Duration.ofDays(7), 5_000, rules.repositoryScoped(), true, true));
        assertThat(rules.withDownloadLimit(10))
                .isEqualTo(new Rules(rules.retention(), 10, rules.repositoryScoped(), true, true));
        assertThat(rules.withRepositoryScoped(Set.of()))
                .isEqualTo(new Rules(rules.retention(), 5_000, Set.of(), true, true));
        assertThat(rules.withLastVersionProtected(false))
                .isEqualTo(new Rules(rules.retention(), 5_000, rules.repositoryScoped(), false, true));
        assertThat(rules.withLastTaggedVersionProtected(false))
                .isEqualTo(new Rules(rules.retention(), 5_000, rules.repositoryScoped(), true, false));
        assertThat(rules.withLastTaggedVersionProtected(false)
                        .withLastVersionProtected(false)
                        .withRetention(Duration.ofDays(7))
                        .withDownloadLimit(10)
                        .withRepositoryScoped(Set.of(PackageType.NPM)))
                .isEqualTo(new Rules(Duration.ofDays(7), 10, Set.of(PackageType.NPM), false, false));
    }

    @Test
    void theTypesAreCopied() {
        EnumSet<PackageType> types = EnumSet.of(PackageType.NPM);
        Rules rules = Rules.GITHUB.withRepositoryScoped(types);
        types.add(PackageType.NUGET);

        assertThat(rules.repositoryScoped()).containsExactly(PackageType.NPM);
        assertThatThrownBy(() -> rules.repositoryScoped().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT876000H0.000000001S"})
    void aRetentionOutOfRangeIsRefused(Duration retention) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rules.GITHUB.withRetention(retention))
                .withMessage(
                        "Invalid retention %s: it must be more than zero, and at most 36500 days".formatted(retention));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.000000001S", "PT876000H"})
    void theShortestAndTheLongestRetentionAreAccepted(Duration retention) {
        assertThat(Rules.GITHUB.withRetention(retention).retention()).isEqualTo(retention);
    }

    @Test
    void aNegativeDownloadLimitIsRefused() {
        assertThat(Rules.GITHUB.withDownloadLimit(0).downloadLimit()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rules.GITHUB.withDownloadLimit(-1))
                .withMessage("Invalid download limit -1: it is negative");
    }

    @ParameterizedTest
    @DisplayName("Decision 16: internal counts as private in a repository-scoped registry")
    @CsvSource({
        "MAVEN,     INTERNAL, PRIVATE",
        "MAVEN,     PRIVATE,  PRIVATE",
        "MAVEN,     PUBLIC,   PUBLIC",
        "CONTAINER, INTERNAL, INTERNAL",
        "CONTAINER, PRIVATE,  PRIVATE",
        "CONTAINER, PUBLIC,   PUBLIC",
    })
    void internalIsEffectivelyPrivateInARepositoryScopedRegistry(
            PackageType type, Visibility shown, Visibility effective) {
        assertThat(Rules.GITHUB.effective(type, shown)).isEqualTo(effective);
    }

    /**
     * The night before the change to daylight saving time in several countries: 30 days must still be 30 x 24 hours.
     */
    @Test
    @DisplayName("Decisions 7 and 10: 30 x 24 hours, the last instant included")
    void aTombstoneCanBeRestoredUntilTheEndOfTheRetention() {
        Instant deleted = Instant.parse("2026-03-07T23:59:59.123456789Z");
        Instant end = Instant.parse("2026-04-06T23:59:59.123456789Z");

        assertThat(Duration.between(deleted, end).toHours()).isEqualTo(30 * 24);
        assertThat(Rules.GITHUB.restorableUntil(Tombstone.at(deleted))).isEqualTo(end);
        assertThat(Rules.GITHUB.oldestRestorable(end)).isEqualTo(deleted);
        assertThat(Rules.GITHUB.oldestRestorable(end.plusNanos(1))).isEqualTo(deleted.plusNanos(1));
        assertThat(Rules.GITHUB.withRetention(Duration.ofHours(1)).restorableUntil(Tombstone.at(deleted)))
                .isEqualTo("2026-03-08T00:59:59.123456789Z");
    }

    @Test
    void theRetentionDecidesOnARestore() {
        Package deleted = Packages.deleted(Packages.container(), NOW.minus(Duration.ofDays(7)));
        RestorePolicy week = new RestorePolicy(Rules.GITHUB.withRetention(Duration.ofDays(7)));
        RestorePolicy sixDays = new RestorePolicy(Rules.GITHUB.withRetention(Duration.ofDays(6)));

        assertThat(restore(week, deleted).refusal()).isEmpty();
        assertThat(restore(sixDays, deleted).refusal())
                .contains(new Refusal.WindowClosed(
                        Tombstone.at(NOW.minus(Duration.ofDays(7))), NOW.minus(Duration.ofDays(1)), NOW));
    }

    private static Outcome<?> restore(RestorePolicy policy, Package deleted) {
        return policy.restorePackage(
                Tokens.withAllScopes(), OWNER, new DeletedPackage.Known(deleted), Optional.empty(), NOW);
    }

    @Test
    void theDownloadLimitDecidesOnADeletion() {
        Package open = Packages.container().withVisibility(Visibility.PUBLIC).withVersions(VersionCounts.of(2, 0, 11));
        DeletionPolicy ten = new DeletionPolicy(Rules.GITHUB.withDownloadLimit(10));
        DeletionPolicy eleven = new DeletionPolicy(Rules.GITHUB.withDownloadLimit(11));

        assertThat(ten.objection(open).map(Refusal::explanation))
                .contains("Publicly visible package versions with more than 10 downloads cannot be deleted."
                        + " Contact GitHub support for further assistance.");
        assertThat(eleven.objection(open)).isEmpty();
    }

    @Test
    void theLastVersionIsDeletedWhereItIsNotProtected() {
        Package one = Packages.container().withVersions(VersionCounts.of(1, 0, 0));
        Package tagged = Packages.container().withVersions(VersionCounts.of(2, 1, 0));
        DeletionPolicy unprotected = new DeletionPolicy(Rules.GITHUB.withLastVersionProtected(false));
        DeletionPolicy untagged = new DeletionPolicy(Rules.GITHUB.withLastTaggedVersionProtected(false));

        assertThat(unprotected.objection(one, Versions.of(PackageType.CONTAINER)))
                .isEmpty();
        assertThat(unprotected
                        .objection(tagged, Versions.tagged(Versions.of(PackageType.CONTAINER), "v1"))
                        .map(Refusal::reason))
                .contains(Refusal.Reason.LAST_TAGGED_VERSION);
        assertThat(untagged.objection(tagged, Versions.tagged(Versions.of(PackageType.CONTAINER), "v1")))
                .isEmpty();
        assertThat(untagged.objection(one, Versions.of(PackageType.CONTAINER)).map(Refusal::reason))
                .contains(Refusal.Reason.LAST_VERSION);
    }

    @Test
    void theRepositoryScopedTypesDecideOnRoles() {
        Package npm = Packages.of(Accounts.OCTO_ORG, PackageType.NPM);
        Affiliation admin = new Affiliation.Known(Membership.MEMBER, Role.ADMIN, Role.NONE);
        Rules scoped = Rules.GITHUB.withRepositoryScoped(Set.of(PackageType.NPM));

        assertThat(new AccessPolicy(Rules.GITHUB).roleOn(npm, admin)).contains(Role.ADMIN);
        assertThat(new AccessPolicy(scoped).roleOn(npm, admin)).contains(Role.NONE);
    }
}
