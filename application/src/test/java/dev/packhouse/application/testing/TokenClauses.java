package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.HUBOT;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.StoreCalls.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageLifecycle;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Refusal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The properties of tokens in a store. */
public interface TokenClauses extends BackendFixture {

    @Test
    default void tokensAreListedInOrderOfCreationWithAscendingNumbers() {
        RegistryState state = people().state();
        try (Backend backend = open(state, new MutableClock(NOW))) {
            List<StoredToken> tokens = store(backend).tokens();

            assertThat(tokens).map(StoredToken::entry).isEqualTo(state.tokens());
            assertThat(tokens)
                    .map(StoredToken::id)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id > 0);
        }
    }

    @Test
    default void aNewTokenIsValidAtOnceAndARevokedOneIsNot() {
        Credential.Token fresh = new Credential.Token("ghp_fresh");
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            assertThat(backend.authenticate(fresh)).isEmpty();
            store(backend).add(new Seed().token("ghp_fresh", "hubot").state());
            assertThat(backend.authenticate(fresh)).isPresent();
            List<StoredToken> tokens = store(backend).tokens();
            long id = tokens.get(tokens.size() - 1).id();

            assertThat(store(backend).revokeToken(id)).isTrue();

            assertThat(backend.authenticate(fresh)).isEmpty();
            assertThat(backend.authenticate(HUBOT)).isPresent();
            assertThat(store(backend).revokeToken(id)).isFalse();
            assertThat(store(backend).tokens()).isEqualTo(tokens.subList(0, tokens.size() - 1));
        }
    }

    @Test
    default void aTokenThatIsRevokedAfterItsCallerWasAuthenticatedChangesNothing() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            AuthenticatedCaller hubot = caller(backend, HUBOT);
            assertThat(backend.write(hubot, WriteSession::principal)).contains(hubot.principal());

            store(backend).tokens().forEach(token -> store(backend).revokeToken(token.id()));

            assertThat(backend.write(hubot, WriteSession::principal)).isEmpty();
            assertThat(backend.write(AuthenticatedCaller.ANONYMOUS, WriteSession::principal))
                    .contains(new Principal.Anonymous());
        }
    }

    /** The roles are those of the user, and no token is stored. */
    @Test
    default void anOperatorActsAsAUserWithoutAToken() {
        Seed seed = people().add(
                        PackageSeed.of(1, "octo-org", PackageType.NPM, "given").role("hubot", Role.ADMIN),
                        PackageSeed.of(2, "octo-org", PackageType.NPM, "other"));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            List<StoredToken> tokens = store(backend).tokens();
            User hubot = ((Principal.ClassicToken) caller(backend, HUBOT).principal()).owner();
            AuthenticatedCaller operator = AuthenticatedCaller.operatorAs(hubot, Set.of(), NOW);
            PackageLifecycle lifecycle = new LifecycleService(
                    backend, BackendFixture.RULES, new MutableClock(NOW), LifecycleService.Mode.APPLY);

            assertThat(backend.write(operator, WriteSession::principal)).contains(operator.principal());
            assertThat(lifecycle.deletePackage(operator, npm("given")).refusal())
                    .isEmpty();
            assertThat(lifecycle.deletePackage(operator, npm("other")).refusal().map(Refusal::reason))
                    .contains(Refusal.Reason.NOT_READABLE);
            assertThat(store(backend).tokens()).isEqualTo(tokens);
        }
    }

    private static PackageAddress npm(String name) {
        return new PackageAddress(new OwnerReference.AnyLogin(new Login("octo-org")), PackageType.NPM, name);
    }

    @Test
    default void aTokenThatIsThereAlreadyIsRefused() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            RegistryState again = new Seed().token("ghp_hubot", "hubot").state();

            assertThatThrownBy(() -> store(backend).add(again))
                    .isInstanceOf(InvalidStateException.class)
                    .hasMessage("tokens[0].token: there is already such a token");
        }
    }

    @Test
    default void theNumberOfARevokedTokenIsNeverReused() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            List<StoredToken> tokens = store(backend).tokens();
            assertThat(tokens).isNotEmpty();
            long last = tokens.get(tokens.size() - 1).id();
            assertThat(store(backend).revokeToken(last)).isTrue();

            store(backend).add(new Seed().token("ghp_fresh", "hubot").state());

            assertThat(store(backend).tokens()).map(StoredToken::id).doesNotContain(last);
            assertThat(store(backend).tokens()).hasSameSizeAs(tokens);
        }
    }
}
