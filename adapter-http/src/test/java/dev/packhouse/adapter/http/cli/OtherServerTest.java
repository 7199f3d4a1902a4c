package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import dev.packhouse.adapter.http.cli.ScriptedServer.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --server} with answers that a Packhouse server on a store does not give. */
@Timeout(60)
class OtherServerTest {

    private static final String NPM = "/orgs/octo-org/packages?package_type=npm";
    private static final String FIRST = "&per_page=100&page=1";
    private static final String DELETE = "DELETE /orgs/octo-org/packages/npm/app";
    private static final String APP = "{\"id\":7,\"name\":\"app\",\"package_type\":\"npm\"}";

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private CommandResult run(String command) {
        return InProcessCommand.runIn(
                Map.of("PACKHOUSE_TOKEN", "ghp_test"),
                Stream.concat(Stream.of(command.split(" ")), Stream.of("--server", server.url()))
                        .toArray(String[]::new));
    }

    private CommandResult deleteApp() {
        return run("package delete --owner octo-org --type npm app --yes");
    }

    private static CommandResult result(int exitCode, String out) {
        return new CommandResult(exitCode, "octo-org/npm/app: " + out + "\n", "");
    }

    @Test
    void aServerThatDoesNotKnowTheStateOfPackagesDoesNotListDeletedOnes() {
        CommandResult incomplete = new CommandResult(
                1, "", "packhouse: octo-org/npm: this server does not list deleted packages (INCOMPLETE)\n");
        String deleted = NPM + "&state=deleted";
        server.plan("GET " + deleted + FIRST, Answer.json(200, "[" + APP + "]"));

        assertThat(run("package list --owner octo-org --type npm --state deleted"))
                .isEqualTo(incomplete);

        // An empty list says nothing: such a server has no packages, and no refusal for a state that does not exist.
        server.plan("GET " + deleted + FIRST, Answer.json(200, "[]"));
        server.plan("GET " + NPM + "&state=none", Answer.json(200, "[]"));
        assertThat(run("package list --owner octo-org --type npm --state deleted"))
                .isEqualTo(incomplete);

        server.plan("GET " + NPM + "&state=none", Answer.message(400, "Invalid argument."));
        assertThat(run("package list --owner octo-org --type npm --state deleted --json"))
                .isEqualTo(new CommandResult(0, "[]\n", ""));
    }

    @Test
    void aListThatIsKnownToBeIncompleteIsPrintedAndSaysWhatIsMissing() {
        server.plan(
                "GET " + NPM + FIRST,
                Answer.json(200, "[" + APP + "]").with("X-GitHub-SSO", "partial-results; organizations=2002"));

        assertThat(run("package list --owner octo-org --type npm"))
                .isEqualTo(new CommandResult(
                        1,
                        "app\tnpm\t7\t\t\t\t\n",
                        "packhouse: octo-org/npm: the token is not authorized for single sign-on:"
                                + " partial-results; organizations=2002\n"));
    }

    @Test
    void packagesBehindTheLastPageAreReported() {
        for (int page = 1; page <= 100; page++) {
            int first = page * 100;
            server.plan(
                    "GET " + NPM + "&per_page=100&page=" + page,
                    Answer.json(
                                    200,
                                    IntStream.range(first, first + 100)
                                            .mapToObj(id -> "{\"id\":%d,\"name\":\"a%d\",\"package_type\":\"npm\"}"
                                                    .formatted(id, id))
                                            .collect(Collectors.joining(",", "[", "]")))
                            .with(
                                    "Link",
                                    page < 100
                                            ? "<https://elsewhere.example/next>; rel=\"next\""
                                            : "<x>; rel=\"last\""));
        }

        CommandResult result = run("package list --owner octo-org --type npm");

        assertThat(result.out()).hasLineCount(10_000);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("packhouse: octo-org/npm: what follows the first 10000 is not listed\n");
    }

    @Test
    void aDeletedVersionWithoutATimeIsNotRestoredByTime() {
        server.plan("GET " + NPM + FIRST, Answer.json(200, "[" + APP + "]"))
                .plan(
                        "GET /orgs/octo-org/packages/npm/app/versions?state=deleted" + FIRST,
                        Answer.json(200, "[{\"id\":8,\"name\":\"1.0.0\"}]"));

        assertThat(run("version restore --owner octo-org --type npm --deleted-since 1h --yes"))
                .isEqualTo(new CommandResult(1, "", """
                        packhouse: octo-org/npm/app/8: the server does not show when it was deleted
                        No version was deleted since 2026-11-21T07:00:00Z
                        """));
    }

