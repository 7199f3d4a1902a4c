package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.GitHubStates.APP;
import static dev.packhouse.adapter.github.GitHubStates.HUBOT;
import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts as the owners of packages, and as documents. */
class AccountLookupTest {

    private static final Login ORGANIZATION = new Login("octo-org");

    /** The requests for an account, except those that identify the caller. */
    private static List<String> accountRequests(LiveFixture live) {
        return live.fake.requests().stream()
                .filter(request -> request.target().matches("/(users|orgs|user|organizations)/[^/]+"))
                .map(Object::toString)
                .toList();
    }

    private static PackageAddress app(OwnerReference owner) {
        return new PackageAddress(owner, PackageType.CONTAINER, "app");
    }

    @Test
    void operationsOnThePackagesOfAnOrganizationCostOneAccountRequestAnHour() {
        try (LiveFixture live = LiveFixture.app()) {
            for (int minute = 0; minute < 59; minute++) {
                assertThat(live.useCases.find(MONALISA, APP).refusal()).isEmpty();
                live.clock.advance(Duration.ofMinutes(1));
            }
            assertThat(live.useCases
                            .deleteVersion(MONALISA, APP, new VersionId(3))
                            .refusal())
                    .isEmpty();
            assertThat(live.useCases
                            .restoreVersion(MONALISA, APP, new VersionId(3))
                            .refusal())
                    .isEmpty();
            assertThat(accountRequests(live)).containsExactly("GET /orgs/octo-org");

            live.clock.advance(Duration.ofMinutes(1));
            live.useCases.find(MONALISA, APP);
            assertThat(accountRequests(live)).containsExactly("GET /orgs/octo-org", "GET /orgs/octo-org");
        }
    }

    /** The links to other pages of a list have the number of the owner. */
    @ParameterizedTest
    @CsvSource({"octo-org, 2001, /users/octo-org", "hubot, 1002, /users/hubot"})
    void theNumberOfAnOwnerIsKnownFromItsLogin(String login, long number, String request) {
        try (LiveFixture live = LiveFixture.app()) {
            OwnerReference numbered = login.equals("hubot")
                    ? new OwnerReference.AnyNumber(new AccountId(number))
                    : new OwnerReference.OrganizationNumber(new AccountId(number));
            PackageFilter page =
                    new PackageFilter(PackageType.CONTAINER, Optional.empty(), State.ACTIVE, new PageRequest(1, 30));

            live.useCases.packages(MONALISA, new OwnerReference.AnyLogin(new Login(login)), page);
            assertThat(live.useCases.packages(MONALISA, numbered, page).refusal())
                    .isEmpty();

            assertThat(accountRequests(live)).containsExactly("GET " + request);
        }
    }

    @Test
    void eachCallerAsksForTheOwner() {
        try (LiveFixture live = LiveFixture.app()) {
            live.useCases.find(MONALISA, APP);
            live.useCases.find(HUBOT, APP);

            assertThat(accountRequests(live)).containsExactly("GET /orgs/octo-org", "GET /orgs/octo-org");
        }
    }

    @Test
    void aUserIsNoOrganization() {
        try (LiveFixture live = LiveFixture.app()) {
            live.useCases.account(MONALISA, new OwnerReference.AnyLogin(new Login("hubot")));

            assertThat(live.useCases
                            .find(MONALISA, app(new OwnerReference.OrganizationLogin(new Login("hubot"))))
                            .refusal())
                    .isPresent();
            assertThat(accountRequests(live)).containsExactly("GET /users/hubot", "GET /orgs/hubot");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/users/octo-org,     user_view_type, members",
        "/orgs/octo-org,      /orgs/,         user_view_type",
        "/user/2001,          user_view_type, members",
        "/organizations/2001, /orgs/,         user_view_type"
    })
    void eachAddressHasItsOwnDocument(String address, String part, String absent) {
        try (LiveFixture live = LiveFixture.app()) {
            assertThat(document(live, MONALISA, reference(address)))
                    .contains(part)
                    .doesNotContain(absent);
            assertThat(accountRequests(live)).containsExactly("GET " + address);
        }
    }

