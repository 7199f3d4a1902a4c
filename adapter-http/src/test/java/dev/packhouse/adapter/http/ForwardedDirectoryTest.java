package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.api.AccountDirectory;
import dev.packhouse.application.model.ForwardedResponse;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.application.service.AuthenticationService;
import dev.packhouse.application.service.CatalogService;
import dev.packhouse.application.service.DirectoryService;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.testing.InMemoryBackend;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal.Reason;
import dev.packhouse.domain.policy.Rules;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a remote registry gets of a read of members or repositories, and what the client gets of its response. */
class ForwardedDirectoryTest {

    private static final String REMOTE = "https://ghe.example/api/v3";

    private final List<String> resources = new ArrayList<>();
    private Outcome<ForwardedResponse> outcome = json("[]", List.of());
    private InMemoryBackend backend;
    private HttpServer server;

    private static Outcome<ForwardedResponse> json(String body, List<String> links) {
        return Outcome.allowed(
                new ForwardedResponse(200, Optional.of(body), links, Optional.empty(), Optional.empty()));
    }

    private static Outcome<ForwardedResponse> bare(int status, Optional<String> location) {
        return Outcome.allowed(new ForwardedResponse(status, Optional.empty(), List.of(), location, Optional.empty()));
    }

    @BeforeEach
    void start() {
        MutableClock clock = new MutableClock(RunningServer.NOW);
        backend = InMemoryBackend.of(SampleState.state(), Rules.GITHUB, clock);
        HttpSettings settings = new HttpSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                false,
                RateLimits.OFF,
                Rules.GITHUB,
                false,
                false,
                Optional.of(URI.create(REMOTE)),
                HttpSettings.Limits.DEFAULT);
        server = HttpServer.start(
                Listener.open(settings),
                settings,
                new AuthenticationService(backend, clock),
                new CatalogService(backend, Rules.GITHUB, clock),
                new LifecycleService(backend, Rules.GITHUB, clock, LifecycleService.Mode.APPLY),
                forwarding(new DirectoryService(backend)),
                new OwnPaths(
                        () -> new Health(true, "remote", "It answers."),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                clock);
    }

    /** A directory that forwards each read to this test. */
    private AccountDirectory forwarding(AccountDirectory local) {
        return (AccountDirectory) Proxy.newProxyInstance(
                AccountDirectory.class.getClassLoader(),
                new Class<?>[] {AccountDirectory.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("forward")) {
                        resources.add((String) arguments[1]);
                        return Optional.of(outcome);
                    }
                    return method.invoke(local, arguments);
                });
    }

    @AfterEach
    void stop() {
        server.close();
        backend.close();
    }

    private ClientResponse get(String path) {
        return RawClient.request(server.port(), "GET", path)
                .token(SampleState.ADMIN)
                .header("X-GitHub-Api-Version", "2026-03-10")
                .send();
    }

    private String base() {
        return "http://127.0.0.1:" + server.port();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/orgs/Octo-Org/members | /orgs/Octo-Org/members",
                "/api/v3/organizations/2001/members?role=admin&page=2 | /organizations/2001/members?role=admin&page=2",
                "/orgs/octo-org/members/h%75bot | /orgs/octo-org/members/hubot",
                "/user/memberships/orgs/octo-org | /user/memberships/orgs/octo-org",
                "/user/1001/repos | /user/1001/repos",
                "/repos/octo-org/a.b | /repos/octo-org/a.b",
                "/users/a%20%3Fb/orgs | /users/a%20%3Fb/orgs",
                "/user/repos?affiliation=owner,x&q=%C3%A9{}&e= | /user/repos?affiliation=owner%2Cx&q=%C3%A9%7B%7D&e=",
                "/user/repos?bad=%zz&page=1 | /user/repos?page=1"
            })
    void theRegistryGetsThePathAndTheQuery(String path, String resource) {
        assertThat(get(path)).hasToString("200 []");
        assertThat(resources).containsExactly(resource);
    }

    @Test
    void theCallbackIsForThisServer() {
        assertThat(get("/user/orgs?callback=f&page=1"))
                .hasToString("200 /**/f({\"meta\":{\"status\":200},\"data\":[]})");
        assertThat(resources).containsExactly("/user/orgs?page=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orgs/../members",
                "/orgs/octo-org/members/..",
                "/orgs/octo-org/memberships/%2e",
                "/user/memberships/orgs/..",
                "/repos/../user",
                "/repos/octo-org/..",
                "/repos/octo-org/a%2F..%2Fb"
            })
    void aPathWithANameThatIsNoneIsNotForwarded(String path) {
        assertThat(get(path).status()).isEqualTo(404);
        assertThat(resources).isEmpty();
    }

    @Test
    void urlsInTheResponseLeadToThisServer() {
        outcome = json(
                "[{\"url\":\"" + REMOTE + "/users/hubot\",\"html_url\":\"https://ghe.example/hubot\",\"n\":1.50}]",
                List.of(
                        "<" + REMOTE + "/organizations/2001/members?page=2>; rel=\"next\", <" + REMOTE
                                + "/organizations/2001/members?page=3>; rel=\"last\"",
                        "<https://docs.example/versions>; rel=\"deprecation\"; type=\"text/html\""));

        ClientResponse response = get("/api/v3/orgs/octo-org/members");

        assertThat(response)
                .hasToString("200 [{\"url\":\"" + base()
                        + "/api/v3/users/hubot\",\"html_url\":\"https://ghe.example/hubot\",\"n\":1.50}]");
        assertThat(response.header("Link"))
                .isEqualTo(("<%1$s/organizations/2001/members?page=2>; rel=\"next\","
                                + " <%1$s/organizations/2001/members?page=3>; rel=\"last\"")
                        .formatted(base() + "/api/v3"));
        assertThat(response.header("ETag")).isNotEmpty();
    }

    @Test
    void aResponseWithoutPagesHasNoLinks() {
        outcome = json("{}", List.of("<https://docs.example/versions>; rel=\"deprecation\""));

        assertThat(get("/repos/octo-org/open").header("Link")).isNull();
    }

    @Test
    void aListThatOmitsEntriesSaysSo() {
        outcome = Outcome.allowed(new ForwardedResponse(
                200, Optional.of("[]"), List.of(), Optional.empty(), Optional.of("partial-results; organizations=7")));

        assertThat(get("/user/orgs").header("X-GitHub-SSO")).isEqualTo("partial-results; organizations=7");
    }

    @Test
    void aMemberAndARedirectPassThrough() {
        outcome = bare(204, Optional.empty());
        assertThat(get("/orgs/octo-org/members/hubot")).hasToString("204 ");

        outcome = bare(302, Optional.of(REMOTE + "/orgs/octo-org/public_members/hubot"));
        ClientResponse response = get("/orgs/octo-org/members/hubot");
        assertThat(response).hasToString("302 ");
        assertThat(response.header("Location")).isEqualTo(base() + "/orgs/octo-org/public_members/hubot");
    }

    @Test
    void aRefusalPassesThrough() {
        outcome = Outcome.refused(new UpstreamResponse(
                Reason.SSO_REQUIRED, 403, "Sign on", "https://docs.example/x", Optional.of("required; url=https://x")));

        ClientResponse response = get("/orgs/octo-org/members");

        assertThat(response)
                .hasToString(
                        "403 {\"message\":\"Sign on\",\"documentation_url\":\"https://docs.example/x\",\"status\":\"403\"}");
        assertThat(response.header("X-GitHub-SSO")).isEqualTo("required; url=https://x");
    }
}
