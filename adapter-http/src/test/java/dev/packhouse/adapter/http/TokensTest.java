package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.packhouse.adapter.http.operator.OperatorToken;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.testing.ForwardingBackend;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** The operator creates, lists and revokes tokens of a running server with the backend sqlite. */
class TokensTest {

    private static final String TOKENS = "/_packhouse/tokens";
    private static final String SECRET = "operator-secret-of-the-tests";
    private static final String APP = "/orgs/octo-org/packages/container/app";

    @TempDir
    private Path data;

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.packhouse");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private RunningServer server;

    @BeforeEach
    void start() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.TRACE);
        logger.setAdditive(false);
        server = server(false, UnaryOperator.identity(), Optional.of(OperatorToken.of(SECRET)));
    }

    private RunningServer server(boolean dryRun, UnaryOperator<Backend> between, Optional<OperatorToken> operator) {
        MutableClock clock = new MutableClock(RunningServer.NOW);
        Registry registry = Registry.of(LiveRegistry.sqlite(data, Rules.GITHUB, clock));
        if (registry.store().isEmpty()) {
            registry.store().add(SampleState.state());
        }
        HttpSettings settings =
                LocalSettings.of("127.0.0.1", 0, Optional.empty(), false, RateLimits.SHOWN, Rules.GITHUB, dryRun);
        return RunningServer.on(registry, settings, clock, between, operator);
    }

    /** Serves the same data with another server. */
    private void restart(boolean dryRun, UnaryOperator<Backend> between, Optional<OperatorToken> operator) {
        server.close();
        server = server(dryRun, between, operator);
    }

    @AfterEach
    void stop() {
        server.close();
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private RawClient request(String method, String path) {
        return server.request(method, path).token(SECRET);
    }

    private ClientResponse create(String body) {
        return request("POST", TOKENS).body(body).send();
    }

    private ClientResponse revoke(Object id) {
        return request("DELETE", TOKENS + "/" + id).send();
    }

    private List<StoredToken> stored() {
        return server.registry().store().tokens();
    }

    private List<String> infoLinesOfTokens() {
        return lines.list.stream()
                .filter(event -> event.getLoggerName().endsWith(".TokensHandler"))
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    @Test
    void theListHasEachTokenByItsIdWithoutItsSecretOrHash() {
        ClientResponse response = request("GET", TOKENS).send();

        assertThat(response)
                .hasToString(
                        "200 [{\"id\":1,\"user\":\"monalisa\",\"kind\":\"classic\",\"scopes\":[\"delete:packages\",\"repo\",\"user\",\"write:packages\"],\"sso\":[],\"expires_at\":null},"
                                + "{\"id\":2,\"user\":\"hubot\",\"kind\":\"classic\",\"scopes\":[\"delete:packages\",\"repo\",\"write:packages\"],\"sso\":[],\"expires_at\":null},"
                                + "{\"id\":3,\"user\":\"stranger\",\"kind\":\"classic\",\"scopes\":[\"delete:packages\",\"repo\",\"write:packages\"],\"sso\":[],\"expires_at\":null},"
                                + "{\"id\":4,\"user\":\"monalisa\",\"kind\":\"classic\",\"scopes\":[\"read:packages\"],\"sso\":[],\"expires_at\":null},"
                                + "{\"id\":5,\"user\":\"monalisa\",\"kind\":\"classic\",\"scopes\":[],\"sso\":[],\"expires_at\":null},"
                                + "{\"id\":6,\"user\":\"monalisa\",\"kind\":\"classic\",\"scopes\":[\"read:packages\"],\"sso\":[],\"expires_at\":\"2027-05-10T07:05:37Z\"},"
                                + "{\"id\":7,\"user\":\"monalisa\",\"kind\":\"fine_grained\",\"scopes\":[],\"sso\":[],\"expires_at\":null},"
                                + "{\"id\":8,\"repository\":\"octo-org/hello-world\",\"kind\":\"installation\",\"scopes\":[],\"sso\":[],\"expires_at\":null}]");
        assertThat(request("HEAD", TOKENS).send()).hasToString("200 ");
    }

    @Test
    void aCreatedTokenWorksAtOnceAndIsListedWithoutItsSecret() {
        ClientResponse response = create("{\"user\":\"Monalisa\",\"scopes\":[\"read:packages\",\"repo\"],"
                + "\"sso\":[\"sso-org\",\"octo-org\"],\"expires_at\":\"2099-01-01T01:00:00+01:00\"}");

        assertThat(response.text()).matches("\\{\"id\":9,\"token\":\"ghp_[0-9A-Za-z]{36}\"}");
        assertThat(response.status()).isEqualTo(201);
        String token = response.json().get("token").asText();
        assertThat(server.get(APP, token).status()).isEqualTo(200);
        assertThat(server.get("/orgs/sso-org/packages/container/guarded", token).status())
                .isEqualTo(200);
        assertThat(server.get(APP, token).header("github-authentication-token-expiration"))
                .isEqualTo("2099-01-01 00:00:00 UTC");
        JsonNode list = request("GET", TOKENS).send().json();
        assertThat(list).hasSize(9);
        assertThat(list.get(8))
                .hasToString("{\"id\":9,\"user\":\"monalisa\",\"kind\":\"classic\",\"scopes\":"
                        + "[\"read:packages\",\"repo\"],\"sso\":[\"octo-org\",\"sso-org\"],"
                        + "\"expires_at\":\"2099-01-01T00:00:00Z\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"user\":\"hubot\"}",
                "{\"user\":\"hubot\",\"scopes\":[],\"sso\":[]}",
                " {\"expires_at\":null,\"sso\":null,\"scopes\":null,\"user\":\"hubot\"} "
            })
    void onlyTheUserIsRequired(String body) {
        assertThat(create(body).status()).isEqualTo(201);

        assertThat(request("GET", TOKENS).send().json().get(8))
                .hasToString("{\"id\":9,\"user\":\"hubot\",\"kind\":\"classic\",\"scopes\":[],\"sso\":[],"
                        + "\"expires_at\":null}");
        assertThat(infoLinesOfTokens()).containsExactly("INFO Created token 9 of hubot with no scopes");
    }

    @Test
    void aRevokedTokenIsRefusedByTheNextRequestAlsoIfItsResponsesAreCached() {
        String token = create("{\"user\":\"monalisa\",\"scopes\":[\"read:packages\",\"repo\"]}")
                .json()
                .get("token")
                .asText();
        for (int i = 0; i < 3; i++) {
            assertThat(server.get(APP, token).status()).isEqualTo(200);
            assertThat(server.get("/user", token).status()).isEqualTo(200);
        }
        String entityTag = server.get(APP, token).header("ETag");

        ClientResponse revoked = revoke(9);

        assertThat(revoked).hasToString("204 ");
        assertThat(server.get(APP, token).status()).isEqualTo(401);
        assertThat(server.request("GET", APP)
                        .token(token)
                        .header("If-None-Match", entityTag)
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(server.request("DELETE", APP).token(token).send().status()).isEqualTo(401);
        assertThat(server.get("/user", token).status()).isEqualTo(401);
        assertThat(server.get(APP, SampleState.ADMIN).status()).isEqualTo(200);
        assertThat(stored()).hasSize(8);
        assertThat(revoke(9)).hasToString("404 {\"message\":\"There is no token with this id\",\"status\":\"404\"}");
    }

    @Test
    void aTokenThatWasThereAtTheStartIsRevokedTooAndItsIdIsNotUsedAgain() {
        assertThat(server.get(APP, SampleState.ADMIN).status()).isEqualTo(200);

        assertThat(revoke(1)).hasToString("204 ");
        assertThat(revoke(8)).hasToString("204 ");

        assertThat(server.get(APP, SampleState.ADMIN).status()).isEqualTo(401);
        assertThat(create("{\"user\":\"hubot\"}").json().get("id").asLong()).isEqualTo(9);
        assertThat(stored()).extracting(StoredToken::id).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 9L);
        assertThat(infoLinesOfTokens())
                .containsExactly(
                        "INFO Revoked token 1 of monalisa with the scopes delete:packages, repo, user, write:packages",
                        "INFO Revoked token 8 of octo-org/hello-world with no scopes",
                        "INFO Created token 9 of hubot with no scopes");
    }

    @Test
    void aCreatedTokenIsRefusedWhenItExpires() {
        String token = create("{\"user\":\"monalisa\",\"scopes\":[\"read:packages\"],"
                        + "\"expires_at\":\"2026-11-21T08:00:00.000000001Z\"}")
                .json()
                .get("token")
                .asText();
        assertThat(server.get(APP, token).status()).isEqualTo(200);

        server.clock().advance(Duration.ofNanos(1));

        assertThat(server.get(APP, token).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "01", "+1", "1x", "x", "1.0", "%20", "9223372036854775808", "99999999999999999999999", "9"})
    void anIdThatNoTokenHasIsNotFound(String id) {
        assertThat(revoke(id)).hasToString("404 {\"message\":\"There is no token with this id\",\"status\":\"404\"}");
        assertThat(stored()).hasSize(8);
    }

    private static Stream<Arguments> unreadableBodies() {
        return Stream.of(
                Arguments.of("", "400 The body is empty, expected a JSON object"),
                Arguments.of(" \n ", "400 The body is empty, expected a JSON object"),
                Arguments.of("user=hubot", "400 The body is no valid JSON (line 1, column 1)"),
                Arguments.of("{\"user\":\"hubot\"", "400 The body is no valid JSON (line 1, column 16)"),
                Arguments.of("{\"user\":\"hubot\",\n}", "400 The body is no valid JSON (line 2, column 1)"),
                Arguments.of("{'user':'hubot'}", "400 The body is no valid JSON (line 1, column 2)"),
                Arguments.of(
                        "{\"user\":\"hubot\"} {}", "400 The body has more than one JSON value (line 1, column 18)"),
                Arguments.of("{\"user\":\"hubot\"} x", "400 The body is no valid JSON (line 1, column 18)"),
                Arguments.of(
                        "{\"user\":\"hubot\",\"user\":\"stranger\"}",
                        "400 The field 'user' is there twice (line 1, column 17)"),
                Arguments.of(
                        "{\"sso\":null,\"user\":\"hubot\",\"\\u0073so\":null}",
                        "400 The field 'sso' is there twice (line 1, column 28)"),
                Arguments.of("[]", "422 The body must be a JSON object (line 1, column 1)"),
                Arguments.of("null", "422 The body must be a JSON object (line 1, column 1)"),
                Arguments.of("{}", "422 Missing 'user'"),
                Arguments.of("{\"user\":null}", "422 Missing 'user'"),
                Arguments.of("{\"scopes\":[\"repo\"]}", "422 Missing 'user'"),
                Arguments.of(
                        "{\"login\":\"hubot\"}",
                        "422 Unknown field 'login', expected one of user, scopes, sso, expires_at (line 1, column 2)"),
                Arguments.of(
                        "{\"user\":\"hubot\",\n \"a\\u202e\":1}",
                        "422 Unknown field 'a\\u202e', expected one of user, scopes, sso, expires_at"
                                + " (line 2, column 2)"),
                Arguments.of("{\"user\":\"hubot\",\"\\ud800\":1}", "400 The body is no valid JSON (line 1, column 24)"),
                Arguments.of("{\"user\":7}", "422 'user' must be a text (line 1, column 9)"),
                Arguments.of("{\"user\":[\"hubot\"]}", "422 'user' must be a text (line 1, column 9)"),
                Arguments.of(
                        "{\"user\":\"a/b\"}",
                        "422 'user': Invalid login 'a/b': it must not contain a slash, or be '.' or '..'"
                                + " (line 1, column 9)"),
                Arguments.of(
                        "{\"user\":\"a\\ud800\"}",
                        "422 'user': Invalid login 'a\\ud800': it must not contain control characters or halves of"
                                + " surrogate pairs (line 1, column 9)"),
                Arguments.of(
                        "{\"user\":\"hubot\",\"scopes\":\"repo\"}",
                        "422 'scopes' must be a list of texts (line 1, column 26)"),
                Arguments.of(
                        "{\"user\":\"hubot\",\"scopes\":[\"repo\",null]}",
                        "422 'scopes[1]' must be a text (line 1, column 34)"),
                Arguments.of(
                        "{\"user\":\"hubot\",\"scopes\":[\"repo\",\"read\"]}",
                        "422 'scopes[1]': 'read' is no scope, expected one such as read:packages (line 1, column 34)"),
                Arguments.of(
                        "{\"user\":\"hubot\",\"scopes\":[\"\\udc00\"]}",
                        "422 'scopes[0]': '\\udc00' is no scope, expected one such as read:packages"
                                + " (line 1, column 27)"),
                Arguments.of(
                        "{\"user\":\"hubot\",\"sso\":[{\"org\":\"octo-org\"}]}",
                        "422 'sso[0]' must be a text (line 1, column 24)"),
                Arguments.of(
                        "{\"user\":\"hubot\",\"expires_at\":4102444800}",
                        "422 'expires_at' must be a text (line 1, column 30)"),
                Arguments.of(
                        "{\"user\":\"hubot\",\"expires_at\":\"2099-01-01\"}",
                        "422 'expires_at': '2099-01-01' is no date, expected one such as 2027-05-19T22:19:11Z"
                                + " (line 1, column 30)"),
                Arguments.of(
                        "{\"user\":\"hubot\",\"expires_at\":\"2026-11-21T09:00:00+01:00\"}",
                        "422 'expires_at': the date 2026-11-21T08:00:00Z has passed"),
                Arguments.of(
                        "{\"user\":\"hubot\",\"expires_at\":\"-999999999-01-01T00:00:00Z\"}",
                        "422 'expires_at': '-999999999-01-01T00:00:00Z' is no date, expected one such as"
                                + " 2027-05-19T22:19:11Z (line 1, column 30)"),
                Arguments.of("{\"user\":\"nobody\"}", "422 The token is refused: there is no user 'nobody'"),
                Arguments.of("{\"user\":\"octo-org\"}", "422 The token is refused: there is no user 'octo-org'"),
                Arguments.of(
                        "{\"user\":\"hubot\",\"sso\":[\"nowhere\"]}",
                        "422 The token is refused: there is no organization 'nowhere'"),
                Arguments.of("[".repeat(5_000), "422 The body must be a JSON object (line 1, column 1)"),
                Arguments.of("{\"user\":" + "[".repeat(5_000), "422 'user' must be a text (line 1, column 9)"),
                Arguments.of(
                        "{\"user\":\"" + "x".repeat(256) + "\"}",
                        "422 'user': Invalid login '" + "x".repeat(256)
                                + "': it must have 1 to 255 characters (line 1, column 9)"));
    }

    @ParameterizedTest
    @MethodSource("unreadableBodies")
    void aBodyThatIsNotUnderstoodIsRefusedWithWhatAndWhereAndNothingIsCreated(String body, String expected) {
        ClientResponse response = create(body);

        assertThat(response.status() + " " + response.message()).isEqualTo(expected);
        assertThat(response.fields()).containsExactly("message", "status");
        assertThat(stored()).hasSize(8);
        assertThat(infoLinesOfTokens()).isEmpty();
    }

    @Test
    void aTokenExpiresAtTheEndOfTheYear9999AtTheLatest() {
        assertThat(create("{\"user\":\"hubot\",\"expires_at\":\"+10000-01-01T00:00:00Z\"}")
                        .message())
                .isEqualTo("'expires_at': '+10000-01-01T00:00:00Z' is no date, expected one such as"
                        + " 2027-05-19T22:19:11Z (line 1, column 30)");
        assertThat(create("{\"user\":\"hubot\",\"expires_at\":\"9999-12-31T23:59:59.999999999Z\"}")
                        .status())
                .isEqualTo(201);
        assertThat(request("GET", TOKENS).send().json().get(8).get("expires_at").asText())
                .isEqualTo("9999-12-31T23:59:59.999999999Z");
    }

    @Test
    void aBodyHasAtMost64KiB() {
        String body = "{\"user\":\"hubot\"}";
        String longest = body + " ".repeat((64 << 10) - body.length());

        assertThat(create(longest + " ").toString())
                .isEqualTo("413 {\"message\":\"The body has more than 65536 bytes\",\"status\":\"413\"}");
        assertThat(stored()).hasSize(8);
        assertThat(create(longest).status()).isEqualTo(201);
        assertThat(create(" ".repeat(2 << 20)).status()).isEqualTo(413);
    }

    @Test
    void aBodyThatIsNotInUtf8IsRefused() {
        String head = "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\n"
                .formatted(TOKENS, SECRET);

        assertThat(RawClient.send(server.port(), head + "Content-Length: 14\r\n\r\n{\"user\":\"\u00fcbc\"}")
                        .message())
                .isEqualTo("The body is not in UTF-8");
        assertThat(stored()).hasSize(8);
    }

    @Test
    void aBodyInChunksIsRead() {
        String head = "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\n"
                .formatted(TOKENS, SECRET);

        assertThat(RawClient.send(
                                server.port(),
                                head
                                        + "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"user\":\r\n8\r\n\"hubot\"}\r\n0\r\n\r\n")
                        .status())
                .isEqualTo(201);
        assertThat(RawClient.send(
                                server.port(),
                                head
                                        + "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"user\":\r\nx\r\n\"hubot\"}\r\n0\r\n\r\n")
                        .status())
                .isEqualTo(400);
        assertThat(stored()).hasSize(9);
        assertThat(lines.list)
                .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN) || event.getThrowableProxy() != null);
    }

    @Test
    void aBodyThatEndsTooEarlyCreatesNothingAndIsNoFailureOfTheServer() throws IOException {
        String request =
                "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 99\r\n\r\n{\"user\":\"hubot\"}"
                        .formatted(TOKENS, SECRET);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(RawClient.TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 400 ");
        }

        assertThat(stored()).hasSize(8);
        assertThat(lines.list)
                .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN) || event.getThrowableProxy() != null);
    }

    @Test
    void aKeptConnectionSendsSeveralRequestsWithBodies() {
        String one =
                "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 16\r\n\r\n{\"user\":\"hubot\"}"
                        .formatted(TOKENS, SECRET);
        String last = "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(TOKENS, SECRET);

        assertThat(RawClient.send(server.port(), one + one + last).status()).isEqualTo(201);
        assertThat(stored()).hasSize(10);
    }

    private static Stream<String[]> requests() {
        return Stream.of(
                new String[] {"GET", TOKENS},
                new String[] {"POST", TOKENS},
                new String[] {"DELETE", TOKENS + "/1"},
                new String[] {"DELETE", TOKENS + "/999"});
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestWithoutTheTokenOfTheOperatorIsRefused(String method, String path) {
        String expected = "401 {\"message\":\"This path is for the operator of the server: send the operator's token as"
                + " 'Authorization: Bearer TOKEN'\",\"status\":\"401\"}";
        RawClient[] clients = {
            server.request(method, path).body("{\"user\":\"hubot\"}"),
            server.request(method, path).body("{\"user\":\"hubot\"}").token(SampleState.ADMIN),
            server.request(method, path).body("{").token(SECRET + "x"),
            server.request(method, path).body("").header("Authorization", SECRET)
        };
        for (RawClient client : clients) {
            ClientResponse response = client.send();

            assertThat(response).hasToString(expected);
            assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"packhouse operator\"");
        }
        assertThat(stored()).hasSize(8);
    }

    @Test
    void theTokenOfTheOperatorIsNoTokenOfTheApi() {
        assertThat(server.get(APP, SECRET).status()).isEqualTo(401);
    }

    @Test
    void theResponsesAreNotCachedAndPagesOfOtherOriginsCannotReadThem() {
        List<ClientResponse> responses = List.of(
                request("GET", TOKENS + "?callback=read").send(),
                request("GET", TOKENS).header("Origin", "https://example.com").send(),
                create("{\"user\":\"hubot\"}"),
                create("{"),
                revoke(9),
                revoke(9),
                server.request("GET", TOKENS).send());

        assertThat(responses).extracting(ClientResponse::status).containsExactly(200, 200, 201, 400, 204, 404, 401);
        assertThat(responses).allSatisfy(response -> {
            assertThat(response.headers("Cache-Control")).containsExactly("no-store");
            assertThat(response.header("ETag")).isNull();
            assertThat(response.headerNames()).noneMatch(name -> name.startsWith("Access-Control-"));
        });
        assertThat(responses.get(0).text()).startsWith("[{");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /_packhouse/tokens",
        "PATCH, /_packhouse/tokens",
        "DELETE, /_packhouse/tokens",
        "OPTIONS, /_packhouse/tokens",
        "GET, /_packhouse/tokens/1",
        "POST, /_packhouse/tokens/1",
        "GET, /_packhouse/tokens/",
        "DELETE, /_packhouse/tokens/",
        "DELETE, /_packhouse/tokens/1/2",
        "GET, /api/v3/_packhouse/tokens",
        "GET, /_packhouse/TOKENS"
    })
    void anotherMethodOrPathIsNotFoundAsForHealth(String method, String path) {
        assertThat(server.request("POST", "/_packhouse/health").send().status()).isEqualTo(404);

        ClientResponse response = request(method, path).token(SampleState.ADMIN).send();

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.message()).isEqualTo("Not Found");
    }

    @Test
    void withoutAnOperatorThePathsAreUnknown() {
        restart(false, UnaryOperator.identity(), Optional.empty());
        ClientResponse unknown = request("GET", "/_packhouse/unknown").send();

        assertThat(unknown.status()).isEqualTo(404);
        requests()
                .forEach(request ->
                        assertThat(request(request[0], request[1]).send()).hasToString(unknown.toString()));
        assertThat(stored()).hasSize(8);
    }

    @Test
    void aDryRunListsTokensButCreatesAndRevokesNone() {
        restart(true, UnaryOperator.identity(), Optional.of(OperatorToken.of(SECRET)));
        String expected = "409 {\"message\":\"The server runs with --dry-run: it creates and revokes no tokens\","
                + "\"status\":\"409\"}";

        assertThat(create("{\"user\":\"hubot\"}")).hasToString(expected);
        assertThat(create("{")).hasToString(expected);
        assertThat(revoke(1)).hasToString(expected);
        assertThat(revoke(999)).hasToString(expected);
        assertThat(request("GET", TOKENS).send().json()).hasSize(8);
        assertThat(server.request("DELETE", TOKENS + "/1").send().status()).isEqualTo(401);
        assertThat(stored()).hasSize(8);
    }

    @Test
    void aBackendThatFailsIsUnavailable() {
        restart(
                false,
                backend -> new ForwardingBackend(backend) {
                    @Override
                    public Optional<Store> store() {
                        throw new UnavailableException("The disk is gone", null);
                    }
                },
                Optional.of(OperatorToken.of(SECRET)));

        assertThat(request("GET", TOKENS).send().status()).isEqualTo(503);
        assertThat(create("{\"user\":\"hubot\"}").status()).isEqualTo(503);
        assertThat(revoke(1).status()).isEqualTo(503);
        assertThat(stored()).hasSize(8);
        assertThat(infoLinesOfTokens()).isEmpty();
    }

    @Test
    void manyRequestsAtOnceCreateAndRevokeEachTokenOnce() throws InterruptedException, ExecutionException {
        Set<Long> ids = new HashSet<>();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            Callable<ClientResponse> creation = () -> create("{\"user\":\"hubot\",\"scopes\":[\"read:packages\"]}");
            for (Future<ClientResponse> created : clients.invokeAll(
                    IntStream.range(0, 40).mapToObj(i -> creation).toList())) {
                assertThat(created.get().status()).isEqualTo(201);
                ids.add(created.get().json().get("id").asLong());
            }
            assertThat(ids).hasSize(40);
            List<Callable<ClientResponse>> revocations = ids.stream()
                    .flatMap(id -> Stream.<Callable<ClientResponse>>of(() -> revoke(id), () -> revoke(id)))
                    .toList();
            assertThat(clients.invokeAll(revocations).stream()
                            .map(TokensTest::status)
                            .toList())
                    .containsOnly(204, 404)
                    .filteredOn(status -> status == 204)
                    .hasSize(40);
        } finally {
            clients.shutdownNow();
        }
        assertThat(stored()).hasSize(8);
    }

    private static int status(Future<ClientResponse> response) {
        try {
            return response.get().status();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eachCreationAndRevocationHasOneLineAndNoLineHasASecret() {
        String body = "{\"user\":\"monalisa\",\"scopes\":[\"write:packages\",\"repo\"]}";

        lines.list.clear();
        String token = create(body).json().get("token").asText();
        server.request("POST", TOKENS).token(SECRET + "wrong").body(body).send();
        create("{\"user\":\"monalisa\",\"scopes\":[\"" + SECRET);
        revoke(9);

        assertThat(lines.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .extracting(event ->
                        event.getLevel() + " " + event.getFormattedMessage().replaceAll("\\d+ms .*", "..."))
                .containsExactly(
                        "INFO Created token 9 of monalisa with the scopes repo, write:packages",
                        "INFO POST /_packhouse/tokens 401 ...",
                        "INFO POST /_packhouse/tokens 400 ...",
                        "INFO Revoked token 9 of monalisa with the scopes repo, write:packages");
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(line -> line.contains(token) || line.contains(SECRET));
    }
}
