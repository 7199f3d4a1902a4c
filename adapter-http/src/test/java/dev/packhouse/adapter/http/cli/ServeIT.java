package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the packaged jar in a process of its own. */
@Timeout(300)
class ServeIT {

    private static final Pattern CURL =
            Pattern.compile("curl -s -w '[^']+' -H '([^:]+): ([^']+)'(?: -X (\\w+))? '(http://[^']+)'");
    private static final Pattern OPERATOR_CURL = Pattern.compile(
            "curl -s -H \"Authorization: Bearer \\$PACKHOUSE_OPERATOR_TOKEN\"(?: -d '([^']+)')?(?: -X (\\w+))?"
                    + " http://127\\.0\\.0\\.1:8080(/\\S+)");
    private static final String VERSION = "/orgs/octo-org/packages/npm/octo-utils/versions/3002";

    @TempDir
    private Path directory;

    private ServerProcess start(String... args) {
        return ServerProcess.start(directory, Map.of(), args);
    }

    private Path data() {
        return directory.resolve("data");
    }

    @Test
    void theDemoPrintsThreeCurlLinesThatWorkAndLeavesNothingBehind() throws IOException, InterruptedException {
        try (ServerProcess server = start("serve", "--demo", "--port", "0")) {
            URI address = server.address();
            assertThat(address.getHost()).isEqualTo("127.0.0.1");
            assertThat(server.line()).contains("temporary directory");
            assertThat(server.line()).isEmpty();

            HttpResponse<String> list = curl(server.line());
            assertThat(list.statusCode()).isEqualTo(200);
            assertThat(list.body()).contains("\"id\":3002", address + VERSION);
            assertThat(curl(server.line()).statusCode()).isEqualTo(204);
            assertThat(ServerProcess.send(address, "GET", VERSION).statusCode()).isEqualTo(404);
            assertThat(curl(server.line()).statusCode()).isEqualTo(204);
            assertThat(ServerProcess.send(address, "GET", VERSION).statusCode()).isEqualTo(200);

            server.terminate();

            assertThat(server.exitCode()).as(server.err()).isZero();
            assertThat(server.remainingOut()).isEmpty();
            assertThat(server.err().lines())
                    .isNotEmpty()
                    .allMatch(
                            line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z (INFO|WARN) .*"))
                    .noneMatch(line -> line.contains("ghp_"));
            assertThat(directory.resolve("tmp")).isEmptyDirectory();
            assertThat(directory.resolve("packhouse-data")).doesNotExist();
        }
    }

    private static HttpResponse<String> curl(String line) throws IOException, InterruptedException {
        Matcher curl = CURL.matcher(line);
        assertThat(curl.matches()).as(line).isTrue();
        HttpRequest request = HttpRequest.newBuilder(URI.create(curl.group(4)))
                .header(curl.group(1), curl.group(2))
                .method(curl.group(3) == null ? "GET" : curl.group(3), HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theCurlLinesOfThePageCreateListAndRevokeATokenOfTheDemo() throws IOException, InterruptedException {
        List<MatchResult> lines = OPERATOR_CURL
                .matcher(Files.readString(Path.of("docs", "command-line.md")))
                .results()
                .toList();
        assertThat(lines).hasSize(3);
        String secret = "operator-secret-of-the-tests";
        try (ServerProcess server = ServerProcess.start(
                directory, Map.of("PACKHOUSE_OPERATOR_TOKEN", secret), "serve", "--demo", "--port", "0")) {
            String base = server.address().toString();

            HttpResponse<String> created = send(lines.get(0), base, secret);
            assertThat(created.body()).matches("\\{\"id\":8,\"token\":\"ghp_[0-9A-Za-z]{36}\"}");
            assertThat(created.statusCode()).isEqualTo(201);
            assertThat(send(lines.get(1), base, secret).body())
                    .endsWith(",{\"id\":8,\"user\":\"hubot\",\"kind\":\"classic\",\"scopes\":[\"read:packages\"],"
                            + "\"sso\":[\"secure-org\"],\"expires_at\":\"2099-01-01T00:00:00Z\"}]");
            assertThat(send(lines.get(1), base, "another-secret-of-the-tests").statusCode())
                    .isEqualTo(401);
            assertThat(send(lines.get(2), base, secret).statusCode()).isEqualTo(204);
            assertThat(send(lines.get(2), base, secret).statusCode()).isEqualTo(404);

            server.terminate();
            assertThat(server.exitCode()).as(server.err()).isZero();
            assertThat(server.err())
                    .contains("Created token 8 of hubot", "Revoked token 8 of hubot")
                    .doesNotContain("ghp_", secret);
        }
    }

    private static HttpResponse<String> send(MatchResult curl, String base, String secret)
            throws IOException, InterruptedException {
        String body = curl.group(1) == null ? "" : curl.group(1);
        String method = curl.group(2) == null ? (body.isEmpty() ? "GET" : "POST") : curl.group(2);
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + curl.group(3)))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** A deletion waits for a lock that this test holds, so that it is running when the signal arrives. */
    @Test
    void sigtermLetsARunningRequestFinish() throws IOException, SQLException {
        try (ServerProcess server = start("serve", "--demo", "--port", "0", "--data", data().toString())) {
            URI address = server.address();
            try (Connection lock = DriverManager.getConnection("jdbc:sqlite:" + data().resolve("packhouse.db"));
                    Statement statement = lock.createStatement();
                    Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
                statement.execute("begin immediate");
                socket.getOutputStream().write(deletion());
                for (int i = 0; i < 20; i++) {
                    assertThat(ServerProcess.send(address, "GET", VERSION).statusCode())
                            .isEqualTo(200);
                }
                server.terminate();
                while (accepts(address.getPort())) {
                    Thread.onSpinWait();
                }
                statement.execute("rollback");

                assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                        .startsWith("HTTP/1.1 204 ");
            }
            assertThat(server.exitCode()).as(server.err()).isZero();
        }
        try (ServerProcess again = start("serve", "--port", "0", "--data", data().toString())) {
            assertThat(ServerProcess.send(again.address(), "GET", VERSION).statusCode())
                    .isEqualTo(404);
        }
    }

    private static byte[] deletion() {
        return ("DELETE " + VERSION + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: test\r\nConnection: close\r\n"
                        + "Authorization: Bearer ghp_demoMonalisa\r\n\r\n")
                .getBytes(US_ASCII);
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void killingTheServerLosesNoAcknowledgedChange() {
        try (ServerProcess server = start("serve", "--demo", "--port", "0", "--data", data().toString())) {
            URI address = server.address();
            assertThat(ServerProcess.send(address, "DELETE", VERSION).statusCode())
                    .isEqualTo(204);
            assertThat(ServerProcess.send(address, "DELETE", "/orgs/octo-org/packages/rubygems/octo-gem")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(ServerProcess.send(address, "POST", "/orgs/octo-org/packages/npm/left-behind/restore")
                            .statusCode())
                    .isEqualTo(204);
            server.kill();
        }
        try (ServerProcess again = start("serve", "--port", "0", "--data", data().toString())) {
            URI address = again.address();
            assertThat(ServerProcess.send(address, "GET", VERSION).statusCode()).isEqualTo(404);
            assertThat(ServerProcess.send(address, "GET", "/orgs/octo-org/packages/rubygems/octo-gem")
                            .statusCode())
                    .isEqualTo(404);
            assertThat(ServerProcess.send(address, "GET", "/orgs/octo-org/packages/npm/left-behind")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(ServerProcess.send(address, "POST", VERSION + "/restore").statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void theNextDemoDeletesTheDataOfAKilledOneButNotOfARunningOne() throws IOException {
        Path temporary = directory.resolve("tmp");
        try (ServerProcess killed = start("serve", "--demo", "--port", "0")) {
            killed.address();
            Path left = dataDirectories(temporary).get(0);
            try (ServerProcess running = start("serve", "--demo", "--port", "0")) {
                URI address = running.address();
                assertThat(dataDirectories(temporary)).hasSize(2);
                killed.kill();
                assertThat(left).isNotEmptyDirectory();

                try (ServerProcess next = start("serve", "--demo", "--port", "0")) {
                    next.address();
                    assertThat(left).doesNotExist();
                    assertThat(dataDirectories(temporary)).hasSize(2);
                    next.terminate();
                    assertThat(next.exitCode()).isZero();
                }
                assertThat(ServerProcess.send(address, "DELETE", VERSION).statusCode())
                        .isEqualTo(204);
                running.terminate();
                assertThat(running.exitCode()).isZero();
            }
        }
        assertThat(dataDirectories(temporary)).isEmpty();
    }

    /** Excludes the native library of the SQLite driver, which is in the same directory. */
    private static List<Path> dataDirectories(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("packhouse-"))
                    .toList();
        }
    }

    @Test
    void aDirectoryThatIsServedIsNotServedTwiceNorAdministered() {
        try (ServerProcess first = start("serve", "--demo", "--port", "0", "--data", data().toString())) {
            URI address = first.address();
            try (ServerProcess second = start("serve", "--port", "0", "--data", data().toString());
                    ServerProcess tokens = start("token", "list", "--data", data().toString())) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(tokens.exitCode()).isEqualTo(1);
                assertThat(second.err())
                        .isEqualTo(tokens.err())
                        .startsWith("packhouse: ")
                        .contains(data().toString(), "in use")
                        .hasLineCount(1);
            }
            assertThat(ServerProcess.send(address, "GET", VERSION).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theAuditTrailIsReadByAnotherProcessWhileTheServerRuns() {
        try (ServerProcess server = start("serve", "--demo", "--port", "0", "--data", data().toString())) {
            URI address = server.address();
            HttpResponse<String> deletion = ServerProcess.send(address, "DELETE", VERSION);
            assertThat(deletion.headers().firstValue("X-Packhouse-Decision")).contains("ALLOWED");
            try (ServerProcess audit =
                    start("audit", "--json", "--since", "1h", "--owner", "octo-org", "--data", data().toString())) {
                assertThat(audit.line())
                        .contains(
                                "\"operation\":\"delete_version\"",
                                "\"version_id\":3002",
                                "\"request_id\":\""
                                        + deletion.headers()
                                                .firstValue("X-GitHub-Request-Id")
                                                .orElseThrow()
                                        + "\"");
                assertThat(audit.exitCode()).isZero();
                assertThat(audit.err()).isEmpty();
            }
            assertThat(ServerProcess.send(address, "POST", VERSION + "/restore").statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void aPortInUseIsReportedInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess server = start("serve", "--demo", "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(errors(server))
                    .singleElement(as(STRING))
                    .startsWith("packhouse: Cannot listen on 127.0.0.1:" + taken.getLocalPort());
            assertThat(server.remainingOut()).isEmpty();
            assertThat(directory.resolve("tmp")).isEmptyDirectory();
        }
    }

    @Test
    void anUnresolvableHostIsReportedInOneLine() {
        try (ServerProcess server = start("serve", "--demo", "--port", "0", "--host", "256.256.256.256")) {
            assertThat(server.exitCode()).isEqualTo(1);
            assertThat(errors(server))
                    .singleElement(as(STRING))
                    .isEqualTo("packhouse: Cannot listen on 256.256.256.256:0: the host '256.256.256.256' cannot be"
                            + " resolved; set --host to an address of this machine, such as 127.0.0.1, or to 0.0.0.0"
                            + " for all of them");
        }
    }

    /** All lines of standard error except log lines at info. */
    private static Stream<String> errors(ServerProcess server) {
        return server.err().lines().filter(line -> !line.contains("Z INFO "));
    }

    @Test
    void aUsageErrorExitsWith2() {
        try (ServerProcess process = start("serve", "--verbose")) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.err())
                    .isEqualToNormalizingNewlines(
                            "packhouse: Unknown option: '--verbose'; did you mean --version? (see 'packhouse serve --help')\n");
        }
    }

    @Test
    void theJarPrintsItsVersion() {
        try (ServerProcess process = start("--version")) {
            assertThat(process.line()).matches("packhouse \\d+\\.\\d+\\.\\d+.*");
            assertThat(process.exitCode()).isZero();
            assertThat(process.err()).isEmpty();
        }
    }

    @Test
    void everythingCanComeFromTheEnvironment() {
        Map<String, String> environment = Map.of(
                "PACKHOUSE_PORT", "0",
                "PACKHOUSE_DEMO", "true",
                "PACKHOUSE_PUBLIC_URL", "https://packages.example.com/api/v3",
                "PACKHOUSE_RATE_LIMIT", "7",
                "PACKHOUSE_DRY_RUN", "true",
                "PACKHOUSE_HSTS", "true",
                "PACKHOUSE_LOG_LEVEL", "warn");
        try (ServerProcess server = ServerProcess.start(directory, environment, "serve", "--rate-limit", "9")) {
            HttpResponse<String> deleted = ServerProcess.send(server.address(), "DELETE", VERSION);

            assertThat(deleted.statusCode()).isEqualTo(204);
            assertThat(deleted.headers().firstValue("X-Packhouse-Dry-Run")).hasValue("true");
            assertThat(deleted.headers().firstValue("X-RateLimit-Limit")).hasValue("9");
            assertThat(deleted.headers().firstValue("Strict-Transport-Security"))
                    .isPresent();
            server.terminate();
            assertThat(server.exitCode()).isZero();
            assertThat(server.err()).isEmpty();
        }
    }

    /** The output of the page is that of a terminal, where a user types y. */
    @Test
    void theCommandsOnPackagesOfThePageWorkOnTheDemo() throws IOException {
        List<MatchResult> shown = Pattern.compile(
                        "^    \\$ packhouse ([^\n]*)\n((?:    [^$\n][^\n]*\n)+)", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("docs", "command-line.md")))
                .results()
                .toList();
        assertThat(shown).hasSize(7);
        try (ServerProcess server = start("serve", "--demo", "--port", "0")) {
            String base = server.address().toString();
            for (MatchResult example : shown) {
                String output = example.group(2).replaceAll("(?s)^.*\\[y/N] y\n", "");
                String confirmed = output.equals(example.group(2)) ? "" : " --yes";
                String[] words = (example.group(1).replace("http://127.0.0.1:8080", base) + confirmed).split(" ");

                try (ServerProcess command =
                        ServerProcess.start(directory, Map.of("GH_TOKEN", "ghp_demoMonalisa"), words)) {
                    assertThat(cells(command.remainingOut() + command.err()))
                            .as(example.group(1))
                            .isNotEmpty()
                            .isEqualTo(cells(output));
                }
            }
        }
    }

    /** The lines of an output without a header, with one space between two cells, and without the times of the demo. */
    private static List<String> cells(String output) {
        return output.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME"))
                .filter(line -> !line.matches("[A-Z ]+"))
                .toList();
    }

    @Test
    void aStateFileIsServedAndExportedAgain() throws IOException {
        Path file = Files.writeString(directory.resolve("state.yaml"), """
                users: [{ login: monalisa }]
                packages:
                  - { owner: monalisa, package_type: npm, name: app, versions: [{ name: 1.0.0 }, { name: 1.1.0 }] }
                tokens: [{ token: ghp_demoMonalisa, user: monalisa, scopes: [read:packages] }]
                """);
        try (ServerProcess server =
                start("serve", "--state", file.toString(), "--port", "0", "--data", data().toString())) {
            assertThat(ServerProcess.send(server.address(), "GET", "/user/packages/npm/app")
                            .body())
                    .contains("\"version_count\":2");
            server.terminate();
            assertThat(server.exitCode()).isZero();
        }
        try (ServerProcess export = start("state", "export", "--data", data().toString())) {
            assertThat(export.remainingOut()).contains("name: \"1.0.0\"", "name: \"1.1.0\"");
            assertThat(export.exitCode()).isZero();
        }
    }
}
