package dev.packhouse.application.service;

import static dev.packhouse.application.service.UseCaseFixture.ANONYMOUS;
import static dev.packhouse.application.service.UseCaseFixture.MEMBER;
import static dev.packhouse.application.service.UseCaseFixture.UNKNOWN;
import static dev.packhouse.application.service.UseCaseFixture.because;
import static dev.packhouse.application.service.UseCaseFixture.organization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal.Reason;
import org.junit.jupiter.api.Test;

class AccountsTest {

    private static final Credential WORKFLOW = new Credential.Token("ghs_w");

    private final UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
            .token("github_pat_x", "hubot")
            .workflow("ghs_w", "octo-org/hello-world", Role.WRITE));

    @Test
    void aCallerWithoutATokenIsAnonymousAndOneWithAWrongTokenIsRefused() {
        assertThat(useCases.authenticate(ANONYMOUS)).isEqualTo(Outcome.allowed(new Principal.Anonymous()));
        assertThat(UseCaseFixture.reason(useCases.authenticate(UNKNOWN))).isEqualTo(because(Reason.BAD_CREDENTIALS));
        assertThat(useCases.authenticate(MEMBER).map(Principal::label)).isEqualTo(Outcome.allowed("hubot"));
        assertThat(useCases.authenticate(WORKFLOW).map(Principal::label))
                .isEqualTo(Outcome.allowed("octo-org/hello-world"));
    }

    @Test
    void everyCallerMayReadAnAccountExceptWithAWrongToken() {
        assertThat(login(ANONYMOUS, new OwnerReference.AnyLogin(new Login("HUBOT"))))
                .isEqualTo(Outcome.allowed("hubot"));
        assertThat(login(ANONYMOUS, new OwnerReference.AnyLogin(new Login("octo-org"))))
                .isEqualTo(Outcome.allowed("octo-org"));
        assertThat(login(ANONYMOUS, organization("octo-org"))).isEqualTo(Outcome.allowed("octo-org"));
        assertThat(UseCaseFixture.reason(login(UNKNOWN, organization("octo-org"))))
                .isEqualTo(because(Reason.BAD_CREDENTIALS));
    }

    @Test
    void theAuthenticatedUserIsTheUserBehindTheToken() {
        OwnerReference own = new OwnerReference.Caller();

        assertThat(login(MEMBER, own)).isEqualTo(Outcome.allowed("hubot"));
        assertThat(login(new Credential.Token("github_pat_x"), own)).isEqualTo(Outcome.allowed("hubot"));
        assertThat(UseCaseFixture.reason(login(ANONYMOUS, own))).isEqualTo(because(Reason.AUTHENTICATION_REQUIRED));
        assertThat(UseCaseFixture.reason(login(WORKFLOW, own))).isEqualTo(because(Reason.TOKEN_NOT_SUPPORTED));
    }

    @Test
    void organizationsAreFoundAmongUsersButUsersNotAmongOrganizations() {
        assertThat(login(MEMBER, new OwnerReference.AnyNumber(new AccountId(2001))))
                .isEqualTo(Outcome.allowed("octo-org"));
        assertThat(login(MEMBER, new OwnerReference.AnyNumber(new AccountId(1001))))
                .isEqualTo(Outcome.allowed("monalisa"));
        assertThat(login(MEMBER, new OwnerReference.OrganizationNumber(new AccountId(2001))))
                .isEqualTo(Outcome.allowed("octo-org"));
        assertThat(UseCaseFixture.reason(login(MEMBER, new OwnerReference.OrganizationNumber(new AccountId(1001)))))
                .isEqualTo(because(Reason.OWNER_NOT_FOUND));
        assertThat(UseCaseFixture.reason(login(MEMBER, organization("hubot"))))
                .isEqualTo(because(Reason.OWNER_NOT_FOUND));
        assertThat(UseCaseFixture.reason(login(MEMBER, new OwnerReference.AnyNumber(new AccountId(7)))))
                .isEqualTo(because(Reason.OWNER_NOT_FOUND));
    }

    private Outcome<String> login(Credential caller, OwnerReference owner) {
        return useCases.authenticator
                .authenticate(caller)
                .caller()
                .flatMap(accepted -> useCases.catalog.account(accepted, owner))
                .map(document -> document.value().login().value());
    }
}
