package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.FakeGitHub.gets;
import static dev.packhouse.adapter.github.GitHubStates.HUBOT;
import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.Fault.Kind;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalLookupTest {

    private static boolean isUserRequest(FakeGitHub.Request request) {
        return request.target().equals("/user");
    }

    private static Optional<Principal> principal(LiveFixture live, Credential credential) {
        return live.useCases.caller(credential).fold(Optional::of, refusal -> Optional.empty());
    }

    @Test
    void aTokenIsLookedUpOnceAMinute() {
        try (LiveFixture live = LiveFixture.app()) {
            principal(live, MONALISA);
            live.clock.advance(Duration.ofSeconds(59));
            principal(live, MONALISA);
            assertThat(live.fake.count(PrincipalLookupTest::isUserRequest)).isEqualTo(1);

            live.clock.advance(Duration.ofSeconds(1));
            principal(live, MONALISA);
            assertThat(live.fake.count(PrincipalLookupTest::isUserRequest)).isEqualTo(2);
        }
    }

    @Test
    void aTokenThatGitHubRejectsIsRemovedFromTheCache() {
        try (LiveFixture live = LiveFixture.app()) {
            assertThat(principal(live, MONALISA)).isPresent();
            live.fake.world.tokens.remove(TokenHash.of(GitHubStates.SECRET).hex());

            assertThat(live.useCases.find(MONALISA, GitHubStates.APP).refusal().map(Refusal::reason))
                    .contains(Reason.BAD_CREDENTIALS);
            assertThat(principal(live, MONALISA)).isEmpty();
        }
    }

    @Test
    void aRejectedTokenIsLookedUpAgainAfterAMinute() {
        try (LiveFixture live = LiveFixture.app()) {
            var token = live.fake.world.tokens.remove(
                    TokenHash.of(GitHubStates.SECRET).hex());
            assertThat(principal(live, MONALISA)).isEmpty();

            live.fake.world.tokens.put(token.hash().hex(), token);
            live.clock.advance(Duration.ofMinutes(1));

            assertThat(principal(live, MONALISA)).isPresent();
        }
    }

    @Test
    void aRejectedTokenIsLookedUpOnceAMinute() {
        try (LiveFixture live = LiveFixture.app()) {
            Credential bad = new Credential.Token("ghp_unknown");
            for (int i = 0; i < 5; i++) {
                assertThat(live.useCases.find(bad, GitHubStates.APP).refusal().map(Refusal::reason))
                        .contains(Reason.BAD_CREDENTIALS);
            }
            assertThat(live.fake.requests()).hasSize(1);
            assertThat(principal(live, MONALISA)).as("another token").isPresent();

            live.clock.advance(Duration.ofMinutes(1));
            principal(live, bad);
            assertThat(live.fake.requests()).hasSize(3);
        }
    }

    @Test
    void scopesThatGitHubDoesNotReturnAreCheckedByGitHub() {
        try (LiveFixture live = new LiveFixture(
                GitHubStates.people().token("ghp_unscoped", "hubot", Scope.GIST).state())) {
            live.fake.hideScopes();

            Principal.ClassicToken unscoped = (Principal.ClassicToken)
                    principal(live, new Credential.Token("ghp_unscoped")).orElseThrow();

            assertThat(unscoped.scopes()).isEqualTo(Scopes.of(Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES, Scope.REPO));
            assertThat(live.useCases
                            .find(new Credential.Token("ghp_unscoped"), GitHubStates.APP)
                            .refusal())
                    .hasValueSatisfying(refusal -> {
                        assertThat(refusal.reason()).isEqualTo(Reason.MISSING_SCOPES);
                        assertThat(refusal.explanation())
                                .isEqualTo("You need at least read:packages scope to get a package.");
                        assertThat(refusal).isInstanceOf(UpstreamResponse.class);
                    });
        }
    }

    @Test
    void missingScopesAreRefusedAfterTheLookupOfTheCallerAlone() {
        try (LiveFixture live = new LiveFixture(GitHubStates.people()
                .token("ghp_reader", "monalisa", Scope.READ_PACKAGES)
                .state())) {
            assertThat(live.useCases
                            .deletePackage(new Credential.Token("ghp_reader"), GitHubStates.APP)
                            .refusal()
                            .map(Refusal::reason))
                    .contains(Reason.MISSING_SCOPES);
            assertThat(live.fake.requests()).hasSize(1).allMatch(PrincipalLookupTest::isUserRequest);
        }
    }

    @Test
    void aCallerWhomGitHubRefusesToIdentifyIsRefusedWithTheMessageOfGitHub() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(PrincipalLookupTest::isUserRequest, Fault.before(Kind.SUSPENDED));

            assertThat(live.useCases.deletePackage(MONALISA, GitHubStates.APP).refusal())
                    .map(Refusal::explanation)
                    .contains("Sorry. Your account was suspended.");
            assertThat(live.fake.requests()).hasSize(1);
        }
    }

    @Test
    void aWorkflowActsForItsRepositoryAndGitHubChecksItsPermissions() {
        try (LiveFixture live = new LiveFixture(GitHubStates.people()
                .workflow("ghs_reader", "octo-org/hello-world", Role.READ)
                .add(PackageSeed.of(1, "octo-org", PackageType.CONTAINER, "app").inheriting("octo-org/hello-world"))
                .state())) {
            assertThat(live.useCases
                            .deletePackage(new Credential.Token("ghs_reader"), GitHubStates.APP)
                            .refusal())
                    .hasValueSatisfying(refusal -> {
                        assertThat(refusal).isInstanceOf(UpstreamResponse.class);
                        assertThat(refusal.reason()).isEqualTo(Reason.TOKEN_NOT_SUPPORTED);
                    });
            assertThat(live.useCases
                            .deletePackage(GitHubStates.WORKFLOW, GitHubStates.APP)
                            .refusal())
                    .isEmpty();
            assertThat(live.fake.count(PrincipalLookupTest::isUserRequest)).isZero();
        }
    }

    @Test
    void aTokenWithoutSingleSignOnIsRefusedByGitHub() {
        try (LiveFixture live = new LiveFixture(GitHubStates.people()
                .organizationWithSso(2002, "sso-org", List.of("monalisa"), List.of())
                .token("ghp_signed", "monalisa", all(), Set.of("sso-org"), Optional.empty())
                .add(PackageSeed.of(1, "sso-org", PackageType.NPM, "kit"))
                .state())) {
            var address = new PackageAddress(new OwnerReference.AnyLogin(new Login("sso-org")), PackageType.NPM, "kit");

            assertThat(live.useCases.find(MONALISA, address).refusal().map(Refusal::reason))
                    .contains(Reason.SSO_REQUIRED);
            assertThat(live.useCases
                            .find(new Credential.Token("ghp_signed"), address)
                            .refusal())
                    .isEmpty();
        }
    }

    private static Scopes all() {
        return Scopes.of(Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES, Scope.REPO);
    }

    @Test
    void anAccountIsReadOnceAMinuteForEachCaller() {
        try (LiveFixture live = LiveFixture.app()) {
            for (int i = 0; i < 3; i++) {
                live.useCases.find(MONALISA, GitHubStates.APP);
            }
            assertThat(live.fake.count(
                            gets("/orgs/octo-org").and(gets("packages").negate())))
                    .isEqualTo(1);

            live.useCases.find(GitHubStates.HUBOT, GitHubStates.APP);
            assertThat(live.fake.count(
                            gets("/orgs/octo-org").and(gets("packages").negate())))
                    .isEqualTo(2);
        }
    }

    @Test
    void theCallersOwnPackagesAreReadBelowUser() {
        try (LiveFixture live = new LiveFixture(GitHubStates.people()
                .add(PackageSeed.of(1, "monalisa", PackageType.CONTAINER, "team/app"))
                .state())) {
            var address = new PackageAddress(new OwnerReference.Caller(), PackageType.CONTAINER, "team/app");

            assertThat(live.useCases.find(MONALISA, address).refusal()).isEmpty();

            assertThat(live.fake.requests().stream().map(Object::toString))
                    .containsExactly("GET /user", "GET /user/packages/container/team%2Fapp");
        }
    }

    @Test
    void anInstallationWithoutRepositoriesIsRefusedWithTheMessageOfGitHub() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.world.repositories.clear();

            for (int i = 0; i < 3; i++) {
                assertThat(live.useCases
                                .deletePackage(GitHubStates.WORKFLOW, GitHubStates.APP)
                                .refusal())
                        .hasValueSatisfying(refusal -> {
                            assertThat(refusal.reason()).isEqualTo(Reason.TOKEN_NOT_SUPPORTED);
                            assertThat(refusal.explanation()).isEqualTo("Resource not accessible by integration");
                            assertThat(((UpstreamResponse) refusal).status()).isEqualTo(403);
                        });
            }
            assertThat(live.fake.requests()).hasSize(1);
        }
    }

    @Test
    void aResponseWithoutRepositoriesIsNoRefusal() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(gets("/installation/repositories"), Fault.before(Kind.UNRELATED_JSON));

            assertThatThrownBy(() -> principal(live, GitHubStates.WORKFLOW)).isInstanceOf(UnavailableException.class);
            assertThat(principal(live, GitHubStates.WORKFLOW)).isPresent();
        }
    }

    @Test
    void theTokenHeadersOfGitHubAreKeptUnchanged() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.addHeader(
                    PrincipalLookupTest::isUserRequest, "X-OAuth-Scopes", "read:packages, write:unheard_of");
            live.fake.addHeader(
                    PrincipalLookupTest::isUserRequest,
                    "github-authentication-token-expiration",
                    "2027-05-10 09:05:37 +0200");
            assertThat(live.backend.tokenHeaders(GitHubStates.holderOf(MONALISA)))
                    .contains(TokenHeaders.NONE);

            Principal principal = principal(live, MONALISA).orElseThrow();

            assertThat(live.backend.tokenHeaders(GitHubStates.holderOf(MONALISA)))
                    .contains(new TokenHeaders(
                            Optional.of("read:packages, write:unheard_of"), Optional.of("2027-05-10 09:05:37 +0200")));
            assertThat(((Principal.ClassicToken) principal).scopes()).isEqualTo(Scopes.of(Scope.READ_PACKAGES));
            assertThat(principal.expiresAt()).contains(Instant.parse("2027-05-10T07:05:37Z"));
            assertThat(live.backend.tokenHeaders(GitHubStates.holderOf(HUBOT)))
                    .as("another token")
                    .contains(TokenHeaders.NONE);
        }
    }

    @Test
    void missingTokenHeadersStayMissing() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.hideScopes();
            principal(live, MONALISA);

            assertThat(live.backend.tokenHeaders(GitHubStates.holderOf(MONALISA)))
                    .contains(TokenHeaders.NONE);
        }
    }

    @Test
    void manyRejectedTokensBlockUnknownTokensUntilAMinuteIsOver() {
        try (LiveFixture live = LiveFixture.app()) {
            assertThat(principal(live, MONALISA)).isPresent();
            for (int i = 0; i < UnknownTokenLimiter.MOST_REJECTED; i++) {
                assertThat(principal(live, new Credential.Token("ghp_made_up" + i)))
                        .isEmpty();
            }
            Credential next = new Credential.Token("ghp_made_up");

            live.clock.advance(Duration.ofSeconds(59));
            assertThatThrownBy(() -> principal(live, next))
                    .isInstanceOfSatisfying(
                            LimitedException.class,
                            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
            assertThatThrownBy(() -> principal(live, HUBOT)).isInstanceOf(LimitedException.class);
            assertThat(live.fake.requests()).hasSize(1 + UnknownTokenLimiter.MOST_REJECTED);

            live.clock.advance(Duration.ofSeconds(1));
            assertThat(principal(live, next)).isEmpty();
            assertThat(principal(live, HUBOT)).isPresent();
        }
    }

    @Test
    void anAcceptedTokenIsLookedUpInSpiteOfManyRejectedTokens() {
        try (LiveFixture live = LiveFixture.app()) {
            assertThat(principal(live, MONALISA)).isPresent();
            live.clock.advance(Duration.ofMinutes(1));
            for (int i = 0; i < UnknownTokenLimiter.MOST_REJECTED; i++) {
                principal(live, new Credential.Token("ghp_made_up" + i));
            }

            assertThat(principal(live, MONALISA)).isPresent();
            assertThat(live.fake.count(request -> isUserRequest(request)
                            && request.authorization().equals(Optional.of("Bearer " + GitHubStates.SECRET))))
                    .isEqualTo(2);
        }
    }

    /** A token that GitHub neither accepts nor rejects does not count either. */
    @Test
    void onlyRejectedTokensCountForTheLimit() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.primaryLimit(Integer.MAX_VALUE);
            for (int i = 0; i < 2 * UnknownTokenLimiter.MOST_REJECTED; i++) {
                live.fake.plan(PrincipalLookupTest::isUserRequest, Fault.before(Kind.SUSPENDED));
                int number = i;
                assertThat(live.useCases
                                .caller(new Credential.Token("ghp_suspended" + number))
                                .refusal()
                                .map(Refusal::reason))
                        .contains(Reason.NOT_ADMIN);
            }
        }
    }

    /**
     * Logins that GitHub's sign-up form refuses now: of old accounts, of accounts that an enterprise manages, of apps.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mona--lisa",
                "mona-",
                "mona_acme",
                "mona-lisa_acme",
                "-lead",
                "a-login-that-has-one-more-than-39-letters",
                "mona[bot]",
                "m\u00f6na lisa?"
            })
    void aLoginThatGitHubNoLongerAllowsIsStillALogin(String login) {
        try (LiveFixture live = new LiveFixture(GitHubStates.people()
                .user(3001, login)
                .token("ghp_old", login)
                .add(PackageSeed.of(1, login, PackageType.CONTAINER, "app"))
                .state())) {
            Credential credential = new Credential.Token("ghp_old");
            assertThat(principal(live, credential).flatMap(Principal::user))
                    .hasValueSatisfying(user -> assertThat(user.login()).hasToString(login));
            OwnerReference owner = new OwnerReference.AnyLogin(new Login(login));

            assertThat(live.useCases.account(MONALISA, owner).refusal()).isEmpty();
            assertThat(live.useCases
                            .deletePackage(credential, new PackageAddress(owner, PackageType.CONTAINER, "app"))
                            .refusal())
                    .isEmpty();
        }
    }
}
