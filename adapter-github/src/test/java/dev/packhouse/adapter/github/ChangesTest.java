package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.FakeGitHub.changes;
import static dev.packhouse.adapter.github.FakeGitHub.gets;
import static dev.packhouse.adapter.github.GitHubStates.APP;
import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.packhouse.adapter.github.Fault.Kind;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.client.Sleeper;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.application.service.LifecycleService.Mode;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.UseCases;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Change;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Refusal.Reason;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The endings of a change in case of failures: done, refused, or unknown. */
class ChangesTest {

    /** The four changes, each with the state before and after it. */
    enum ChangeKind {
        DELETE_PACKAGE {
            @Override
            Outcome<Change> run(LiveFixture live) {
                return live.useCases.deletePackage(MONALISA, APP);
            }

            @Override
            boolean happened(LiveFixture live) {
                return packageDeleted(live);
            }
        },
        RESTORE_PACKAGE {
            @Override
            Outcome<Change> run(LiveFixture live) {
                return live.useCases.restorePackage(MONALISA, APP, Optional.empty());
            }

            @Override
            void prepare(LiveFixture live) {
                live.fake.world.packages.get(0).deletedAt = Optional.of(GitHubStates.NOW.minusSeconds(60));
            }

            @Override
            boolean happened(LiveFixture live) {
                return !packageDeleted(live);
            }
        },
        DELETE_VERSION {
            @Override
            Outcome<Change> run(LiveFixture live) {
                return live.useCases.deleteVersion(MONALISA, APP, new VersionId(3));
            }

            @Override
            boolean happened(LiveFixture live) {
                return versionDeleted(live, 3);
            }
        },
        RESTORE_VERSION {
            @Override
            Outcome<Change> run(LiveFixture live) {
                return live.useCases.restoreVersion(MONALISA, APP, new VersionId(5));
            }

            @Override
            boolean happened(LiveFixture live) {
                return !versionDeleted(live, 5);
            }
        };

        abstract Outcome<Change> run(LiveFixture live);

        abstract boolean happened(LiveFixture live);

        void prepare(LiveFixture live) {}

        private static boolean packageDeleted(LiveFixture live) {
            return live.fake.world.packages.get(0).deletedAt.isPresent();
        }

        private static boolean versionDeleted(LiveFixture live, long id) {
            return live.fake.world.packages.get(0).versions.stream()
                    .anyMatch(v -> v.id == id && v.deletedAt.isPresent());
        }
    }

    private static LiveFixture open(ChangeKind changeKind) {
        return open(changeKind, ClientOptions.DEFAULT);
    }

    private static LiveFixture open(ChangeKind changeKind, ClientOptions options) {
        LiveFixture live = new LiveFixture(GitHubStates.app().state(), options);
        changeKind.prepare(live);
        return live;
    }

    private static Stream<Arguments> lostResponses() {
        return Stream.of(ChangeKind.values())
                .flatMap(changeKind -> Stream.of(
                                Kind.NO_RESPONSE,
                                Kind.CUT_OFF,
                                Kind.TRUNCATED_JSON,
                                Kind.INTERNAL_ERROR,
                                Kind.BAD_GATEWAY,
                                Kind.SERVICE_UNAVAILABLE,
                                Kind.HTML_ERROR,
                                Kind.HTML_PAGE)
                        .map(kind -> Arguments.of(changeKind, kind)));
    }

