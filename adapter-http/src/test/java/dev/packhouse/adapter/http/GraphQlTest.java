package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.policy.Rules;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The queries in GraphQL that clients of packages send, such as {@code gh auth status}. */
@EndToEnd
class GraphQlTest {

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.with(SampleState.state());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ClientResponse post(String path, String token, String body) {
        RawClient request = server.request("POST", path)
                .header("Content-Type", "application/json; charset=utf-8")
                .body(body);
        return token.isEmpty() ? request.send() : request.token(token).send();
    }

    private static ClientResponse query(String query) {
        return post("/graphql", SampleState.ADMIN, "{\"query\":\"" + query.replace("\"", "\\\"") + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/graphql", "/api/graphql"})
    void theStatusOfGhIsAnswered(String path) {
        ClientResponse response = post(
                path,
                SampleState.NO_SCOPES,
                "{\"query\":\"query UserCurrent{viewer{login}}\",\"variables\":null,\"operationName\":\"UserCurrent\"}");

        assertThat(response).hasToString("200 {\"data\":{\"viewer\":{\"login\":\"monalisa\"}}}");
        assertThat(response.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(response.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(response.header("ETag")).isNull();
        assertThat(response.header("X-OAuth-Scopes")).isEmpty();
    }

    @Test
    void theViewerHasTheFieldsOfTheRestApi() {
        String user = server.get("/users/monalisa", SampleState.ADMIN)
                .json()
                .get("node_id")
                .asText();

        assertThat(query("{ viewer { __typename id databaseId name me: login url } __typename }"))
                .hasToString(("200 {\"data\":{\"viewer\":{\"__typename\":\"User\",\"id\":\"%s\",\"databaseId\":1001,"
                                + "\"name\":\"Name of monalisa\",\"me\":\"monalisa\",\"url\":\"%s/monalisa\"},"
                                + "\"__typename\":\"Query\"}}")
                        .formatted(user, server.pages(server.url())));
    }

    @Test
    void everyTokenOfAUserHasAViewer() {
        String body = "{\"query\":\"{viewer{login}}\"}";

        assertThat(post("/graphql", SampleState.FINE_GRAINED, body))
                .hasToString("200 {\"data\":{\"viewer\":{\"login\":\"monalisa\"}}}");
        assertThat(post("/graphql", SampleState.MEMBER, body))
                .hasToString("200 {\"data\":{\"viewer\":{\"login\":\"hubot\"}}}");
        assertThat(post("/graphql", SampleState.WORKFLOW, body))
                .hasToString("200 {\"data\":null,\"errors\":[{\"type\":\"FORBIDDEN\",\"path\":[\"viewer\"],"
                        + "\"locations\":[{\"line\":1,\"column\":2}],"
                        + "\"message\":\"Resource not accessible by integration\"}]}");
    }

    @Test
    void aSelectionMayBeMadeTwiceAndWithAnAlias() {
        assertThat(query("{ viewer { login } other: viewer { databaseId } viewer { databaseId } }"))
                .hasToString("200 {\"data\":{\"viewer\":{\"login\":\"monalisa\",\"databaseId\":1001},"
                        + "\"other\":{\"databaseId\":1001}}}");
    }

    @Test
    void theNamedOperationIsExecuted() {
        String queries =
                "\"query\":\"query A { viewer { login } } query B($n: [Int!]! = [1, 2]) { viewer { databaseId } }\"";

        assertThat(post("/graphql", SampleState.ADMIN, "{" + queries + ",\"operationName\":\"B\"}"))
                .hasToString("200 {\"data\":{\"viewer\":{\"databaseId\":1001}}}");
        assertThat(post("/graphql", SampleState.ADMIN, "{\"variables\":{\"n\":[{}]}," + queries + "}"))
                .hasToString("200 {\"errors\":[{\"message\":\"An operation name is required\"}]}");
        assertThat(post("/graphql", SampleState.ADMIN, "{" + queries + ",\"operationName\":\"C\"}"))
                .hasToString("200 {\"errors\":[{\"message\":\"No operation named \\\"C\\\"\"}]}");
    }

    @Test
    void anUnknownFieldIsGraphQlsOwnError() {
        assertThat(query("query UserCurrent{viewer{login email}repository(name:\"x\"){id}}"))
                .hasToString("200 {\"errors\":[{\"path\":[\"query UserCurrent\",\"viewer\",\"email\"],"
                        + "\"extensions\":{\"code\":\"undefinedField\",\"typeName\":\"User\",\"fieldName\":\"email\"},"
                        + "\"locations\":[{\"line\":1,\"column\":32}],"
                        + "\"message\":\"Field 'email' doesn't exist on type 'User'\"},"
                        + "{\"path\":[\"query UserCurrent\",\"repository\"],"
                        + "\"extensions\":{\"code\":\"undefinedField\",\"typeName\":\"Query\",\"fieldName\":\"repository\"},"
                        + "\"locations\":[{\"line\":1,\"column\":38}],"
                        + "\"message\":\"Field 'repository' doesn't exist on type 'Query'\"}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ viewer } | Field must have selections (field 'viewer' returns User but has no selections. Did you"
                        + " mean 'viewer { ... }'?)",
                "{ viewer { login { x } } } | Selections can't be made on scalars (field 'login' returns String but has"
                        + " selections [\"x\"])",
                "{ viewer(id: 1) { login } } | Field 'viewer' doesn't accept argument 'id'",
                "mutation { deletePackageVersion(input: {a: \"b\"}) { success } } | Field 'deletePackageVersion' doesn't"
                        + " exist on type 'Mutation'",
                "subscription { x } | Schema is not configured for subscriptions",
                "{ ...viewer } | Fragments are not supported by this server",
                "{ viewer { login @skip(if: true) } } | Directives are not supported by this server",
                "{ viewer { login } | Unexpected end of document",
                "{ } | Parse error on \"}\" (RCURLY) at [1, 3]"
            })
    void otherQueriesAreErrorsToo(String query, String message) {
        ClientResponse response = query(query);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.fields()).containsExactly("errors");
        assertThat(response.json().at("/errors/0/message").asText()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "\"{viewer{login}}\"", "{\"query\":7}", "{\"query\":\"\"}", "{\"query\":null}"})
    void aQueryMustBeSpecified(String body) {
        assertThat(post("/graphql", SampleState.ADMIN, body))
                .hasToString("200 {\"errors\":[{\"message\":"
                        + "\"A query attribute must be specified and must be a string.\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{viewer{login}}", "{\"query\":\"{viewer{login}}\"} x", "{\"query\"}"})
    void aBodyThatIsNoJsonIsRefused(String body) {
        assertThat(post("/graphql", SampleState.ADMIN, body))
                .hasToString("400 {\"message\":\"Problems parsing JSON\","
                        + "\"documentation_url\":\"https://docs.github.com/graphql\",\"status\":\"400\"}");
    }

    @Test
    void aLongBodyIsRefused() {
        assertThat(post("/graphql", SampleState.ADMIN, "{\"query\":\"" + " ".repeat(65_536) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(query("#" + "x".repeat(60_000) + "\\n{viewer{login}}"))
                .hasToString("200 {\"data\":{\"viewer\":{\"login\":\"monalisa\"}}}");
    }

    @Test
    void aTokenIsNeeded() {
        assertThat(post("/graphql", "", "{\"query\":\"{viewer{login}}\"}"))
                .hasToString("401 {\"message\":\"This endpoint requires you to be authenticated.\","
                        + "\"documentation_url\":\"https://docs.github.com/graphql/guides/forming-calls-with-graphql"
                        + "#authenticating-with-graphql\",\"status\":\"401\"}");
        assertThat(post("/graphql", "ghp_unknown", "{\"query\":\"{viewer{login}}\"}"))
                .hasToString("401 {\"message\":\"Bad credentials\","
                        + "\"documentation_url\":\"https://docs.github.com/rest\",\"status\":\"401\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /graphql",
        "PUT, /graphql",
        "POST, /api/v3/graphql",
        "POST, /graphql/",
        "POST, /api",
        "GET, /api/graphql"
    })
    void otherMethodsAndPathsAreNotFound(String method, String path) {
        assertThat(server.request(method, path).token(SampleState.ADMIN).send().status())
                .isEqualTo(404);
    }

    @Test
    void theRateLimitIsThatOfThisServer() {
        String query = "{\"query\":\"{rateLimit{limit cost remaining used nodeCount resetAt}}\"}";
        try (RunningServer unlimited = local(RateLimits.OFF);
                RunningServer limited = local(RateLimits.enforced(7))) {
            assertThat(ask(unlimited, query)).hasToString("200 {\"data\":{\"rateLimit\":null}}");
            assertThat(ask(limited, query))
                    .hasToString("200 {\"data\":{\"rateLimit\":{\"limit\":7,\"cost\":1,\"remaining\":6,\"used\":1,"
                            + "\"nodeCount\":0,\"resetAt\":\"2026-11-21T09:00:00Z\"}}}");
        }
    }

    private static ClientResponse ask(RunningServer other, String query) {
        return other.request("POST", "/graphql")
                .token(SampleState.ADMIN)
                .body(query)
                .send();
    }

    private static RunningServer local(RateLimits limits) {
        HttpSettings settings = LocalSettings.of("127.0.0.1", 0, Optional.empty(), false, limits, Rules.GITHUB, false);
        return RunningServer.local(settings, SampleState.state());
    }
}
