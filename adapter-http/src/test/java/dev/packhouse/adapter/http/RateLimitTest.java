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

    @Test
    @DisplayName("Decision 15: a request for the rate limit does not count")
    void rateLimitRequestsDoNotCount() {
        server.get(APP, SampleState.ADMIN);
        long reset = RunningServer.NOW.plusSeconds(3600).getEpochSecond();
        String core = "{\"limit\":3,\"used\":1,\"remaining\":2,\"reset\":" + reset + "}";
        String search = "{\"limit\":30,\"used\":0,\"remaining\":30,\"reset\":" + reset + "}";
        for (int i = 0; i < 5; i++) {
            assertThat(server.get("/rate_limit", SampleState.ADMIN))
                    .hasToString("200 {\"resources\":{\"core\":" + core + ",\"search\":" + search + "},\"rate\":" + core
                            + "}");
        }
        assertThat(server.request("GET", "/rate_limit")
                        .token(SampleState.ADMIN)
                        .header("X-GitHub-Api-Version", "2026-03-10")
                        .send())
                .hasToString("200 {\"resources\":{\"core\":" + core + ",\"search\":" + search + "}}");
        assertThat(server.request("GET", "/rate_limit")
                        .token(SampleState.ADMIN)
                        .header("If-None-Match", "*")
                        .send()
                        .status())
                .isEqualTo(304);
        assertLimit(server.get(APP, SampleState.ADMIN), 3, 1, 2);
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