    @ParameterizedTest
    @MethodSource("lostResponses")
    void aChangeWhoseResponseIsLostAfterTheEffectIsNotSentAgain(ChangeKind changeKind, Kind kind) {
        try (LiveFixture live = open(changeKind)) {
            live.fake.plan(changes(), Fault.after(kind));

            assertThat(changeKind.run(live).refusal()).isEmpty();

            assertThat(changeKind.happened(live)).isTrue();
            assertThat(live.fake.count(changes())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("lostResponses")
    void aChangeWhoseResponseIsLostBeforeTheEffectIsVerifiedAndSentAgain(ChangeKind changeKind, Kind kind) {
        try (LiveFixture live = open(changeKind)) {
            live.fake.plan(changes(), Fault.before(kind));

            assertThat(changeKind.run(live).refusal()).isEmpty();

            assertThat(changeKind.happened(live)).isTrue();
            assertThat(live.fake.count(changes())).isEqualTo(2);
            assertThat(readsBetweenChanges(live)).isPositive();
        }
    }

    private static long readsBetweenChanges(LiveFixture live) {
        var requests = live.fake.requests();
        int first = 0;
        while (requests.get(first).method().equals("GET")) {
            first++;
        }
        return requests.stream()
                .skip(first + 1L)
                .takeWhile(request -> request.method().equals("GET"))
                .count();
    }

    @ParameterizedTest
    @EnumSource
    void aChangeWhoseResponseNeverEndsIsVerified(ChangeKind changeKind) {
        try (LiveFixture live = open(changeKind, TestClientOptions.requestTimeout(Duration.ofMillis(500)))) {
            live.fake.plan(changes(), Fault.after(Kind.STALLED));

            assertThat(changeKind.run(live).refusal()).isEmpty();

            assertThat(changeKind.happened(live)).isTrue();
            assertThat(live.fake.count(changes())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeThatCannotBeVerifiedIsUnknown(ChangeKind changeKind) {
        try (LiveFixture live = open(changeKind)) {
            Fault[] failures = new Fault[50];
            Arrays.fill(failures, Fault.before(Kind.BAD_GATEWAY));
            live.fake.plan(changes(), Fault.after(Kind.NO_RESPONSE));
            live.fake.plan(afterAChange(live), failures);

            assertThatThrownBy(() -> changeKind.run(live))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("may or may not have happened")
                    .hasMessageContaining("octo-org/container/app")
                    .hasMessageContaining("check whether GET " + live.fake.url())
                    .hasMessageNotContaining(GitHubStates.SECRET);

            assertThat(live.fake.count(changes())).isEqualTo(1);
            assertThat(RecordingLogs.LINES).anyMatch(line -> line.contains("decision=UNKNOWN"));
        }
    }

    private static Predicate<FakeGitHub.Request> afterAChange(LiveFixture live) {
        return request -> request.method().equals("GET") && live.fake.count(changes()) > 0;
    }

    @ParameterizedTest
    @EnumSource
    void aChangeWhoseResponseIsLostEveryTimeIsUnknown(ChangeKind changeKind) {
        try (LiveFixture live = open(changeKind)) {
            Fault[] lost = new Fault[50];
            Arrays.fill(lost, Fault.before(Kind.BAD_GATEWAY));
            live.fake.plan(changes(), lost);

            assertThatThrownBy(() -> changeKind.run(live))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("according to the last verification it has not happened");

            assertThat(changeKind.happened(live)).isFalse();
            assertThat(live.fake.count(changes())).isEqualTo(ClientOptions.DEFAULT.attempts());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeThatStaleResponsesHideIsDoneOnceTheyAreUpToDate(ChangeKind changeKind) {
        try (LiveFixture live = open(changeKind)) {
            live.fake.world.staleReads = 2;
            live.fake.plan(changes(), Fault.after(Kind.NO_RESPONSE));

            assertThat(changeKind.run(live).refusal()).isEmpty();

            assertThat(changeKind.happened(live)).isTrue();
        }
    }

    @Test
    void aLostDeletionIsDoneOnlyIfTheOwnersListLacksThePackage() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.world.staleLists = true;
            live.fake.plan(changes(), Fault.after(Kind.NO_RESPONSE));

            assertThatThrownBy(() -> ChangeKind.DELETE_PACKAGE.run(live))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("the verification was inconclusive")
                    .hasMessageContaining("/orgs/octo-org/packages?package_type=container does not list it");

            assertThat(live.fake.count(changes())).isEqualTo(1);
        }
    }

    /** The package is on the second page. */
    @Test
    void theOwnersListIsReadToItsEnd() {
        Seed seed = GitHubStates.people();
        for (int i = 1; i <= 100; i++) {
            seed.add(PackageSeed.of(i, "octo-org", PackageType.CONTAINER, "other-" + i));
        }
        seed.add(PackageSeed.of(197, "octo-org", PackageType.CONTAINER, "app"));
        for (boolean links : new boolean[] {true, false}) {
            try (LiveFixture live = new LiveFixture(seed.state())) {
                if (!links) {
                    live.fake.dropLinksOfPackageLists();
                }
                live.fake.world.staleLists = true;
                live.fake.plan(changes(), Fault.after(Kind.NO_RESPONSE));

                assertThatThrownBy(() -> ChangeKind.DELETE_PACKAGE.run(live))
                        .isInstanceOf(OutcomeUnknownException.class);
            }
        }
    }

    @Test
    void aLostDeletionIsUnknownIfTheOwnersListIsRefused() {
        try (LiveFixture live = LiveFixture.app()) {
            Fault[] failures = new Fault[10];
            Arrays.fill(failures, Fault.before(Kind.SUSPENDED));
            live.fake.plan(changes(), Fault.after(Kind.NO_RESPONSE));
            live.fake.plan(gets("/packages?package_type=container"), failures);

            assertThatThrownBy(() -> ChangeKind.DELETE_PACKAGE.run(live))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("the verification was refused");
        }
    }

    /** The second request finds nothing to change, which does not show the result of the first one. */
    @ParameterizedTest
    @EnumSource
    void aChangeThatStaleResponsesAlwaysHideIsUnknown(ChangeKind changeKind) {
        try (LiveFixture live = open(changeKind)) {
            live.fake.world.staleReads = 1000;
            live.fake.plan(changes(), Fault.after(Kind.NO_RESPONSE));

            assertThatThrownBy(() -> changeKind.run(live))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("sent again, the response was 404 (Package ");

            assertThat(live.fake.count(changes())).isEqualTo(2);
        }
    }

    /** The restored package or version itself may have the name now. */
    @ParameterizedTest
    @CsvSource({"RESTORE_PACKAGE, 3", "RESTORE_VERSION, 6"})
    void aLostRestoreWhoseNameIsInUseIsDoneOnceStaleResponsesAreUpToDate(ChangeKind changeKind, int staleReads) {
        try (LiveFixture live = open(changeKind)) {
            live.fake.world.staleReads = staleReads;
            live.fake.plan(changes(), Fault.after(Kind.NO_RESPONSE), Fault.before(Kind.IN_USE));

            assertThat(changeKind.run(live).refusal()).isEmpty();

            assertThat(live.fake.count(changes())).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RESTORE_PACKAGE", "RESTORE_VERSION"})
    void aLostRestoreWhoseNameIsInUseIsUnknownIfTheVerificationIsInconclusive(ChangeKind changeKind) {
        try (LiveFixture live = open(changeKind)) {
            live.fake.world.staleReads = 1000;
            live.fake.plan(changes(), Fault.after(Kind.NO_RESPONSE), Fault.before(Kind.IN_USE));

            assertThatThrownBy(() -> changeKind.run(live))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("sent again, the response was 400 (The name is already in use.)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStaleListAfterASuccessfulChangeHasNoEffect(ChangeKind changeKind) {
        try (LiveFixture live = open(changeKind)) {
            live.fake.world.staleReads = 3;

            assertThat(changeKind.run(live).refusal()).isEmpty();

            assertThat(live.fake.count(changes())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeThatALimitRefusesIsSentAgainAfterTheLimit(ChangeKind changeKind) {
        try (LiveFixture live = open(changeKind)) {
            live.fake.plan(
                    changes(),
                    Fault.before(Kind.SECONDARY_LIMIT, "1"),
                    Fault.before(Kind.TOO_MANY_REQUESTS, "1"),
                    Fault.before(Kind.PRIMARY_LIMIT, "2"));

            assertThat(changeKind.run(live).refusal()).isEmpty();

            assertThat(changeKind.happened(live)).isTrue();
            assertThat(live.fake.count(changes())).isEqualTo(4);
            assertThat(live.clock.instant()).isAfterOrEqualTo(GitHubStates.NOW.plusSeconds(4));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeWhoseLimitLastsLongerThanTheLimitWaitIsNotDone(ChangeKind changeKind) {
        for (Fault fault : new Fault[] {
            Fault.before(Kind.SECONDARY_LIMIT, "31"),
            Fault.before(Kind.SECONDARY_LIMIT),
            Fault.before(Kind.TOO_MANY_REQUESTS),
            Fault.before(Kind.PRIMARY_LIMIT, "31")
        }) {
            try (LiveFixture live = open(changeKind)) {
                live.fake.plan(changes(), fault);

                assertThatThrownBy(() -> changeKind.run(live))
                        .as(fault.toString())
                        .isInstanceOfSatisfying(
                                LimitedException.class,
                                e -> assertThat(e.retryAfter())
                                        .isEqualTo(Duration.ofSeconds(
                                                fault.detail().isPresent() ? 31 : 60)));

                assertThat(changeKind.happened(live)).isFalse();
                assertThat(live.fake.count(changes())).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anApiVersionThatIsNotServedChangesNothing(ChangeKind changeKind) {
        try (LiveFixture live = open(changeKind)) {
            live.fake.plan(changes(), Fault.before(Kind.VERSION_REFUSED));

            assertThatThrownBy(() -> changeKind.run(live))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("does not serve version 2022-11-28 of its API any more");

            assertThat(changeKind.happened(live)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeFollowsARedirectWithinTheApiOnly(ChangeKind changeKind) {
        try (LiveFixture live = open(changeKind);
                FakeGitHub other = new FakeGitHub(GitHubStates.app().state(), live.clock)) {
            live.fake.plan(changes(), Fault.before(Kind.REDIRECT, other.url() + "/elsewhere"));

            assertThatThrownBy(() -> changeKind.run(live))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("redirects")
                    .hasMessageContaining(other.url());

            assertThat(changeKind.happened(live)).isFalse();
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void aChangeFollowsARedirectToAnotherPathOfTheApi() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(
                    changes(),
                    Fault.before(Kind.REDIRECT, live.fake.url() + "/organizations/2001/packages/container/app"));

            assertThat(ChangeKind.DELETE_PACKAGE.run(live).refusal()).isEmpty();

            assertThat(live.fake.requests().get(live.fake.requests().size() - 1))
                    .hasToString("DELETE /organizations/2001/packages/container/app");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeFollowsNoRedirectThatWouldChangeItsMethod(ChangeKind changeKind) {
        try (LiveFixture live = open(changeKind)) {
            live.fake.plan(changes(), Fault.before(Kind.MOVED, "/organizations/2001/packages/container/app"));

            assertThatThrownBy(() -> changeKind.run(live))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("(301) to '/organizations/2001/packages/container/app'");

            assertThat(live.fake.count(changes())).isEqualTo(1);
        }
    }

    @Test
    void aChangeThatNeverReachedGitHubIsNotDone() {
        LiveFixture live = LiveFixture.app();
        try (live) {
            assertThat(live.useCases.find(MONALISA, APP).refusal()).isEmpty();
            live.fake.close();

            assertThatThrownBy(() -> live.useCases.deletePackage(MONALISA, APP))
                    .isInstanceOf(UnavailableException.class);
            assertThat(live.backend.health().ready()).isFalse();
        }
    }

    @Test
    void aRefusalHasTheStatusAndMessageOfGitHub() {
        try (LiveFixture live = new LiveFixture(GitHubStates.people()
                .add(PackageSeed.of(197, "octo-org", PackageType.CONTAINER, "app")
                        .visibility(Visibility.PUBLIC)
                        .with(
                                VersionSeed.of(PackageType.CONTAINER, 1)
                                        .tagged("v1")
                                        .downloads(5001),
                                VersionSeed.of(PackageType.CONTAINER, 2).tagged("v2")))
                .state())) {
            assertThat(live.useCases
                            .deleteVersion(MONALISA, APP, new VersionId(1))
                            .refusal())
                    .contains(new UpstreamResponse(
                            Reason.TOO_MANY_DOWNLOADS,
                            400,
                            "Publicly visible package versions with more than 5000 downloads cannot be deleted."
                                    + " Contact GitHub support for further assistance.",
                            "https://docs.github.com/rest/packages/packages#some-operation"));
            assertThat(RecordingLogs.LINES)
                    .anyMatch(line -> line.contains("decision=REFUSED refusal=TOO_MANY_DOWNLOADS"));
        }
    }

    @Test
    void theDeletionOfAMissingVersionIsRefusedWithTheMessageOfGitHub() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(changes(), Fault.before(Kind.MISSING, "No such version, sorry"));

            assertThat(live.useCases
                            .deleteVersion(MONALISA, APP, new VersionId(99))
                            .refusal())
                    .contains(new UpstreamResponse(
                            Reason.VERSION_NOT_FOUND,
                            404,
                            "No such version, sorry",
                            "https://docs.github.com/rest/packages/packages#some-operation"));

            assertThat(live.fake.count(changes())).isOne();
            assertThat(RecordingLogs.LINES)
                    .anyMatch(line -> line.contains("version_id=99 decision=REFUSED refusal=VERSION_NOT_FOUND"));
        }
    }

    @Test
    void theRestoreOfAnActivePackageIsRefusedByGitHub() {
        try (LiveFixture live = LiveFixture.app()) {
            assertThat(ChangeKind.RESTORE_PACKAGE.run(live).refusal())
                    .contains(new UpstreamResponse(
                            Reason.PACKAGE_NOT_FOUND,
                            404,
                            "Package not found.",
                            "https://docs.github.com/rest/packages/packages#some-operation"));

            assertThat(live.fake.count(changes())).isEqualTo(1);
        }
    }

    @Test
    void theRestoreOfAPackageWhoseNameIsInUseIsRefusedByGitHub() {
        try (LiveFixture live = open(ChangeKind.RESTORE_PACKAGE)) {
            live.fake.world.packages.add(successor());

            assertThat(ChangeKind.RESTORE_PACKAGE.run(live).refusal())
                    .contains(new UpstreamResponse(
                            Reason.NAME_TAKEN,
                            400,
                            "The namespace is already in use. Delete the newer package first.",
                            "https://docs.github.com/rest/packages/packages#some-operation"));

            assertThat(live.fake.count(changes())).isEqualTo(1);
        }
    }

    @Test
    void aDryRunRefusesTheRestoreOfAnActivePackage() {
        try (LiveFixture live = LiveFixture.app()) {

            assertThat(live.dryRun
                            .restorePackage(MONALISA, APP, Optional.empty())
                            .refusal())
                    .contains(Refusal.of(Reason.NOT_DELETED));

            assertThat(live.fake.count(changes())).isZero();
        }
    }

    /** The active package is older than the restore, as a restored package would be. */
    @Test
    void theActivePackageFromBeforeALostRestoreDoesNotCountAsRestored() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(changes(), Fault.after(Kind.NO_RESPONSE));

            assertThatThrownBy(() -> ChangeKind.RESTORE_PACKAGE.run(live)).isInstanceOf(OutcomeUnknownException.class);

            assertThat(live.fake.count(changes())).isEqualTo(2);
        }
    }

    @Test
    void aRefusalAfterALostResponseIsFinalIfTheStateIsUnchanged() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(changes(), Fault.before(Kind.BAD_GATEWAY));
            live.fake.world.packages.get(0).visibility = "public";
            live.fake.world.packages.get(0).versions.get(2).downloads = OptionalLong.of(9999);

            assertThat(ChangeKind.DELETE_VERSION.run(live).refusal().map(Refusal::reason))
                    .contains(Reason.TOO_MANY_DOWNLOADS);
            assertThat(live.fake.count(changes())).isEqualTo(2);
        }
    }

    @Test
    void anotherPackageOfTheSameNameIsNotDeletedInstead() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(changes(), Fault.after(Kind.NO_RESPONSE));
            var successor = successor();
            live.fake.onChange(() -> live.fake.world.packages.add(successor));

            assertThat(ChangeKind.DELETE_PACKAGE.run(live).refusal()).isEmpty();

            assertThat(live.fake.count(changes())).isEqualTo(1);
            assertThat(successor.deletedAt).isEmpty();
        }
    }

    private static FakeGitHubState.Packaged successor() {
        var successor = new FakeGitHubState.Packaged();
        successor.id = 500;
        successor.owner = "octo-org";
        successor.type = "container";
        successor.name = "app";
        successor.visibility = "private";
        successor.createdAt = GitHubStates.NOW;
        successor.updatedAt = GitHubStates.NOW;
        return successor;
    }

    /** Deletes the package app. Another package takes its name during the first wait. */
    private static Outcome<Change> deleteWhileAnotherTakesTheName(
            LiveFixture live, FakeGitHubState.Packaged successor) {
        Sleeper advancing = TestBackends.sleeper(live.clock);
        Sleeper replacing = duration -> {
            if (!live.fake.world.packages.contains(successor)) {
                live.fake.world.packages.get(0).deletedAt = Optional.of(GitHubStates.NOW);
                live.fake.world.packages.add(successor);
            }
            advancing.sleep(duration);
        };
        try (GitHubBackend backend = TestBackends.open(live.fake.url(), live.clock, ClientOptions.DEFAULT, replacing)) {
            return new UseCases(backend, Rules.GITHUB, live.clock).deletePackage(MONALISA, APP);
        }
    }

    @Test
    void aDeletionThatWaitedIsRefusedIfAnotherPackageHasTheName() {
        try (LiveFixture live = LiveFixture.app()) {
            var successor = successor();
            live.fake.plan(changes(), Fault.before(Kind.SECONDARY_LIMIT, "3"));

            Outcome<Change> outcome = deleteWhileAnotherTakesTheName(live, successor);

            assertThat(outcome.refusal().map(Refusal::reason)).contains(Reason.PACKAGE_NOT_FOUND);
            assertThat(live.fake.count(changes())).isEqualTo(1);
            assertThat(successor.deletedAt).isEmpty();
        }
    }

    @Test
    void aLostDeletionIsVerifiedAgainBeforeItIsSentAgain() {
        try (LiveFixture live = LiveFixture.app()) {
            var successor = successor();
            live.fake.plan(changes(), Fault.before(Kind.BAD_GATEWAY));

            Outcome<Change> outcome = deleteWhileAnotherTakesTheName(live, successor);

            assertThat(outcome.refusal()).isEmpty();
            assertThat(live.fake.count(changes())).isEqualTo(1);
            assertThat(successor.deletedAt).isEmpty();
        }
    }

    /** A 200 from a proxy must not count as GitHub's response. */
    @ParameterizedTest
    @EnumSource
    void aVerificationWithUnrelatedJsonIsInconclusive(ChangeKind changeKind) {
        try (LiveFixture live = open(changeKind)) {
            live.fake.plan(changes(), Fault.before(Kind.BAD_GATEWAY));
            Fault[] faults = new Fault[50];
            Arrays.fill(faults, Fault.before(Kind.UNRELATED_JSON));
            live.fake.plan(request -> gets("app").test(request) && live.fake.count(changes()) > 0, faults);

            assertThatThrownBy(() -> changeKind.run(live)).isInstanceOf(OutcomeUnknownException.class);

            assertThat(changeKind.happened(live)).isFalse();
            assertThat(live.fake.count(changes())).isEqualTo(1);
        }
    }

    @Test
    void aPackageThatGitHubShowsAsDeletedCountsAsNotRestored() {
        try (LiveFixture live = open(ChangeKind.RESTORE_PACKAGE)) {
            live.fake.world.ghosts = true;
            live.fake.plan(changes(), Fault.before(Kind.BAD_GATEWAY));

            assertThat(ChangeKind.RESTORE_PACKAGE.run(live).refusal()).isEmpty();

            assertThat(ChangeKind.RESTORE_PACKAGE.happened(live)).isTrue();
            assertThat(live.fake.count(changes())).isEqualTo(2);
        }
    }

    /** The package is read before the stop, and its tagged versions are counted after it. */
    @Test
    void aDeletionThatWaitedDuringItsDecisionIsRefusedIfAnotherPackageHasTheName() {
        try (LiveFixture live = LiveFixture.app()) {
            var successor = successor();
            live.fake.plan(gets("/versions?state=active"), Fault.before(Kind.SECONDARY_LIMIT, "3"));

            Outcome<Change> outcome = deleteWhileAnotherTakesTheName(live, successor);

            assertThat(outcome.refusal().map(Refusal::reason)).contains(Reason.PACKAGE_NOT_FOUND);
            assertThat(live.fake.count(changes())).isZero();
            assertThat(successor.deletedAt).isEmpty();
        }
    }

    private static Stream<Arguments> concurrentDeletions() {
        return Stream.of(
                Arguments.of(3, 1, 2, Reason.LAST_TAGGED_VERSION), Arguments.of(3, 1, 1, Reason.VERSION_NOT_FOUND));
    }

    /** The first two versions are tagged. */
    @ParameterizedTest
    @MethodSource("concurrentDeletions")
    void ofTwoConcurrentDeletionsGitHubRefusesTheSecond(int versions, int one, int other, Reason refusal)
            throws Exception {
        Seed seed = GitHubStates.people()
                .add(PackageSeed.of(197, "octo-org", PackageType.CONTAINER, "app")
                        .with(IntStream.rangeClosed(1, versions)
                                .mapToObj(i -> VersionSeed.of(PackageType.CONTAINER, i))
                                .toArray(VersionSeed[]::new)));
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try (LiveFixture live = new LiveFixture(seed.state())) {
            live.fake.world.packages.get(0).versions.get(0).tags = List.of("v1");
            live.fake.world.packages.get(0).versions.get(1).tags = List.of("v2");
            CountDownLatch decided = new CountDownLatch(2);
            InstantSource together = () -> {
                decided.countDown();
                Uninterruptibles.awaitUninterruptibly(decided);
                return live.clock.instant();
            };
            UseCases lifecycle = new UseCases(live.backend, Rules.GITHUB, together, Mode.APPLY);

            List<Future<Optional<Reason>>> outcomes = new ArrayList<>();
            for (int id : new int[] {one, other}) {
                outcomes.add(callers.submit(() -> lifecycle
                        .deleteVersion(MONALISA, APP, new VersionId(id))
                        .refusal()
                        .map(Refusal::reason)));
            }

            assertThat(List.of(outcomes.get(0).get(), outcomes.get(1).get()))
                    .containsExactlyInAnyOrder(Optional.empty(), Optional.of(refusal));
            assertThat(live.fake.count(changes())).isEqualTo(2);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void aListWithoutPagesIsNotReadForEver() {
        Seed seed = GitHubStates.app();
        IntStream.rangeClosed(1, 100)
                .forEach(i -> seed.add(PackageSeed.of(1000 + i, "octo-org", PackageType.CONTAINER, "app-" + i)));
        try (LiveFixture live = new LiveFixture(seed.state())) {
            live.fake.primaryLimit(Integer.MAX_VALUE);
            live.fake.ignorePages();
            live.fake.plan(changes(), Fault.after(Kind.NO_RESPONSE));

            assertThatThrownBy(() -> ChangeKind.DELETE_PACKAGE.run(live)).isInstanceOf(OutcomeUnknownException.class);

            assertThat(live.fake.count(gets("package_type=container")))
                    .isEqualTo(100L * ClientOptions.DEFAULT.attempts());
        }
    }

    /** The first check after the stop takes three seconds. */
    @Test
    void aCheckThatTookTooLongIsRepeated() {
        try (LiveFixture live =
                new LiveFixture(GitHubStates.app().state(), TestClientOptions.limitWait(Duration.ofSeconds(30), 16))) {
            live.fake.plan(changes(), Fault.before(Kind.SECONDARY_LIMIT, "3"));
            AtomicBoolean slow = new AtomicBoolean(true);
            live.fake.onArrival(() -> {
                if (live.clock.instant().isAfter(GitHubStates.NOW.plusSeconds(2)) && slow.getAndSet(false)) {
                    live.clock.advance(Duration.ofSeconds(3));
                }
            });

            assertThat(ChangeKind.DELETE_PACKAGE.run(live).refusal()).isEmpty();

            var requests = live.fake.requests();
            assertThat(requests.subList(requests.size() - 4, requests.size()))
                    .map(FakeGitHub.Request::method)
                    .containsExactly("DELETE", "GET", "GET", "DELETE");
        }
    }

    @Test
    void aDeletionIsNotSentIfEveryCheckTakesTooLong() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.onArrival(() -> live.clock.advance(Duration.ofSeconds(3)));

            assertThatThrownBy(() -> ChangeKind.DELETE_PACKAGE.run(live))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("nothing was changed");

            assertThat(live.fake.count(changes())).isZero();
        }
    }

    @Test
    void aLostDeletionIsUnknownIfTheOwnersListOmitsEntries() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.addHeader(
                    gets("/packages?package_type=container"),
                    "X-GitHub-SSO",
                    "partial-results; organizations=21955855");
            live.fake.plan(changes(), Fault.after(Kind.NO_RESPONSE));

            assertThatThrownBy(() -> ChangeKind.DELETE_PACKAGE.run(live))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("the verification was inconclusive");
        }
    }
}
