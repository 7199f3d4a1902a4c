package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Decision 15: the limits of an hour, shown or enforced, of a server that keeps its own data. */
class RateLimitTest {

    private static final String APP = "/orgs/octo-org/packages/container/app";
    private static final String OTHER_WORKFLOW = "ghs_other";
    private static final String WORKFLOW_ELSEWHERE = "ghs_elsewhere";
    private static final Instant HOUR_LATER = RunningServer.NOW.plusSeconds(3600);
    private static final String EXCEEDED_DOCUMENTATION =
            "https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting";

    private RunningServer shown;
    private RunningServer enforced;

    @BeforeEach
    void start() {
        shown = start(RateLimits.SHOWN);
        enforced = start(RateLimits.enforced(3));
    }

    @AfterEach
    void stop() {
        shown.close();
        enforced.close();
    }

    private static RunningServer start(RateLimits limits) {
        return RunningServer.local(
                LocalSettings.of("127.0.0.1", 0, Optional.empty(), true, limits, Rules.GITHUB, false),
                SampleState.seed()
                        .publicRepository(5003, "monalisa/open", Optional.empty())
                        .workflow(OTHER_WORKFLOW, "octo-org/hello-world", Role.NONE)
                        .workflow(WORKFLOW_ELSEWHERE, "monalisa/open", Role.NONE)
                        .state());
    }

    private static void assertLimit(ClientResponse response, long limit, long remaining, long used) {
        assertLimit(response, limit, remaining, used, HOUR_LATER);
    }

    private static void assertLimit(ClientResponse response, long limit, long remaining, long used, Instant reset) {
        assertThat(response.header("X-RateLimit-Limit")).isEqualTo(Long.toString(limit));
        assertThat(response.header("X-RateLimit-Remaining")).isEqualTo(Long.toString(remaining));
        assertThat(response.header("X-RateLimit-Reset")).isEqualTo(Long.toString(reset.getEpochSecond()));
        assertThat(response.header("X-RateLimit-Used")).isEqualTo(Long.toString(used));
        assertThat(response.header("X-RateLimit-Resource")).isEqualTo("core");
    }

    private static ClientResponse anonymous(RunningServer server) {
        return server.request("GET", "/users/monalisa").send();
    }

    @Test
    @DisplayName("Decision 15: by default a user has 5,000 requests with all tokens together, a failed one included")
    void aLimitOfGitHubIsShownToUsers() {
        assertLimit(shown.get(APP, SampleState.ADMIN), 5000, 4999, 1);
        assertLimit(shown.get("/nowhere", SampleState.READ_ONLY), 5000, 4998, 2);
        assertLimit(shown.request("DELETE", APP).token(SampleState.ADMIN).send(), 5000, 4997, 3);
        assertLimit(shown.get(APP, SampleState.MEMBER), 5000, 4999, 1);
    }

    @Test
    @DisplayName("Decision 15: by default the workflows of a repository have 1,000 requests together")
    void aLimitOfGitHubIsShownToWorkflows() {
        assertLimit(shown.get(APP, SampleState.WORKFLOW), 1000, 999, 1);
        assertLimit(shown.get("/zen", OTHER_WORKFLOW), 1000, 998, 2);
        assertLimit(shown.get("/zen", WORKFLOW_ELSEWHERE), 1000, 999, 1);
    }

    @Test
    @DisplayName("Decision 15: by default requests over the limit are answered, and one always remains")
    void aLimitThatIsOnlyShownRefusesNothing() {
        for (int i = 1; i < 60; i++) {
            assertLimit(anonymous(shown), 60, 60 - i, i);
        }
        for (int i = 60; i <= 62; i++) {
            ClientResponse over = anonymous(shown);

            assertThat(over.status()).isEqualTo(200);
            assertLimit(over, 60, 1, 59);
        }
    }

    @Test
    void anHourBeginsWithTheFirstRequest() {
        MutableClock clock = shown.clock();
        assertLimit(shown.get("/rate_limit", SampleState.ADMIN), 5000, 5000, 0);
        clock.advance(Duration.ofMinutes(10));
        Instant reset = HOUR_LATER.plus(Duration.ofMinutes(10));

        assertLimit(shown.get(APP, SampleState.ADMIN), 5000, 4999, 1, reset);
        clock.advance(Duration.ofHours(1).minusMillis(1));
        assertLimit(shown.get(APP, SampleState.ADMIN), 5000, 4998, 2, reset);
        clock.advance(Duration.ofMillis(1));
        assertLimit(shown.get("/rate_limit", SampleState.ADMIN), 5000, 5000, 0, reset.plusSeconds(3600));
        assertLimit(shown.get(APP, SampleState.ADMIN), 5000, 4999, 1, reset.plusSeconds(3600));
    }

