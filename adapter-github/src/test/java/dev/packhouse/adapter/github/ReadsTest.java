package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.FakeGitHub.gets;
import static dev.packhouse.adapter.github.GitHubStates.APP;
import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.Fault.Kind;
import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.GitHubClient;
import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.adapter.github.client.RefusalParser.Subject;
import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageFilter;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads: retries of lost responses, rate limits, redirects, the cache, and the log. */
class ReadsTest {

    private static final Predicate<FakeGitHub.Request> THE_PACKAGE = gets("/packages/container/app");

    private static Package find(LiveFixture live) {
        return live.useCases.find(MONALISA, APP).fold(document -> document.value(), refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "NO_RESPONSE",
                "CUT_OFF",
                "TRUNCATED_JSON",
                "INTERNAL_ERROR",
                "BAD_GATEWAY",
                "SERVICE_UNAVAILABLE",
                "HTML_ERROR",
                "HTML_PAGE"
            })
    void aReadWhoseResponseIsLostIsRetried(Kind kind) {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(THE_PACKAGE, Fault.after(kind), Fault.after(kind), Fault.after(kind));

            assertThat(find(live).id().value()).isEqualTo(197);

            assertThat(live.fake.count(THE_PACKAGE)).isEqualTo(4);
            assertThat(live.clock.instant()).isAfter(GitHubStates.NOW);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_RESPONSE", "TRUNCATED_JSON", "BAD_GATEWAY", "HTML_ERROR", "HTML_PAGE"})
    void aReadFailsAfterTheLastAttempt(Kind kind) {
        try (LiveFixture live = LiveFixture.app()) {
            Fault[] faults = new Fault[30];
            Arrays.fill(faults, Fault.after(kind));
            live.fake.plan(THE_PACKAGE, faults);

            assertThatThrownBy(() -> find(live))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("GET " + live.fake.url() + "/orgs/octo-org/packages/container/app")
                    .hasMessageNotContaining(GitHubStates.SECRET);

            // The JDK's client repeats a GET itself when a pooled connection ends without a byte.
            int mostRequests = ClientOptions.DEFAULT.attempts() * (kind == Kind.NO_RESPONSE ? 5 : 1);
            assertThat(live.fake.count(THE_PACKAGE))
                    .isBetween((long) ClientOptions.DEFAULT.attempts(), (long) mostRequests);
            assertThat(live.backend.health().ready()).isFalse();
            live.clock.advance(Duration.ofMinutes(1));
            assertThat(live.backend.health().ready()).isTrue();
        }
    }

    @Test
    void theListOfDeletedPackagesIsEmptyAndSaysWhy() {
        try (LiveFixture live = LiveFixture.app()) {
            Function<State, Page<WithSource<Package>>> list = state -> live.useCases
                    .packages(
                            MONALISA,
                            APP.owner(),
                            new PackageFilter(PackageType.CONTAINER, Optional.empty(), state, PageRequest.FIRST))
                    .fold(page -> page, refusal -> {
                        throw new AssertionError(refusal.toString());
                    });

            assertThat(list.apply(State.DELETED)).isEqualTo(Page.unlisted("deleted packages are not listed by GitHub"));
            assertThat(list.apply(State.ACTIVE).items()).isNotEmpty();
            assertThat(list.apply(State.ACTIVE).incomplete()).isEmpty();
        }
    }

    @Test
    void healthReportsTheFailureWithoutTheAddress() {
        try (LiveFixture live = LiveFixture.app()) {
            failAllAttempts(live);

            assertThat(live.backend.health().ready()).isFalse();
            assertThat(live.backend.health().detail())
                    .isEqualTo(
                            "The last request to GitHub failed: the response is 502 with content type application/json");
            assertThat(RecordingLogs.LINES)
                    .anyMatch(line -> line.startsWith("WARN dev.packhouse.adapter.github.client.GitHubClient: ")
                            && line.contains(live.fake.url() + "/orgs/octo-org/packages/container/app"));
        }
    }

    @Test
    void healthQuotesNoResponse() {
        try (LiveFixture live = LiveFixture.app()) {
            Fault[] faults = new Fault[ClientOptions.DEFAULT.attempts()];
            Arrays.fill(faults, Fault.after(Kind.TRUNCATED_JSON));
            live.fake.plan(THE_PACKAGE, faults);
            assertThatThrownBy(() -> find(live)).isInstanceOf(UnavailableException.class);

            assertThat(live.backend.health().detail())
                    .isEqualTo("The last request to GitHub failed: the response is not valid JSON");
        }
    }

    private static void failAllAttempts(LiveFixture live) {
        Fault[] faults = new Fault[ClientOptions.DEFAULT.attempts()];
        Arrays.fill(faults, Fault.before(Kind.BAD_GATEWAY));
        live.fake.plan(THE_PACKAGE, faults);
        assertThatThrownBy(() -> find(live)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void aRefusalClearsTheFailure() {
        try (LiveFixture live = LiveFixture.app()) {
            failAllAttempts(live);
            live.useCases.find(MONALISA, GitHubStates.address("none"));
            assertThat(live.backend.health().ready()).as("404").isTrue();

            failAllAttempts(live);
            live.useCases.caller(new Credential.Token("ghp_unknown"));
            assertThat(live.backend.health().ready()).as("401").isTrue();

            failAllAttempts(live);
            live.fake.plan(THE_PACKAGE, Fault.before(Kind.SUSPENDED));
            assertThat(live.useCases.find(MONALISA, APP).refusal()).isPresent();
            assertThat(live.backend.health().ready()).as("403").isTrue();

            failAllAttempts(live);
            live.fake.plan(THE_PACKAGE, Fault.before(Kind.SECONDARY_LIMIT, "31"));
            assertThatThrownBy(() -> find(live)).isInstanceOf(LimitedException.class);
            assertThat(live.backend.health().ready()).as("a limit").isTrue();
        }
    }

    @Test
    void aResponseThatStallsIsAbortedByTheRequestTimeout() {
        try (LiveFixture live =
                new LiveFixture(GitHubStates.app().state(), TestClientOptions.requestTimeout(Duration.ofMillis(500)))) {
            live.fake.plan(THE_PACKAGE, Fault.before(Kind.STALLED));

            assertThat(find(live).id().value()).isEqualTo(197);
        }
    }

    @Test
    void aResponseThatIsTooLargeIsNotRead() {
        try (LiveFixture live = new LiveFixture(GitHubStates.app().state(), TestClientOptions.bytes(100, 1 << 20))) {
            assertThatThrownBy(() -> find(live))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("larger than 100 bytes");
        }
    }

    @Test
    void anApiVersionThatIsNotServedIsReported() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(THE_PACKAGE, Fault.before(Kind.VERSION_REFUSED));

            assertThatThrownBy(() -> find(live))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("does not serve version 2022-11-28 of its API any more");
            assertThat(live.fake.count(THE_PACKAGE)).isEqualTo(1);
        }
    }

    @Test
    void noRedirectTakesTheTokenToAnotherOrigin() {
        try (LiveFixture live = LiveFixture.app();
                FakeGitHub other = new FakeGitHub(GitHubStates.app().state(), live.clock)) {
            String sameHostOtherPort = other.url() + "/orgs/octo-org/packages/container/app";
            String otherSpelling = sameHostOtherPort.replace("127.0.0.1", "localhost");
            String otherUser = live.fake.url().replace("//", "//user@") + "/orgs/octo-org";
            for (String location : new String[] {sameHostOtherPort, otherSpelling, otherUser, "//localhost/x", ":"}) {
                live.fake.plan(THE_PACKAGE, Fault.before(Kind.REDIRECT, location));

                assertThatThrownBy(() -> find(live))
                        .as(location)
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("redirects");
            }
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void aRedirectWithinTheApiIsFollowed() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(
                    gets("/orgs/octo-org/packages"),
                    Fault.before(Kind.REDIRECT, "/organizations/2001/packages/container/app"));

            assertThat(find(live).id().value()).isEqualTo(197);
        }
    }

    @Test
    void aCircleOfRedirectsFails() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.failAtRandom(request -> THE_PACKAGE.test(request)
                    ? Optional.of(Fault.before(Kind.REDIRECT, request.target()))
                    : Optional.empty());

            assertThatThrownBy(() -> find(live))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("to '/orgs/octo-org/packages/container/app'; in a circle");
            assertThat(live.fake.count(THE_PACKAGE)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SECONDARY_LIMIT", "TOO_MANY_REQUESTS", "PRIMARY_LIMIT"})
    void aReadWaitsForALimitWithinTheLimitWait(String kind) {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(THE_PACKAGE, Fault.before(Kind.valueOf(kind), "4"));

            assertThat(find(live).id().value()).isEqualTo(197);

            assertThat(live.clock.instant()).isAfterOrEqualTo(GitHubStates.NOW.plusSeconds(4));
            assertThat(live.fake.count(THE_PACKAGE)).isEqualTo(2);
        }
    }

    @Test
    void aLimitBeyondTheLimitWaitStopsOnlyTheRequestsOfItsToken() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.world.packages.get(0).visibility = "public";
            live.fake.plan(THE_PACKAGE, Fault.before(Kind.SECONDARY_LIMIT, "45"));

            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> find(live))
                        .isInstanceOfSatisfying(
                                LimitedException.class,
                                e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(45)));
            }
            assertThat(live.fake.count(THE_PACKAGE)).isEqualTo(1);
            assertThat(live.useCases.find(GitHubStates.HUBOT, APP).refusal()).isEmpty();

            live.clock.advance(Duration.ofSeconds(45));
            assertThat(find(live).id().value()).isEqualTo(197);
        }
    }

    @Test
    void theRateLimitOfTheLastResponseIsReported() {
        try (LiveFixture live = LiveFixture.app()) {
            assertThat(live.backend.rateLimit(GitHubStates.holderOf(MONALISA))).isEmpty();
            find(live);

            RateLimit limit =
                    live.backend.rateLimit(GitHubStates.holderOf(MONALISA)).orElseThrow();
            assertThat(limit.limit()).isEqualTo(5000);
            assertThat(limit.remaining() + limit.used()).isEqualTo(5000);
            assertThat(limit.used()).isEqualTo(live.fake.requests().size());
            assertThat(limit.reset()).isEqualTo(GitHubStates.NOW.plus(Duration.ofHours(1)));
            assertThat(live.backend.rateLimit(GitHubStates.holderOf(GitHubStates.HUBOT)))
                    .isEmpty();
        }
    }

    @Test
    void aCachedResponseIsRevalidated() {
        try (LiveFixture live = LiveFixture.app()) {
            Package first = find(live);
            long before = live.backend
                    .rateLimit(GitHubStates.holderOf(MONALISA))
                    .orElseThrow()
                    .used();

            assertThat(find(live)).isEqualTo(first);

            assertThat(live.fake.confirmed()).isEqualTo(1);
            assertThat(live.backend
                            .rateLimit(GitHubStates.holderOf(MONALISA))
                            .orElseThrow()
                            .used())
                    .isEqualTo(before);
        }
    }

    @Test
    void aCacheEntryIsNotUsedForAnotherCaller() {
        try (LiveFixture live = LiveFixture.app()) {
            find(live);

            assertThat(live.useCases.find(GitHubStates.HUBOT, APP).refusal().map(Refusal::reason))
                    .contains(Reason.PACKAGE_NOT_FOUND);

            assertThat(live.fake.count(request -> request.conditional().isPresent()))
                    .isZero();
        }
    }

    @Test
    void aChangeInvalidatesItsCacheEntries() {
        try (LiveFixture live = LiveFixture.app()) {
            find(live);
            assertThat(live.useCases
                            .deleteVersion(MONALISA, APP, new VersionId(3))
                            .refusal())
                    .isEmpty();
            live.fake.forgetRequests();

            assertThat(find(live).versions().active()).hasValue(3);

            assertThat(live.fake.requests())
                    .allMatch(request -> request.conditional().isEmpty());
        }
    }

    @Test
    void theCacheIsBounded() {
        MutableClock clock = new MutableClock(GitHubStates.NOW);
        try (FakeGitHub fake = new FakeGitHub(GitHubStates.app().state(), clock);
                GitHubClient client = TestBackends.client(fake.url(), clock, TestClientOptions.bytes(1 << 20, 4000))) {
            for (int number = 1; number <= 20; number++) {
                readPage(client, number);
            }
            assertThat(fake.confirmed()).isZero();

            for (int number = 20; number >= 1; number--) {
                readPage(client, number);
            }

            assertThat(fake.requests()).hasSize(40);
            assertThat(fake.confirmed()).isBetween(1, 8);
        }
    }

    /** As a change of the package by another thread does. */
    @Test
    void aConfirmedResponseIsUsedAlsoIfTheCacheHasDroppedItMeanwhile() {
        MutableClock clock = new MutableClock(GitHubStates.NOW);
        try (FakeGitHub fake = new FakeGitHub(GitHubStates.app().state(), clock);
                GitHubClient client = TestBackends.client(fake.url(), clock, ClientOptions.DEFAULT)) {
            readPage(client, 1);
            fake.forgetRequests();
            fake.onArrival(() -> client.invalidate("packages/container/app"));

            readPage(client, 1);
            readPage(client, 1);

            assertThat(fake.requests()).hasSize(2);
        }
    }

    private static void readPage(GitHubClient client, int number) {
        client.get(
                Caller.of(MONALISA, GitHubStates.NOW),
                "/orgs/octo-org/packages/container/app/versions?state=active&per_page=1&page=" + number,
                Subject.PACKAGE,
                Freshness.REVALIDATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ghp_a b", "ghp_a\r\nX-Evil: 1", "ghp_\u00e4", ""})
    void aTokenThatIsNotOneVisibleWordIsRefusedUnsent(String secret) {
        try (LiveFixture live = LiveFixture.app()) {
            Credential credential = new Credential.Token(secret);

            assertThat(live.useCases.caller(credential).refusal()).contains(Refusal.of(Reason.BAD_CREDENTIALS));
            assertThat(live.useCases
                            .account(credential, new OwnerReference.AnyLogin(new Login("hubot")))
                            .refusal())
                    .contains(Refusal.of(Reason.BAD_CREDENTIALS));
            assertThat(live.fake.requests()).isEmpty();
        }
    }

    @Test
    void tenRefusalsOfACallerAMinuteAreLoggedAndTheOthersAreCounted() {
        try (LiveFixture live = LiveFixture.app()) {
            for (int i = 0; i < 13; i++) {
                live.useCases.deletePackage(MONALISA, GitHubStates.address("flood"));
            }
            live.useCases.recordRefusalCounts();

            assertThat(RecordingLogs.LINES)
                    .filteredOn(line -> line.startsWith("INFO dev.packhouse.audit: kind=decision ")
                            && line.endsWith(" package_name=flood decision=REFUSED refusal=PACKAGE_NOT_FOUND"
                                    + " dry_run=false"))
                    .hasSize(10);
            assertThat(RecordingLogs.LINES)
                    .contains(
                            "INFO dev.packhouse.audit: kind=refusals_not_recorded at=%1$s actor=monalisa count=3 since=%1$s until=%1$s"
                                    .formatted(GitHubStates.NOW));
        }
    }

    @Test
    void noTokenIsEverLogged() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(THE_PACKAGE, Fault.after(Kind.NO_RESPONSE), Fault.after(Kind.HTML_PAGE));
            find(live);
            live.useCases.deletePackage(MONALISA, APP);
            live.useCases.deletePackage(MONALISA, GitHubStates.address("a\nb"));

            assertThat(RecordingLogs.LINES)
                    .noneMatch(line -> line.contains(GitHubStates.SECRET))
                    .noneMatch(line -> line.contains("\n"))
                    .anyMatch(line -> line.startsWith("INFO dev.packhouse.audit: kind=decision at=")
                            && line.contains("actor=monalisa operation=delete_package owner=octo-org"
                                    + " package_type=container package_name=app package_id=")
                            && line.endsWith(" decision=ALLOWED dry_run=false"));
            assertThat(Caller.of(MONALISA, GitHubStates.NOW).toString()).doesNotContain(GitHubStates.SECRET);
        }
    }
}
