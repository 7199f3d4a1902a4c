package dev.packhouse.application.service;

import static dev.packhouse.application.service.UseCaseFixture.ANONYMOUS;
import static dev.packhouse.application.service.UseCaseFixture.MEMBER;
import static dev.packhouse.application.service.UseCaseFixture.OUTSIDER;
import static dev.packhouse.application.service.UseCaseFixture.OWNER;
import static dev.packhouse.application.service.UseCaseFixture.UNKNOWN;
import static dev.packhouse.application.service.UseCaseFixture.address;
import static dev.packhouse.application.service.UseCaseFixture.because;
import static dev.packhouse.application.service.UseCaseFixture.organization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageListRequest;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each request has several errors; the outcome is the refusal of the first failed check. */
@DisplayName("Credential, token and scopes, owner, single sign-on, package, role, rules: always in this order")
class OrderOfChecksTest {

    private static final Credential FINE_GRAINED = new Credential.Token("github_pat_hubot");
    private static final Credential WITHOUT_SCOPES = new Credential.Token("ghp_weak");

    private static final PackageAddress NOWHERE =
            new PackageAddress(organization("nobody"), PackageType.NPM, "NO NAME");
    private static final PackageAddress ABSENT_BEHIND_SSO =
            new PackageAddress(organization("sso-org"), PackageType.NPM, "absent");

    private final UseCaseFixture useCases = UseCaseFixture.of(seed());

    private static Seed seed() {
        return UseCaseFixture.people()
                .organizationWithSso(2002, "sso-org", List.of("monalisa"), List.of("hubot"))
                .token("github_pat_hubot", "hubot")
                .token("ghp_weak", "hubot", Scope.REPO)
                .add(
                        PackageSeed.of(1, "octo-org", PackageType.NPM, "secret")
                                .with(VersionSeed.of(PackageType.NPM, 1).downloads(9999)),
                        PackageSeed.of(2, "octo-org", PackageType.NPM, "open")
                                .visibility(Visibility.PUBLIC)
                                .with(VersionSeed.of(PackageType.NPM, 2).downloads(9999)),
                        PackageSeed.of(3, "octo-org", PackageType.NPM, "open")
                                .visibility(Visibility.PUBLIC)
                                .deleted(UseCaseFixture.NOW.minusSeconds(1)),
                        PackageSeed.of(4, "octo-org", PackageType.NPM, "secret")
                                .deleted(UseCaseFixture.NOW.minusSeconds(1)));
    }

    @ParameterizedTest
    @EnumSource
    void first_theCredential(Operation operation) {
        assertThat(useCases.refusalReason(operation, ANONYMOUS, NOWHERE, 1))
                .isEqualTo(because(Reason.AUTHENTICATION_REQUIRED));
        assertThat(useCases.refusalReason(operation, UNKNOWN, NOWHERE, 1)).isEqualTo(because(Reason.BAD_CREDENTIALS));
    }

    @ParameterizedTest
    @EnumSource
    void second_theKindOfTokenAndItsScopes(Operation operation) {
        assertThat(useCases.refusalReason(operation, FINE_GRAINED, NOWHERE, 1))
                .isEqualTo(because(Reason.TOKEN_NOT_SUPPORTED));
        assertThat(useCases.refusalReason(operation, WITHOUT_SCOPES, NOWHERE, 1))
                .isEqualTo(because(Reason.MISSING_SCOPES));
        assertThat(useCases.refusalReason(operation, WITHOUT_SCOPES, ABSENT_BEHIND_SSO, 1))
                .isEqualTo(because(Reason.MISSING_SCOPES));
    }

    @ParameterizedTest
    @EnumSource
    void third_theOwner(Operation operation) {
        PackageAddress ofInvalidLogin =
                new PackageAddress(new OwnerReference.InvalidLogin(), PackageType.NPM, "NO NAME");

        assertThat(useCases.refusalReason(operation, OWNER, NOWHERE, 1)).isEqualTo(because(Reason.OWNER_NOT_FOUND));
        assertThat(useCases.refusalReason(operation, OWNER, ofInvalidLogin, 1))
                .isEqualTo(because(Reason.OWNER_NOT_FOUND));
        assertThat(useCases.refusalReason(operation, WITHOUT_SCOPES, ofInvalidLogin, 1))
                .isEqualTo(because(Reason.MISSING_SCOPES));
    }

