package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.FakeGitHub.changes;
import static dev.packhouse.adapter.github.FakeGitHub.gets;
import static dev.packhouse.adapter.github.GitHubStates.APP;
import static dev.packhouse.adapter.github.GitHubStates.HUBOT;
import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.Fault.Kind;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A version is changed without a look-up: GitHub decides, and only what it has shown lately objects. */
class WithoutLookTest {

    private static Optional<Reason> delete(LiveFixture live, long id) {
        return delete(live, MONALISA, APP, id);
    }

    private static Optional<Reason> delete(LiveFixture live, Credential caller, PackageAddress address, long id) {
        return live.useCases
                .deleteVersion(caller, address, new VersionId(id))
                .refusal()
                .map(Refusal::reason);
    }

    private static Optional<Reason> restore(LiveFixture live, long id) {
        return live.useCases
                .restoreVersion(MONALISA, APP, new VersionId(id))
                .refusal()
                .map(Refusal::reason);
    }

    private static void list(LiveFixture live, State state) {
        list(live, MONALISA, APP, state);
    }

    private static void list(LiveFixture live, Credential caller, PackageAddress address, State state) {
        assertThat(live.useCases
                        .versions(caller, address, Optional.of(state), PageRequest.FIRST)
                        .refusal())
                .isEmpty();
    }

    /** Three versions of an npm package, for which the last version is protected. */
    private static LiveFixture npm() {
        return new LiveFixture(GitHubStates.people()
                .add(PackageSeed.of(198, "octo-org", PackageType.NPM, "utils")
                        .with(
                                VersionSeed.of(PackageType.NPM, 11),
                                VersionSeed.of(PackageType.NPM, 12),
                                VersionSeed.of(PackageType.NPM, 13)))
                .state());
    }

    private static final PackageAddress UTILS = new PackageAddress(APP.owner(), PackageType.NPM, "utils");

    @Test
    void aVersionIsDeletedAndRestoredWithOneRequest() {
        try (LiveFixture live = LiveFixture.app()) {
            live.useCases.caller(MONALISA);
            live.useCases.account(MONALISA, APP.owner());
            live.fake.forgetRequests();

            assertThat(delete(live, 3)).isEmpty();
            assertThat(restore(live, 3)).isEmpty();

            assertThat(live.fake.requests())
                    .map(FakeGitHub.Request::toString)
                    .containsExactly(
                            "DELETE /orgs/octo-org/packages/container/app/versions/3",
                            "POST /orgs/octo-org/packages/container/app/versions/3/restore");
        }
    }

    @Test
    void gitHubDecidesOnWhatIsNotKnown() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.world.packages.get(0).versions.get(1).tags = List.of();

            assertThat(delete(live, 1)).contains(Reason.LAST_TAGGED_VERSION);
            assertThat(delete(live, 99)).contains(Reason.VERSION_NOT_FOUND);
            assertThat(restore(live, 1)).contains(Reason.PACKAGE_NOT_FOUND);

