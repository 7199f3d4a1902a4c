package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.policy.Refusal.Reason;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Tokens;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DirectoryPolicyTest {

    private static final Principal READ_ORG = Tokens.scoped(Scope.READ_ORG);
    private static final Repository PRIVATE = Accounts.repositoryOf(Accounts.OCTO_ORG);
    private static final Repository PUBLIC =
            new Repository(PRIVATE.id(), PRIVATE.owner(), PRIVATE.name(), false, PRIVATE.description(), PRIVATE.fork());

    @ParameterizedTest
    @CsvSource({"NONE, false", "MEMBER, true", "OWNER, true"})
    void membersSeeTheMembersOfTheirOrganization(Membership membership, boolean seen) {
        assertThat(DirectoryPolicy.seesMembers(READ_ORG, membership)).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "READ_ORG, true",
        "WRITE_ORG, true",
        "ADMIN_ORG, true",
        "REPO, false",
        "USER, false",
        "READ_PACKAGES, false"
    })
    void concealedMembersTakeTheScopeReadOrg(Scope scope, boolean seen) {
        assertThat(DirectoryPolicy.seesMembers(Tokens.scoped(scope), Membership.OWNER))
                .isEqualTo(seen);
    }

    @Test
    void tokensWithoutScopesSeeNoMembers() {
        assertThat(DirectoryPolicy.seesMembers(Tokens.anonymous(), Membership.NONE))
                .isFalse();
        assertThat(DirectoryPolicy.seesMembers(Tokens.workflow(Role.WRITE), Membership.MEMBER))
                .isFalse();
        assertThat(DirectoryPolicy.seesMembers(Tokens.fineGrained(), Membership.OWNER))
                .isFalse();
    }

    @Test
    void onlyOwnersFilterByTwoFactorAuthentication() {
        assertThat(DirectoryPolicy.filterByTwoFactor(READ_ORG, Membership.OWNER))
                .isEmpty();
        for (Membership membership : List.of(Membership.MEMBER, Membership.NONE)) {
            assertThat(DirectoryPolicy.filterByTwoFactor(READ_ORG, membership)).contains(new Refusal.OwnersOnly());
        }
        assertThat(DirectoryPolicy.filterByTwoFactor(Tokens.scoped(), Membership.OWNER))
                .contains(new Refusal.OwnersOnly());
    }

    @ParameterizedTest
    @EnumSource(names = {"READ_ORG", "WRITE_ORG", "ADMIN_ORG", "USER"})
    void eitherScopeOpensTheOwnMemberships(Scope scope) {
        assertThat(DirectoryPolicy.ownMemberships(Tokens.scoped(scope), "list your organizations"))
                .isEqualTo(Outcome.allowed(Accounts.MONALISA));
    }

    @Test
    void otherTokensDoNotOpenTheOwnMemberships() {
        assertThat(refusal(Tokens.withAllScopes()))
                .contains(new Refusal.MissingAnyScope(List.of(Scope.READ_ORG, Scope.USER), "list your organizations"));
        assertThat(refusal(Tokens.scoped(Scope.READ_USER)).map(Refusal::reason)).contains(Reason.MISSING_SCOPES);
        assertThat(refusal(Tokens.anonymous())).contains(Refusal.of(Reason.AUTHENTICATION_REQUIRED));
        assertThat(refusal(Tokens.workflow(Role.WRITE)))
                .contains(new Refusal.TokenNotSupported(TokenKind.INSTALLATION));
        assertThat(refusal(Tokens.fineGrained())).contains(new Refusal.TokenNotSupported(TokenKind.FINE_GRAINED));
        assertThat(refusal(Tokens.userToServer())).contains(new Refusal.TokenNotSupported(TokenKind.USER_TO_SERVER));
    }

    private static Optional<Refusal> refusal(Principal caller) {
        return DirectoryPolicy.ownMemberships(caller, "list your organizations").refusal();
    }

    @Test
    void everyTokenOfAUserActsForTheUser() {
        assertThat(DirectoryPolicy.user(Tokens.scoped())).isEqualTo(Outcome.allowed(Accounts.MONALISA));
        assertThat(DirectoryPolicy.user(Tokens.fineGrained())).isEqualTo(Outcome.allowed(Accounts.MONALISA));
        assertThat(DirectoryPolicy.user(Tokens.anonymous()).refusal())
                .contains(Refusal.of(Reason.AUTHENTICATION_REQUIRED));
        assertThat(DirectoryPolicy.user(Tokens.workflow(Role.READ)).refusal())
                .contains(new Refusal.TokenNotSupported(TokenKind.INSTALLATION));
    }

    @Test
    void organizationsWithoutSignOnOfTheTokenAreLeftOut() {
        List<Organization> both = List.of(Accounts.OCTO_ORG, Accounts.SSO_ORG);

        assertThat(DirectoryPolicy.leftOut(READ_ORG, both)).containsExactly(Accounts.SSO_ORG);
        assertThat(DirectoryPolicy.leftOut(Tokens.signedOnTo(Accounts.SSO_ORG), both))
                .isEmpty();
    }

    @Test
    void singleSignOnIsThatOfPackages() {
        assertThat(DirectoryPolicy.singleSignOn(READ_ORG, Accounts.SSO_ORG, Affiliation.of(Membership.MEMBER)))
                .contains(new Refusal.SsoRequired(Accounts.SSO_ORG.login()));
        assertThat(DirectoryPolicy.singleSignOn(READ_ORG, Accounts.SSO_ORG, Affiliation.none()))
                .isEmpty();
        assertThat(DirectoryPolicy.singleSignOn(READ_ORG, Accounts.OCTO_ORG, Affiliation.of(Membership.MEMBER)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, NONE, false",
        "NONE, READ, true",
        "MEMBER, NONE, false",
        "MEMBER, WRITE, true",
        "OWNER, NONE, true"
    })
    void aPrivateRepositoryTakesARoleOrTheOwnership(Membership membership, Role role, boolean seen) {
        Affiliation.Known affiliation = new Affiliation.Known(membership, Role.NONE, role);

        assertThat(DirectoryPolicy.sees(Tokens.scoped(Scope.REPO), PRIVATE, affiliation))
                .isEqualTo(seen);
        assertThat(DirectoryPolicy.sees(Tokens.scoped(Scope.PUBLIC_REPO), PRIVATE, affiliation))
                .isFalse();
        assertThat(DirectoryPolicy.sees(Tokens.fineGrained(), PRIVATE, affiliation))
                .isFalse();
    }

    @Test
    void publicRepositoriesAreSeenByAll() {
        for (Principal caller :
                List.of(Tokens.anonymous(), Tokens.scoped(), Tokens.fineGrained(), Tokens.workflow(Role.NONE))) {
            assertThat(DirectoryPolicy.sees(caller, PUBLIC, (Affiliation.Known) Affiliation.none()))
                    .isTrue();
        }
    }

    @Test
    void aRoleOnAPackageOpensNoRepository() {
        Affiliation.Known affiliation = new Affiliation.Known(Membership.MEMBER, Role.ADMIN, Role.NONE);

        assertThat(DirectoryPolicy.sees(Tokens.scoped(Scope.REPO), PRIVATE, affiliation))
                .isFalse();
    }

    @Test
    void aWorkflowSeesItsOwnPrivateRepositoryOnly() {
        Principal workflow = Tokens.workflow(Role.NONE);
        Affiliation.Known own = new Affiliation.Known(Membership.MEMBER, Role.NONE, Affiliation.ROLE_ON_OWN_REPOSITORY);

        assertThat(DirectoryPolicy.sees(workflow, PRIVATE, own)).isTrue();
        assertThat(DirectoryPolicy.sees(
                        workflow, PRIVATE, new Affiliation.Known(Membership.MEMBER, Role.NONE, Role.NONE)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"NONE, NONE, READ", "MEMBER, WRITE, WRITE", "NONE, ADMIN, ADMIN", "OWNER, READ, ADMIN"})
    void theRoleOnARepositoryIsAtLeastRead(Membership membership, Role granted, Role role) {
        assertThat(DirectoryPolicy.roleOn(new Affiliation.Known(membership, Role.NONE, granted)))
                .isEqualTo(role);
    }
}