    @ParameterizedTest
    @EnumSource
    void fourth_singleSignOn(Operation operation) {
        assertThat(useCases.refusalReason(operation, MEMBER, ABSENT_BEHIND_SSO, 1))
                .isEqualTo(because(Reason.SSO_REQUIRED));
        assertThat(useCases.refusalReason(operation, OWNER, ABSENT_BEHIND_SSO, 1))
                .isEqualTo(because(Reason.SSO_REQUIRED));
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"LIST_PACKAGES", "LIST_DOCKER_CONFLICTS"},
            mode = EnumSource.Mode.EXCLUDE)
    void fifth_whetherThePackageExistsAndIsReadable(Operation operation) {
        assertThat(useCases.refusalReason(operation, OUTSIDER, ABSENT_BEHIND_SSO, 999))
                .isEqualTo(because(Reason.PACKAGE_NOT_FOUND));
        assertThat(useCases.refusalReason(operation, OWNER, address(PackageType.NPM, "NO NAME"), 999))
                .isEqualTo(because(Reason.PACKAGE_NOT_FOUND));
        assertThat(useCases.refusalReason(operation, MEMBER, address(PackageType.NPM, "secret"), 999))
                .isEqualTo(because(Reason.NOT_READABLE));
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"DELETE_PACKAGE", "RESTORE_PACKAGE", "DELETE_VERSION", "RESTORE_VERSION"})
    void sixth_whetherTheCallerIsAdmin(Operation operation) {
        assertThat(useCases.refusalReason(operation, MEMBER, address(PackageType.NPM, "open"), 999))
                .isEqualTo(because(Reason.NOT_ADMIN));
        assertThat(useCases.refusalReason(operation, MEMBER, address(PackageType.NPM, "open"), 2))
                .isEqualTo(because(Reason.NOT_ADMIN));
    }

    @Test
    void seventh_whetherTheVersionExists() {
        PackageAddress open = address(PackageType.NPM, "open");
        assertThat(useCases.refusalReason(Operation.GET_VERSION, MEMBER, open, 999))
                .isEqualTo(because(Reason.VERSION_NOT_FOUND));
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, open, 999))
                .isEqualTo(because(Reason.VERSION_NOT_FOUND));
        assertThat(useCases.refusalReason(Operation.RESTORE_VERSION, OWNER, open, 999))
                .isEqualTo(because(Reason.VERSION_NOT_FOUND));
        assertThat(useCases.refusalReason(Operation.RESTORE_VERSION, OWNER, open, 2))
                .isEqualTo(because(Reason.VERSION_NOT_FOUND));
    }

    @Test
    void last_theRulesOfDeletionAndRestoration() {
        PackageAddress open = address(PackageType.NPM, "open");
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, open, 2))
                .isEqualTo(because(Reason.TOO_MANY_DOWNLOADS));
        assertThat(useCases.refusalReason(Operation.DELETE_PACKAGE, OWNER, open, 2))
                .isEqualTo(because(Reason.TOO_MANY_DOWNLOADS));
        assertThat(useCases.refusalReason(Operation.RESTORE_PACKAGE, OWNER, open, 2))
                .isEqualTo(because(Reason.NAME_TAKEN));
        assertThat(useCases.refusalReason(Operation.DELETE_VERSION, OWNER, address(PackageType.NPM, "secret"), 1))
                .isEqualTo(because(Reason.LAST_VERSION));
    }

    @Test
    void anInvalidFilterIsRefusedOnlyAfterTheCallerWasAuthorized() {
        assertThat(withInvalidFilter(ANONYMOUS, "nobody")).isEqualTo(because(Reason.AUTHENTICATION_REQUIRED));
        assertThat(withInvalidFilter(FINE_GRAINED, "nobody")).isEqualTo(because(Reason.TOKEN_NOT_SUPPORTED));
        assertThat(withInvalidFilter(WITHOUT_SCOPES, "nobody")).isEqualTo(because(Reason.MISSING_SCOPES));
        assertThat(withInvalidFilter(MEMBER, "nobody")).isEqualTo(because(Reason.OWNER_NOT_FOUND));
        assertThat(withInvalidFilter(MEMBER, "sso-org")).isEqualTo(because(Reason.SSO_REQUIRED));
        assertThat(withInvalidFilter(MEMBER, "octo-org")).isEqualTo(because(Reason.INVALID_ARGUMENT));
    }

    private Optional<Reason> withInvalidFilter(Credential caller, String owner) {
        return UseCaseFixture.reason(useCases.catalog.packages(
                useCases.caller(caller), organization(owner), new PackageListRequest.Invalid(Optional.empty())));
    }

    @Test
    void anInvalidStateIsRefusedOnlyAfterTheCallerMayRead() {
        assertThat(withInvalidState(ANONYMOUS, "open")).isEqualTo(because(Reason.AUTHENTICATION_REQUIRED));
        assertThat(withInvalidState(MEMBER, "absent")).isEqualTo(because(Reason.PACKAGE_NOT_FOUND));
        assertThat(withInvalidState(MEMBER, "secret")).isEqualTo(because(Reason.NOT_READABLE));
        assertThat(withInvalidState(MEMBER, "open")).isEqualTo(because(Reason.INVALID_ARGUMENT));
    }

    private Optional<Reason> withInvalidState(Credential caller, String name) {
        return UseCaseFixture.reason(useCases.catalog.versions(
                useCases.caller(caller), address(PackageType.NPM, name), Optional.empty(), PageRequest.FIRST));
    }

    @ParameterizedTest
    @EnumSource
    void theNamespaceOfTheCallerRequiresAUser(Operation operation) {
        UseCaseFixture workflows = UseCaseFixture.of(
                seed().workflow("ghs_w", "octo-org/hello-world", dev.packhouse.domain.access.Role.WRITE));
        PackageAddress own = new PackageAddress(new OwnerReference.Caller(), PackageType.NPM, "open");

        assertThat(workflows.refusalReason(operation, new Credential.Token("ghs_w"), own, 1))
                .isEqualTo(because(Reason.TOKEN_NOT_SUPPORTED));
        assertThat(workflows.refusalReason(operation, ANONYMOUS, own, 1))
                .isEqualTo(because(Reason.AUTHENTICATION_REQUIRED));
    }
}