    @Test
    void aClockThatIsMovedBackStartsANewHour() {
        shown.get(APP, SampleState.ADMIN);
        shown.clock().advance(Duration.ofDays(-30));
        Instant reset = HOUR_LATER.minus(Duration.ofDays(30));

        assertLimit(shown.get(APP, SampleState.ADMIN), 5000, 4999, 1, reset);
        assertLimit(shown.get(APP, SampleState.ADMIN), 5000, 4998, 2, reset);
        shown.clock().advance(Duration.ofDays(30));
        assertLimit(shown.get(APP, SampleState.ADMIN), 5000, 4999, 1);
    }

    @Test
    @DisplayName(
            "Decision 15: with a limit that is enforced, further requests of a user are refused until the hour ends")
    void usersAreLimited() {
        assertLimit(enforced.get(APP, SampleState.ADMIN), 3, 2, 1);
        assertLimit(enforced.get("/nowhere", SampleState.READ_ONLY), 3, 1, 2);
        ClientResponse last = enforced.get(APP, SampleState.EXPIRING);
        assertThat(last.status()).isEqualTo(200);
        assertLimit(last, 3, 0, 3);
        ClientResponse exceeded = enforced.get(APP, SampleState.ADMIN);
        assertThat(exceeded)
                .hasToString("403 {\"message\":\"API rate limit exceeded for user ID 1001.\",\"documentation_url\":\""
                        + EXCEEDED_DOCUMENTATION + "\"}");
        assertLimit(exceeded, 3, 0, 4);
        assertThat(exceeded.header("Retry-After")).isNull();
        assertLimit(enforced.get(APP, SampleState.MEMBER), 3, 2, 1);
        enforced.clock().advance(Duration.ofHours(1).minusMillis(1));
        assertThat(enforced.get(APP, SampleState.ADMIN).status()).isEqualTo(403);
        enforced.clock().advance(Duration.ofMillis(1));
        assertLimit(enforced.get(APP, SampleState.ADMIN), 3, 2, 1, HOUR_LATER.plusSeconds(3600));
    }

