package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.policy.Rules;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The prefix of the URLs in responses. */
@EndToEnd
class PublicUrlTest {

    private static final String MINE = "/user/packages/container/mine";
    private static final String BELOW = "/users/monalisa/packages/container/mine";
    private static final String PAGE = "/users/monalisa/packages/container/package/mine";

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com,'',https://api.github.com,https://github.com",
        "https://api.github.com/,'',https://api.github.com,https://github.com",
        "https://api.github.com,/api/v3,https://api.github.com/api/v3,https://github.com",
        "https://ghe.example/api/v3,'',https://ghe.example/api/v3,https://ghe.example",
        "https://ghe.example/api/v3/,/api/v3,https://ghe.example/api/v3,https://ghe.example",
        "http://packhouse.example:81/base,'',http://packhouse.example:81/base,http://packhouse.example:81/base",
        "https://api.local,'',https://api.local,https://api.local"
    })
    @DisplayName("Decision 14: API URLs start with the public URL, web URLs with the web part of it")
    void configured(String publicUrl, String prefix, String api, String web) {
        try (RunningServer server =
                RunningServer.with(RunningServer.settings(Rules.GITHUB, publicUrl), SampleState.state())) {
            assertUrls(server, server.get(prefix + MINE, SampleState.ADMIN), api, web);
        }
    }

    private static void assertUrls(RunningServer server, ClientResponse response, String api, String web) {
        assertThat(response.json().get("url").asText()).isEqualTo(api + BELOW);
        assertThat(response.json().get("html_url").asText()).isEqualTo(server.pages(web) + PAGE);
        assertThat(response.json().path("owner").get("url").asText()).isEqualTo(api + "/users/monalisa");
    }

    @ParameterizedTest
    @CsvSource({"packhouse.test", "packhouse.test:8080", "[::1]:80", "UPPER.example"})
    @DisplayName("Decision 14: without a public URL, URLs start with the host of the request")
    void byHost(String host) {
        try (RunningServer server = RunningServer.with(SampleState.state())) {
            ClientResponse response = server.request("GET", MINE)
                    .token(SampleState.ADMIN)
                    .header("Host", host)
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-Host", "evil.example")
                    .send();
            assertUrls(server, response, "http://" + host, "http://" + host);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a>b", "a\"b", "a b", "a/b", "x:y", "a@b", "a'b", "a;b", "a&b", "a%3Eb", "a{b}"})
    void invalidHostsDoNotGetIntoUrls(String host) {
        try (RunningServer server = RunningServer.with(SampleState.state())) {
            ClientResponse response = server.request("GET", MINE)
                    .token(SampleState.ADMIN)
                    .header("Host", host)
                    .send();
            assertThat(response.status()).isIn(200, 400, 404);
            assertThat(response.text()).doesNotContain("a>b", "a\\\"b", "a b", "a@b", "//" + host + "/");
        }
    }

    @Test
    void requestsWithoutAHostGetTheLocalAddress() {
        try (RunningServer server = RunningServer.with(SampleState.state())) {
            ClientResponse response = RawClient.send(
                    server.port(),
                    "GET " + MINE + " HTTP/1.0\r\nUser-Agent: x\r\nAuthorization: Bearer " + SampleState.ADMIN
                            + "\r\n\r\n");
            assertUrls(server, response, server.url(), server.url());
        }
    }

    @Test
    @DisplayName("Decision 14: forwarded headers count only with a trusted proxy")
    void behindATrustedProxy() {
        HttpSettings settings =
                LocalSettings.of("127.0.0.1", 0, Optional.empty(), true, RateLimits.SHOWN, Rules.GITHUB, false);
        try (RunningServer server = RunningServer.with(settings, SampleState.state())) {
            assertUrls(
                    server,
                    server.request("GET", MINE)
                            .token(SampleState.ADMIN)
                            .header("X-Forwarded-Proto", "https, http")
                            .header("X-Forwarded-Host", "outside.example, inside.example")
                            .send(),
                    "https://outside.example",
                    "https://outside.example");
            assertUrls(
                    server,
                    server.request("GET", MINE)
                            .token(SampleState.ADMIN)
                            .header("X-Forwarded-Proto", "gopher")
                            .header("X-Forwarded-Host", "a>b")
                            .send(),
                    server.url(),
                    server.url());
        }
    }
}
