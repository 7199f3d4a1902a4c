package dev.packhouse.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.AccountDirectory;
import dev.packhouse.application.api.AccountDirectory.MemberFilter;
import dev.packhouse.application.api.AccountDirectory.MembershipView;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.ForwardedResponse;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.RepositoryListing;
import dev.packhouse.application.model.RepositoryListing.Kind;
import dev.packhouse.application.model.RepositoryListing.Order;
import dev.packhouse.application.model.RepositoryRelation;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.ReadSession;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.application.spi.Upstream;
import dev.packhouse.application.testing.ForwardingBackend;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryServiceTest {

    private static final RepositoryListing ALL =
            new RepositoryListing(Kind.ALL, Order.FULL_NAME, false, PageRequest.FIRST);

    private final UseCaseFixture useCases = UseCaseFixture.of(new Seed()
            .user(1001, "monalisa")
            .user(1002, "hubot")
            .user(1004, "stranger")
            .organization(2001, "octo-org", List.of("monalisa"), List.of("hubot"))
            .organizationWithSso(2002, "sso-org", List.of("monalisa"), List.of("hubot"))
            .privateRepository(5001, "octo-org/hello-world", Map.of("hubot", Role.WRITE))
            .privateRepository(5002, "octo-org/other", Map.of())
            .publicRepository(5003, "octo-org/site", Map.of())
            .publicRepository(5004, "sso-org/open", Map.of("hubot", Role.READ))
            .privateRepository(5005, "monalisa/dotfiles", Map.of())
            .token("ghp_owner", "monalisa", Scope.READ_ORG, Scope.REPO)
            .token("ghp_member", "hubot", Scope.READ_ORG, Scope.REPO)
            .token("ghp_signed_on", "hubot", Scopes.of(Scope.READ_ORG, Scope.REPO), Set.of("sso-org"), Optional.empty())
            .token("ghp_repo", "hubot", Scope.REPO)
            .token("ghp_user", "hubot", Scope.USER)
            .token("ghp_stranger", "stranger", Scope.READ_ORG, Scope.REPO)
            .token("github_pat_fine", "hubot")
            .workflow("ghs_hello", "octo-org/hello-world", Role.READ));

    private final AccountDirectory directory = new DirectoryService(useCases.backend);

    private <T> String ask(String token, Function<AuthenticatedCaller, Outcome<T>> use) {
        Credential credential = token.isEmpty() ? new Credential.None() : new Credential.Token(token);
        return use.apply(useCases.caller(credential))
                .fold(Object::toString, refusal -> refusal.reason().name());
    }

    private static OwnerReference organization(String login) {
        return new OwnerReference.OrganizationLogin(new Login(login));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ghp_owner | octo-org | ALL | [monalisa, hubot]",
                "ghp_member | octo-org | ALL | [monalisa, hubot]",
                "ghp_member | OCTO-ORG | OWNERS | [monalisa]",
                "ghp_member | octo-org | MEMBERS | [hubot]",
                "ghp_owner | octo-org | WITHOUT_TWO_FACTOR | [monalisa, hubot]",
                "ghp_owner | octo-org | INSECURE_TWO_FACTOR | []",
                "ghp_member | octo-org | WITHOUT_TWO_FACTOR | INVALID_ARGUMENT",
                "ghp_repo | octo-org | ALL | []",
                "ghp_stranger | octo-org | ALL | []",
                "github_pat_fine | octo-org | ALL | []",
                "ghs_hello | octo-org | ALL | []",
                "'' | octo-org | ALL | []",
                "ghp_member | sso-org | ALL | SSO_REQUIRED",
                "ghp_signed_on | sso-org | ALL | [monalisa, hubot]",
                "ghp_stranger | sso-org | ALL | []",
                "ghp_owner | monalisa | ALL | OWNER_NOT_FOUND",
                "ghp_owner | nowhere | ALL | OWNER_NOT_FOUND"
            })
    void onlyMembersWithTheScopeSeeMembers(String token, String organization, MemberFilter filter, String seen) {
        assertThat(ask(
                        token,
                        caller -> directory
                                .members(caller, organization(organization), filter, PageRequest.FIRST)
                                .map(owned -> owned.page().items().stream()
                                        .map(user -> user.login().value())
                                        .toList())))
                .isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ghp_member | octo-org | MONALISA | monalisa OWNER",
                "ghp_member | octo-org | hubot | hubot MEMBER",
                "ghp_member | octo-org | stranger | OWNER_NOT_FOUND",
                "ghp_member | octo-org | nobody | OWNER_NOT_FOUND",
                "ghp_member | octo-org | octo-org | OWNER_NOT_FOUND",
                "ghp_repo | octo-org | hubot | concealed hubot",
                "ghp_stranger | octo-org | nobody | concealed nobody",
                "'' | octo-org | hubot | concealed hubot",
                "ghp_member | sso-org | hubot | SSO_REQUIRED",
                "ghp_member | nowhere | hubot | OWNER_NOT_FOUND"
            })
    void aMembershipIsConcealedFromOthers(String token, String organization, String user, String seen) {
        assertThat(ask(
                        token,
                        caller -> directory
                                .membership(caller, organization(organization), new Login(user))
                                .map(DirectoryServiceTest::shown)))
                .isEqualTo(seen);
    }

    private static String shown(MembershipView view) {
        return view instanceof MembershipView.Shown shown
                ? shown.membership().user().login() + " " + shown.membership().membership()
                : "concealed " + ((MembershipView.Concealed) view).user();
    }

    @ParameterizedTest
    @CsvSource({
        "ghp_member, octo-org, 0",
        "'', octo-org, 0",
        "ghp_member, hubot, 0",
        "ghp_member, sso-org, SSO_REQUIRED",
        "ghp_member, nowhere, OWNER_NOT_FOUND"
    })
    void noMembershipIsPublic(String token, String account, String seen) {
        assertThat(ask(
                        token,
                        caller -> directory
                                .publicMemberships(caller, new OwnerReference.AnyLogin(new Login(account)))
                                .map(owned -> owned.page().items().size())))
                .isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ghp_member | [octo-org] without partial-results; organizations=2002",
                "ghp_user | [octo-org] without partial-results; organizations=2002",
                "ghp_signed_on | [octo-org, sso-org] without nothing",
                "ghp_stranger | [] without nothing",
                "github_pat_fine | [] without nothing",
                "ghp_repo | MISSING_SCOPES",
                "ghs_hello | TOKEN_NOT_SUPPORTED",
                "'' | AUTHENTICATION_REQUIRED"
            })
    void theOwnOrganizationsAreThoseOfTheTokensScopesAndSignOn(String token, String seen) {
        assertThat(ask(
                        token,
                        caller -> directory
                                .ownOrganizations(caller, PageRequest.FIRST)
                                .map(page -> shown(
                                        page,
                                        organization -> organization.login().value()))))
                .isEqualTo(seen);
    }

    private static <T> String shown(Page<T> page, Function<T, String> item) {
        return page.items().stream().map(item).toList() + " without "
                + page.singleSignOn().orElse("nothing");
    }

    @Test
    void theOwnMembershipsHaveTheRole() {
        assertThat(ask(
                        "ghp_signed_on",
                        caller -> directory
                                .ownMemberships(caller, PageRequest.FIRST)
                                .map(page -> shown(
                                        page,
                                        membership ->
                                                membership.organization().login() + " " + membership.membership()))))
                .isEqualTo("[octo-org MEMBER, sso-org MEMBER] without nothing");
        assertThat(refusal("ghp_repo", caller -> directory.ownMemberships(caller, PageRequest.FIRST)))
                .isEqualTo("You need at least read:org scope or user scope to list your organization memberships.");
        assertThat(refusal("ghp_repo", caller -> directory.ownOrganizations(caller, PageRequest.FIRST)))
                .isEqualTo("You need at least read:org scope or user scope to list your organizations.");
        assertThat(ask("github_pat_fine", caller -> directory.ownMemberships(caller, PageRequest.FIRST)))
                .isEqualTo("TOKEN_NOT_SUPPORTED");
    }

    private String refusal(String token, Function<AuthenticatedCaller, Outcome<?>> use) {
        return use.apply(useCases.caller(new Credential.Token(token)))
                .refusal()
                .map(Refusal::explanation)
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "ghp_owner, octo-org, OWNER",
        "ghp_user, octo-org, MEMBER",
        "ghp_stranger, octo-org, OWNER_NOT_FOUND",
        "ghp_user, nowhere, OWNER_NOT_FOUND",
        "ghp_user, sso-org, SSO_REQUIRED",
        "ghp_repo, octo-org, MISSING_SCOPES",
        "'', octo-org, AUTHENTICATION_REQUIRED"
    })
    void theOwnMembershipInAnOrganization(String token, String organization, String seen) {
        assertThat(ask(
                        token,
                        caller -> directory
                                .ownMembership(caller, organization(organization))
                                .map(membership -> membership.membership().name())))
                .isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "ghp_owner, octo-org/other, 5002",
        "ghp_member, Octo-Org/HELLO-world, 5001",
        "ghp_member, octo-org/other, OWNER_NOT_FOUND",
        "ghp_user, octo-org/hello-world, OWNER_NOT_FOUND",
        "ghs_hello, octo-org/hello-world, 5001",
        "ghs_hello, octo-org/other, OWNER_NOT_FOUND",
        "github_pat_fine, octo-org/hello-world, OWNER_NOT_FOUND",
        "'', octo-org/site, 5003",
        "'', octo-org/hello-world, OWNER_NOT_FOUND",
        "ghp_stranger, octo-org/none, OWNER_NOT_FOUND",
        "ghp_stranger, nowhere/none, OWNER_NOT_FOUND",
        "ghp_member, sso-org/open, SSO_REQUIRED",
        "ghp_signed_on, sso-org/open, 5004",
        "ghp_owner, monalisa/dotfiles, 5005",
        "ghp_member, monalisa/dotfiles, OWNER_NOT_FOUND"
    })
    void aRepositoryIsSeenByItsRoleOrIfItIsPublic(String token, String name, String seen) {
        assertThat(ask(
                        token,
                        caller -> directory
                                .repository(caller, RepositoryName.parse(name))
                                .map(found -> found.subject().id())))
                .isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ghp_owner | octo-org | [hello-world, other, site]",
                "ghp_member | octo-org | [hello-world, site]",
                "ghp_user | octo-org | [site]",
                "ghs_hello | octo-org | [hello-world, site]",
                "'' | octo-org | [site]",
                "ghp_member | sso-org | SSO_REQUIRED"
            })
    void theRepositoriesOfAnOrganization(String token, String organization, String seen) {
        assertThat(ask(
                        token,
                        caller -> directory
                                .repositories(caller, organization(organization), ALL)
                                .map(owned -> owned.page().items().stream()
                                        .map(found -> found.subject().name().name())
                                        .toList())))
                .isEqualTo(seen);
    }

    @Test
    void belowUsersOnlyPublicRepositoriesAreListed() {
        for (OwnerReference owner : List.of(
                new OwnerReference.AnyLogin(new Login("monalisa")),
                new OwnerReference.AnyNumber(new AccountId(1001)))) {
            assertThat(ask(
                            "ghp_owner",
                            caller -> directory
                                    .repositories(caller, owner, ALL)
                                    .map(owned -> owned.owner().login() + " "
                                            + owned.page().items())))
                    .isEqualTo("monalisa []");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ghp_owner | [monalisa/dotfiles, octo-org/hello-world, octo-org/other, octo-org/site]"
                        + " without partial-results; organizations=2002",
                "ghp_member | [octo-org/hello-world] without partial-results; organizations=2002",
                "ghp_signed_on | [octo-org/hello-world, sso-org/open] without nothing",
                "github_pat_fine | [sso-org/open] without nothing",
                "ghs_hello | TOKEN_NOT_SUPPORTED",
                "'' | AUTHENTICATION_REQUIRED"
            })
    void theOwnRepositories(String token, String seen) {
        assertThat(ask(
                        token,
                        caller -> directory
                                .ownRepositories(caller, EnumSet.allOf(RepositoryRelation.class), ALL)
                                .map(page -> shown(
                                        page, found -> found.subject().name().toString()))))
                .isEqualTo(seen);
    }

    @Test
    void aBackendWithItsOwnDataForwardsNothing() {
        assertThat(directory.forward(useCases.caller(UseCaseFixture.ANONYMOUS), "/orgs/octo-org/members"))
                .isEmpty();
    }

    @Test
    void aRemoteRegistryAnswersByItself() {
        ForwardedResponse response =
                new ForwardedResponse(204, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
        UpstreamResponse refusal = new UpstreamResponse(Reason.OWNER_NOT_FOUND, 404, "Not Found", "");
        AccountDirectory remote = new DirectoryService(new WithUpstream(useCases.backend, resource -> {
            if (resource.equals("/orgs/octo-org/members/hubot")) {
                return response;
            }
            throw new RefusedException(refusal);
        }));

        assertThat(remote.forward(useCases.caller(UseCaseFixture.ANONYMOUS), "/orgs/octo-org/members/hubot"))
                .contains(Outcome.allowed(response));
        assertThat(remote.forward(useCases.caller(UseCaseFixture.ANONYMOUS), "/orgs/octo-org/members/stranger"))
                .contains(Outcome.refused(refusal));
    }

    /** A backend whose sessions have this upstream. */
    private static final class WithUpstream extends ForwardingBackend {

        private final Upstream upstream;

        WithUpstream(Backend backend, Upstream upstream) {
            super(backend);
            this.upstream = upstream;
        }

        @Override
        public <T> T read(AuthenticatedCaller caller, Function<? super ReadSession, ? extends T> work) {
            return super.read(caller, session -> work.apply(new Session(session, upstream)));
        }
    }

    private record Session(ReadSession session, Upstream registry) implements ReadSession {

        @Override
        public Accounts accounts() {
            return session.accounts();
        }

        @Override
        public Packages packages() {
            return session.packages();
        }

        @Override
        public Optional<Upstream> upstream() {
            return Optional.of(registry);
        }
    }
}