    @Test
    @DisplayName("Decision 15: a change over the limit is not applied")
    void changesOverTheLimitAreNotApplied() {
        for (int i = 0; i < 3; i++) {
            enforced.get("/user", SampleState.ADMIN);
        }
        assertThat(enforced.request("DELETE", APP)
                        .token(SampleState.ADMIN)
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(enforced.get(APP, SampleState.MEMBER).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("Decision 15: a response with status 304 does not count")
    void notModifiedIsFree() {
        for (RunningServer server : new RunningServer[] {shown, enforced}) {
            ClientResponse first = server.get(APP, SampleState.ADMIN);
            int limit = Integer.parseInt(first.header("X-RateLimit-Limit"));
            for (int i = 0; i < 5; i++) {
                ClientResponse response = server.request("GET", APP)
                        .token(SampleState.ADMIN)
                        .header("If-None-Match", first.header("ETag"))
                        .send();
                assertThat(response.status()).isEqualTo(304);
                assertLimit(response, limit, limit - 1, 1);
            }
            assertLimit(server.get(APP, SampleState.ADMIN), limit, limit - 2, 2);
        }
    }

    @Test
    @DisplayName("Decision 15: addresses have sixty requests without a token, and bad tokens count against them")
    void addressesAreLimited() {
        ClientResponse first = anonymous(enforced);
        assertLimit(first, 60, 59, 1);
        assertLimit(enforced.get(APP, "ghp_unknown"), 60, 58, 2);
        String tag = first.header("ETag");
        for (int i = 3; i <= 60; i++) {
            assertLimit(
                    enforced.request("GET", "/users/monalisa")
                            .header("If-None-Match", tag)
                            .send(),
                    60,
                    60 - i,
                    i);
        }
        assertThat(anonymous(enforced))
                .hasToString("403 {\"message\":\"API rate limit exceeded for 127.0.0.1. (But here's the good news:"
                        + " Authenticated requests get a higher rate limit. Check out the documentation for more"
                        + " details.)\",\"documentation_url\":\"" + EXCEEDED_DOCUMENTATION + "\"}");
        assertThat(enforced.request("GET", "/users/monalisa")
                        .header("X-Forwarded-For", "6.6.6.6, 10.0.0.7")
                        .send()
                        .status())
                .isEqualTo(200);
        assertLimit(
                enforced.request("GET", "/users/monalisa")
                        .header("X-Forwarded-For", "9.9.9.9, 10.0.0.7")
                        .send(),
                60,
                58,
                2);
    }

    @Test
    @DisplayName("Decision 15: a limit that is enforced is that of the workflows of a repository too")
    void workflowsAreLimited() {
        for (int i = 1; i <= 3; i++) {
            assertLimit(enforced.get(APP, SampleState.WORKFLOW), 3, 3 - i, i);
        }
        assertThat(enforced.get("/zen", OTHER_WORKFLOW).message())
                .isEqualTo("API rate limit exceeded for installation.");
        assertThat(enforced.get("/zen", WORKFLOW_ELSEWHERE).status()).isEqualTo(200);
        assertThat(enforced.get(APP, SampleState.ADMIN).status()).isEqualTo(200);
    }

    private static String entry(String name, long limit, long used, Duration untilReset) {
        return "\"%s\":{\"limit\":%d,\"used\":%d,\"remaining\":%d,\"reset\":%d}"
                .formatted(
                        name,
                        limit,
                        used,
                        limit - used,
                        RunningServer.NOW.plus(untilReset).getEpochSecond());
    }

    /** The resources of a caller with a token who has used one request. */
    private static String resources(long limit) {
        Duration minute = Duration.ofMinutes(1);
        Duration hour = Duration.ofHours(1);
        return "{\"resources\":{"
                + String.join(
                        ",",
                        entry("core", limit, 1, hour),
                        entry("search", 30, 0, minute),
                        entry("graphql", 5000, 0, hour),
                        entry("integration_manifest", 5000, 0, hour),
                        entry("source_import", 100, 0, minute),
                        entry("code_scanning_upload", 1000, 0, hour),
                        entry("code_scanning_autofix", 10, 0, minute),
                        entry("actions_runner_registration", 10_000, 0, hour),
                        entry("scim", 15_000, 0, hour),
                        entry("dependency_snapshots", 100, 0, minute),
                        entry("dependency_sbom", 100, 0, minute),
                        entry("audit_log", 1750, 0, hour),
                        entry("audit_log_streaming", 15, 0, hour),
                        entry("code_search", 10, 0, minute))
                + "}";
    }

    @Test
    @DisplayName("Decision 15: the limits of all resources are shown, and a request for them does not count")
    void theLimitsOfAllResourcesAreShown() {
        String rate = entry("rate", 3, 1, Duration.ofHours(1));
        enforced.get(APP, SampleState.ADMIN);
        for (int i = 0; i < 5; i++) {
            ClientResponse response = enforced.get("/rate_limit", SampleState.ADMIN);
            assertThat(response).hasToString("200 " + resources(3) + "," + rate + "}");
            assertLimit(response, 3, 2, 1);
        }
        assertThat(enforced.request("GET", "/rate_limit")
                        .token(SampleState.ADMIN)
                        .header("X-GitHub-Api-Version", "2026-03-10")
                        .send())
                .hasToString("200 " + resources(3) + "}");
        assertThat(enforced.request("GET", "/rate_limit")
                        .token(SampleState.ADMIN)
                        .header("If-None-Match", "*")
                        .send()
                        .status())
                .isEqualTo(304);
        assertLimit(enforced.get(APP, SampleState.ADMIN), 3, 1, 2);
    }

    @Test
    void theLimitsAreShownToACallerWhoHasExceededThem() {
        for (int i = 0; i < 4; i++) {
            enforced.get(APP, SampleState.ADMIN);
        }
        ClientResponse response = enforced.get("/rate_limit", SampleState.ADMIN);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().at("/resources/core"))
                .hasToString("{\"limit\":3,\"used\":4,\"remaining\":0,\"reset\":" + HOUR_LATER.getEpochSecond() + "}");
    }

    @Test
    void theLimitsOfAnAddressAreShownWithoutAToken() {
        anonymous(shown);
        Duration hour = Duration.ofHours(1);

        assertThat(shown.request("GET", "/rate_limit").send())
                .hasToString("200 {\"resources\":{"
                        + String.join(
                                ",",
                                entry("core", 60, 1, hour),
                                entry("search", 10, 0, Duration.ofMinutes(1)),
                                entry("graphql", 0, 0, hour),
                                entry("integration_manifest", 5000, 0, hour),
                                entry("code_search", 60, 0, hour))
                        + "}," + entry("rate", 60, 1, hour) + "}");
    }

    @Test
    @DisplayName("Decision 15: without limits there are no headers, and no limits to be shown")
    void withoutLimitsThereAreNoHeaders() {
        try (RunningServer off = start(RateLimits.OFF)) {
            assertThat(off.get(APP, SampleState.ADMIN).headerNames())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-ratelimit"));
            assertThat(off.get("/rate_limit", SampleState.ADMIN))
                    .hasToString("404 {\"message\":\"Rate limiting is not enabled.\",\"documentation_url\":"
                            + "\"https://docs.github.com/rest/rate-limit/rate-limit"
                            + "#get-rate-limit-status-for-the-authenticated-user\",\"status\":\"404\"}");
            assertThat(off.request("GET", "/rate_limit").send().message()).isEqualTo("Rate limiting is not enabled.");
        }
    }
}
