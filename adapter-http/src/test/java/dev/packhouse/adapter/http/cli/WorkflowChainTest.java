package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.HttpSettings;
import dev.packhouse.adapter.http.RateLimits;
import dev.packhouse.adapter.http.wiring.DataDirectory;
import dev.packhouse.adapter.http.wiring.InitialState;
import dev.packhouse.adapter.http.wiring.Shutdown;
import dev.packhouse.adapter.http.wiring.Wiring;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.domain.policy.Rules;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The token of a workflow gets the same answers from a Packhouse with the demo, and through a Packhouse in front of one
 * with the demo.
 */
class WorkflowChainTest {

    private static final String WORKFLOW = "ghs_demoWorkflow";
    private static final String APP = "/orgs/octo-org/packages/container/team%2Fapp";

    @TempDir
    private static Path data;

    private static final Shutdown SHUTDOWN = new Shutdown();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Two servers with the same state, one of them with another server in front, so that each is changed once. */
    private static URI direct;

    private static URI behind;
    private static URI front;

    @BeforeAll
    static void start() {
        direct = serve("sqlite", data.resolve("direct"), Optional.of(Demo::state), Optional.empty());
        behind = serve("sqlite", data.resolve("behind"), Optional.of(Demo::state), Optional.empty());
        front = serve("github", data.resolve("none"), Optional.empty(), Optional.of(behind));
    }

    private static URI serve(String backend, Path directory, Optional<InitialState> state, Optional<URI> remote) {
        HttpSettings http = new HttpSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                false,
                remote.isPresent() ? RateLimits.OFF : RateLimits.SHOWN,
                Rules.GITHUB,
                false,
                false,
                remote,
                HttpSettings.Limits.DEFAULT);
        Wiring.Started server = Wiring.start(
                new Wiring.Settings(
                        Backends.named(backend),
                        remote.isPresent()
                                ? Optional.empty()
                                : Optional.of(DataDirectory.of(Optional.of(directory), false)),
                        state,
                        http,
                        Map.of(),
                        AuditRetention.DEFAULT,
                        Optional.empty(),
                        false),
                SHUTDOWN,
                InstantSource.fixed(InProcessCommand.NOW));
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @AfterAll
    static void stop() {
        SHUTDOWN.close();
    }

    /** The status and the body, with a word in place of the address of each server. */
    private static String answer(URI server, String method, String path, String token) throws Exception {
        HttpResponse<String> response = CLIENT.send(
                HttpRequest.newBuilder(URI.create(server + path))
                        .method(method, BodyPublishers.noBody())
                        .header("User-Agent", "test")
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString());
        return response.statusCode() + " "
                + response.body()
                        .replace(direct.getAuthority(), "SERVER")
                        .replace(behind.getAuthority(), "SERVER")
                        .replace(front.getAuthority(), "SERVER");
    }

    private static void assertSame(int status, String method, String path) throws Exception {
        String expected = answer(direct, method, path, WORKFLOW);

        assertThat(expected).startsWith(status + " ");
        assertThat(answer(front, method, path, WORKFLOW)).isEqualTo(expected);
    }

    @Test
    void aWorkflowListsDeletesAndRestoresAVersion() throws Exception {
        assertSame(200, "GET", APP);
        assertSame(200, "GET", APP + "/versions");
        assertSame(200, "GET", APP + "/versions/1003");
        assertSame(204, "DELETE", APP + "/versions/1003");
        assertSame(404, "GET", APP + "/versions/1003");
        assertSame(200, "GET", APP + "/versions");
        assertSame(200, "GET", APP + "/versions?state=deleted");
        assertSame(204, "POST", APP + "/versions/1003/restore");
        assertSame(200, "GET", APP + "/versions/1003");
        assertThat(answer(behind, "GET", APP + "/versions", WORKFLOW))
                .isEqualTo(answer(direct, "GET", APP + "/versions", WORKFLOW));
    }

    @Test
    void aWorkflowDeletesAndRestoresAPackage() throws Exception {
        assertSame(204, "DELETE", APP);
        assertSame(404, "GET", APP);
        assertSame(204, "POST", APP + "/restore");
        assertSame(200, "GET", APP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orgs/octo-org/packages/maven/com.octo.hello",
                "/orgs/octo-org/packages/container/none",
                "/orgs/nobody/packages/container/app",
                "/user/packages/container/app",
                "/user"
            })
    void whatAWorkflowMayNotReadIsRefusedAlike(String path) throws Exception {
        String expected = answer(direct, "GET", path, WORKFLOW);

        assertThat(expected).startsWith("40");
        assertThat(answer(front, "GET", path, WORKFLOW)).isEqualTo(expected);
    }

    @Test
    void bothServersShowTheRepositoryOfTheWorkflow() throws Exception {
        assertSame(200, "GET", "/installation/repositories");
        assertThat(answer(front, "GET", "/installation/repositories", WORKFLOW))
                .contains("\"full_name\":\"octo-org/hello-world\"");
    }

    @Test
    void anUnknownWorkflowIsRefusedAlike() throws Exception {
        assertThat(answer(front, "GET", APP, "ghs_unknown")).isEqualTo(answer(direct, "GET", APP, "ghs_unknown"));
    }
}
