package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of responses, compared with recorded headers of GitHub. */
@EndToEnd
class HeaderTest {

    private static final String APP = "/orgs/octo-org/packages/container/app";
    private static final String VARY = "Accept-Encoding, Accept, X-Requested-With";
    private static final String VARY_PRIVATE = "Accept, Authorization, Cookie, X-GitHub-OTP";
    private static final String DEPRECATION_LINK =
            "<https://docs.github.com/en/rest/about-the-rest-api/api-versions>; rel=\"deprecation\"; type=\"text/html\"";

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.with(SampleState.state());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aPackageHasTheRecordedHeadersInTheirOrder() {
        ClientResponse response = server.get(APP, SampleState.EXPIRING);

        assertThat(response.headerNames())
                .containsExactly(
                        "Date",
                        "Content-Type",
                        "Cache-Control",
                        "Vary",
                        "Vary",
                        "ETag",
                        "X-OAuth-Scopes",
                        "X-Accepted-OAuth-Scopes",
                        "github-authentication-token-expiration",
                        "X-GitHub-Media-Type",
                        "Link",
                        "x-github-api-version-selected",
                        "Deprecation",
                        "Sunset",
                        "X-RateLimit-Limit",
                        "X-RateLimit-Remaining",
                        "X-RateLimit-Reset",
                        "X-RateLimit-Used",
                        "X-RateLimit-Resource",
                        "Access-Control-Expose-Headers",
                        "Access-Control-Allow-Origin",
                        "X-Frame-Options",
                        "X-Content-Type-Options",
                        "X-XSS-Protection",
                        "Referrer-Policy",
                        "Content-Security-Policy",
                        "X-GitHub-Request-Id",
                        "Server",
                        "Content-Length",
                        "Connection");
        assertThat(response.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(response.header("Cache-Control")).isEqualTo("private, max-age=60, s-maxage=60");
        assertThat(response.headers("Vary")).containsExactly(VARY_PRIVATE, VARY);
        assertThat(response.header("ETag")).matches("\"[0-9a-f]{64}\"");
        assertThat(response.header("X-OAuth-Scopes")).isEqualTo("read:packages");
        assertThat(response.header("X-Accepted-OAuth-Scopes")).isEmpty();
        assertThat(response.header("github-authentication-token-expiration")).isEqualTo("2027-05-10 07:05:37 UTC");
        assertThat(response.header("X-GitHub-Media-Type")).isEqualTo("github.v3; format=json");
        assertThat(response.header("Link")).isEqualTo(DEPRECATION_LINK);
        assertThat(response.header("x-github-api-version-selected")).isEqualTo("2022-11-28");
        assertThat(response.header("Deprecation")).isEqualTo("Tue, 10 Mar 2026 00:00:00 GMT");
        assertThat(response.header("Sunset")).isEqualTo("Fri, 10 Mar 2028 00:00:00 GMT");
        assertThat(response.header("Access-Control-Expose-Headers"))
                .isEqualTo("ETag, Link, Location, Retry-After, X-GitHub-OTP, X-RateLimit-Limit, X-RateLimit-Remaining,"
                        + " X-RateLimit-Used, X-RateLimit-Resource, X-RateLimit-Reset, X-OAuth-Scopes,"
                        + " X-Accepted-OAuth-Scopes, X-Poll-Interval, X-GitHub-Media-Type, X-GitHub-SSO,"
                        + " X-GitHub-Request-Id, Deprecation, Sunset, Warning");
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(response.header("X-Frame-Options")).isEqualTo("deny");
        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.header("X-XSS-Protection")).isEqualTo("0");
        assertThat(response.header("Referrer-Policy"))
                .isEqualTo("origin-when-cross-origin, strict-origin-when-cross-origin");
        assertThat(response.header("Content-Security-Policy")).isEqualTo("default-src 'none'");
        assertThat(response.header("Server")).isEqualTo("github.com");
    }

    private static HttpSettings withHsts() {
        HttpSettings plain = RunningServer.settings();
        return new HttpSettings(
                plain.host(),
                plain.port(),
                plain.publicUrl(),
                plain.trustProxy(),
                plain.rateLimits(),
                plain.rules(),
                plain.dryRun(),
                true,
                plain.remoteUrl(),
                plain.limits());
    }

