package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.HUBOT;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.OCTOCAT;
import static dev.packhouse.application.testing.ContractState.account;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.ContractState.present;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The properties of accounts: look-up and affiliation of the caller. */
public interface AccountClauses extends BackendFixture {

    @Test
    default void accountsAreFoundByLoginInAnyCaseAndKeepTheirCase() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            assertThat(find(backend, "oCTOcAT")).contains(user(1003, "OctoCat"));
            assertThat(find(backend, "OCTO-ORG")).contains(organization(2001, "octo-org"));
            assertThat(present(find(backend, "octocat")).login().value()).isEqualTo("OctoCat");
            assertThat(find(backend, "octo")).isEmpty();
        }
    }

    @Test
    default void accountsAreFoundByNumber() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            assertThat(find(backend, 1001)).contains(user(1001, "monalisa"));
            assertThat(find(backend, 2001)).contains(organization(2001, "octo-org"));
            assertThat(find(backend, 5001)).isEmpty();
        }
    }

    @Test
    default void anOrganizationIsFoundAlsoWhereNoUserIs() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            Account organization = organization(2001, "octo-org");
            assertThat(find(backend, AccountQuery.organization(new Login("Octo-Org"))))
                    .contains(organization);
            assertThat(find(backend, AccountQuery.organization(new AccountId(2001))))
                    .contains(organization);
            assertThat(find(backend, AccountQuery.organization(new Login("octocat"))))
                    .isEmpty();
            assertThat(find(backend, AccountQuery.organization(new AccountId(1003))))
                    .isEmpty();
        }
    }

    @Test
    default void callersFindTheirOwnAccount() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            User caller = (User) user(1002, "hubot");
            assertThat(find(backend, new AccountQuery.OfCaller(caller))).contains(caller);
        }
    }

    @Test
    default void theDocumentOfAnAccountIsThatOfTheQuery() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            assertThat(document(backend, AccountQuery.any(new Login("octocat"))))
                    .contains(user(1003, "OctoCat"));
            assertThat(document(backend, AccountQuery.organization(new Login("octo-org"))))
                    .contains(organization(2001, "octo-org"));
            assertThat(document(backend, AccountQuery.organization(new Login("octocat"))))
                    .isEmpty();
            assertThat(document(backend, AccountQuery.any(new AccountId(5001)))).isEmpty();
        }
    }

    @Test
    default void callersHaveAnAffiliationWithEachOwner() {
        Seed seed = people().workflow("ghs_org", "octo-org/hello-world", Role.WRITE)
                .workflow("ghs_user", "monalisa/dotfiles", Role.WRITE);
        Credential workflow = new Credential.Token("ghs_org");
        Credential usersWorkflow = new Credential.Token("ghs_user");
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(affiliation(backend, MONALISA, "octo-org")).isEqualTo(expected(Membership.OWNER));
            assertThat(affiliation(backend, HUBOT, "octo-org")).isEqualTo(expected(Membership.MEMBER));
            assertThat(affiliation(backend, OCTOCAT, "octo-org")).isEqualTo(expected(Membership.NONE));
            assertThat(affiliation(backend, HUBOT, "hubot")).isEqualTo(expected(Membership.OWNER));
            assertThat(affiliation(backend, HUBOT, "monalisa")).isEqualTo(expected(Membership.NONE));
            assertThat(affiliation(backend, workflow, "octo-org")).isEqualTo(expected(Membership.MEMBER));
            assertThat(affiliation(backend, workflow, "monalisa")).isEqualTo(expected(Membership.NONE));
            assertThat(affiliation(backend, usersWorkflow, "monalisa")).isEqualTo(expected(Membership.NONE));
            assertThat(affiliation(backend, usersWorkflow, "octo-org")).isEqualTo(expected(Membership.NONE));
        }
    }

    private Affiliation expected(Membership membership) {
        return can(Ability.KNOWS_AFFILIATIONS) ? Affiliation.of(membership) : Affiliation.unknown();
    }

    private static Affiliation affiliation(Backend backend, Credential caller, String owner) {
        return backend.read(
                caller(backend, caller), session -> session.accounts().affiliationWith(account(session, owner)));
    }

    private static Optional<Account> find(Backend backend, String login) {
        return find(backend, AccountQuery.any(new Login(login)));
    }

    private static Optional<Account> find(Backend backend, long id) {
        return find(backend, AccountQuery.any(new AccountId(id)));
    }

    private static Optional<Account> find(Backend backend, AccountQuery query) {
        return backend.read(
                caller(backend, HUBOT), session -> session.accounts().find(query));
    }

    private static Optional<Account> document(Backend backend, AccountQuery query) {
        return backend.read(
                caller(backend, HUBOT),
                session -> session.accounts().document(query).map(WithSource::value));
    }

    private static Account user(long id, String login) {
        return new User(
                new AccountId(id),
                new Login(login),
                Optional.of("Name of " + login),
                false,
                Seed.CREATED,
                Seed.CREATED);
    }

    private static Account organization(long id, String login) {
        return new Organization(
                new AccountId(id),
                new Login(login),
                Optional.of("Name of " + login),
                Optional.of("About " + login),
                false,
                Seed.CREATED,
                Seed.CREATED);
    }
}
