package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.policy.Rules;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents of the live registry pass through to the client; only URLs of its API are replaced by those of this server.
 */
class PassThroughTest {

    @TempDir
    private static Path data;

    private static RunningServer server;

    @BeforeAll
    static void start() {
        MutableClock clock = new MutableClock(RunningServer.NOW);
        UnknownFieldProxy registry = new UnknownFieldProxy();
        server = RunningServer.on(
                LiveRegistry.open(
                        SampleState.state(), Rules.GITHUB, clock, data, registry::startBefore, registry::close),
                RunningServer.settings(),
                clock,
                UnaryOperator.identity());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orgs/octo-org/packages?package_type=container",
                "/orgs/octo-org/packages?package_type=maven",
                "/orgs/octo-org/packages/container/app",
                "/orgs/octo-org/packages/maven/com.example.lib",
                "/orgs/octo-org/packages/container/app/versions",
                "/orgs/octo-org/packages/container/app/versions?state=deleted",
                "/orgs/octo-org/packages/container/app/versions/836",
                "/orgs/octo-org/docker/conflicts",
                "/user/packages/nuget/Mona.Tools/versions/910",
                "/orgs/octo-org/repos",
                "/organizations/2001/repos?type=private",
                "/repos/octo-org/hello-world",
                "/user/repos"
            })
    void everyFieldPassesThroughAndOnlyApiUrlsChange(String path) {
        URI remote = server.registry().remote().orElseThrow();
        String original = RawClient.request(remote.getPort(), "GET", path)
                .token(SampleState.ADMIN)
                .send()
                .text();

        ClientResponse response = server.get(path, SampleState.ADMIN);

        assertThat(original).contains(UnknownFieldProxy.FIELD, "\"url\":\"" + remote, "html_url\":\"" + remote);
        assertThat(response)
                .hasToString(
                        "200 " + original.replaceAll("(?<!html)(_url|\"url)\":\"" + remote, "$1\":\"" + server.url()));
        assertThat(response.text()).contains("\"url\":\"" + server.url(), "html_url\":\"" + remote);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orgs/octo-org",
                "/organizations/2001",
                "/users/octo-org",
                "/user/2001",
                "/users/monalisa",
                "/user/1001",
                "/users/hubot",
                "/user"
            })
    void accountsPassThroughToo(String path) {
        URI remote = server.registry().remote().orElseThrow();
        String original = RawClient.request(remote.getPort(), "GET", path)
                .token(SampleState.ADMIN)
                .send()
                .text();

        ClientResponse response = server.get(path, SampleState.ADMIN);

        assertThat(response)
                .hasToString(
                        "200 " + original.replaceAll("(?<!html)(_url|\"url)\":\"" + remote, "$1\":\"" + server.url()));
        assertThat(response.text()).contains("\"url\":\"" + server.url(), "\"html_url\":\"" + remote);
        assertThat(response.text().replaceAll("html_url\":\"" + remote, "")).doesNotContain(remote.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"container/app", "container/app/versions/837"})
    void urlsInResponsesLeadToThisServer(String item) {
        String path = "/orgs/octo-org/packages/" + item;
        String url = server.get(path, SampleState.ADMIN).json().get("url").asText();

        assertThat(url).isEqualTo(server.url() + path);
        assertThat(server.get(url.substring(server.url().length()), SampleState.ADMIN)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user", "/orgs/octo-org/packages/container/app", "/orgs/octo-org/packages/npm/none"})
    void tokenHeadersPassThrough(String path) {
        ClientResponse response = server.get(path, SampleState.EXPIRING);

        assertThat(response.header("X-OAuth-Scopes")).isEqualTo(UnknownFieldProxy.SCOPES);
        assertThat(response.header("X-Accepted-OAuth-Scopes")).isEmpty();
        assertThat(response.header("github-authentication-token-expiration")).isEqualTo(UnknownFieldProxy.EXPIRATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user", "/orgs/octo-org/packages/container/app", "/orgs/octo-org/packages/npm/none"})
    void absentTokenHeadersAreNotAdded(String path) {
        assertThat(server.get(path, SampleState.READ_ONLY).headerNames())
                .doesNotContain("X-OAuth-Scopes", "X-Accepted-OAuth-Scopes", "github-authentication-token-expiration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orgs/octo-org", "/users/octo-org", "/user"})
    void theListOfDeletedPackagesIsEmptyAndSaysWhy(String owner) {
        String path = owner + "/packages?package_type=container";

        ClientResponse deleted = server.get(path + "&state=deleted", SampleState.ADMIN);

        assertThat(deleted).hasToString("200 []");
        assertThat(deleted.header("X-Packhouse-Incomplete")).isEqualTo("deleted packages are not listed by GitHub");
        assertThat(server.get(path, SampleState.ADMIN).header("X-Packhouse-Incomplete"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orgs/octo-org/packages?package_type=container",
                "/orgs/octo-org/packages/container/app/versions",
                "/user/packages?package_type=nuget"
            })
    void partialListsHaveTheSingleSignOnHeader(String path) {
        ClientResponse response = server.get(path, SampleState.EXPIRING);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("X-GitHub-SSO")).isEqualTo(UnknownFieldProxy.LEFT_OUT);
        assertThat(server.get(path, SampleState.ADMIN).header("X-GitHub-SSO")).isNull();
    }
}