    @Test
    void aLostAnswerIsAnUnknownOutcomeAndTheNextChangeIsTried() {
        server.plan(DELETE, Answer.lost()).plan(DELETE + "2", Answer.done());

        CommandResult result = run("package delete --owner octo-org --type npm app app2 --yes");

        assertThat(result.out())
                .matches(
                        "octo-org/npm/app: unknown: The answer of \\Q%s\\E was lost \\(.+\\)\nocto-org/npm/app2: deleted\n"
                                .formatted(server.url()));
        assertThat(result.err()).isEqualTo("1 deleted, 1 unknown\n");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(server.requests()).containsExactly(DELETE, DELETE + "2");
    }

    @ParameterizedTest
    @CsvSource({
        "502, 'unknown: GitHub did not answer (HTTP 502)'",
        "500, 'unknown: GitHub did not answer (HTTP 500)'",
        "503, 'unknown: GitHub did not answer (HTTP 503)'",
        "200, 'unknown: GitHub did not answer (HTTP 200)'",
        "400, 'refused: GitHub did not answer (HTTP 400)'",
        "403, 'refused: GitHub did not answer (HTTP 403)'"
    })
    void onlyARefusalWithAMessageIsARefusal(int status, String expected) {
        server.plan(DELETE, Answer.message(status, "GitHub did not answer"));

        assertThat(deleteApp()).isEqualTo(result(1, expected));
        assertThat(server.requests()).containsExactly(DELETE);
    }

