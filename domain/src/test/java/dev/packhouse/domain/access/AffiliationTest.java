package dev.packhouse.domain.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.testing.Accounts;
import dev.packhouse.domain.testing.Tokens;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AffiliationTest {

    private static final Repository OWN = Accounts.repositoryOf(Accounts.OCTO_ORG);
    private static final Repository USERS = new Repository(
            new RepositoryId(5002),
            Accounts.MONALISA,
            new RepositoryName(Accounts.MONALISA.login(), "hello-world"),
            true,
            Optional.empty(),
            false);

    @Test
    void aWorkflowIsAMemberOfTheOrganizationOfItsRepository() {
        assertThat(Affiliation.ofWorkflow(OWN, Accounts.OCTO_ORG)).isEqualTo(Affiliation.of(Membership.MEMBER));
    }

    @Test
    void aWorkflowIsNotAMemberOfAnotherAccountOrOfTheUserWhoOwnsItsRepository() {
        assertThat(Affiliation.ofWorkflow(OWN, Accounts.MONALISA)).isEqualTo(Affiliation.none());
        assertThat(Affiliation.ofWorkflow(USERS, Accounts.OCTO_ORG)).isEqualTo(Affiliation.none());
        assertThat(Affiliation.ofWorkflow(USERS, Accounts.MONALISA)).isEqualTo(Affiliation.none());
    }

    @Test
    void aWorkflowIsAdminOfItsOwnRepositoryAndKeepsTheRoleOnThePackage() {
        assertThat(Affiliation.ofWorkflow(OWN, Accounts.OCTO_ORG, Role.READ, Optional.of(OWN)))
                .isEqualTo(new Affiliation.Known(Membership.MEMBER, Role.READ, Role.ADMIN));
    }

    @Test
    void aWorkflowHasNoRoleOnAnotherRepository() {
        assertThat(Affiliation.ofWorkflow(USERS, Accounts.OCTO_ORG, Role.WRITE, Optional.of(OWN)))
                .isEqualTo(new Affiliation.Known(Membership.NONE, Role.WRITE, Role.NONE));
        assertThat(Affiliation.ofWorkflow(OWN, Accounts.OCTO_ORG, Role.NONE, Optional.empty()))
                .isEqualTo(new Affiliation.Known(Membership.MEMBER, Role.NONE, Role.NONE));
    }

    @Test
    void aUserOwnsTheOwnAccountAndIsMemberOfOrganizationsOnly() {
        assertThat(Affiliation.ofUser(Accounts.MONALISA, Accounts.MONALISA, Membership.NONE, Role.NONE, Role.READ))
                .isEqualTo(new Affiliation.Known(Membership.OWNER, Role.NONE, Role.READ));
        assertThat(Affiliation.ofUser(Accounts.MONALISA, Accounts.OCTO_ORG, Membership.MEMBER, Role.WRITE, Role.NONE))
                .isEqualTo(new Affiliation.Known(Membership.MEMBER, Role.WRITE, Role.NONE));
        assertThat(Affiliation.ofUser(Accounts.MONALISA, Accounts.HUBOT, Membership.NONE, Role.READ, Role.NONE))
                .isEqualTo(new Affiliation.Known(Membership.NONE, Role.READ, Role.NONE));
        assertThatThrownBy(() ->
                        Affiliation.ofUser(Accounts.MONALISA, Accounts.HUBOT, Membership.MEMBER, Role.NONE, Role.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'hubot' is a user, and 'monalisa' cannot be a member of it");
    }

    @Test
    void aUserDoesNotOwnAnOrganizationOfTheSameNumber() {
        Organization namesake = new Organization(
                Accounts.MONALISA.id(),
                new Login("namesake"),
                Optional.empty(),
                Optional.empty(),
                false,
                Instant.EPOCH,
                Instant.EPOCH);

        assertThat(Affiliation.ofUser(Accounts.MONALISA, namesake, Membership.NONE, Role.NONE, Role.NONE))
                .isEqualTo(Affiliation.none());
        assertThat(Tokens.withAllScopes().owns(namesake)).isFalse();
        assertThat(Tokens.withAllScopes().owns(Accounts.MONALISA)).isTrue();
    }
}