    private static ClientResponse withTooLongAHead(RunningServer server) {
        return server.request("GET", APP).header("X-Long", "x".repeat(32 << 10)).send();
    }

    private static void assertHstsBeforeFrameOptions(ClientResponse response, String before) {
        assertThat(response.headerNames())
                .containsSubsequence(before, "Strict-Transport-Security", "X-Frame-Options", "X-Content-Type-Options");
        assertThat(response.headers("Strict-Transport-Security"))
                .containsExactly("max-age=31536000; includeSubdomains; preload");
    }

    @Test
    void everyResponseHasHstsIfItIsEnabled() {
        try (RunningServer secure = RunningServer.with(withHsts(), SampleState.state())) {
            assertHstsBeforeFrameOptions(secure.get(APP, SampleState.ADMIN), "Access-Control-Allow-Origin");
            assertHstsBeforeFrameOptions(secure.get("/nowhere", SampleState.ADMIN), "Access-Control-Allow-Origin");
            ClientResponse unreadable = withTooLongAHead(secure);
            assertThat(unreadable.status()).isEqualTo(431);
            assertHstsBeforeFrameOptions(unreadable, "Access-Control-Allow-Origin");
            assertHstsBeforeFrameOptions(
                    secure.request("GET", "/_packhouse/health").send(), "X-GitHub-Media-Type");
        }
    }

    @Test
    void noResponseHasHstsByDefault() {
        ClientResponse unreadable = withTooLongAHead(server);

        assertThat(unreadable.status()).isEqualTo(431);
        for (ClientResponse response : new ClientResponse[] {
            unreadable,
            server.get("/nowhere", SampleState.ADMIN),
            server.request("GET", "/_packhouse/health").send()
        }) {
            assertThat(response.headerNames())
                    .contains("X-Frame-Options", "Content-Security-Policy")
                    .doesNotContain("Strict-Transport-Security");
        }
    }