    @Test
    void aPageOfAProxyIsAnUnknownOutcome() {
        server.plan(DELETE, new Answer(404, Map.of("Content-Type", "text/html"), "<html>"));

        assertThat(deleteApp()).isEqualTo(result(1, "unknown: the answer has no message (HTTP 404)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 403})
    void aRateLimitThatEndsSoonIsWaitedFor(int status) {
        server.plan(
                DELETE,
                Answer.message(status, "You have exceeded a secondary rate limit.")
                        .with("Retry-After", "1"),
                Answer.done());
        long before = System.nanoTime();

        assertThat(deleteApp())
                .isEqualTo(new CommandResult(
                        0,
                        "octo-org/npm/app: deleted\n",
                        "packhouse: You have exceeded a secondary rate limit. (HTTP %d): waiting 1 seconds\n"
                                .formatted(status)));
        assertThat(System.nanoTime() - before).isGreaterThan(900_000_000L);
        assertThat(server.requests()).containsExactly(DELETE, DELETE);
    }

    @Test
    void aRateLimitThatEndsLaterStopsTheCommand() {
        server.plan(
                DELETE,
                Answer.message(403, "API rate limit exceeded for user ID 1001.")
                        .with("X-RateLimit-Remaining", "0")
                        .with(
                                "X-RateLimit-Reset",
                                Long.toString(
                                        InProcessCommand.NOW.plusSeconds(61).getEpochSecond())));

        assertThat(run("package delete --owner octo-org --type npm app app2 --yes"))
                .isEqualTo(new CommandResult(
                        1,
                        "octo-org/npm/app: failed: API rate limit exceeded for user ID 1001. (HTTP 403): the server"
                                + " takes requests again at 2026-11-21T08:01:01Z\n",
                        "1 failed, 1 not tried\n"));
        assertThat(server.requests()).containsExactly(DELETE);
    }

    @Test
    void aRateLimitStopsAListToo() {
        server.plan("GET " + NPM + FIRST, Answer.message(429, "Slow down.").with("Retry-After", "3600"));

        assertThat(run("package list --owner octo-org --type npm"))
                .isEqualTo(new CommandResult(
                        1,
                        "",
                        "packhouse: Slow down. (HTTP 429): the server takes requests again at 2026-11-21T09:00:00Z\n"));
    }

    /** The token of the user would go to another address. */
    @Test
    void noRedirectIsFollowed() {
        server.plan(
                        "GET " + NPM + FIRST,
                        new Answer(301, Map.of("Location", server.url() + "/organizations/2001/packages"), ""))
                .plan(DELETE, new Answer(307, Map.of("Location", server.url() + "/elsewhere"), ""));

        assertThat(run("package list --owner octo-org --type npm"))
                .isEqualTo(new CommandResult(
                        1,
                        "",
                        "packhouse: octo-org/npm: the server redirects to %s/organizations/2001/packages (HTTP 301)\n"
                                .formatted(server.url())));
        assertThat(deleteApp()).isEqualTo(result(1, "unknown: the answer has no message (HTTP 307)"));
        assertThat(server.requests()).containsExactly("GET " + NPM + FIRST, DELETE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html> | octo-org/npm: the answer of %s is no JSON",
                "{} | octo-org/npm: the answer of %s is no list",
                "[{\"name\":\"app\",\"package_type\":\"npm\"}] | The answer cannot be read: an entry has no valid 'id'",
                "[{\"id\":0,\"name\":\"app\",\"package_type\":\"npm\"}] | The answer cannot be read: an entry has no valid 'id'",
                "[{\"id\":7,\"name\":null,\"package_type\":\"npm\"}] | The answer cannot be read: an entry has no valid 'name'",
                "[{\"id\":7,\"name\":\"app\"}] | The answer cannot be read: an entry has no valid 'package_type'"
            })
    void anAnswerThatCannotBeReadIsReported(String body, String message) {
        server.plan("GET " + NPM + FIRST, Answer.json(200, body));

        assertThat(run("package list --owner octo-org --type npm"))
                .isEqualTo(new CommandResult(1, "", "packhouse: %s\n".formatted(message.formatted(server.url()))));
    }

    @Test
    void textsOfAServerDoNotControlTheTerminal() {
        server.plan(
                "GET " + NPM + FIRST,
                Answer.json(200, "[{\"id\":7,\"name\":\"a\\u001b[2J\\tb\\u202e\",\"package_type\":\"npm\"}]"));

        assertThat(run("package list --owner octo-org --type npm").out())
                .isEqualTo("a\\u001b[2J\\u0009b\\u202e\tnpm\t7\t\t\t\t\n");
        assertThat(run("package list --owner octo-org --type npm --json").out())
                .isEqualTo("[{\"id\":7,\"name\":\"a\\u001B[2J\\tb\\u202E\",\"package_type\":\"npm\"}]\n");
    }

    @Test
    void aUserWhoIsNotTheCallerHasAPathOfTheirOwn() {
        server.plan("GET /users/hubot", Answer.json(200, "{\"login\":\"hubot\",\"type\":\"User\"}"))
                .plan("GET /user", Answer.json(200, "{\"login\":\"monalisa\"}"))
                .plan("GET /users/hubot/packages?package_type=npm" + FIRST, Answer.json(200, "[" + APP + "]"));

        assertThat(run("package list --owner hubot --type npm").out()).startsWith("app\t");

        // A workflow is no user.
        server.plan("GET /user", Answer.message(403, "Resource not accessible by integration"));
        assertThat(run("package list --owner hubot --type npm").out()).startsWith("app\t");
    }

    @Test
    void aServerThatCannotBeReachedIsAFailure() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        String url = "http://127.0.0.1:" + free;

        CommandResult result = InProcessCommand.runIn(
                Map.of("GH_TOKEN", "ghp_test"), "package", "list", "--owner", "octo-org", "--server", url);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).matches("packhouse: Cannot connect to %s \\(.+\\)\n".formatted(url));
    }

    @Test
    void aServerThatStopsFailsTheNextChangesWithoutTryingThem() {
        ScriptedServer second = new ScriptedServer();
        // No connection is kept, so that the next request finds that the server is gone.
        for (String request :
                List.of("/users/octo-org", "/orgs/octo-org/packages/npm/app", "/orgs/octo-org/packages/npm/app2")) {
            String body = request.startsWith("/users/") ? "{\"type\":\"Organization\"}" : APP;
            second.plan("GET " + request, Answer.json(200, body).with("Connection", "close"));
        }
        String[] command = {
            "package", "delete", "--owner", "octo-org", "--type", "npm", "app", "app2", "--server", second.url()
        };

        CommandResult result = InProcessCommand.runOnTerminalWith(
                Map.of("GH_TOKEN", "ghp_test"),
                () -> {
                    second.close();
                    return "y";
                },
                command);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).startsWith("octo-org/npm/app: ").hasLineCount(1);
        assertThat(result.err()).endsWith("[y/N] 1 failed, 1 not tried\n");
    }
}
