package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of every request: user agent, token, version of the API, media type. */
@EndToEnd
class ProtocolTest {

    private static final String APP = "/orgs/octo-org/packages/container/app";

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.with(SampleState.state());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ghp_admin", "bearer ghp_admin", "token ghp_admin", "TOKEN  ghp_admin "})
    void tokensInTheHeader(String header) {
        assertThat(server.request("GET", APP)
                        .header("Authorization", header)
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"monalisa:ghp_admin", ":ghp_admin", "ghp_admin:", "ghp_admin:x-oauth-basic"})
    void tokensInBasicCredentials(String credentials) {
        assertThat(server.request("GET", APP)
                        .header("Authorization", basic(credentials))
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"monalisa:secret", "monalisa:ghp_admin\r\nX: y", "monalisa:", "monalisa:gh p", "x:\u00e9"})
    void basicCredentialsWithoutATokenAreBad(String credentials) {
        assertThat(server.request("GET", APP)
                        .header("Authorization", basic(credentials))
                        .send()
                        .message())
                .isEqualTo("Bad credentials");
    }

    @Test
    void aUserAgentIsRequired() {
        String sentence =
                "403 Request forbidden by administrative rules. Please make sure your request has a User-Agent"
                        + " header (https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api"
                        + "#user-agent-required). Check https://developer.github.com for other possible causes.";
        for (String path : new String[] {"/", APP, "/nowhere"}) {
            ClientResponse absent = server.request("GET", path)
                    .token(SampleState.ADMIN)
                    .without("User-Agent")
                    .send();
            assertThat(absent).hasToString(sentence);
            assertThat(absent.header("Content-Type")).startsWith("text/plain");
            assertThat(server.request("GET", path).header("User-Agent", " ").send())
                    .hasToString(sentence);
        }
        assertThat(server.request("GET", "/_packhouse/health")
                        .without("User-Agent")
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theMostRecentVersionOfTheApiIsNotDeprecated() {
        ClientResponse response = server.request("GET", APP)
                .token(SampleState.ADMIN)
                .header("X-GitHub-Api-Version", "2026-03-10")
                .send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("x-github-api-version-selected")).isEqualTo("2026-03-10");
        assertThat(response.headerNames()).doesNotContain("Deprecation", "Sunset", "Link");
        assertThat(response.text()).isEqualTo(server.get(APP, SampleState.ADMIN).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2019-01-01", "2026-03-11", "v3", "<x>"})
    void anUnknownVersionOfTheApiIsRefused(String version) {
        ClientResponse response = server.request("GET", APP)
                .token(SampleState.ADMIN)
                .header("X-GitHub-Api-Version", version)
                .send();

        assertThat(response)
                .hasToString("400 {\"message\":\"Bad Request\",\"errors\":\"The version you specified in the"
                        + " \\\"X-GitHub-API-Version\\\" request header, \\\"" + version
                        + "\\\", is not a supported version."
                        + " The following versions are currently supported: \\\"2026-03-10\\\" (most recent) and"
                        + " \\\"2022-11-28\\\".\",\"documentation_url\":\"https://docs.github.com/rest\","
                        + "\"status\":\"400\"}");
        assertThat(response.headerNames()).doesNotContain("x-github-api-version-selected", "Deprecation");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/vnd.github+json|github.v3; format=json",
                "application/vnd.github.v3+json|github.v3; format=json",
                "application/vnd.github.v3|github.v3; format=json",
                "application/json|github.v3; format=json",
                "application/json; charset=utf-8|github.v3; format=json",
                "*/*|github.v3; format=json",
                "application/*|github.v3; format=json",
                "text/html, application/xhtml+xml, */*;q=0.8|github.v3; format=json",
                "application/vnd.github.package-deletes-preview+json|github.v3; param=package-deletes-preview; format=json",
                "application/vnd.github.v3.raw+json|github.v3; param=raw; format=json",
                "application/xml, application/vnd.github.inertia-preview+json|github.v3; param=inertia-preview; format=json"
            })
    void mediaTypes(String accept, String selected) {
        ClientResponse response = server.request("GET", APP)
                .token(SampleState.ADMIN)
                .header("Accept", accept)
                .send();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("X-GitHub-Media-Type")).isEqualTo(selected);
        assertThat(response.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/xml",
                "text/html",
                "image/png, text/*",
                "application/vnd.github.v3+xml",
                "application/vnd.githubber+json",
                "application/json;q=0",
                "application/vnd.github.a<b>+json"
            })
    void unsupportedMediaTypes(String accept) {
        assertThat(server.request("GET", APP)
                        .token(SampleState.ADMIN)
                        .header("Accept", accept)
                        .send())
                .hasToString("415 {\"message\":\"Unsupported 'Accept' header: '" + accept
                        + "'. Must accept 'application/json'.\",\"documentation_url\":"
                        + "\"https://docs.github.com/v3/media\",\"status\":\"415\"}");
    }

    @Test
    void preflight() {
        ClientResponse response = server.request("OPTIONS", "/anything/at/all").send();

        assertThat(response).hasToString("204 ");
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(response.header("Access-Control-Allow-Headers"))
                .isEqualTo("Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match,"
                        + " If-Unmodified-Since, X-Requested-With");
        assertThat(response.header("Access-Control-Allow-Methods")).isEqualTo("GET, POST, PATCH, PUT, DELETE");
        assertThat(response.header("Access-Control-Max-Age")).isEqualTo("86400");
        assertThat(response.headerNames()).doesNotContain("Content-Type");
    }

    @Test
    void aCallbackGetsTheValueAsJsonp() {
        ClientResponse plain = server.get(APP, SampleState.ADMIN);
        ClientResponse response = server.get(APP + "?callback=app.on_1$", SampleState.ADMIN);

        assertThat(response.header("Content-Type")).isEqualTo("application/javascript; charset=utf-8");
        assertThat(response)
                .hasToString("200 /**/app.on_1$({\"meta\":{\"status\":200},\"data\":" + plain.text() + "})");
    }

    @Test
    void aCallbackGetsTheStatusOfErrors() {
        ClientResponse response = server.get("/nowhere?callback=f", SampleState.ADMIN);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).startsWith("/**/f({\"meta\":{\"status\":404},\"data\":{\"message\":\"Not Found\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alert(1)", "a%3Cb", "a%20b", "%E2%80%A8", "a[0]"})
    void anInvalidCallbackNameIsIgnored(String name) {
        ClientResponse response = server.get(APP + "?callback=" + name, SampleState.ADMIN);

        assertThat(response.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(response.text()).startsWith("{\"id\":197,");
    }

    @Test
    void theIndexHasTheAddressesOfItsVersion() {
        List<String> old = server.get("/", SampleState.ADMIN).fields();
        ClientResponse recent = server.request("GET", "/api/v3/")
                .header("X-GitHub-Api-Version", "2026-03-10")
                .send();

        assertThat(old).hasSize(33).startsWith("current_user_url").endsWith("user_search_url");
        assertThat(old).contains("authorizations_url", "hub_url");
        assertThat(recent.fields()).hasSize(31).doesNotContain("authorizations_url", "hub_url");
        assertThat(recent.json().get("current_user_url").asText()).isEqualTo(server.url() + "/api/v3/user");
        assertThat(recent.json().get("current_user_authorizations_html_url").asText())
                .isEqualTo(server.url() + "/settings/connections/applications{/client_id}");
        assertThat(recent.json().get("label_search_url").asText())
                .isEqualTo(
                        server.url() + "/api/v3/search/labels?q={query}&repository_id={repository_id}{&page,per_page}");
    }

    @Test
    void staticRoutes() {
        assertThat(server.request("GET", "/versions").send()).hasToString("200 [\"2022-11-28\",\"2026-03-10\"]");
        ClientResponse zen = server.request("GET", "/api/v3/zen").send();
        assertThat(zen.header("Content-Type")).startsWith("text/plain");
        assertThat(zen.text()).endsWith(".");
    }

    @Test
    @ExpectedDifference(
            because = Difference.THE_BACKEND_IS_ANOTHER,
            instead =
                    "200 {\"status\":\"ready\",\"backend\":\"github\",\"detail\":\"Packages can be read and changed.\"}")
    void healthReportsTheBackend() {
        RunningServer own = RunningServer.with(SampleState.state());
        try (own) {
            ClientResponse healthy = own.request("GET", "/_packhouse/health").send();
            assertThat(healthy.toString())
                    .startsWith("200 {\"status\":\"ready\",\"backend\":\"memory\","
                            + "\"detail\":\"Packages can be read and changed.\",\"rules\":{\"retention\":\"30d\",");
            assertThat(healthy.header("Cache-Control")).isEqualTo("no-store");
            own.registry().backend().close();
            assertThat(own.request("GET", "/_packhouse/health").send().toString())
                    .startsWith(
                            "503 {\"status\":\"unavailable\",\"backend\":\"memory\","
                                    + "\"detail\":\"Nothing can be changed at present; the log of the server says why.\",\"rules\":{");
        }
    }
}
