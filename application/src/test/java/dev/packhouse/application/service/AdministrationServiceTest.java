package dev.packhouse.application.service;

import static dev.packhouse.application.service.UseCaseFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.CreatedToken;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.state.InvalidStateException;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdministrationServiceTest {

    @Test
    void aStateIsLoadedIntoAnEmptyBackendOnly() {
        UseCaseFixture useCases = UseCaseFixture.of(new Seed());
        RegistryState state = UseCaseFixture.people().state();

        assertThat(useCases.administration.isEmpty()).isTrue();
        useCases.administration.load(state);
        assertThat(useCases.administration.isEmpty()).isFalse();
        assertThat(useCases.administration.export()).isEqualTo(state);
        RegistryState more = new Seed().user(9, "newcomer").state();
        assertThatThrownBy(() -> useCases.administration.load(more)).isInstanceOf(IllegalStateException.class);
        assertThat(useCases.administration.export()).isEqualTo(state);
    }

    @Test
    void aStateThatContradictsItselfIsNotLoaded() {
        UseCaseFixture useCases = UseCaseFixture.of(new Seed());
        RegistryState wrong = new Seed().user(1, "hubot").user(2, "HUBOT").state();

        assertThatThrownBy(() -> useCases.administration.load(wrong)).isInstanceOf(InvalidStateException.class);

        assertThat(useCases.administration.isEmpty()).isTrue();
    }

    @Test
    void aCreatedTokenIdentifiesItsUserWithItsScopesUntilItExpires() {
        UseCaseFixture useCases = UseCaseFixture.of(
                UseCaseFixture.people().organizationWithSso(2002, "sso-org", List.of(), List.of("hubot")));
        Scopes scopes = Scopes.of(Scope.READ_PACKAGES, Scope.DELETE_PACKAGES);
        Set<Login> sso = Set.of(new Login("sso-org"));
        Instant expiry = NOW.plusSeconds(60);

        String token = useCases.administration
                .createToken(new Login("HUBOT"), scopes, sso, Optional.of(expiry))
                .token();

        assertThat(token).matches("ghp_[0-9A-Za-z]{36}");
        Principal principal = useCases.authenticate(new Credential.Token(token)).fold(caller -> caller, refusal -> {
            throw new AssertionError(refusal.explanation());
        });
        assertThat(principal).isInstanceOf(Principal.ClassicToken.class);
        Principal.ClassicToken classic = (Principal.ClassicToken) principal;
        assertThat(classic.label()).isEqualTo("hubot");
        assertThat(classic.scopes()).isEqualTo(scopes);
        assertThat(classic.ssoOrganizations()).isEqualTo(sso);
        assertThat(classic.expiresAt()).contains(expiry);
        useCases.clock.set(expiry);
        assertThat(UseCaseFixture.reason(useCases.authenticate(new Credential.Token(token))))
                .contains(Reason.BAD_CREDENTIALS);
    }

    @Test
    void tokensAreUniqueAndUseAllLettersAndDigits() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people());
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            tokens.add(useCases.administration
                    .createToken(new Login("hubot"), Scopes.NONE, Set.of(), Optional.empty())
                    .token());
        }

        assertThat(tokens).hasSize(50);
        // The probability that 1800 characters omit one of the 62 is 1 in 100,000,000,000.
        assertThat(tokens.stream()
                        .flatMapToInt(token -> token.substring(4).chars())
                        .distinct()
                        .count())
                .isEqualTo(62);
    }

    @Test
    void aTokenIsNotCreatedForAnUnknownUserOrOrganization() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people());
        List<StoredToken> before = useCases.administration.tokens();

        assertThatThrownBy(() -> useCases.administration.createToken(
                        new Login("nobody"), Scopes.NONE, Set.of(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no user 'nobody'");
        assertThatThrownBy(() -> useCases.administration.createToken(
                        new Login("octo-org"), Scopes.NONE, Set.of(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> useCases.administration.createToken(
                        new Login("hubot"), Scopes.NONE, Set.of(new Login("nowhere")), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no organization 'nowhere'");
        assertThat(useCases.administration.tokens()).isEqualTo(before);
    }

    @Test
    void aRevokedTokenIsRefusedAtOnce() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people());
        CreatedToken created =
                useCases.administration.createToken(new Login("hubot"), Scopes.NONE, Set.of(), Optional.empty());

        assertThat(useCases.administration.revokeToken(created.id())).isTrue();

        assertThat(UseCaseFixture.reason(useCases.authenticate(new Credential.Token(created.token()))))
                .contains(Reason.BAD_CREDENTIALS);
        assertThat(useCases.administration.revokeToken(created.id())).isFalse();
    }

    @Test
    void aCreatedTokenHasTheNextIdAndItsTextHidesItsSecret() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people());
        List<StoredToken> before = useCases.administration.tokens();
        long last = before.get(before.size() - 1).id();

        CreatedToken first =
                useCases.administration.createToken(new Login("hubot"), Scopes.NONE, Set.of(), Optional.empty());
        useCases.administration.revokeToken(first.id());
        CreatedToken second =
                useCases.administration.createToken(new Login("hubot"), Scopes.NONE, Set.of(), Optional.empty());

        assertThat(first.id()).isEqualTo(last + 1);
        assertThat(second.id()).isEqualTo(last + 2);
        assertThat(second).hasToString("CreatedToken[id=%d]".formatted(last + 2));
        assertThat(useCases.administration.tokens())
                .filteredOn(token -> token.id() == second.id())
                .extracting(token -> token.entry().hash())
                .containsExactly(TokenHash.of(second.token()));
    }

    @Test
    void tokensAreCreatedAndRevokedByManyThreads() throws InterruptedException, ExecutionException {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people());
        List<StoredToken> before = useCases.administration.tokens();
        Callable<Long> createAndRevokeTheLatest = () -> {
            long created = useCases.administration
                    .createToken(new Login("hubot"), Scopes.NONE, Set.of(), Optional.empty())
                    .id();
            useCases.administration.tokens().stream()
                    .mapToLong(StoredToken::id)
                    .filter(id -> id > before.size())
                    .max()
                    .ifPresent(useCases.administration::revokeToken);
            return created;
        };
        Set<Long> ids = new HashSet<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Long> id : threads.invokeAll(Collections.nCopies(400, createAndRevokeTheLatest))) {
                ids.add(id.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(ids).hasSize(400);
    }

    @Test
    @DisplayName("Decision 10: a package that can still be restored is kept, and one nanosecond later it is purged")
    void decision10_whatCanNoLongerBeRestoredIsPurged() {
        UseCaseFixture useCases = UseCaseFixture.of(UseCaseFixture.people()
                .add(
                        PackageSeed.of(1, "octo-org", PackageType.NPM, "app")
                                .with(
                                        VersionSeed.of(PackageType.NPM, 1),
                                        VersionSeed.of(PackageType.NPM, 2).deleted(NOW)),
                        PackageSeed.of(2, "octo-org", PackageType.NPM, "gone")
                                .with(VersionSeed.of(PackageType.NPM, 3))
                                .deleted(NOW)));

        useCases.clock.advance(Duration.ofDays(30));
        assertThat(useCases.administration.purge()).isZero();
        useCases.clock.advance(Duration.ofNanos(1));
        assertThat(useCases.administration.purge()).isEqualTo(2);
        assertThat(useCases.administration.purge()).isZero();
        assertThat(useCases.versions(
                        UseCaseFixture.OWNER, UseCaseFixture.address(PackageType.NPM, "app"), State.ACTIVE))
                .isEqualTo(Outcome.allowed(List.of(1L)));
    }
}