    private static OwnerReference reference(String address) {
        return switch (address) {
            case "/users/octo-org" -> new OwnerReference.AnyLogin(ORGANIZATION);
            case "/orgs/octo-org" -> new OwnerReference.OrganizationLogin(ORGANIZATION);
            case "/user/2001" -> new OwnerReference.AnyNumber(new AccountId(2001));
            default -> new OwnerReference.OrganizationNumber(new AccountId(2001));
        };
    }

    private static String document(LiveFixture live, Credential caller, OwnerReference reference) {
        return live.useCases
                .account(caller, reference)
                .fold(WithSource::source, refusal -> Optional.<String>empty())
                .orElseThrow();
    }

    /** The document of the caller is that of {@code GET /user}, which GitHub shows to the user only. */
    @Test
    void theDocumentOfTheCallerIsNotThatOfTheLogin() {
        try (LiveFixture live = LiveFixture.app()) {
            live.useCases.account(MONALISA, new OwnerReference.Caller());
            assertThat(accountRequests(live)).isEmpty();

            live.useCases.account(MONALISA, new OwnerReference.AnyLogin(new Login("monalisa")));
            assertThat(accountRequests(live)).containsExactly("GET /users/monalisa");
        }
    }

    @Test
    void aDocumentIsReadOnceAMinuteAlsoIfItsAccountIsAnOwner() {
        try (LiveFixture live = LiveFixture.app()) {
            OwnerReference organization = new OwnerReference.OrganizationLogin(ORGANIZATION);
            live.useCases.find(MONALISA, APP);
            document(live, MONALISA, organization);
            assertThat(accountRequests(live)).hasSize(1);

            live.clock.advance(Duration.ofSeconds(59));
            document(live, MONALISA, organization);
            assertThat(accountRequests(live)).hasSize(1);

            live.clock.advance(Duration.ofSeconds(1));
            assertThat(document(live, MONALISA, organization)).contains("octo-org");
            assertThat(accountRequests(live)).hasSize(2);
        }
    }

    @Test
    void theCallersOwnAccountCostsNoRequest() {
        try (LiveFixture live = new LiveFixture(GitHubStates.people()
                .add(PackageSeed.of(1, "monalisa", PackageType.CONTAINER, "app"))
                .state())) {
            for (OwnerReference owner : List.of(
                    new OwnerReference.AnyLogin(new Login("Monalisa")),
                    new OwnerReference.AnyNumber(new AccountId(1001)),
                    new OwnerReference.Caller())) {
                assertThat(live.useCases.find(MONALISA, app(owner)).refusal()).isEmpty();
            }

            assertThat(accountRequests(live)).isEmpty();
        }
    }

    /** Otherwise the packages of another user would be looked for, and deleted, in the caller's own account. */
    @Test
    void aUserWhoTakesTheFormerLoginOfTheCallerIsNotTheCaller() {
        try (LiveFixture live = new LiveFixture(GitHubStates.people()
                .add(PackageSeed.of(1, "monalisa", PackageType.CONTAINER, "app"))
                .state())) {
            PackageAddress address = app(new OwnerReference.AnyLogin(new Login("monalisa")));
            assertThat(live.useCases.find(MONALISA, address).refusal()).isEmpty();

            live.fake.world.replace("monalisa", "mona", 1009);
            live.clock.advance(Duration.ofMinutes(1));

            assertThat(live.useCases.deletePackage(MONALISA, address).refusal()).isPresent();
            assertThat(live.fake.world.packages.get(0).deletedAt).isEmpty();
            assertThat(live.useCases
                            .deletePackage(MONALISA, app(new OwnerReference.AnyLogin(new Login("mona"))))
                            .refusal())
                    .isEmpty();
        }
    }
}
