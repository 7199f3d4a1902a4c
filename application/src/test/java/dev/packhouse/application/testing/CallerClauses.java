package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.ContractState.present;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.naming.RepositoryName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The properties of callers: how a backend resolves credentials. */
public interface CallerClauses extends BackendFixture {

    @Test
    default void aCallerWithoutATokenIsAnonymous() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            assertThat(principal(backend, new Credential.None())).contains(new Principal.Anonymous());
        }
    }

    @Test
    default void aClassicTokenIdentifiesItsUserWithItsScopes() {
        Instant expiry = NOW.plusSeconds(3600);
        Scopes scopes = Scopes.of(Scope.WRITE_PACKAGES, Scope.READ_PACKAGES, Scope.REPO);
        Seed seed = people().organizationWithSso(2002, "sso-org", List.of(), List.of("hubot"))
                .token("ghp_authorized", "hubot", scopes, Set.of("SSO-org"), Optional.of(expiry));
        Set<Login> sso = can(Ability.KNOWS_WHAT_TOKENS_ALLOW) ? Set.of(new Login("sso-org")) : Set.of();

        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(principal(backend, new Credential.Token("ghp_authorized")))
                    .contains(new Principal.ClassicToken(user(1002, "hubot"), scopes, sso, Optional.of(expiry)));
        }
    }

    @Test
    default void aTokenOfAnOauthAppCountsAsAClassicOne() {
        Seed seed = people().token("gho_app", "OctoCat", Scope.READ_PACKAGES);

        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(principal(backend, new Credential.Token("gho_app")))
                    .contains(new Principal.ClassicToken(
                            user(1003, "OctoCat"), Scopes.of(Scope.READ_PACKAGES), Set.of(), Optional.empty()));
        }
    }

    @Test
    default void fineGrainedTokensIdentifyTheirUsersAndAreNotSupported() {
        isUnsupported("github_pat_11A", TokenKind.FINE_GRAINED);
    }

    @Test
    default void userTokensOfGitHubAppsIdentifyTheirUsersAndAreNotSupported() {
        isUnsupported("ghu_app", TokenKind.USER_TO_SERVER);
    }

    private void isUnsupported(String secret, TokenKind kind) {
        Seed seed = people().token(secret, "hubot", Scopes.NONE, Set.of(), Optional.empty());
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(principal(backend, new Credential.Token(secret)))
                    .contains(new Principal.UnsupportedToken(user(1002, "hubot"), kind, Optional.empty()));
        }
    }

    /** Without {@link Ability#KNOWS_WHAT_TOKENS_ALLOW} it has the highest permission, and the registry decides. */
    @Test
    default void aWorkflowTokenIdentifiesItsRepositoryWithItsPermission() {
        Seed seed = people().workflow("ghs_workflow", "octo-org/hello-world", Role.READ);
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            Principal principal = present(principal(backend, new Credential.Token("ghs_workflow")));

            assertThat(principal).isInstanceOf(Principal.ActionsToken.class);
            Principal.ActionsToken workflow = (Principal.ActionsToken) principal;
            assertThat(workflow.repository().id().value()).isEqualTo(5001);
            assertThat(workflow.repository().name()).isEqualTo(RepositoryName.parse("octo-org/hello-world"));
            assertThat(workflow.permission()).isEqualTo(can(Ability.KNOWS_WHAT_TOKENS_ALLOW) ? Role.READ : Role.WRITE);
        }
    }

    @Test
    default void anUnknownTokenHasNoPrincipal() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            assertThat(principal(backend, MONALISA)).isPresent();
            assertThat(principal(backend, new Credential.Token("ghp_monalis"))).isEmpty();
            assertThat(principal(backend, new Credential.Token(""))).isEmpty();
        }
    }

    @Test
    default void aTokenHasNoPrincipalFromTheInstantAtWhichItExpires() {
        MutableClock clock = new MutableClock(NOW.minusSeconds(1));
        Seed seed = people().token("ghp_short", "hubot", Scopes.NONE, Set.of(), Optional.of(NOW));
        try (Backend backend = open(seed.state(), clock)) {
            assertThat(principal(backend, new Credential.Token("ghp_short"))).isPresent();

            clock.set(NOW);

            assertThat(principal(backend, new Credential.Token("ghp_short"))).isEmpty();
        }
    }

    private static Optional<Principal> principal(Backend backend, Credential credential) {
        Optional<AuthenticatedCaller> caller = Callers.callerIfAccepted(backend, credential);
        caller.ifPresent(known ->
                assertThat(backend.write(known, WriteSession::principal)).contains(known.principal()));
        return caller.map(AuthenticatedCaller::principal);
    }

    private static User user(long id, String login) {
        return new User(
                new AccountId(id),
                new Login(login),
                Optional.of("Name of " + login),
                false,
                Seed.CREATED,
                Seed.CREATED);
    }
}