            assertThat(live.fake.count(changes())).isEqualTo(3);
        }
    }

    @Test
    void theLastTaggedVersionIsNotSentIfTheListHasShownAllVersions() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.world.packages.get(0).versions.get(1).tags = List.of();
            list(live, State.ACTIVE);

            assertThat(live.useCases
                            .deleteVersion(MONALISA, APP, new VersionId(1))
                            .refusal())
                    .contains(Refusal.of(Reason.LAST_TAGGED_VERSION));

            assertThat(live.fake.count(changes())).isZero();
        }
    }

    @Test
    void theListsAndCountsThatWereSeenAreAdjustedToTheOwnChanges() {
        try (LiveFixture live = npm()) {
            list(live, MONALISA, UTILS, State.ACTIVE);
            live.fake.forgetRequests();

            assertThat(delete(live, MONALISA, UTILS, 11)).isEmpty();
            assertThat(delete(live, MONALISA, UTILS, 12)).isEmpty();
            assertThat(live.fake.requests()).hasSize(2).allMatch(changes());
            assertThat(delete(live, MONALISA, UTILS, 13)).contains(Reason.LAST_VERSION);
            assertThat(live.fake.count(changes())).isEqualTo(2);
            assertThat(live.useCases
                            .restoreVersion(MONALISA, UTILS, new VersionId(12))
                            .refusal())
                    .isEmpty();
            assertThat(delete(live, MONALISA, UTILS, 13)).isEmpty();

            assertThat(live.fake.count(changes())).isEqualTo(4);
        }
    }

    /** Another client may have published a version since. */
    @Test
    void anObjectionIsConfirmedByALookBeforeItRefuses() {
        try (LiveFixture live = npm()) {
            var versions = live.fake.world.packages.get(0).versions;
            var published = versions.remove(2);
            versions.remove(1);
            list(live, MONALISA, UTILS, State.ACTIVE);
            versions.add(published);

            assertThat(delete(live, MONALISA, UTILS, 11)).isEmpty();

            assertThat(live.fake.count(changes())).isOne();
        }
    }

    @Test
    void whatOneCallerHasSeenIsAdjustedToTheChangesOfAnother() {
        try (LiveFixture live = npm()) {
            live.fake.world.packages.get(0).roles.put("hubot", "admin");
            list(live, MONALISA, UTILS, State.ACTIVE);

            assertThat(delete(live, HUBOT, UTILS, 11)).isEmpty();
            assertThat(delete(live, HUBOT, UTILS, 12)).isEmpty();

            assertThat(delete(live, MONALISA, UTILS, 13)).contains(Reason.LAST_VERSION);
            assertThat(live.fake.count(changes())).isEqualTo(2);
        }
    }

    @Test
    void whatOneCallerHasSeenIsNotKnownToAnother() {
        try (LiveFixture live = npm()) {
            live.fake.world.packages.get(0).roles.put("hubot", "admin");
            live.fake.world.packages.get(0).versions.removeIf(version -> version.id > 11);
            list(live, MONALISA, UTILS, State.ACTIVE);

            assertThat(delete(live, HUBOT, UTILS, 11)).contains(Reason.LAST_VERSION);

            assertThat(live.fake.count(changes())).isOne();
        }
    }

    /** GitHub allows to use a response for one minute. */
    @Test
    void whatWasSeenIsForgottenAfterAMinute() {
        try (LiveFixture live = npm()) {
            live.fake.world.packages.get(0).versions.removeIf(version -> version.id > 11);
            list(live, MONALISA, UTILS, State.ACTIVE);

            live.clock.advance(Duration.ofSeconds(59));
            assertThat(delete(live, MONALISA, UTILS, 11)).contains(Reason.LAST_VERSION);
            assertThat(live.fake.count(changes())).isZero();

            live.clock.advance(Duration.ofSeconds(1));
            assertThat(delete(live, MONALISA, UTILS, 11)).contains(Reason.LAST_VERSION);
            assertThat(live.fake.count(changes())).isOne();
        }
    }

    @Test
    void aRefusalOfGitHubForgetsWhatWasSeen() {
        try (LiveFixture live = npm()) {
            list(live, MONALISA, UTILS, State.ACTIVE);
            live.fake.plan(changes(), Fault.before(Kind.SUSPENDED));

            assertThat(delete(live, MONALISA, UTILS, 11)).contains(Reason.NOT_ADMIN);
            list(live, MONALISA, UTILS, State.ACTIVE);

            assertThat(live.fake.count(gets("/packages/npm/utils"))).isEqualTo(4);
        }
    }

    @Test
    void aVersionThatWasDeletedTooLongAgoIsNotSent() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.world.packages.get(0).versions.get(4).deletedAt =
                    Optional.of(GitHubStates.NOW.minus(Duration.ofDays(30)).plusSeconds(5));
            list(live, State.DELETED);
            live.clock.advance(Duration.ofSeconds(6));

            assertThat(restore(live, 5)).contains(Reason.VERSION_NOT_FOUND);

            assertThat(live.fake.count(changes())).isZero();
        }
    }

    /** GitHub has several servers, which may respond from different moments. */
    @ParameterizedTest
    @ValueSource(strings = {"/container/app", "/versions?state=active"})
    void responsesThatContradictEachOtherForbidNoDeletion(String earlier) {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(gets(earlier), Fault.after(Kind.NOTHING_YET));
            live.useCases.find(MONALISA, APP);
            list(live, State.ACTIVE);

            assertThat(delete(live, 1)).isEmpty();

            assertThat(live.fake.count(changes())).isOne();
        }
    }

    @Test
    void aDryRunLooksTheVersionUp() {
        try (LiveFixture live = LiveFixture.app()) {
            list(live, State.ACTIVE);
            live.fake.world.packages.get(0).versions.get(1).tags = List.of();
            live.fake.forgetRequests();

            assertThat(live.dryRun
                            .deleteVersion(MONALISA, APP, new VersionId(1))
                            .refusal())
                    .contains(Refusal.of(Reason.LAST_TAGGED_VERSION));

            assertThat(live.fake.requests())
                    .map(FakeGitHub.Request::toString)
                    .containsExactly(
                            "GET /orgs/octo-org/packages/container/app",
                            "GET /orgs/octo-org/packages/container/app/versions?state=active&per_page=100&page=1",
                            "GET /orgs/octo-org/packages/container/app/versions/1");
            assertThat(RecordingLogs.LINES)
                    .contains("INFO dev.packhouse.audit: kind=dry_run_look_ups looked_at=\"GET"
                            + " /orgs/octo-org/packages/container/app,"
                            + " GET /orgs/octo-org/packages/container/app/versions?state=active&per_page=100&page=1,"
                            + " GET /orgs/octo-org/packages/container/app/versions/1\"");
        }
    }

    /** A proxy may respond with another entry. */
    @Test
    void aDryRunDoesNotDecideOnAnotherVersionInstead() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(gets("/versions/3"), Fault.after(Kind.ANOTHER_ID));

            assertThat(live.dryRun
                            .deleteVersion(MONALISA, APP, new VersionId(3))
                            .refusal()
                            .map(Refusal::reason))
                    .contains(Reason.VERSION_NOT_FOUND);
        }
    }

    @Test
    void aLostDeletionOfAVersionThatWasDeletedBeforeIsRefused() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(changes(), Fault.before(Kind.NO_RESPONSE));

            assertThat(delete(live, 5)).contains(Reason.VERSION_NOT_FOUND);

            assertThat(live.fake.count(changes())).isOne();
        }
    }

    @Test
    void aLostDeletionOfAVersionThatWasNeverShownIsUnknown() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.plan(changes(), Fault.before(Kind.NO_RESPONSE));

            assertThatThrownBy(() -> delete(live, 99))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("delete package version 99 of octo-org/container/app")
                    .hasMessageContaining("the verification was inconclusive");

            assertThat(live.fake.count(changes())).isOne();
        }
    }

    /** The version is absent at once, and in the list of deleted versions some responses later. */
    @Test
    void aLostDeletionOfAVersionThatWasSeenNeedsNoListOfDeletedVersions() {
        try (LiveFixture live = LiveFixture.app()) {
            list(live, State.ACTIVE);
            live.fake.plan(changes(), Fault.after(Kind.NO_RESPONSE));

            assertThat(delete(live, 3)).isEmpty();

            assertThat(live.fake.count(gets("state=deleted"))).isZero();
        }
    }

    /** The client has given up by then. */
    @Test
    void noChangeIsSentLaterThanTheLimitWait() {
        try (LiveFixture live = LiveFixture.app()) {
            live.fake.onArrival(() -> live.clock.advance(Duration.ofSeconds(3)));

            assertThatThrownBy(() -> delete(live, 3))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("nothing was changed");

            assertThat(live.fake.count(changes())).isZero();
        }
    }

    @Test
    void aChangeIsNotSentAgainLaterThanTheLimitWait() {
        try (LiveFixture live = LiveFixture.app()) {
            live.useCases.account(MONALISA, APP.owner());
            live.fake.plan(changes(), Fault.before(Kind.NO_RESPONSE));
            Instant before = live.clock.instant();
            live.fake.onArrival(() -> live.clock.advance(Duration.ofSeconds(3)));

            assertThatThrownBy(() -> delete(live, 3))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageContaining("it could not be sent again");

            assertThat(live.clock.instant()).isAfter(before.plusSeconds(5));
            assertThat(live.fake.count(changes())).isOne();
        }
    }
}
