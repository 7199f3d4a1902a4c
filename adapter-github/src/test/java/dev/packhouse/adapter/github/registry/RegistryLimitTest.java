package dev.packhouse.adapter.github.registry;

import static dev.packhouse.adapter.github.registry.FakeRegistry.any;
import static dev.packhouse.adapter.github.registry.FakeRegistry.forManifest;
import static dev.packhouse.adapter.github.registry.FakeRegistry.forManifests;
import static dev.packhouse.adapter.github.registry.FakeRegistry.forTokens;
import static dev.packhouse.adapter.github.registry.RegistryFixture.APP;
import static dev.packhouse.adapter.github.registry.RegistryFixture.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.github.client.Caller;
import dev.packhouse.adapter.github.client.ClientOptions;
import dev.packhouse.adapter.github.registry.FakeRegistry.Response;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.naming.Digest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of the registry, its failures, and how many requests it receives at once. */
class RegistryLimitTest {

    private final RegistryFixture registry = new RegistryFixture();
    private final FakeRegistry fake = registry.fake;

    @AfterEach
    void close() {
        registry.close();
    }

    private static Response limit(int status, int seconds) {
        return Response.of(status, "Retry-After", Integer.toString(seconds));
    }

    private static void assertKnown(List<ManifestFacts> facts) {
        assertThat(facts).isNotEmpty().allMatch(ManifestFacts.Known.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aLimitIsWaitedFor(int status) {
        fake.plan(forManifests(), limit(status, 3));

        assertKnown(registry.read(registry.addImages(5)));

        assertThat(registry.waits).containsExactly(Duration.ofSeconds(3));
        assertThat(fake.requests(forManifests())).hasSize(6);
    }

    @Test
    void theLimitOfTokensIsWaitedForToo() {
        fake.plan(forTokens(), limit(429, 2));

        assertKnown(registry.read(registry.addImage(1)));

        assertThat(registry.waits).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void aCallWaitsForAllLimitsTogetherUntilItsLimitWait() {
        fake.plan(forManifests(), limit(429, 3), limit(429, 3));

        assertThat(registry.read(registry.addImages(50)))
                .containsOnly(unknown("the registry limits requests for another 3 seconds"));

        assertThat(registry.waits).containsExactly(Duration.ofSeconds(3));
        assertThat(fake.requests(forManifests())).hasSize(2);
    }

    @Test
    void theWaitOfExactlyTheLimitWaitIsAllowed() {
        fake.plan(forManifests(), limit(429, 5));

        assertKnown(registry.read(registry.addImage(1)));

        fake.plan(forManifests(), limit(429, 6));

        assertThat(registry.read(registry.addImage(2)))
                .containsExactly(unknown("the registry limits requests for another 6 seconds"));
    }

    @Test
    void theLimitWaitCountsFromTheArrivalOfTheRequest() {
        Caller caller = registry.caller(RegistryFixture.SECRET);
        registry.clock.advance(Duration.ofSeconds(3));
        fake.plan(forManifests(), limit(429, 2));

        assertKnown(registry.read(caller, APP, List.of(registry.addImage(1))));

        Caller late = registry.caller(RegistryFixture.SECRET);
        registry.clock.advance(Duration.ofSeconds(60));
        fake.plan(forManifests(), limit(429, 1));

        assertThat(registry.read(late, APP, List.of(registry.addImage(2))))
                .containsExactly(unknown("the registry limits requests for another 1 seconds"));
    }

    @Test
    void theLimitWaitIsAnOption() {
        registry.reopen(ClientOptions.DEFAULT.withLimitWait(Duration.ofMinutes(2)));
        fake.plan(forManifests(), limit(429, 100));

        assertKnown(registry.read(registry.addImage(1)));
    }

    @Test
    void whileALimitLastsNothingIsSentForItsCaller() {
        fake.accept("ghp_hubot");
        Digest digest = registry.addImage(1);
        fake.plan(forManifests(), limit(429, 60));
        registry.read(digest);
        int before = fake.requests(any()).size();

        assertThat(registry.read(digest))
                .containsExactly(unknown("the registry limits requests for another 60 seconds"));
        assertThat(fake.requests(any())).hasSize(before);

        assertKnown(registry.read(registry.caller("ghp_hubot"), APP, List.of(digest)));
        registry.clock.advance(Duration.ofSeconds(60));
        assertKnown(registry.read(registry.addImage(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5"})
    void aLimitLastsASecondAtLeast(String seconds) {
        fake.always(forManifests(), Response.of(429, "Retry-After", seconds));

        assertThat(registry.read(registry.addImage(1)))
                .containsExactly(unknown("the registry limits requests for another 1 seconds"));

        assertThat(registry.waits).hasSize(5).containsOnly(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503})
    void aFailureIsRepeatedFourTimesAtMost(int status) {
        Digest failing = registry.addImage(1);
        Digest other = registry.addImage(2);
        fake.always(forManifest(failing), Response.of(status));

        List<ManifestFacts> facts = registry.read(failing, other);

        assertThat(facts.get(0)).isEqualTo(unknown("the registry answers %d".formatted(status)));
        assertThat(facts.get(1)).isInstanceOf(ManifestFacts.Known.class);
        assertThat(fake.requests(forManifest(failing))).hasSize(4);
        assertThat(registry.waits).hasSize(3);
    }

    @Test
    void aFailureThatPassesDoesNoHarm() {
        List<Digest> digests = registry.addImages(20);
        digests.subList(5, 15).forEach(digest -> fake.plan(forManifest(digest), Response.of(500), Response.of(502)));

        assertKnown(registry.read(digests));

        assertThat(fake.requests(forManifests())).hasSize(20 + 2 * 10);
    }

    @Test
    void aClosedConnectionIsAFailure() {
        Digest digest = registry.addImage(1);
        fake.always(forManifest(digest), Response.closedConnection());

        assertThat(registry.read(digest).get(0))
                .isInstanceOfSatisfying(
                        ManifestFacts.Unknown.class,
                        unknown -> assertThat(unknown.reason())
                                .startsWith("the registry does not answer: the response was lost ("));

        fake.recover();
        assertKnown(registry.read(digest));
    }

    @Test
    void aRegistryThatIsNotThereIsAFailure() {
        Digest digest = registry.addImage(1);
        fake.close();

        assertThat(registry.read(digest).get(0))
                .isInstanceOfSatisfying(
                        ManifestFacts.Unknown.class,
                        unknown -> assertThat(unknown.reason())
                                .startsWith("the registry does not answer: no connection ("));
    }

    @Test
    void aRegistryThatFailsTwentyTimesInARowIsAskedNoMore() {
        fake.always(forManifests(), Response.of(500));

        assertThat(registry.read(registry.addImages(500))).containsOnly(unknown("the registry answers 500"));

        assertThat(fake.requests(forManifests())).hasSizeBetween(20, 29);
    }

    @Test
    void tenRequestsOfAllCallsAreInFlightAtOnceAndNoMore() throws Exception {
        registry.read(registry.addImage(1000));
        List<Digest> digests = registry.addImages(60);
        CountDownLatch gate = new CountDownLatch(1);
        fake.holdUntil(
                gate,
                forManifest(digests.get(0)).or(forManifest(digests.get(30))).negate());

        CompletableFuture<List<ManifestFacts>> one =
                CompletableFuture.supplyAsync(() -> registry.read(digests.subList(0, 30)));
        CompletableFuture<List<ManifestFacts>> other =
                CompletableFuture.supplyAsync(() -> registry.read(digests.subList(30, 60)));
        while (fake.inFlight() < 10) {
            Thread.onSpinWait();
        }
        gate.countDown();

        assertKnown(one.get());
        assertKnown(other.get());
        assertThat(fake.maxInFlight()).isEqualTo(10);
    }
}