    @Test
    void pagesOfOtherOriginsCanReadEverythingExceptHealth() {
        ClientResponse health =
                server.request("GET", "/_packhouse/health?callback=read").send();

        assertThat(health.headerNames())
                .containsExactly(
                        "Date",
                        "Content-Type",
                        "Vary",
                        "X-GitHub-Media-Type",
                        "X-Frame-Options",
                        "X-Content-Type-Options",
                        "X-XSS-Protection",
                        "Referrer-Policy",
                        "Content-Security-Policy",
                        "Cache-Control",
                        "X-GitHub-Request-Id",
                        "Server",
                        "Content-Length",
                        "Connection");
        assertThat(health.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(server.get("/nowhere", SampleState.ADMIN).header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
        assertThat(withTooLongAHead(server).header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
    }

    @Test
    void theRequestIdEndsInTheTime() {
        String id = server.get(APP, SampleState.ADMIN).header("X-GitHub-Request-Id");

        assertThat(id).matches("[0-9A-F]{4}:[0-9A-F]{6}:[0-9A-F]{6}:[0-9A-F]{7}:[0-9A-F]{8}");
        assertThat(Instant.ofEpochSecond(Long.parseLong(id.substring(id.lastIndexOf(':') + 1), 16)))
                .isEqualTo(RunningServer.NOW);
        assertThat(server.get(APP, SampleState.ADMIN).header("X-GitHub-Request-Id"))
                .isNotEqualTo(id);
    }

    @Test
    void scopesAreReducedAndSorted() {
        ClientResponse response = server.get(APP, SampleState.ADMIN);

        assertThat(response.header("X-OAuth-Scopes")).isEqualTo("delete:packages, repo, user, write:packages");
        assertThat(response.header("github-authentication-token-expiration")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/user,''",
        "/users/monalisa,''",
        "/,''",
        "/orgs/octo-org,'admin:org, read:org, repo, user, write:org'",
        "/organizations/2001,'admin:org, read:org, repo, user, write:org'"
    })
    void acceptedScopesAreThoseRecorded(String path, String scopes) {
        assertThat(server.get(path, SampleState.ADMIN).header("X-Accepted-OAuth-Scopes"))
                .isEqualTo(scopes);
    }

    @Test
    void errorsHaveScopesButNoCacheHeaders() {
        ClientResponse response = server.get("/orgs/octo-org/packages/container/nowhere", SampleState.ADMIN);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.headerNames()).doesNotContain("ETag", "Cache-Control", "Last-Modified");
        assertThat(response.headers("Vary")).containsExactly(VARY);
        assertThat(response.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(response.header("X-OAuth-Scopes")).isEqualTo("delete:packages, repo, user, write:packages");
        assertThat(response.header("X-Accepted-OAuth-Scopes")).isEmpty();
        assertThat(response.header("x-github-api-version-selected")).isEqualTo("2022-11-28");
        assertThat(response.header("Link")).isEqualTo(DEPRECATION_LINK);
        assertThat(server.get(APP, SampleState.NO_SCOPES).header("X-OAuth-Scopes"))
                .isEmpty();
    }

    @Test
    void noContentHasNoTypeAndNoCacheHeaders() {
        try (RunningServer own = RunningServer.with(SampleState.state())) {
            ClientResponse response =
                    own.request("DELETE", APP).token(SampleState.ADMIN).send();

            assertThat(response).hasToString("204 ");
            assertThat(response.headerNames())
                    .doesNotContain("Content-Type", "Content-Length", "Transfer-Encoding", "ETag", "Cache-Control");
            assertThat(response.headers("Vary")).containsExactly(VARY);
            assertThat(response.header("X-OAuth-Scopes")).isEqualTo("delete:packages, repo, user, write:packages");
            assertThat(response.header("Server")).isEqualTo("github.com");
        }
    }

    @Test
    void responsesWithoutATokenArePublic() {
        ClientResponse response = server.request("GET", "/users/monalisa").send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Cache-Control")).isEqualTo("public, max-age=60, s-maxage=60");
        assertThat(response.headers("Vary")).containsExactly("Accept", VARY);
        assertThat(response.headerNames()).doesNotContain("X-OAuth-Scopes", "X-Accepted-OAuth-Scopes");
    }

    @ParameterizedTest
    @ValueSource(strings = {SampleState.FINE_GRAINED, SampleState.WORKFLOW})
    void onlyTokensWithScopesShowThem(String token) {
        ClientResponse response = server.get(APP, token);

        assertThat(response.headerNames()).doesNotContain("X-OAuth-Scopes", "X-Accepted-OAuth-Scopes");
    }

    @Test
    void onlyAccountsHaveLastModified() {
        for (String path : new String[] {"/user", "/users/monalisa", "/orgs/octo-org"}) {
            assertThat(server.get(path, SampleState.ADMIN).header("Last-Modified"))
                    .isEqualTo("Tue, 19 May 2020 22:19:11 GMT");
        }
        assertThat(server.get(APP, SampleState.ADMIN).header("Last-Modified")).isNull();
    }

    /** In the live chain these are the limits that the server in place of the live service shows. */
    @Test
    @DisplayName("Decision 15: responses show a limit of 5,000 requests an hour")
    void theLimitIsShown() {
        for (ClientResponse response : new ClientResponse[] {
            server.get(APP, SampleState.ADMIN),
            server.get("/orgs/octo-org/packages/container/nowhere", SampleState.ADMIN),
            server.get("/user", SampleState.ADMIN)
        }) {
            assertThat(response.header("X-RateLimit-Limit")).isEqualTo("5000");
            assertThat(Integer.parseInt(response.header("X-RateLimit-Remaining"))
                            + Integer.parseInt(response.header("X-RateLimit-Used")))
                    .isEqualTo(5000);
            assertThat(response.header("X-RateLimit-Reset"))
                    .isEqualTo(Long.toString(RunningServer.NOW.plusSeconds(3600).getEpochSecond()));
            assertThat(response.header("X-RateLimit-Resource")).isEqualTo("core");
        }
        ClientResponse limits = server.get("/rate_limit", SampleState.ADMIN);
        assertThat(limits.status()).isEqualTo(200);
        assertThat(limits.json().at("/resources/core/limit").asInt()).isEqualTo(5000);
        assertThat(limits.json().at("/resources/core/remaining").asText())
                .isEqualTo(limits.header("X-RateLimit-Remaining"));
    }
}
