package dev.packhouse.adapter.github.client;

import static dev.packhouse.adapter.github.client.UserLimits.RequestKind.CHANGE;
import static dev.packhouse.adapter.github.client.UserLimits.RequestKind.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.client.UserLimits.RequestKind;
import dev.packhouse.adapter.github.client.response.RawResponse;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.testing.MutableClock;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubRateLimiterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final MutableClock clock = new MutableClock(NOW);
    private final List<Duration> sleeps = new ArrayList<>();
    private final GitHubRateLimiter limiter = new GitHubRateLimiter(ClientOptions.DEFAULT, clock, duration -> {
        sleeps.add(duration);
        clock.advance(duration);
    });

    /** A request that arrives now may wait for thirty seconds. */
    private Instant deadline() {
        return clock.instant().plusSeconds(30);
    }

    private void pass(RequestKind kind) {
        pass(kind, response(200, "{}"));
    }

    private void pass(RequestKind kind, RawResponse response) {
        limiter.acquire(kind, deadline());
        limiter.complete(kind, Optional.of(response));
    }

    private static RawResponse response(int status, String body, String... headers) {
        Map<String, List<String>> byName = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            byName.put(headers[i], List.of(headers[i + 1]));
        }
        return new RawResponse(
                status, HttpHeaders.of(byName, (name, value) -> true), body.getBytes(StandardCharsets.UTF_8));
    }

    private static RawResponse rated(int remaining, Instant reset) {
        return response(
                200,
                "{}",
                "x-ratelimit-limit",
                "5000",
                "x-ratelimit-remaining",
                Integer.toString(remaining),
                "x-ratelimit-reset",
                Long.toString(reset.getEpochSecond()));
    }

    private void isLimited(Duration retryAfter) {
        assertThatThrownBy(() -> limiter.acquire(READ, deadline()))
                .isInstanceOfSatisfying(
                        LimitedException.class, e -> assertThat(e.retryAfter()).isEqualTo(retryAfter));
    }

    @Test
    void aHundredAndSixtyChangesAMinuteFitAndTheNextOneWaits() {
        for (int i = 0; i < 160; i++) {
            pass(CHANGE);
        }
        assertThat(sleeps).isEmpty();
        clock.advance(Duration.ofSeconds(40));

        pass(CHANGE);

        assertThat(sleeps).containsExactly(Duration.ofSeconds(20));
    }

    @Test
    void aHundredPointsAreLeftToReads() {
        for (int i = 0; i < 160; i++) {
            pass(CHANGE);
        }
        clock.advance(Duration.ofSeconds(40));

        for (int i = 0; i < 100; i++) {
            pass(READ);
        }
        assertThat(sleeps).isEmpty();

        pass(READ);
        assertThat(sleeps).containsExactly(Duration.ofSeconds(20));
    }

    @Test
    void readsCountAgainstThePointsOfChanges() {
        for (int i = 0; i < 796; i++) {
            pass(READ);
        }
        clock.advance(Duration.ofSeconds(40));

        pass(CHANGE);

        assertThat(sleeps).containsExactly(Duration.ofSeconds(20));
    }

    @Test
    void aChangeThatWaitsDoesNotDelayARead() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch wake = new CountDownLatch(1);
        GitHubRateLimiter shared = new GitHubRateLimiter(ClientOptions.DEFAULT, clock, duration -> {
            asleep.countDown();
            wake.await();
            clock.advance(duration);
        });
        for (int i = 0; i < 160; i++) {
            shared.acquire(CHANGE, deadline());
            shared.complete(CHANGE, Optional.of(response(204, "")));
        }
        clock.advance(Duration.ofSeconds(40));
        ExecutorService callers = Executors.newSingleThreadExecutor();
        try {
            Future<?> change = callers.submit(() -> shared.acquire(CHANGE, deadline()));
            assertThat(asleep.await(10, TimeUnit.SECONDS)).isTrue();

            shared.acquire(READ, deadline());

            assertThat(change).isNotDone();
            wake.countDown();
            change.get();
        } finally {
            wake.countDown();
            callers.shutdownNow();
        }
    }

    @Test
    void withoutLimitsOnlyWhatAResponseReportsStopsARequest() {
        GitHubRateLimiter free = new GitHubRateLimiter(ClientOptions.DEFAULT.withoutLimits(), clock, duration -> {
            throw new AssertionError("No request waits");
        });
        for (int i = 0; i < 1000; i++) {
            free.acquire(CHANGE, deadline());
            free.acquire(READ, deadline());
        }
        free.complete(CHANGE, Optional.of(response(429, "{}", "retry-after", "31")));

        assertThatThrownBy(() -> free.acquire(READ, deadline()))
                .isInstanceOfSatisfying(
                        LimitedException.class, e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(31)));
    }

    @Test
    void aRequestWhoseDeadlineHasPassedIsAdmittedIfItNeedNotWait() {
        limiter.acquire(READ, NOW.minusSeconds(1));
        limiter.complete(READ, Optional.of(response(429, "{}", "retry-after", "1")));

        assertThatThrownBy(() -> limiter.acquire(READ, NOW.minusSeconds(1))).isInstanceOf(LimitedException.class);
    }

    @Test
    void theMinuteSlides() {
        for (int i = 0; i < 450; i++) {
            pass(READ);
        }
        clock.advance(Duration.ofSeconds(45));
        for (int i = 0; i < 450; i++) {
            pass(READ);
        }

        pass(CHANGE);

        assertThat(sleeps).containsExactly(Duration.ofSeconds(15));
    }

    /** GitHub may count a request as late as its response. */
    @Test
    void aRequestCountsUntilAMinuteAfterItsResponse() {
        for (int i = 0; i < 50; i++) {
            limiter.acquire(CHANGE, deadline());
        }
        clock.advance(Duration.ofSeconds(59));
        for (int i = 0; i < 50; i++) {
            limiter.complete(CHANGE, Optional.of(response(200, "{}")));
        }
        for (int i = 0; i < 650; i++) {
            pass(READ);
        }

        isLimited(Duration.ofMinutes(1));
    }

    @Test
    void aWaitBeyondTheDeadlineIsRefusedAtOnce() {
        for (int i = 0; i < 900; i++) {
            pass(READ);
        }
        clock.advance(Duration.ofSeconds(29));

        isLimited(Duration.ofSeconds(31));
        assertThat(sleeps).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        pass(READ);
        assertThat(sleeps).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void aRequestWaitsForTheResetOfThePrimaryLimit() {
        pass(READ, rated(0, NOW.plusSeconds(12)));

        pass(READ);

        assertThat(sleeps).containsExactly(Duration.ofSeconds(12));
    }

    @Test
    void theExceptionHasThePrimaryLimitOnlyIfItIsUsedUp() {
        pass(READ, response(429, "{}", "retry-after", "60"));
        assertThatThrownBy(() -> limiter.acquire(READ, deadline()))
                .isInstanceOfSatisfying(
                        LimitedException.class, e -> assertThat(e.usedUp()).isEmpty());
        clock.advance(Duration.ofSeconds(60));

        Instant reset = clock.instant().plusSeconds(600);
        pass(READ, rated(0, reset));

        assertThatThrownBy(() -> limiter.acquire(READ, deadline()))
                .isInstanceOfSatisfying(LimitedException.class, e -> {
                    assertThat(e.retryAfter()).isEqualTo(Duration.ofMinutes(10));
                    assertThat(e.usedUp()).contains(new RateLimit(5000, 0, 5000, reset));
                });
    }

    /** For example a reset in milliseconds. */
    @ParameterizedTest
    @ValueSource(longs = {7201, 86_400, 1_000_000_000_000L})
    void aResetTooFarInTheFutureIsNotTrusted(long seconds) {
        Instant reset = NOW.plusSeconds(seconds);
        pass(READ, rated(0, reset));
        isLimited(Duration.ofHours(2));
        assertThat(sleeps).isEmpty();
        clock.advance(Duration.ofHours(2));

        Instant sensible = clock.instant().plusSeconds(3600);
        pass(READ, rated(4999, sensible));

        assertThat(limiter.primary().orElseThrow().reset()).isEqualTo(sensible);
        pass(READ);
    }

    @Test
    void requestsInFlightCountAgainstThePrimaryLimit() {
        pass(READ, rated(2, NOW.plusSeconds(600)));
        limiter.acquire(READ, deadline());
        limiter.acquire(READ, deadline());

        assertThatThrownBy(() -> limiter.acquire(READ, clock.instant())).isInstanceOf(LimitedException.class);

        limiter.complete(READ, Optional.of(rated(2, NOW.plusSeconds(600))));
        limiter.acquire(READ, deadline());
    }

    @Test
    void responsesOutOfOrderDoNotRaiseTheRemainingRequests() {
        Instant reset = NOW.plusSeconds(600);
        pass(READ, rated(7, reset));
        pass(READ, rated(9, reset));
        assertThat(limiter.primary().orElseThrow().remaining()).isEqualTo(7);

        pass(READ, rated(4999, reset.plusSeconds(3600)));
        assertThat(limiter.primary().orElseThrow().remaining()).isEqualTo(4999);

        pass(READ, rated(3, reset));
        assertThat(limiter.primary().orElseThrow().remaining()).isEqualTo(4999);
    }

    @Test
    void limitsWithoutATimeStopForLongerEachTime() {
        for (int minutes : new int[] {1, 2, 4, 8, 16, 16}) {
            pass(READ, response(429, "{}"));

            isLimited(Duration.ofMinutes(minutes));
            clock.advance(Duration.ofMinutes(minutes));
        }
        pass(READ);
        pass(READ, response(429, "{}"));
        isLimited(Duration.ofMinutes(1));
    }

    @Test
    void noMoreThanAHundredRequestsAreInFlight() {
        for (int i = 0; i < 100; i++) {
            limiter.acquire(READ, deadline());
        }
        assertThatThrownBy(() -> limiter.acquire(READ, clock.instant())).isInstanceOf(LimitedException.class);

        limiter.complete(READ, Optional.empty());
        limiter.acquire(READ, deadline());
    }

    /** The first request sleeps and the others wait in the queue, each in a thread of its own. */
    @Test
    void aRequestIsRefusedAtOnceWhileSixteenWait() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch wake = new CountDownLatch(1);
        GitHubRateLimiter spent = new GitHubRateLimiter(ClientOptions.DEFAULT, clock, duration -> {
            asleep.countDown();
            wake.await();
            clock.advance(duration);
        });
        spent.acquire(READ, deadline());
        spent.complete(READ, Optional.of(response(429, "{}", "retry-after", "20")));
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            List<Future<?>> waiting = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                waiting.add(callers.submit(() -> spent.acquire(READ, deadline())));
            }
            assertThat(asleep.await(10, TimeUnit.SECONDS)).isTrue();
            while (spent.waiting() < 16) {
                Thread.onSpinWait();
            }

            assertThatThrownBy(() -> spent.acquire(READ, deadline()))
                    .isInstanceOfSatisfying(
                            LimitedException.class,
                            e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(20)));

            wake.countDown();
            for (Future<?> caller : waiting) {
                caller.get();
            }
            assertThat(spent.waiting()).isZero();
            spent.acquire(READ, deadline());
        } finally {
            wake.countDown();
            callers.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"86401", "999999999999", "9223372036854775807"})
    void noRefusalStopsForLongerThanADay(String retryAfter) {
        pass(READ, response(429, "{}", "retry-after", retryAfter));

        isLimited(Duration.ofDays(1));
        clock.advance(Duration.ofDays(1));
        pass(READ);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | {}                                                            | true",
                "403 | {\"message\":\"You have exceeded a secondary rate limit.\"}   | true",
                "403 | {\"message\":\"API rate limit exceeded for user ID 1.\"}      | true",
                "403 | {\"message\":\"Must have admin rights to Repository.\"}       | false",
                "404 | {\"message\":\"rate limit\"}                                  | false",
                "200 | {\"message\":\"rate limit\"}                                  | false"
            })
    void aLimitIsDistinguishedFromOtherRefusals(int status, String body, boolean limit) {
        assertThat(RateLimitResponse.isLimit(response(status, body))).isEqualTo(limit);
    }

    @Test
    void theLastRequestOfAnHourMayStillBeRefusedForAnotherReason() {
        String[] used = {"x-ratelimit-remaining", "0"};

        assertThat(RateLimitResponse.isLimit(response(403, "{\"message\":\"Something new.\"}", used)))
                .isTrue();
        assertThat(RateLimitResponse.isLimit(response(
                        403, "{\"message\":\"You need at least read:packages scope to get a package.\"}", used)))
                .isFalse();
        assertThat(RateLimitResponse.isLimit(response(403, "{}", "retry-after", "1")))
                .isTrue();
    }
}
