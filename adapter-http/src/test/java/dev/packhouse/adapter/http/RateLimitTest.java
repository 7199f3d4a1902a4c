package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Decision 15: a limit for each user and hour, where one is set. */
@EndToEnd
class RateLimitTest {

    private static final String APP = "/orgs/octo-org/packages/container/app";
    private static final String EXCEEDED_DOCUMENTATION =
            "https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting";

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.with(
                LocalSettings.of("127.0.0.1", 0, Optional.empty(), true, OptionalInt.of(3), Rules.GITHUB, false),
                SampleState.state());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void assertLimit(ClientResponse response, long limit, long remaining, long used) {
        assertThat(response.header("X-RateLimit-Limit")).isEqualTo(Long.toString(limit));
        assertThat(response.header("X-RateLimit-Remaining")).isEqualTo(Long.toString(remaining));
        assertThat(response.header("X-RateLimit-Used")).isEqualTo(Long.toString(used));
        assertThat(response.header("X-RateLimit-Reset"))
                .isEqualTo(Long.toString(RunningServer.NOW.plusSeconds(3600).getEpochSecond()));
        assertThat(response.header("X-RateLimit-Resource")).isEqualTo("core");
    }

    @Test
    @DisplayName("Decision 15: all tokens of a user share a limit, other users have their own, an hour later it is new")
    void usersAreLimited() {
        assertLimit(server.get(APP, SampleState.ADMIN), 3, 2, 1);
        assertLimit(server.get("/nowhere", SampleState.READ_ONLY), 3, 1, 2);
        assertLimit(server.get(APP, SampleState.NO_SCOPES), 3, 0, 3);
        ClientResponse exceeded = server.get(APP, SampleState.ADMIN);
        assertThat(exceeded)
                .hasToString("403 {\"message\":\"API rate limit exceeded for user ID 1001.\",\"documentation_url\":\""
                        + EXCEEDED_DOCUMENTATION + "\"}");
        assertThat(exceeded.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(exceeded.header("Retry-After")).isNull();
        assertLimit(server.get(APP, SampleState.MEMBER), 3, 2, 1);
        server.clock().advance(Duration.ofHours(1).minusMillis(1));
        assertThat(server.get(APP, SampleState.ADMIN).status()).isEqualTo(403);
        server.clock().advance(Duration.ofMillis(1));
        assertThat(server.get(APP, SampleState.ADMIN).header("X-RateLimit-Remaining"))
                .isEqualTo("2");
    }

    @Test
    @DisplayName("Decision 15: a change over the limit is not applied")
    void changesOverTheLimitAreNotApplied() {
        for (int i = 0; i < 3; i++) {
            server.get("/user", SampleState.ADMIN);
        }
        assertThat(server.request("DELETE", APP).token(SampleState.ADMIN).send().status())
                .isEqualTo(403);
        assertThat(server.get(APP, SampleState.MEMBER).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("Decision 15: a response with status 304 does not count")
    void notModifiedIsFree() {
        String tag = server.get(APP, SampleState.ADMIN).header("ETag");
        for (int i = 0; i < 5; i++) {
            ClientResponse response = server.request("GET", APP)
                    .token(SampleState.ADMIN)
                    .header("If-None-Match", tag)
                    .send();
            assertThat(response.status()).isEqualTo(304);
            assertLimit(response, 3, 2, 1);
        }
    }

    @Test
    @DisplayName("Decision 15: addresses have sixty requests without a token, and bad tokens count against them")
    void addressesAreLimited() {
        ClientResponse first = server.request("GET", "/users/monalisa").send();
        assertLimit(first, 60, 59, 1);
        assertLimit(server.get(APP, "ghp_unknown"), 60, 58, 2);
        String tag = first.header("ETag");
        for (int i = 3; i <= 60; i++) {
            assertLimit(
                    server.request("GET", "/users/monalisa")
                            .header("If-None-Match", tag)
                            .send(),
                    60,
                    60 - i,
                    i);
        }
        assertThat(server.request("GET", "/users/monalisa").send())
                .hasToString("403 {\"message\":\"API rate limit exceeded for 127.0.0.1. (But here's the good news:"
                        + " Authenticated requests get a higher rate limit. Check out the documentation for more"
                        + " details.)\",\"documentation_url\":\"" + EXCEEDED_DOCUMENTATION + "\"}");
        assertThat(server.request("GET", "/users/monalisa")
                        .header("X-Forwarded-For", "6.6.6.6, 10.0.0.7")
                        .send()
                        .status())
                .isEqualTo(200);
        assertLimit(
                server.request("GET", "/users/monalisa")
                        .header("X-Forwarded-For", "9.9.9.9, 10.0.0.7")
                        .send(),
                60,
                58,
                2);
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
        server.get(APP, SampleState.ADMIN);
        for (int i = 0; i < 5; i++) {
            ClientResponse response = server.get("/rate_limit", SampleState.ADMIN);
            assertThat(response).hasToString("200 " + resources(3) + "," + rate + "}");
            assertLimit(response, 3, 2, 1);
        }
        assertThat(server.request("GET", "/rate_limit")
                        .token(SampleState.ADMIN)
                        .header("X-GitHub-Api-Version", "2026-03-10")
                        .send())
                .hasToString("200 " + resources(3) + "}");
        assertThat(server.request("GET", "/rate_limit")
                        .token(SampleState.ADMIN)
                        .header("If-None-Match", "*")
                        .send()
                        .status())
                .isEqualTo(304);
        assertLimit(server.get(APP, SampleState.ADMIN), 3, 1, 2);
    }

    @Test
    void theLimitsOfAnAddressAreShownWithoutAToken() {
        server.request("GET", "/users/monalisa").send();
        Duration hour = Duration.ofHours(1);

        assertThat(server.request("GET", "/rate_limit").send())
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
    @DisplayName("Decision 15: a workflow has a limit of its own")
    void workflowsAreLimited() {
        for (int i = 1; i <= 3; i++) {
            assertLimit(server.get(APP, SampleState.WORKFLOW), 3, 3 - i, i);
        }
        assertThat(server.get(APP, SampleState.WORKFLOW).message())
                .isEqualTo("API rate limit exceeded for installation.");
        assertThat(server.get(APP, SampleState.ADMIN).status()).isEqualTo(200);
    }
}
