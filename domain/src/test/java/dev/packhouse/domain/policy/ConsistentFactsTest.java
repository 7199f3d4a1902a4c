package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.testing.Tokens;
import dev.packhouse.domain.testing.Versions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts that contradict each other are an error of the program that asks, and never a decision. */
class ConsistentFactsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Affiliation OWNER = Affiliation.of(Membership.OWNER);
    private static final Principal CALLER = Tokens.withAllScopes();

    private final DeletionPolicy deletion = new DeletionPolicy(Rules.GITHUB);
    private final RestorePolicy restoration = new RestorePolicy(Rules.GITHUB);
    private final Package app = Packages.container();
    private final PackageVersion version = Versions.of(PackageType.CONTAINER);

    static Stream<Arguments> impossibleAffiliations() {
        Affiliation reader = new Affiliation.Known(Membership.NONE, Role.READ, Role.NONE);
        return Stream.of(
                Arguments.of(CALLER, Accounts.HUBOT, OWNER, "monalisa", "OWNER", "hubot"),
                Arguments.of(CALLER, Accounts.HUBOT, Affiliation.of(Membership.MEMBER), "monalisa", "MEMBER", "hubot"),
                Arguments.of(CALLER, Accounts.MONALISA, Affiliation.none(), "monalisa", "NONE", "monalisa"),
                Arguments.of(
                        CALLER, Accounts.MONALISA, Affiliation.of(Membership.MEMBER), "monalisa", "MEMBER", "monalisa"),
                Arguments.of(
                        Tokens.workflow(Role.WRITE),
                        Accounts.OCTO_ORG,
                        OWNER,
                        "octo-org/hello-world",
                        "OWNER",
                        "octo-org"),
                Arguments.of(
                        Tokens.workflow(Role.WRITE),
                        Accounts.MONALISA,
                        OWNER,
                        "octo-org/hello-world",
                        "OWNER",
                        "monalisa"),
                Arguments.of(Tokens.anonymous(), Accounts.OCTO_ORG, OWNER, "anonymous", "OWNER", "octo-org"),
                Arguments.of(
                        Tokens.anonymous(),
                        Accounts.OCTO_ORG,
                        Affiliation.of(Membership.MEMBER),
                        "anonymous",
                        "MEMBER",
                        "octo-org"),
                Arguments.of(Tokens.anonymous(), Accounts.HUBOT, reader, "anonymous", "NONE", "hubot"));
    }

    @ParameterizedTest
    @MethodSource("impossibleAffiliations")
    void anAffiliationThatTheCallerCannotHaveIsRefused(
            Principal caller, Account owner, Affiliation affiliation, String label, String membership, String account) {
        AccessPolicy access = new AccessPolicy(Rules.GITHUB);
        Package subject = Packages.of(owner, PackageType.CONTAINER);
        String message = "The caller '%s' cannot have the membership %s in '%s'".formatted(label, membership, account);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> access.explain(caller, Operation.GET_PACKAGE, subject, affiliation, NOW))
                .withMessage(caller instanceof Principal.Anonymous ? message + ", or a role there" : message);
        access.checkToken(caller, Operation.GET_PACKAGE, Optional.of(PackageType.CONTAINER), NOW)
                .fold(
                        permitted -> assertThatIllegalArgumentException()
                                .isThrownBy(() -> permitted.checkSso(owner, affiliation)),
                        refusal -> null);
    }

    @Test
    void aRoleIsCheckedWithTheAffiliationOfThePackageToo() {
        AuthorizedCaller caller = new AccessPolicy(Rules.GITHUB)
                .checkToken(CALLER, Operation.GET_PACKAGE, Optional.of(PackageType.CONTAINER), NOW)
                .flatMap(permitted -> permitted.checkSso(Accounts.HUBOT, Affiliation.none()))
                .fold(value -> value, refusal -> null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> caller.checkRole(Packages.of(Accounts.HUBOT, PackageType.CONTAINER), OWNER));
    }

    /** All ways to ask for the deletion of a version. */
    private Stream<Supplier<Object>> deletions(Package parent, PackageVersion subject) {
        return Stream.of(
                () -> deletion.deleteVersion(CALLER, OWNER, parent, subject, NOW),
                () -> deletion.explainVersion(CALLER, OWNER, parent, subject, NOW),
                () -> deletion.objection(parent, subject),
                () -> deletion.deleteVersions(CALLER, OWNER, parent, List.of(subject), List.of(subject.id()), NOW));
    }

    private void assertNoDeletion(Package parent, PackageVersion subject, String message) {
        deletions(parent, subject)
                .limit(3)
                .forEach(question -> assertThatIllegalArgumentException()
                        .isThrownBy(question::get)
                        .withMessage(message));
    }

    @Test
    void aVersionOfAnotherPackageIsRefused() {
        String message = "Version 836 belongs to package 197, not to package 198";
        PackageVersion deleted = Versions.deleted(version, NOW);
        Package other = Packages.successor();

        deletions(other, version)
                .forEach(question -> assertThatIllegalArgumentException()
                        .isThrownBy(question::get)
                        .withMessage(message));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        restoration.restoreVersion(CALLER, OWNER, other, deleted, Optional.empty(), Set.of(), NOW))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> restoration.explainVersion(CALLER, OWNER, other, deleted, Optional.empty(), NOW))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change.VersionDeleted(other, version, NOW))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change.VersionRestored(other, deleted, Set.of(), NOW))
                .withMessage(message);
    }

    @Test
    void aVersionOfAnotherTypeIsRefused() {
        assertNoDeletion(
                app,
                Versions.of(PackageType.NPM),
                "Version 836 has the name of a npm package, its package is of type container");
    }

    @Test
    void aVersionThatTheCountsDoNotIncludeIsRefused() {
        assertNoDeletion(
                app.withVersions(VersionCounts.of(0, 0, 0)),
                version,
                "Package 197 has 0 active versions, but version 836 is active");
        assertNoDeletion(
                app.withVersions(VersionCounts.of(2, 0, 0)),
                Versions.tagged(version, "v1"),
                "Package 197 has 0 tagged versions, but version 836 is tagged");
        assertNoDeletion(
                app.withVersions(VersionCounts.of(2, 1, 6)),
                Versions.downloaded(version, 7),
                "No version of package 197 has more than 6 downloads, but version 836 has 7");
    }

    @Test
    void countsThatFitOrAreUnknownAreAccepted() {
        PackageVersion busy = Versions.downloaded(Versions.tagged(version, "v1"), 7);

        assertThat(deletion.objection(app.withVersions(VersionCounts.of(2, 2, 7)), busy))
                .isEmpty();
        assertThat(deletion.objection(app.withVersions(VersionCounts.UNKNOWN), busy))
                .isEmpty();
        assertThat(deletion.objection(app.withVersions(VersionCounts.of(2, 0, 0)), version))
                .isEmpty();
    }

    @Test
    void theCountsOfAnActivePackageDoNotIncludeDeletedVersions() {
        Package empty = app.withVersions(VersionCounts.of(0, 0, 0));

        assertThat(deletion.objection(empty, Versions.deleted(version, NOW)).map(Refusal::reason))
                .contains(Refusal.Reason.VERSION_NOT_FOUND);
        assertThat(deletion.objection(Packages.deleted(empty, NOW), version).map(Refusal::reason))
                .contains(Refusal.Reason.PACKAGE_NOT_FOUND);
    }

    @Test
    void theHolderOfANameIsAnotherActivePackageWithThatName() {
        DeletedPackage subject = new DeletedPackage.Known(Packages.deleted(app, NOW));
        Package successor = Packages.successor();

        assertThat(restore(subject, successor).refusal().map(Refusal::reason)).contains(Refusal.Reason.NAME_TAKEN);
        Stream.of(
                        app,
                        Packages.deleted(successor, NOW),
                        another(Accounts.SSO_ORG, app.name()),
                        another(Accounts.OCTO_ORG, Packages.name(PackageType.NPM)),
                        another(Accounts.OCTO_ORG, new PackageName(PackageType.CONTAINER, "other")))
                .forEach(holder -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> restore(subject, holder))
                        .withMessage("Package %s is not another active package with the name app of 'octo-org'"
                                .formatted(holder.id())));
    }

    private static Package another(Account owner, PackageName name) {
        return Package.published(
                new PackageId(199),
                new Namespace(owner, name.type()),
                name,
                Visibility.PRIVATE,
                VersionCounts.UNKNOWN,
                NOW);
    }

    private Outcome<?> restore(DeletedPackage subject, Package holder) {
        return restoration.restorePackage(
                CALLER, OWNER, subject, Optional.of(new RestorePolicy.NameHolder(holder, OWNER)), NOW);
    }

    @Test
    void aVersionThatHoldsItsNameIsNotDeleted() {
        PackageVersion deleted = Versions.deleted(version, NOW);

        Stream.of(deleted, version)
                .forEach(subject -> assertThat(restoration
                                .explainVersion(CALLER, OWNER, app, subject, Optional.of(version.id()), NOW)
                                .objections())
                        .extracting(Objection::code)
                        .containsExactly(Refusal.Reason.NOT_DELETED));
        assertThat(restoration
                        .restoreVersion(CALLER, OWNER, app, deleted, Optional.of(new VersionId(9)), Set.of(), NOW)
                        .refusal()
                        .map(Refusal::reason))
                .contains(Refusal.Reason.VERSION_NAME_TAKEN);
    }

    @Test
    void onlyTagsOfTheVersionCanHaveMoved() {
        PackageVersion deleted = Versions.deleted(Versions.tagged(version, "v1", "v2"), NOW);

        assertThat(new Change.VersionRestored(app, deleted, Set.of(new Tag("v2")), NOW).movedTags())
                .containsExactly(new Tag("v2"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change.VersionRestored(app, deleted, Set.of(new Tag("v3")), NOW))
                .withMessage("Version 836 has the tags [v1, v2], so that not all of [v3] can have moved");
    }

    @Test
    void thereAreNotMoreTaggedVersionsThanVersions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionCounts.of(1, 2, 0))
                .withMessage("Of 1 versions, 2 cannot be tagged");
        assertThat(new VersionCounts(OptionalLong.empty(), OptionalLong.of(2), OptionalLong.empty()))
                .isNotNull();
    }

    @Test
    void aVersionThatWasDeletedWithAnActivePackageIsRefused() {
        PackageVersion deleted = version.withTombstone(Optional.of(new Tombstone(NOW, true)));

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> restoration.restoreVersion(CALLER, OWNER, app, deleted, Optional.empty(), Set.of(), NOW))
                .withMessage("Version 836 was deleted with package 197, which is active");
        assertThat(restoration
                        .restoreVersion(
                                CALLER, OWNER, Packages.deleted(app, NOW), deleted, Optional.empty(), Set.of(), NOW)
                        .refusal()
                        .map(Refusal::reason))
                .contains(Refusal.Reason.PACKAGE_DELETED);
    }

    @Test
    void noVersionsHaveNoDownloads() {
        assertThat(VersionCounts.of(0, 0, 0).mostDownloads()).hasValue(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionCounts.of(0, 0, 9_000))
                .withMessage("Of 0 versions, none can have 9000 downloads");
    }

    @Test
    void aBatchRefusesVersionsThatContradictTheirPackage() {
        PackageVersion one = Versions.downloaded(version, 7);
        PackageVersion twin = new PackageVersion(
                new VersionId(837),
                one.packageId(),
                one.name(),
                List.of(),
                OptionalLong.of(0),
                Optional.empty(),
                Optional.empty(),
                NOW,
                NOW,
                Optional.empty());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch(VersionCounts.of(1, 0, 9), List.of(one)))
                .withMessage("A version of package 197 has 9 downloads, but the listed ones have at most 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch(VersionCounts.of(1, 0, 6), List.of(one)))
                .withMessage("A version of package 197 has 6 downloads, but the listed ones have at most 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch(VersionCounts.UNKNOWN, List.of(one, twin)))
                .withMessage("Versions 836 and 837 are active, and have the name " + one.name());
        assertThat(batch(VersionCounts.of(1, 0, 9), List.of(Versions.withoutDownloads(version)))
                        .allowed())
                .isTrue();
        assertThat(batch(VersionCounts.UNKNOWN, List.of(one, Versions.deleted(twin, NOW)))
                        .allowed())
                .isTrue();
    }

    private BatchDecision batch(VersionCounts counts, List<PackageVersion> versions) {
        return deletion.deleteVersions(CALLER, OWNER, app.withVersions(counts), versions, List.of(), NOW);
    }

    @Test
    void anEmptyBatchIsAllowedOnlyToACallerWithAccess() {
        BatchDecision refused =
                deletion.deleteVersions(Tokens.anonymous(), Affiliation.none(), app, List.of(version), List.of(), NOW);

        assertThat(batch(VersionCounts.UNKNOWN, List.of(version)).allowed()).isTrue();
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.refusal()).contains(Refusal.of(Refusal.Reason.AUTHENTICATION_REQUIRED));
        assertThat(refused.items()).isEmpty();
    }

    @Test
    void aMissingFactIsNeverAnAnswer() {
        AccessPolicy access = new AccessPolicy(Rules.GITHUB);

        assertMissing("affiliation", () -> deletion.deletePackage(CALLER, null, app, NOW));
        assertMissing("affiliation", () -> deletion.explainVersion(CALLER, null, app, version, NOW));
        assertMissing("affiliation", () -> access.decide(CALLER, Operation.GET_PACKAGE, app, null, NOW));
        assertMissing("affiliation", () -> access.roleOn(app, null));
        assertMissing("caller", () -> access.decide(null, Operation.GET_PACKAGE, app, OWNER, NOW));
        assertMissing("now", () -> access.decide(CALLER, Operation.GET_PACKAGE, app, OWNER, null));
    }

    private static void assertMissing(String name, ThrowingCallable question) {
        assertThatNullPointerException().isThrownBy(question).withMessage(name);
    }

    @Test
    void aBatchOnADeletedPackageFindsNoVersionAndKeepsItsCounts() {
        Package deleted = Packages.deleted(app, NOW);
        PackageVersion with = version.withTombstone(Optional.of(new Tombstone(NOW, true)));

        BatchDecision decision =
                deletion.deleteVersions(CALLER, OWNER, deleted, List.of(with), List.of(with.id()), NOW);

        assertThat(decision.items().get(0).outcome().refusal().map(Refusal::reason))
                .contains(Refusal.Reason.VERSION_NOT_FOUND);
        assertThat(decision.after()).isEqualTo(deleted);
    }

    @Test
    void aBatchMayLeaveNoVersionWhereTheRulesAllowIt() {
        DeletionPolicy unprotected =
                new DeletionPolicy(Rules.GITHUB.withLastVersionProtected(false).withLastTaggedVersionProtected(false));
        PackageVersion counted = Versions.downloaded(Versions.tagged(version, "v1"), 7);
        List<VersionId> ids = List.of(version.id());

        assertThat(unprotected
                        .deleteVersions(
                                CALLER, OWNER, app.withVersions(VersionCounts.of(1, 1, 7)), List.of(counted), ids, NOW)
                        .after()
                        .versions())
                .isEqualTo(VersionCounts.of(0, 0, 0));
        assertThat(unprotected
                        .deleteVersions(
                                CALLER,
                                OWNER,
                                app.withVersions(VersionCounts.UNKNOWN),
                                List.of(Versions.withoutDownloads(version)),
                                ids,
                                NOW)
                        .after()
                        .versions())
                .isEqualTo(new VersionCounts(OptionalLong.of(0), OptionalLong.of(0), OptionalLong.empty()));
    }
}
