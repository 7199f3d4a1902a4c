package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.RegistryRules;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the live registry says comes through to the client, except that addresses of its API lead to this server. */
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
                        SampleState.state(),
                        RegistryRules.CURRENT,
                        clock,
                        data,
                        registry::startBefore,
                        registry::close),
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
                "/user/packages/nuget/Mona.Tools/versions/910"
            })
    void everyFieldComesThroughAndOnlyAddressesOfTheApiChange(String path) {
        URI remote = server.registry().remote().orElseThrow();
        String said = RawClient.request(remote.getPort(), "GET", path)
                .token(SampleState.ADMIN)
                .send()
                .text();

        Answer answer = server.get(path, SampleState.ADMIN);

        assertThat(said).contains(UnknownFieldProxy.FIELD, "\"url\":\"" + remote, "html_url\":\"" + remote);
        assertThat(answer)
                .hasToString("200 " + said.replaceAll("(?<!html)(_url|\"url)\":\"" + remote, "$1\":\"" + server.url()));
        assertThat(answer.text()).contains("\"url\":\"" + server.url(), "html_url\":\"" + remote);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orgs/octo-org", "/users/monalisa", "/user"})
    void soItIsWithAccounts(String path) {
        URI remote = server.registry().remote().orElseThrow();

        Answer answer = server.get(path, SampleState.ADMIN);

        assertThat(answer.text()).contains("\"url\":\"" + server.url(), "\"html_url\":\"" + remote);
        assertThat(answer.text().replaceAll("html_url\":\"" + remote, "")).doesNotContain(remote.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"container/app", "container/app/versions/837"})
    void whoFollowsAnAddressStaysHere(String item) {
        String path = "/orgs/octo-org/packages/" + item;
        String url = server.get(path, SampleState.ADMIN).json().get("url").asText();

        assertThat(url).isEqualTo(server.url() + path);
        assertThat(server.get(url.substring(server.url().length()), SampleState.ADMIN)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user", "/orgs/octo-org/packages/container/app", "/orgs/octo-org/packages/npm/none"})
    void whatIsSaidOfATokenComesThrough(String path) {
        Answer answer = server.get(path, SampleState.EXPIRING);

        assertThat(answer.header("X-OAuth-Scopes")).isEqualTo(UnknownFieldProxy.SCOPES);
        assertThat(answer.header("X-Accepted-OAuth-Scopes")).isEmpty();
        assertThat(answer.header("github-authentication-token-expiration")).isEqualTo(UnknownFieldProxy.EXPIRATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user", "/orgs/octo-org/packages/container/app", "/orgs/octo-org/packages/npm/none"})
    void whatIsNotSaidOfATokenIsNotMadeUp(String path) {
        assertThat(server.get(path, SampleState.READ_ONLY).headerNames())
                .doesNotContain("X-OAuth-Scopes", "X-Accepted-OAuth-Scopes", "github-authentication-token-expiration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orgs/octo-org/packages?package_type=container",
                "/orgs/octo-org/packages/container/app/versions",
                "/user/packages?package_type=nuget"
            })
    void aListThatLeavesSomethingOutSaysSo(String path) {
        Answer answer = server.get(path, SampleState.EXPIRING);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-GitHub-SSO")).isEqualTo(UnknownFieldProxy.LEFT_OUT);
        assertThat(server.get(path, SampleState.ADMIN).header("X-GitHub-SSO")).isNull();
    }
}
