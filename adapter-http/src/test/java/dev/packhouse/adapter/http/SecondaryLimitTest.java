package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The secondary limits of {@code --secondary-limit}, which the live service has of its own. */
class SecondaryLimitTest {

    private static final String APP = "/orgs/octo-org/packages/container/app";
    private static final String NOWHERE = "/orgs/octo-org/packages/container/nowhere";
    private static final String RESTORE = NOWHERE + "/restore";
    private static final String REFUSED =
            "403 {\"message\":\"You have exceeded a secondary rate limit. Please wait a few minutes before you try again.\","
                    + "\"documentation_url\":\"https://docs.github.com/rest/overview/rate-limits-for-the-rest-api"
                    + "#about-secondary-rate-limits\",\"status\":\"403\"}";

    private RunningServer server;

    @BeforeEach
    void start() {
        server = start(RateLimits.SHOWN.withSecondary());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static RunningServer start(RateLimits limits) {
        return RunningServer.local(
                LocalSettings.of("127.0.0.1", 0, Optional.empty(), true, limits, Rules.GITHUB, false),
                SampleState.seed()
                        .workflow("ghs_other", "octo-org/hello-world", Role.NONE)
                        .state());
    }

    private ClientResponse send(String method, String path, String token) {
        return server.request(method, path).token(token).send();
    }

    /** Sends requests that are all answered, although none of them succeeds. */
    private void use(String method, int requests, String token) {
        for (int i = 0; i < requests; i++) {
            assertThat(send(method, method.equals("POST") ? RESTORE : NOWHERE, token)
                            .message())
                    .isEqualTo("Package not found.");
        }
    }

    /** 900 points: 5 for a deletion. */
    private void useAllPoints(String token) {
        use("DELETE", 180, token);
    }

    @Test
    @DisplayName("Nine hundred reads of a user pass within a minute, and the next one is refused as GitHub refuses it")
    void aReadIsOnePoint() {
        use("GET", 899, SampleState.ADMIN);
        assertThat(send("HEAD", APP, SampleState.ADMIN).status()).isEqualTo(200);
        ClientResponse refused = send("GET", APP, SampleState.ADMIN);

        assertThat(refused).hasToString(REFUSED);
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("5000");
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("4099");
        assertThat(refused.header("X-RateLimit-Used")).isEqualTo("901");
        assertThat(refused.header("X-RateLimit-Resource")).isEqualTo("core");
        assertThat(refused.header("X-RateLimit-Reset"))
                .isEqualTo(Long.toString(RunningServer.NOW.plusSeconds(3600).getEpochSecond()));
        assertThat(send("HEAD", APP, SampleState.ADMIN).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"DELETE", "PUT", "PATCH"})
    void aChangeIsFivePointsAndIsNotMadeOverTheLimit(String method) {
        for (int i = 0; i < 179; i++) {
            send(method, NOWHERE, SampleState.ADMIN);
        }
        use("GET", 5, SampleState.ADMIN);

        assertThat(send("DELETE", APP, SampleState.ADMIN)).hasToString(REFUSED);
        assertThat(send("GET", APP, SampleState.MEMBER).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("A change that exceeds the points is refused, and so is a read after it that would have fitted")
    void aRefusedRequestCounts() {
        use("DELETE", 179, SampleState.ADMIN);
        use("GET", 1, SampleState.ADMIN);

        assertThat(send("DELETE", APP, SampleState.ADMIN)).hasToString(REFUSED);
        assertThat(send("GET", APP, SampleState.ADMIN)).hasToString(REFUSED);
    }

    @Test
    void eightyRequestsThatCreateContentPassWithinAMinute() {
        use("POST", 80, SampleState.ADMIN);
        ClientResponse refused = send("POST", RESTORE, SampleState.ADMIN);

        assertThat(refused).hasToString(REFUSED);
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        use("DELETE", 1, SampleState.ADMIN);
        use("GET", 1, SampleState.ADMIN);
    }

    @Test
    void twoExceededLimitsAreWaitedForTogether() {
        use("GET", 1, SampleState.ADMIN);
        server.clock().advance(Duration.ofSeconds(20));
        use("POST", 80, SampleState.ADMIN);
        use("DELETE", 99, SampleState.ADMIN);
        use("GET", 4, SampleState.ADMIN);

        assertThat(send("GET", APP, SampleState.ADMIN).header("Retry-After")).isEqualTo("40");
        assertThat(send("POST", RESTORE, SampleState.ADMIN).header("Retry-After"))
                .isEqualTo("60");
    }

    @Test
    void theMinuteBeginsWithTheFirstRequest() {
        server.clock().advance(Duration.ofSeconds(30));
        useAllPoints(SampleState.ADMIN);
        server.clock().advance(Duration.ofMillis(59_001));
        assertThat(send("GET", APP, SampleState.ADMIN).header("Retry-After")).isEqualTo("1");
        server.clock().advance(Duration.ofMillis(998));
        assertThat(send("GET", APP, SampleState.ADMIN).header("Retry-After")).isEqualTo("1");
        server.clock().advance(Duration.ofMillis(1));

        useAllPoints(SampleState.ADMIN);
        assertThat(send("GET", APP, SampleState.ADMIN).header("Retry-After")).isEqualTo("60");
    }

    @Test
    void aFractionOfASecondIsWaitedForInFull() {
        useAllPoints(SampleState.ADMIN);
        server.clock().advance(Duration.ofMillis(1));

        assertThat(send("GET", APP, SampleState.ADMIN).header("Retry-After")).isEqualTo("60");
        server.clock().advance(Duration.ofMillis(999));
        assertThat(send("GET", APP, SampleState.ADMIN).header("Retry-After")).isEqualTo("59");
    }

    @Test
    void aClockThatIsMovedBackStartsANewMinute() {
        useAllPoints(SampleState.ADMIN);
        assertThat(send("GET", APP, SampleState.ADMIN).status()).isEqualTo(403);
        server.clock().advance(Duration.ofDays(-1));

        use("GET", 1, SampleState.ADMIN);
    }

    @Test
    void allTokensOfAUserAreCountedTogetherAndOtherUsersAreNot() {
        use("DELETE", 90, SampleState.ADMIN);
        for (int i = 0; i < 90; i++) {
            send("DELETE", NOWHERE, SampleState.READ_ONLY);
        }

        assertThat(send("GET", APP, SampleState.ADMIN)).hasToString(REFUSED);
        assertThat(send("GET", APP, SampleState.READ_ONLY)).hasToString(REFUSED);
        assertThat(send("GET", APP, SampleState.MEMBER).status()).isEqualTo(200);
    }

    @Test
    void theWorkflowsOfARepositoryAreCountedTogether() {
        for (int i = 0; i < 180; i++) {
            send("DELETE", NOWHERE, SampleState.WORKFLOW);
        }

        assertThat(send("GET", APP, "ghs_other")).hasToString(REFUSED);
        assertThat(send("GET", APP, SampleState.ADMIN).status()).isEqualTo(200);
    }

    @Test
    void requestsWithoutAValidTokenAreCountedByAddress() {
        for (int i = 0; i < 90; i++) {
            server.request("DELETE", NOWHERE).send();
            assertThat(send("DELETE", NOWHERE, "ghp_unknown").status()).isEqualTo(401);
        }

        assertThat(server.request("GET", "/zen").send()).hasToString(REFUSED);
        assertThat(send("GET", "/zen", "ghp_unknown")).hasToString(REFUSED);
        assertThat(server.request("GET", "/zen")
                        .header("X-Forwarded-For", "10.0.0.7")
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRequestForTheRateLimitNeitherCountsNorIsRefused() {
        for (int i = 0; i < 5; i++) {
            send("GET", "/rate_limit", SampleState.ADMIN);
        }
        useAllPoints(SampleState.ADMIN);

        assertThat(send("GET", APP, SampleState.ADMIN).status()).isEqualTo(403);
        assertThat(send("GET", "/rate_limit", SampleState.ADMIN).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("A response with status 304 is free of the limit of the hour only")
    void notModifiedIsOnePoint() {
        String tag = send("GET", APP, SampleState.ADMIN).header("ETag");
        for (int i = 0; i < 4; i++) {
            ClientResponse unchanged = server.request("GET", APP)
                    .token(SampleState.ADMIN)
                    .header("If-None-Match", tag)
                    .send();
            assertThat(unchanged.status()).isEqualTo(304);
            assertThat(unchanged.header("X-RateLimit-Used")).isEqualTo("1");
        }
        use("DELETE", 179, SampleState.ADMIN);

        assertThat(send("GET", APP, SampleState.ADMIN)).hasToString(REFUSED);
    }

    @Test
    void theLimitOfTheHourComesFirst() {
        try (RunningServer strict = start(RateLimits.enforced(1).withSecondary())) {
            strict.get(APP, SampleState.ADMIN);
            assertThat(strict.get(APP, SampleState.ADMIN).message()).startsWith("API rate limit exceeded");
        }
    }

    @Test
    void theSecondaryLimitIsIndependentOfTheLimitOfTheHour() {
        try (RunningServer without = start(RateLimits.OFF.withSecondary())) {
            for (int i = 0; i < 180; i++) {
                without.request("DELETE", NOWHERE).token(SampleState.ADMIN).send();
            }
            ClientResponse refused = without.get(APP, SampleState.ADMIN);
            assertThat(refused).hasToString(REFUSED);
            assertThat(refused.header("Retry-After")).isEqualTo("60");
            assertThat(refused.header("X-RateLimit-Limit")).isNull();
        }
    }

    @Test
    void nothingIsLimitedByTheMinuteUnlessItIsAskedFor() {
        try (RunningServer usual = start(RateLimits.SHOWN)) {
            for (int i = 0; i < 181; i++) {
                usual.request("DELETE", NOWHERE).token(SampleState.ADMIN).send();
            }
            assertThat(usual.get(APP, SampleState.ADMIN).status()).isEqualTo(200);
        }
    }
}
