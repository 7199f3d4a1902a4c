package dev.packhouse.application.service;

import static dev.packhouse.application.service.UseCaseFixture.ANONYMOUS;
import static dev.packhouse.application.service.UseCaseFixture.MAINTAINER;
import static dev.packhouse.application.service.UseCaseFixture.MEMBER;
import static dev.packhouse.application.service.UseCaseFixture.NOW;
import static dev.packhouse.application.service.UseCaseFixture.ORG;
import static dev.packhouse.application.service.UseCaseFixture.OUTSIDER;
import static dev.packhouse.application.service.UseCaseFixture.OWNER;
import static dev.packhouse.application.service.UseCaseFixture.UNKNOWN;
import static dev.packhouse.application.service.UseCaseFixture.address;
import static dev.packhouse.application.service.UseCaseFixture.because;
import static dev.packhouse.application.service.UseCaseFixture.organization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.TestedRules;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Refusal.Reason;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decisions on reading, by use case. */
class ReadingDecisionsTest {

    private static final Duration WINDOW = Duration.ofDays(30);

    @Test
    @DisplayName("Decision 1: even public packages need a token, and a wrong or expired one is refused")
    void decision01_evenPublicPackagesNeedAToken() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .token("ghp_short", "hubot", Scopes.of(Scope.READ_PACKAGES), Set.of(), Optional.of(NOW.plusSeconds(1)))
                .add(PackageSeed.of(1, "octo-org", PackageType.NPM, "open").visibility(Visibility.PUBLIC)));
        PackageAddress open = address(PackageType.NPM, "open");
        Credential brief = new Credential.Token("ghp_short");

        assertThat(useCases.refusalReason(Operation.GET_PACKAGE, ANONYMOUS, open, 1))
                .isEqualTo(because(Reason.AUTHENTICATION_REQUIRED));
        assertThat(useCases.refusalReason(Operation.GET_PACKAGE, UNKNOWN, open, 1))
                .isEqualTo(because(Reason.BAD_CREDENTIALS));
        assertThat(useCases.refusalReason(Operation.GET_PACKAGE, brief, open, 1))
                .isEmpty();
        useCases.clock.advance(Duration.ofSeconds(1));
        assertThat(useCases.refusalReason(Operation.GET_PACKAGE, brief, open, 1))
                .isEqualTo(because(Reason.BAD_CREDENTIALS));
    }

    @Test
    @DisplayName("Decision 2: write:packages implies read:packages, delete:packages implies no other scope")
    void decision02_writingImpliesReadingAndDeletingImpliesNothing() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .token("ghp_write", "monalisa", Scope.WRITE_PACKAGES)
                .token("ghp_delete", "monalisa", Scope.DELETE_PACKAGES)
                .token("ghp_read", "monalisa", Scope.READ_PACKAGES)
                .add(PackageSeed.of(1, "octo-org", PackageType.NPM, "app").with(VersionSeed.of(PackageType.NPM, 1))));
        PackageAddress app = address(PackageType.NPM, "app");
        Credential write = new Credential.Token("ghp_write");
        Credential delete = new Credential.Token("ghp_delete");
        Credential read = new Credential.Token("ghp_read");

        assertThat(useCases.refusalReason(Operation.GET_PACKAGE, write, app, 1)).isEmpty();
        assertThat(useCases.refusalReason(Operation.RESTORE_VERSION, write, app, 1))
                .isEqualTo(because(Reason.VERSION_NOT_FOUND));
        assertThat(useCases.refusalReason(Operation.DELETE_PACKAGE, write, app, 1))
                .isEqualTo(because(Reason.MISSING_SCOPES));
        assertThat(useCases.refusalReason(Operation.GET_PACKAGE, delete, app, 1))
                .isEqualTo(because(Reason.MISSING_SCOPES));
        assertThat(useCases.lifecycle
                        .deletePackage(useCases.caller(delete), app)
                        .refusal())
                .contains(new Refusal.MissingScopes(
                        Operation.DELETE_PACKAGE,
                        List.of(Scope.DELETE_PACKAGES, Scope.READ_PACKAGES),
                        List.of(Scope.READ_PACKAGES)));
        assertThat(useCases.refusalReason(Operation.RESTORE_PACKAGE, read, app, 1))
                .isEqualTo(because(Reason.MISSING_SCOPES));
    }

    @ParameterizedTest
    @MethodSource(TestedRules.ALL)
    @DisplayName("Decision 2: repository-scoped types need the scope repo as well")
    void decision02_repositoryScopedTypesNeedTheScopeRepo(Rules rules) {
        UseCaseFixture useCases = UseCaseFixture.of(
                UseCaseFixture.people()
                        .token(
                                "ghp_packages",
                                "monalisa",
                                Scope.READ_PACKAGES,
                                Scope.WRITE_PACKAGES,
                                Scope.DELETE_PACKAGES),
                rules);
        Credential packages = new Credential.Token("ghp_packages");

        for (PackageType type : PackageType.values()) {
            Optional<Refusal> refusal =
                    useCases.list(packages, ORG, type, State.ACTIVE).refusal();
            assertThat(refusal)
                    .isEqualTo(
                            rules.isRepositoryScoped(type)
                                    ? Optional.of(new Refusal.MissingScopes(
                                            Operation.LIST_PACKAGES,
                                            List.of(Scope.READ_PACKAGES, Scope.REPO),
                                            List.of(Scope.REPO)))
                                    : Optional.empty());
        }
    }

    @Test
    @DisplayName("Decision 3: the kinds of paths find users, organizations, or the user of the token")
    void decision03_kindsOfPathsFindUsersOrOrganizations() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(
                        PackageSeed.of(1, "octo-org", PackageType.NPM, "app"),
                        PackageSeed.of(2, "monalisa", PackageType.NPM, "app")));

        assertThat(useCases.list(
                        OWNER, new OwnerReference.AnyLogin(new Login("octo-org")), PackageType.NPM, State.ACTIVE))
                .isEqualTo(Outcome.allowed(List.of(1L)));
        assertThat(useCases.list(
                        OWNER, new OwnerReference.AnyLogin(new Login("MonaLisa")), PackageType.NPM, State.ACTIVE))
                .isEqualTo(Outcome.allowed(List.of(2L)));
        assertThat(useCases.list(OWNER, new OwnerReference.Caller(), PackageType.NPM, State.ACTIVE))
                .isEqualTo(Outcome.allowed(List.of(2L)));
        assertThat(useCases.list(MEMBER, new OwnerReference.Caller(), PackageType.NPM, State.ACTIVE))
                .isEqualTo(Outcome.allowed(List.of()));
        assertThat(useCases.list(OWNER, organization("octo-org"), PackageType.NPM, State.ACTIVE))
                .isEqualTo(Outcome.allowed(List.of(1L)));
        assertThat(UseCaseFixture.reason(useCases.list(OWNER, organization("monalisa"), PackageType.NPM, State.ACTIVE)))
                .isEqualTo(because(Reason.OWNER_NOT_FOUND));
    }

    @Test
    @DisplayName("Decision 4: who reads what in an organization")
    void decision04_whoReadsWhatInAnOrganization() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(
                        npm(1, "public").visibility(Visibility.PUBLIC),
                        npm(2, "internal").visibility(Visibility.INTERNAL),
                        npm(3, "private"),
                        npm(4, "member").role("hubot", Role.READ),
                        npm(5, "outsider").role("stranger", Role.ADMIN),
                        npm(6, "inherits").inheriting("octo-org/hello-world"),
                        npm(7, "linked").linked("octo-org/hello-world"),
                        PackageSeed.of(8, "octo-org", PackageType.MAVEN, "org.octo.linked")
                                .linked("octo-org/hello-world"),
                        PackageSeed.of(9, "octo-org", PackageType.MAVEN, "org.octo.given")
                                .role("hubot", Role.ADMIN)));

        assertThat(useCases.list(OWNER, ORG, PackageType.NPM, State.ACTIVE))
                .isEqualTo(Outcome.allowed(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L)));
        assertThat(useCases.list(MEMBER, ORG, PackageType.NPM, State.ACTIVE))
                .isEqualTo(Outcome.allowed(List.of(1L, 2L, 4L, 6L)));
        assertThat(useCases.list(MAINTAINER, ORG, PackageType.NPM, State.ACTIVE))
                .isEqualTo(Outcome.allowed(List.of(1L, 6L)));
        assertThat(useCases.list(OUTSIDER, ORG, PackageType.NPM, State.ACTIVE)).isEqualTo(Outcome.allowed(List.of(1L)));
        assertThat(useCases.list(MAINTAINER, ORG, PackageType.MAVEN, State.ACTIVE))
                .isEqualTo(Outcome.allowed(List.of(8L)));
        assertThat(useCases.list(MEMBER, ORG, PackageType.MAVEN, State.ACTIVE)).isEqualTo(Outcome.allowed(List.of(8L)));
    }

    @Test
    @DisplayName("Decision 9: deleted packages are listed for admins, as long as they can be restored")
    void decision09_deletedPackagesAreListedForAdminsWithinTheWindow() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(
                        npm(1, "app").visibility(Visibility.PUBLIC),
                        npm(2, "app").visibility(Visibility.PUBLIC).deleted(NOW.minus(WINDOW)),
                        npm(3, "app").visibility(Visibility.PUBLIC).deleted(NOW),
                        npm(4, "given").role("hubot", Role.ADMIN).deleted(NOW),
                        npm(5, "old").deleted(NOW.minus(WINDOW).minusNanos(1))));

        assertThat(useCases.list(OWNER, ORG, PackageType.NPM, State.DELETED))
                .isEqualTo(Outcome.allowed(List.of(2L, 3L, 4L)));
        assertThat(useCases.list(MEMBER, ORG, PackageType.NPM, State.DELETED)).isEqualTo(Outcome.allowed(List.of(4L)));
        assertThat(useCases.list(OUTSIDER, ORG, PackageType.NPM, State.DELETED)).isEqualTo(Outcome.allowed(List.of()));
        useCases.clock.advance(Duration.ofNanos(1));
        assertThat(useCases.list(OWNER, ORG, PackageType.NPM, State.DELETED))
                .isEqualTo(Outcome.allowed(List.of(3L, 4L)));
    }

    @Test
    @DisplayName("Decision 9: deleted versions are listed for admins, as long as they can be restored")
    void decision09_deletedVersionsAreListedForAdminsWithinTheWindow() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(npm(1, "app")
                        .visibility(Visibility.PUBLIC)
                        .role("hubot", Role.WRITE)
                        .with(
                                VersionSeed.of(PackageType.NPM, 1),
                                VersionSeed.of(PackageType.NPM, 2).deleted(NOW.minus(WINDOW)),
                                VersionSeed.of(PackageType.NPM, 3)
                                        .deleted(NOW.minus(WINDOW).minusNanos(1)))));
        PackageAddress app = address(PackageType.NPM, "app");

        assertThat(useCases.versions(OWNER, app, State.DELETED)).isEqualTo(Outcome.allowed(List.of(2L)));
        assertThat(useCases.versions(MEMBER, app, State.DELETED)).isEqualTo(Outcome.allowed(List.of()));
        assertThat(useCases.versions(MEMBER, app, State.ACTIVE)).isEqualTo(Outcome.allowed(List.of(1L)));
        useCases.clock.advance(Duration.ofNanos(1));
        assertThat(useCases.versions(OWNER, app, State.DELETED)).isEqualTo(Outcome.allowed(List.of()));
    }

    @Test
    @DisplayName("Decision 13: deleted packages and versions are not found by name or number")
    void decision13_whatIsDeletedIsNotFound() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(
                        npm(1, "app")
                                .with(
                                        VersionSeed.of(PackageType.NPM, 1),
                                        VersionSeed.of(PackageType.NPM, 2).deleted(NOW)),
                        npm(2, "gone").with(VersionSeed.of(PackageType.NPM, 3)).deleted(NOW)));

        assertThat(useCases.refusalReason(Operation.GET_PACKAGE, OWNER, address(PackageType.NPM, "gone"), 3))
                .isEqualTo(because(Reason.PACKAGE_NOT_FOUND));
        assertThat(useCases.refusalReason(Operation.LIST_VERSIONS, OWNER, address(PackageType.NPM, "gone"), 3))
                .isEqualTo(because(Reason.PACKAGE_NOT_FOUND));
        assertThat(useCases.refusalReason(Operation.GET_VERSION, OWNER, address(PackageType.NPM, "gone"), 3))
                .isEqualTo(because(Reason.PACKAGE_NOT_FOUND));
        assertThat(useCases.refusalReason(Operation.GET_VERSION, OWNER, address(PackageType.NPM, "app"), 2))
                .isEqualTo(because(Reason.VERSION_NOT_FOUND));
        assertThat(useCases.refusalReason(Operation.GET_VERSION, OWNER, address(PackageType.NPM, "app"), 1))
                .isEmpty();
    }

    @Test
    @DisplayName("Decision 16: internal is listed as internal, and counts as private in a repository-scoped registry")
    void decision16_internalIsInternalAndPrivateWhereRepositoriesDecide() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(
                        npm(1, "internal").visibility(Visibility.INTERNAL),
                        npm(2, "private"),
                        PackageSeed.of(3, "octo-org", PackageType.MAVEN, "org.octo.internal")
                                .visibility(Visibility.INTERNAL),
                        PackageSeed.of(4, "octo-org", PackageType.MAVEN, "org.octo.private")));

        assertThat(useCases.shown(PackageType.NPM, "internal").visibility()).isEqualTo(Visibility.INTERNAL);
        assertThat(useCases.list(OWNER, PackageType.NPM, Visibility.INTERNAL)).isEqualTo(Outcome.allowed(List.of(1L)));
        assertThat(useCases.list(OWNER, PackageType.NPM, Visibility.PRIVATE)).isEqualTo(Outcome.allowed(List.of(2L)));
        assertThat(useCases.shown(PackageType.MAVEN, "org.octo.internal").visibility())
                .isEqualTo(Visibility.PRIVATE);
        assertThat(useCases.list(OWNER, PackageType.MAVEN, Visibility.INTERNAL))
                .isEqualTo(Outcome.allowed(List.of(3L, 4L)));
        assertThat(useCases.list(OWNER, PackageType.MAVEN, Visibility.PRIVATE))
                .isEqualTo(Outcome.allowed(List.of(3L, 4L)));
        assertThat(useCases.list(OWNER, PackageType.MAVEN, Visibility.PUBLIC)).isEqualTo(Outcome.allowed(List.of()));
        assertThat(useCases.refusalReason(
                        Operation.GET_PACKAGE, MEMBER, address(PackageType.MAVEN, "org.octo.internal"), 1))
                .isEqualTo(because(Reason.NOT_READABLE));
    }

    @Test
    void aWorkflowIsRefusedTheListOfContainerPackagesAndNoOther() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .workflow("ghs_w", "octo-org/hello-world", Role.READ)
                .add(PackageSeed.of(1, "octo-org", PackageType.CONTAINER, "app").visibility(Visibility.PUBLIC)));
        Credential workflow = new Credential.Token("ghs_w");

        assertThat(UseCaseFixture.reason(useCases.list(workflow, ORG, PackageType.CONTAINER, State.ACTIVE)))
                .isEqualTo(because(Reason.INVALID_ARGUMENT));
        assertThat(useCases.list(workflow, ORG, PackageType.NPM, State.ACTIVE)).isEqualTo(Outcome.allowed(List.of()));
        assertThat(useCases.refusalReason(Operation.GET_PACKAGE, workflow, address(PackageType.CONTAINER, "app"), 1))
                .isEmpty();
        assertThat(useCases.refusalReason(Operation.DELETE_PACKAGE, workflow, address(PackageType.CONTAINER, "app"), 1))
                .isEqualTo(because(Reason.TOKEN_NOT_SUPPORTED));
    }

    private static PackageSeed npm(long id, String name) {
        return PackageSeed.of(id, "octo-org", PackageType.NPM, name);
    }
}
