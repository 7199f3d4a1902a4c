package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.FakeGitHub.changes;
import static dev.packhouse.adapter.github.GitHubStates.APP;
import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static dev.packhouse.adapter.github.GitHubStates.holderOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.Fault.Kind;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Race;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two hundred concurrent callers. */
class ManyCallersTest {

    private static final int CALLERS = 200;
    private static final ClientOptions LONG_TIMEOUT = TestClientOptions.limitWait(Duration.ofDays(1), CALLERS);

    private static LiveFixture crowded() {
        return new LiveFixture(
                GitHubStates.people()
                        .add(PackageSeed.of(1, "octo-org", PackageType.CONTAINER, "app")
                                .with(IntStream.rangeClosed(1, CALLERS + 1)
                                        .mapToObj(i -> VersionSeed.of(PackageType.CONTAINER, i))
                                        .toArray(VersionSeed[]::new)))
                        .state(),
                LONG_TIMEOUT);
    }

    @Test
    void limitsAreKeptAndEveryCallerIsServed() {
        try (LiveFixture live = crowded()) {
            List<Boolean> served = Race.of(CALLERS, caller -> {
                boolean found = live.useCases.find(MONALISA, APP).refusal().isEmpty();
                return found
                        && live.useCases
                                .deleteVersion(MONALISA, APP, new VersionId(caller + 1))
                                .refusal()
                                .isEmpty();
            });

            assertThat(served).hasSize(CALLERS).containsOnly(true);
            assertThat(live.fake.violations()).isZero();
            assertThat(live.fake.maxInFlight()).isLessThanOrEqualTo(100);
            assertThat(live.fake.count(changes())).isEqualTo(CALLERS);
            assertThat(live.fake.world.packages.get(0).active()).hasSize(1);
            assertThat(live.clock.instant()).isAfterOrEqualTo(GitHubStates.NOW.plusSeconds(60));
        }
    }

    @Test
    void noMoreThanAHundredRequestsAreInFlightAndTheOthersWait() {
        try (LiveFixture live = crowded()) {
            live.useCases.find(MONALISA, APP);
            CountDownLatch full = new CountDownLatch(100);
            live.fake.onArrival(full::countDown);
            live.fake.holdUntil(full);

            List<Boolean> served = Race.of(
                    CALLERS,
                    caller -> live.useCases.find(MONALISA, APP).refusal().isEmpty());

            assertThat(served).containsOnly(true);
            assertThat(live.fake.maxInFlight()).isEqualTo(100);
            assertThat(live.fake.violations()).isZero();
        }
    }

    @Test
    void theHealthSaysHowManyRequestsWait() {
        try (LiveFixture live = crowded()) {
            live.useCases.find(MONALISA, APP);
            CountDownLatch gate = new CountDownLatch(1);
            live.fake.holdUntil(gate);
            CompletableFuture<List<Boolean>> served = CompletableFuture.supplyAsync(() -> Race.of(
                    CALLERS,
                    caller -> live.useCases.find(MONALISA, APP).refusal().isEmpty()));

            while (!live.backend.health().detail().endsWith("; 100 requests wait for a limit")) {
                Thread.onSpinWait();
            }
            gate.countDown();

            assertThat(served.join()).containsOnly(true);
            assertThat(live.backend.health().detail()).doesNotContain("wait");
        }
    }

    @Test
    void thePrimaryLimitIsNeverExceeded() {
        try (LiveFixture live = crowded()) {
            live.fake.primaryLimit(150);

            List<Boolean> served = Race.of(
                    CALLERS,
                    caller -> live.useCases
                            .deleteVersion(MONALISA, APP, new VersionId(caller + 1))
                            .refusal()
                            .isEmpty());

            assertThat(served).containsOnly(true);
            assertThat(live.fake.violations()).isZero();
            assertThat(live.clock.instant()).isAfterOrEqualTo(GitHubStates.NOW.plus(Duration.ofHours(1)));
        }
    }

    @Test
    void callersThatWouldWaitTooLongAreRefusedWithATime() {
        try (LiveFixture live = new LiveFixture(
                GitHubStates.app().state(), TestClientOptions.limitWait(Duration.ofSeconds(30), CALLERS))) {
            live.useCases.find(MONALISA, APP);
            live.fake.plan(changes(), Fault.before(Kind.SECONDARY_LIMIT, "600"));

            List<Optional<Duration>> waits = Race.of(CALLERS, caller -> {
                try {
                    live.useCases.deletePackage(MONALISA, APP);
                    return Optional.empty();
                } catch (LimitedException e) {
                    return Optional.of(e.retryAfter());
                }
            });

            assertThat(waits)
                    .hasSize(CALLERS)
                    .allSatisfy(wait ->
                            assertThat(wait.orElseThrow()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10)));
            assertThat(live.fake.count(changes())).isEqualTo(1);
        }
    }

    @Test
    void oneLookupServesManyCallersOfOneToken() {
        try (LiveFixture live = crowded()) {
            Race.of(CALLERS, caller -> live.useCases.caller(MONALISA).refusal().isEmpty());

            assertThat(live.fake.requests()).hasSize(1);
        }
    }

    /** GitHub counts the requests of all tokens of a user together. */
    @Test
    void theHourlyLimitIsThatOfTheUserNotOfTheToken() {
        Credential.Token second = new Credential.Token("ghp_second");
        try (LiveFixture live = new LiveFixture(
                GitHubStates.app().token("ghp_second", "monalisa").state())) {
            live.fake.primaryLimit(20);
            live.useCases.find(second, APP);
            while (live.backend
                            .rateLimit(holderOf(MONALISA))
                            .map(RateLimit::remaining)
                            .orElse(1L)
                    > 0) {
                live.fake.world.packages.get(0).visibility =
                        live.fake.world.packages.get(0).visibility.equals("public") ? "private" : "public";
                live.useCases.find(MONALISA, APP);
            }
            live.fake.forgetRequests();

            assertThatThrownBy(() -> live.useCases.find(second, APP))
                    .isInstanceOfSatisfying(
                            LimitedException.class, e -> assertThat(e.usedUp()).isPresent());

            assertThat(live.fake.requests()).isEmpty();
            assertThat(live.fake.violations()).isZero();
        }
    }
}
