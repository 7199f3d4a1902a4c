package dev.packhouse.application.service;

import static dev.packhouse.application.service.UseCaseFixture.MAINTAINER;
import static dev.packhouse.application.service.UseCaseFixture.MEMBER;
import static dev.packhouse.application.service.UseCaseFixture.NOW;
import static dev.packhouse.application.service.UseCaseFixture.ORG;
import static dev.packhouse.application.service.UseCaseFixture.OUTSIDER;
import static dev.packhouse.application.service.UseCaseFixture.OWNER;
import static dev.packhouse.application.service.UseCaseFixture.address;
import static dev.packhouse.application.service.UseCaseFixture.because;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Refusal.Reason;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The decisions on deletion and restore, by use case. */
class ChangingDecisionsTest {

    private static final Duration WINDOW = Duration.ofDays(30);
    private static final PackageAddress APP = address(PackageType.CONTAINER, "app");
    private static final PackageName APP_NAME = new PackageName(PackageType.CONTAINER, "app");

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"DELETE_PACKAGE", "RESTORE_PACKAGE", "DELETE_VERSION", "RESTORE_VERSION"})
    @DisplayName("Decision 3: callers who may not read, or are not admin, change nothing and get no further facts")
    void decision03_callersWhoAreNotAdminChangeNothing(Operation operation) {
        PackageSeed gone = app(2).visibility(Visibility.PUBLIC).deleted(NOW);
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(
                        app(1).visibility(Visibility.PUBLIC)
                                .role("hubot", Role.WRITE)
                                .with(version(1), version(2), version(3).deleted(NOW)),
                        gone));
        long version = operation == Operation.RESTORE_VERSION ? 3 : 1;

        assertThat(useCases.refusalReason(operation, MEMBER, APP, version)).isEqualTo(because(Reason.NOT_ADMIN));
        assertThat(useCases.refusalReason(operation, OUTSIDER, APP, version)).isEqualTo(because(Reason.NOT_ADMIN));
        UseCaseFixture hidden = UseCaseFixture.of(UseCaseFixture.people()
                .add(app(1).with(version(1), version(2), version(3).deleted(NOW)), app(2).deleted(NOW)));
        assertThat(hidden.refusalReason(operation, MEMBER, APP, version)).isEqualTo(because(Reason.NOT_READABLE));
    }

    @Test
    @DisplayName("Decision 4: owners, package admins and admins of the repository delete")
    void decision04_ownersAndAdminsDelete() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .workflow("ghs_w", "octo-org/hello-world", Role.WRITE)
                .workflow("ghs_other", "octo-org/other", Role.WRITE)
                .add(
                        npm(1, "owned"),
                        npm(2, "given").role("hubot", Role.ADMIN),
                        npm(3, "inherits").inheriting("octo-org/hello-world"),
                        npm(4, "linked").linked("octo-org/hello-world"),
                        PackageSeed.of(5, "octo-org", PackageType.MAVEN, "org.octo.kit")
                                .linked("octo-org/hello-world"),
                        npm(6, "inherits-too").inheriting("octo-org/hello-world"),
                        npm(7, "granted").workflowRole("octo-org/other", Role.ADMIN),
                        PackageSeed.of(8, "stranger", PackageType.NPM, "own")));

        assertThat(delete(useCases, OWNER, "owned")).isEmpty();
        assertThat(delete(useCases, MEMBER, "given")).isEmpty();
        assertThat(delete(useCases, MEMBER, "inherits")).isEqualTo(because(Reason.NOT_ADMIN));
        assertThat(delete(useCases, MAINTAINER, "linked")).isEqualTo(because(Reason.NOT_READABLE));
        assertThat(delete(useCases, MAINTAINER, "inherits")).isEmpty();
        assertThat(useCases.refusalReason(
                        Operation.DELETE_PACKAGE, MAINTAINER, address(PackageType.MAVEN, "org.octo.kit"), 1))
                .isEmpty();
        assertThat(delete(useCases, new Credential.Token("ghs_other"), "inherits-too"))
                .isEqualTo(because(Reason.NOT_READABLE));
        assertThat(delete(useCases, new Credential.Token("ghs_w"), "inherits-too"))
                .isEmpty();
        assertThat(delete(useCases, new Credential.Token("ghs_other"), "granted"))
                .isEmpty();
        assertThat(UseCaseFixture.reason(useCases.lifecycle.deletePackage(
                        useCases.caller(OUTSIDER),
                        new PackageAddress(
                                new dev.packhouse.application.api.OwnerReference.Caller(), PackageType.NPM, "own"))))
                .isEmpty();
    }

    private static Optional<Reason> delete(UseCaseFixture useCases, Credential caller, String name) {
        return useCases.refusalReason(Operation.DELETE_PACKAGE, caller, address(PackageType.NPM, name), 1);
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC, 5000, ", "PUBLIC, 5001, TOO_MANY_DOWNLOADS", "PRIVATE, 5001, ", "INTERNAL, 5001, "})
    @DisplayName("Decisions 5 and 6: more than 5,000 downloads protect public packages and versions")
    void decision05And06_publicVersionsWithManyDownloadsAreNotDeleted(
            Visibility visibility, long downloads, Reason refusal) {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(app(1).visibility(visibility).with(version(1).downloads(downloads), version(2), version(3))));

        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 2))
                .isEmpty();
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 1))
                .isEqualTo(Optional.ofNullable(refusal));
        UseCaseFixture whole = UseCaseFixture.of(UseCaseFixture.people()
                .add(app(1).visibility(visibility).with(version(1).downloads(downloads), version(2))));
        assertThat(whole.refusalReason(Operation.DELETE_PACKAGE, OWNER, APP, 1))
                .isEqualTo(Optional.ofNullable(refusal));
    }

    @Test
    @DisplayName("Decision 6: the downloads of versions that were deleted before do not count")
    void decision06_deletedVersionsProtectNothing() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(app(1).visibility(Visibility.PUBLIC)
                        .with(version(1), version(2).downloads(9999).deleted(NOW))));

        assertThat(useCases.refusalReason(Operation.DELETE_PACKAGE, OWNER, APP, 1))
                .isEmpty();
    }

    @Test
    @DisplayName("Decision 5: the last version, and the last tagged version of a container package, cannot be deleted")
    void decision05_theLastVersionIsNotDeleted() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(
                        app(1).with(
                                        version(1).tagged("v1"),
                                        version(2).tagged("v2"),
                                        version(3),
                                        version(4).tagged("v4").deleted(NOW)),
                        npm(2, "app").with(VersionSeed.of(PackageType.NPM, 5), VersionSeed.of(PackageType.NPM, 6)),
                        PackageSeed.of(3, "octo-org", PackageType.DOCKER, "app")
                                .with(
                                        VersionSeed.of(PackageType.DOCKER, 7).tagged("v1"),
                                        VersionSeed.of(PackageType.DOCKER, 8))));

        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 1))
                .isEmpty();
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 2))
                .isEqualTo(because(Reason.LAST_TAGGED_VERSION));
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 3))
                .isEmpty();
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 2))
                .isEqualTo(because(Reason.LAST_VERSION));
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, address(PackageType.NPM, "app"), 5))
                .isEmpty();
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, address(PackageType.NPM, "app"), 6))
                .isEqualTo(because(Reason.LAST_VERSION));
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, address(PackageType.DOCKER, "app"), 7))
                .isEmpty();
    }

    @Test
    @DisplayName("Decision 5: a second deletion does not find the package or version")
    void decision05_deletingTwiceFindsNothing() {
        UseCaseFixture useCases =
                UseCaseFixture.of(UseCaseFixture.people().add(app(1).with(version(1), version(2), version(3))));

        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 1))
                .isEmpty();
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 1))
                .isEqualTo(because(Reason.VERSION_NOT_FOUND));
        assertThat(useCases.refusalReason(Operation.DELETE_PACKAGE, OWNER, APP, 1))
                .isEmpty();
        assertThat(useCases.refusalReason(Operation.DELETE_PACKAGE, OWNER, APP, 1))
                .isEqualTo(because(Reason.PACKAGE_NOT_FOUND));
    }

    @Test
    @DisplayName("Decision 6: versions deleted before keep their own date and are not restored with the package")
    void decision06_versionsDeletedBeforeDoNotComeBackWithThePackage() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people().add(app(1).with(version(1), version(2))));
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 1))
                .isEmpty();
        useCases.clock.advance(WINDOW.minusNanos(1));
        assertThat(useCases.refusalReason(Operation.DELETE_PACKAGE, OWNER, APP, 1))
                .isEmpty();
        assertThat(useCases.refusalReason(Operation.RESTORE_PACKAGE, OWNER, APP, 1))
                .isEmpty();

        assertThat(useCases.versions(OWNER, APP, State.ACTIVE)).isEqualTo(Outcome.allowed(List.of(2L)));
        assertThat(useCases.versions(OWNER, APP, State.DELETED)).isEqualTo(Outcome.allowed(List.of(1L)));
        useCases.clock.advance(Duration.ofNanos(2));
        assertThat(useCases.refusalReason(Operation.RESTORE_VERSION, OWNER, APP, 1))
                .isEqualTo(because(Reason.WINDOW_CLOSED));
    }

    @Test
    @DisplayName("Decision 7: a package can be restored until 30 x 24 hours after its deletion")
    void decision07_aPackageIsRestoredWithinItsWindow() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(app(1).visibility(Visibility.INTERNAL)
                        .inheriting("octo-org/hello-world")
                        .role("hubot", Role.READ)
                        .with(version(1).tagged("latest").downloads(12))));
        Package before = useCases.shown(PackageType.CONTAINER, "app");
        assertThat(useCases.refusalReason(Operation.DELETE_PACKAGE, OWNER, APP, 1))
                .isEmpty();

        useCases.clock.advance(WINDOW);
        assertThat(useCases.refusalReason(Operation.RESTORE_PACKAGE, OWNER, APP, 1))
                .isEmpty();

        assertThat(useCases.shown(PackageType.CONTAINER, "app")).isEqualTo(before);
        assertThat(useCases.refusalReason(Operation.DELETE_PACKAGE, OWNER, APP, 1))
                .isEmpty();
        useCases.clock.advance(WINDOW.plusNanos(1));
        assertThat(useCases.lifecycle
                        .restorePackage(useCases.caller(OWNER), APP, Optional.empty())
                        .refusal())
                .contains(new Refusal.WindowClosed(
                        Tombstone.at(useCases.clock.instant().minus(WINDOW).minusNanos(1)),
                        useCases.clock.instant().minusNanos(1),
                        useCases.clock.instant()));
    }

    @Test
    @DisplayName("Decision 7: a version is restored within its window, and not while its package is deleted")
    void decision07_aVersionIsRestoredWithinItsWindow() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people().add(app(1).with(version(1), version(2))));
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 1))
                .isEmpty();
        assertThat(useCases.refusalReason(Operation.DELETE_PACKAGE, OWNER, APP, 1))
                .isEmpty();

        useCases.clock.advance(WINDOW);
        assertThat(useCases.refusalReason(Operation.RESTORE_VERSION, OWNER, APP, 1))
                .isEqualTo(because(Reason.PACKAGE_NOT_FOUND));
        assertThat(useCases.refusalReason(Operation.RESTORE_PACKAGE, OWNER, APP, 1))
                .isEmpty();
        assertThat(useCases.refusalReason(Operation.RESTORE_VERSION, OWNER, APP, 1))
                .isEmpty();

        assertThat(useCases.versions(OWNER, APP, State.ACTIVE)).isEqualTo(Outcome.allowed(List.of(2L, 1L)));
        assertThat(useCases.refusalReason(Operation.RESTORE_VERSION, OWNER, APP, 1))
                .isEqualTo(because(Reason.VERSION_NOT_FOUND));
    }

    @Test
    @DisplayName("Decision 7: the refusal has the name that is in use again, and its holder")
    void decision07_aNameInUsePreventsARestore() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(
                        app(1).with(
                                        version(1),
                                        VersionSeed.of(2, VersionSeed.name(PackageType.CONTAINER, 1))
                                                .deleted(NOW)),
                        app(2).deleted(NOW)));

        assertThat(useCases.lifecycle
                        .restorePackage(useCases.caller(OWNER), APP, Optional.empty())
                        .refusal())
                .contains(new Refusal.NameTaken(APP_NAME, Optional.of(new PackageId(1))));
        assertThat(useCases.lifecycle
                        .restoreVersion(useCases.caller(OWNER), APP, new VersionId(2))
                        .refusal())
                .contains(new Refusal.VersionNameTaken(VersionSeed.name(PackageType.CONTAINER, 1), new VersionId(1)));
    }

    @Test
    @DisplayName("Decision 7: the refusal has the holder of the name only if the caller may read it")
    void decision07_theRefusalOmitsAHolderThatTheCallerMayNotRead() {
        UseCaseFixture hidden = UseCaseFixture.of(UseCaseFixture.people()
                .add(app(1), app(2).role("hubot", Role.ADMIN).deleted(NOW)));
        UseCaseFixture readable = UseCaseFixture.of(UseCaseFixture.people()
                .add(
                        app(1).role("hubot", Role.READ),
                        app(2).role("hubot", Role.ADMIN).deleted(NOW)));

        assertThat(hidden.refusalReason(Operation.GET_PACKAGE, MEMBER, APP, 1)).isEqualTo(because(Reason.NOT_READABLE));
        for (Optional<String> token : List.of(Optional.<String>empty(), Optional.of("2"))) {
            assertThat(hidden.lifecycle
                            .restorePackage(hidden.caller(MEMBER), APP, token)
                            .refusal())
                    .contains(new Refusal.NameTaken(APP_NAME, Optional.empty()));
            assertThat(readable.lifecycle
                            .restorePackage(readable.caller(MEMBER), APP, token)
                            .refusal())
                    .contains(new Refusal.NameTaken(APP_NAME, Optional.of(new PackageId(1))));
        }
    }

    @Test
    @DisplayName("Decision 7: a tag that moved stays with its new version")
    void decision07_movedTagsStayWithTheirNewVersion() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(app(1).with(version(1).tagged("v1", "latest"), version(2).tagged("v2"))));
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, APP, 1))
                .isEmpty();
        useCases.backend.publish(
                new PackageId(1), List.of(version(3).tagged("latest").entry()));

        assertThat(useCases.refusalReason(Operation.RESTORE_VERSION, OWNER, APP, 1))
                .isEmpty();

        assertThat(tags(useCases, 1)).isEqualTo("[v1]");
        assertThat(tags(useCases, 3)).isEqualTo("[latest]");
    }

    private static String tags(UseCaseFixture useCases, long version) {
        return useCases.catalog
                .version(useCases.caller(OWNER), APP, new VersionId(version))
                .fold(found -> found.version().value().tags().toString(), Refusal::explanation);
    }

    @Test
    @DisplayName("Decision 8: of several deleted packages of a name the last one is restored, or the one of the token")
    void decision08_theTokenSelectsThePackageToRestore() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(
                        app(1).deleted(NOW.minusSeconds(3)),
                        app(2).deleted(NOW.minusSeconds(1)),
                        app(3).deleted(NOW.minusSeconds(2)),
                        npm(4, "app").deleted(NOW)));

        assertThat(useCases.refusalReason(Operation.RESTORE_PACKAGE, OWNER, APP, 1))
                .isEmpty();
        assertThat(useCases.shown(PackageType.CONTAINER, "app").id()).isEqualTo(new PackageId(2));
        assertThat(useCases.refusalReason(Operation.DELETE_PACKAGE, OWNER, APP, 1))
                .isEmpty();
        assertThat(UseCaseFixture.reason(
                        useCases.lifecycle.restorePackage(useCases.caller(OWNER), APP, Optional.of("1"))))
                .isEmpty();
        assertThat(useCases.shown(PackageType.CONTAINER, "app").id()).isEqualTo(new PackageId(1));
        assertThat(useCases.list(OWNER, ORG, PackageType.CONTAINER, State.DELETED))
                .isEqualTo(Outcome.allowed(List.of(2L, 3L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1x", "4", "999", "99999999999999999999", "+5", "05", " 5", "\u0665"})
    @DisplayName("Decision 8: an invalid token does not find a package")
    void decision08_anUnusableTokenFindsNothing(String token) {
        UseCaseFixture useCases = UseCaseFixture.of(
                UseCaseFixture.people().add(app(5).deleted(NOW), npm(4, "app").deleted(NOW)));

        assertThat(UseCaseFixture.reason(
                        useCases.lifecycle.restorePackage(useCases.caller(OWNER), APP, Optional.of(token))))
                .isEqualTo(because(Reason.PACKAGE_NOT_FOUND));
    }

    @Test
    void aRefusedDeletionHasTheNumberOfDownloads() {
        UseCaseFixture useCases = UseCaseFixture.of(
                UseCaseFixture.people()
                        .add(app(1).visibility(Visibility.PUBLIC)
                                .with(version(1).downloads(5001), version(2))),
                Rules.GITHUB_2022);

        assertThat(useCases.lifecycle.deletePackage(useCases.caller(OWNER), APP).refusal())
                .contains(new Refusal.TooManyDownloads(OptionalLong.of(5001), 5000));
    }

    private static PackageSeed app(long id) {
        return PackageSeed.of(id, "octo-org", PackageType.CONTAINER, "app");
    }

    private static PackageSeed npm(long id, String name) {
        return PackageSeed.of(id, "octo-org", PackageType.NPM, name);
    }

    private static VersionSeed version(int id) {
        return VersionSeed.of(PackageType.CONTAINER, id);
    }
}
