package dev.packhouse.adapter.http.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The requests below {@code /_packhouse/test}. */
class TestControlTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final String RESET = "/_packhouse/test/reset";
    private static final String STATE = "/_packhouse/test/state";
    private static final String CLOCK = "/_packhouse/test/clock";
    private static final String FAULTS = "/_packhouse/test/faults";
    private static final String REQUESTS = "/_packhouse/test/requests";

    private static final String APP = "/orgs/octo-org/packages/npm/app";
    private static final String FIRST = APP + "/versions/1";

    private final Packhouse packhouse =
            Packhouse.start(options -> options.clock(START).state(TestControlTest::world));
    private final Client client = new Client(packhouse);

    private static void world(World world) {
        world.organization("octo-org")
                .owner("monalisa")
                .member("hubot")
                .packageOf(PackageType.NPM, "app")
                .id(7)
                .version("1.0.0", version -> version.id(1).downloads(3))
                .version("1.1.0", version -> version.id(2))
                .version("1.2.0", version -> version.id(3));
        world.token(Client.TOKEN, "monalisa");
    }

    @AfterEach
    void close() {
        packhouse.close();
    }

    private int status(String method, String path) {
        return client.send(method, path).statusCode();
    }

    private String body(String path) {
        return client.get(path).body();
    }

    private static void refuses(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("{\"message\":\"%s\",\"status\":\"%d\"}".formatted(message, status));
    }

    @Test
    void aResetPutsEverythingBackToTheStart() {
        String state = body(STATE);
        assertThat(status("DELETE", FIRST)).isEqualTo(204);
        client.send("PUT", FAULTS, "{\"status\": 500}");
        client.send("POST", CLOCK, "{\"advance\": \"P31D\", \"frozen\": true}");
        assertThat(status("GET", APP)).isEqualTo(500);
        assertThat(packhouse.requests()).hasSize(2);

        HttpResponse<String> reset = client.send("POST", RESET);

        assertThat(reset.statusCode()).isEqualTo(204);
        assertThat(packhouse.requests()).isEmpty();
        assertThat(packhouse.faults().rules()).isEmpty();
        assertThat(packhouse.clock().isFrozen()).isFalse();
        assertThat(packhouse.clock().instant()).isBetween(START, START.plusSeconds(60));
        assertThat(body(STATE)).isEqualTo(state);
        assertThat(status("GET", FIRST)).isEqualTo(200);
    }

    @Test
    void aResetForgetsTheCountOfTheRateLimit() {
        status("GET", APP);
        assertThat(client.get(APP).headers().firstValue("X-RateLimit-Used")).contains("2");

        packhouse.reset();

        assertThat(client.get(APP).headers().firstValue("X-RateLimit-Used")).contains("1");
    }

    @Test
    void theWindowOfTheRateLimitFollowsTheClock() {
        status("GET", APP);
        packhouse.clock().advance(Duration.ofHours(1));
        assertThat(client.get(APP).headers().firstValue("X-RateLimit-Used")).contains("1");

        packhouse.clock().advance(Duration.ofDays(-1));
        assertThat(client.get(APP).headers().firstValue("X-RateLimit-Used")).contains("1");
    }

    @Test
    void aResetCanBeRepeated() {
        for (int i = 0; i < 20; i++) {
            assertThat(status("DELETE", FIRST)).isEqualTo(204);
            assertThat(status("GET", FIRST)).isEqualTo(404);
            assertThat(status("POST", RESET)).isEqualTo(204);
            assertThat(status("GET", FIRST)).isEqualTo(200);
        }
    }

    @Test
    void aResponseOfTheStateBeforeIsNotSentAfterAReset() {
        assertThat(status("GET", FIRST)).isEqualTo(200);
        assertThat(status("DELETE", FIRST)).isEqualTo(204);
        String afterDeletion = body(APP + "/versions");
        assertThat(body(APP + "/versions")).isEqualTo(afterDeletion);

        packhouse.reset();

        assertThat(body(APP + "/versions")).contains("1.0.0").isNotEqualTo(afterDeletion);
    }

    @Test
    void aStateInYamlReplacesEverything() {
        HttpResponse<String> response = client.sendYaml("PUT", STATE, """
                users: [ { login: ada } ]
                packages: [ { owner: ada, package_type: npm, name: tool, versions: [ { name: 1.0.0 } ] } ]
                tokens: [ { token: ghp_monalisa, user: ada, scopes: [read:packages] } ]
                """);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(status("GET", APP)).isEqualTo(404);
        assertThat(body("/user/packages/npm/tool/versions"))
                .startsWith("[{\"id\":1,\"name\":\"1.0.0\"")
                .contains("\"created_at\":\"2026-01-01T00:00:0");
    }

    @Test
    void aStateInJsonReplacesEverything() {
        String state = body(STATE);
        assertThat(status("DELETE", FIRST)).isEqualTo(204);

        assertThat(client.send("PUT", STATE, state).statusCode()).isEqualTo(204);

        assertThat(body(STATE)).isEqualTo(state);
        assertThat(status("GET", FIRST)).isEqualTo(200);
    }

    @Test
    void theStateShowsWhatTheServerHolds() {
        assertThat(body(STATE))
                .startsWith("{\"users\":[{\"login\":\"monalisa\",\"id\":1,")
                .contains("{\"id\":1,\"name\":\"1.0.0\",\"downloads\":3,")
                .doesNotContain(Client.TOKEN);
    }

    @Test
    void aResetPutsTheInitialStateBackAfterAReplacement() {
        client.sendYaml("PUT", STATE, "users: [ { login: ada } ]");
        assertThat(status("GET", APP)).isEqualTo(401);

        packhouse.reset();

        assertThat(status("GET", APP)).isEqualTo(200);
    }

    @Test
    void anInvalidStateIsRefusedWithItsLinesAndChangesNothing() {
        refuses(
                client.sendYaml("PUT", STATE, "users:\n  - { login: ada }\n  - { login: ada, colour: red }\n"),
                422,
                "state.yaml:3: unknown key 'colour', expected one of login, id, name, site_admin, created_at, updated_at\\nstate.yaml:3: there is already an account 'ada'");
        refuses(
                client.send(
                        "PUT",
                        STATE,
                        "{\n\"packages\": [ {\"owner\": \"x\", \"package_type\": \"npm\", \"name\": \"a\"} ]}"),
                422,
                "state.json:2: there is no user or organization 'x'");
        assertThat(status("GET", APP)).isEqualTo(200);
    }

    @Test
    void membersRolesAndVersionsCanBeAdded() {
        HttpResponse<String> response = client.sendYaml("POST", STATE, """
                organizations: [ { login: octo-org, owners: [hubot], members: [monalisa] } ]
                packages:
                  - owner: octo-org
                    package_type: npm
                    name: app
                    roles: { monalisa: write }
                    versions: [ { name: 2.0.0 } ]
                """);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(body(APP)).contains("\"id\":7,").contains("\"version_count\":4");
        assertThat(body(APP + "/versions")).contains("\"id\":4,\"name\":\"2.0.0\"");
        // The role write does not delete.
        assertThat(status("DELETE", FIRST)).isEqualTo(404);
    }

    @Test
    void anAddedEntryThatRefersToNothingIsRefusedWithItsLine() {
        refuses(
                client.sendYaml("POST", STATE, "organizations:\n  - { login: octo-org, owners: [nobody] }\n"),
                422,
                "state.yaml:2: there is no user 'nobody'");
        refuses(client.sendYaml("POST", STATE, """
                        packages:
                          - owner: octo-org
                            package_type: npm
                            name: app
                            id: 7
                            versions: [ { id: 1, name: 9.0.0 } ]
                        """), 422, "packages[0].versions[3].id: 1 is taken");
        assertThat(status("GET", FIRST)).isEqualTo(200);
        assertThat(body(STATE)).contains("\"owners\":[\"monalisa\"]");
    }

    @Test
    void aStateOfMoreThan64MebibytesIsRefused() {
        String large = ("# " + "x".repeat(1021) + "\n").repeat(64 << 10);

        refuses(client.sendYaml("PUT", STATE, large + "#"), 413, "The state has more than 64 MiB");
        assertThat(client.sendYaml("PUT", STATE, large).statusCode()).isEqualTo(204);
    }

    @Test
    void javaCodeReplacesAndMergesAsWell() {
        packhouse.mergeState(world -> world.organization("octo-org")
                .owner("monalisa")
                .packageOf(PackageType.NPM, "app")
                .visibility(Visibility.PUBLIC)
                .version("3.0.0"));
        assertThat(body(APP)).contains("\"version_count\":4").contains("\"visibility\":\"public\"");

        packhouse.replaceState(world -> world.user("ada"));
        assertThat(packhouse.state().users()).hasSize(1);
        assertThat(packhouse.state().packages()).isEmpty();
    }

    @Test
    void theClockIsShownSetMovedAndStopped() {
        assertThat(client.send("POST", CLOCK, "{\"set\": \"2030-01-01T00:00:00Z\", \"frozen\": true}")
                        .body())
                .isEqualTo("{\"now\":\"2030-01-01T00:00:00Z\",\"frozen\":true}");
        assertThat(client.send("POST", CLOCK, "{\"advance\": \"P31D\"}").body())
                .isEqualTo("{\"now\":\"2030-02-01T00:00:00Z\",\"frozen\":true}");
        assertThat(client.send("POST", CLOCK, "{\"advance\": \"-PT1H\"}").body())
                .isEqualTo("{\"now\":\"2030-01-31T23:00:00Z\",\"frozen\":true}");
        assertThat(client.send("POST", CLOCK, "{\"advance\": \"90m\"}").body())
                .isEqualTo("{\"now\":\"2030-02-01T00:30:00Z\",\"frozen\":true}");
        assertThat(body(CLOCK)).isEqualTo("{\"now\":\"2030-02-01T00:30:00Z\",\"frozen\":true}");
        assertThat(client.send("POST", CLOCK, "{\"frozen\": false}").body()).endsWith("\"frozen\":false}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"set": "tomorrow"} | 422 | 'set': 'tomorrow' is no date, expected one such as 2027-05-19T22:19:11Z
            {"advance": "P1M"} | 422 | 'advance': 'P1M' is no duration, expected one such as P31D, PT1H30M, 30s or 500ms
            {"advance": 5} | 422 | 'advance': expected a text
            {"frozen": "yes"} | 422 | 'frozen': expected true or false
            {"set": "2030-01-01T00:00:00Z", "advance": "1d"} | 422 | 'advance': the clock is either set or advanced
            {"set": "2300-01-01T00:00:00Z"} | 422 | 2300-01-01T00:00:00Z is not between 1970-01-01T00:00:00Z and 2200-01-01T00:00:00Z
            {"speed": 2} | 422 | Unknown field 'speed', expected one of set, advance, frozen
            {} | 422 | Missing 'set', 'advance' or 'frozen'
            [] | 422 | The body must be a JSON object
            `` | 400 | The body is empty, expected JSON
            """)
    void aClockThatCannotBeIsRefused(String body, int status, String message) {
        refuses(client.send("POST", CLOCK, body), status, message);
    }

    @Test
    void aBodyThatIsNoJsonIsRefused() {
        HttpResponse<String> response = client.send("POST", CLOCK, "{\"set\"");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"message\":\"The body is no valid JSON (line 1, column ");
        assertThat(client.send("POST", CLOCK, "{\"frozen\":true} {}").body()).contains("more than one JSON value");
        assertThat(client.send("POST", CLOCK, "{\"frozen\":true,\"frozen\":true}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatWasDeletedIsPurgedAtOnceWhenTheClockPassesTheRetention() {
        packhouse.clock().freeze();
        assertThat(status("DELETE", FIRST)).isEqualTo(204);
        assertThat(status("DELETE", APP + "/versions/2")).isEqualTo(204);

        client.send("POST", CLOCK, "{\"advance\": \"P30D\"}");
        assertThat(status("POST", FIRST + "/restore")).isEqualTo(204);
        client.send("POST", CLOCK, "{\"advance\": \"PT0.001S\"}");

        assertThat(status("POST", APP + "/versions/2/restore")).isEqualTo(404);
        assertThat(body(STATE)).doesNotContain("1.1.0").contains("1.0.0");
    }

    @Test
    void aTokenExpiresAtOnce() {
        client.sendYaml("POST", STATE, """
                tokens: [ { token: ghp_monalisa, user: monalisa, scopes: [read:packages], expires_at: 2026-02-01T00:00:00Z } ]
                """);
        packhouse.clock().freeze();
        packhouse.clock().set(Instant.parse("2026-01-31T23:59:59Z"));
        assertThat(status("GET", APP)).isEqualTo(200);

        packhouse.clock().advance(Duration.ofSeconds(1));

        assertThat(status("GET", APP)).isEqualTo(401);
    }

    @Test
    void theDatesOfResponsesAreThoseOfTheClock() {
        packhouse.clock().freeze();
        packhouse.clock().set(Instant.parse("2031-05-06T07:08:09.5Z"));
        HttpResponse<String> deletion = client.send("DELETE", FIRST);

        assertThat(deletion.headers().allValues("Date")).containsExactly("Tue, 06 May 2031 07:08:09 GMT");
        assertThat(body(APP + "/versions?state=deleted")).contains("\"deleted_at\":\"2031-05-06T07:08:09Z\"");
    }

    @Test
    void theRequestsAreRecordedWithTheirDecisions() {
        packhouse.clock().freeze();
        packhouse.clock().set(START);
        packhouse.mergeState(world -> {
            world.token("ghp_other", "outsider", Scope.READ_PACKAGES, Scope.DELETE_PACKAGES);
            world.organization("octo-org")
                    .owner("monalisa")
                    .packageOf(PackageType.NPM, "single")
                    .version("1.0.0");
        });
        assertThat(status("GET", APP + "?x=1")).isEqualTo(200);
        assertThat(status("DELETE", FIRST)).isEqualTo(204);
        assertThat(status("DELETE", "/orgs/octo-org/packages/npm/single/versions/4"))
                .isEqualTo(400);
        assertThat(status("GET", "/orgs/octo-org/packages/npm/none")).isEqualTo(404);

        assertThat(packhouse.requests())
                .extracting(Object::toString)
                .containsExactly(
                        "GET " + APP + "?x=1 200",
                        "DELETE " + FIRST + " 204",
                        "DELETE /orgs/octo-org/packages/npm/single/versions/4 400",
                        "GET /orgs/octo-org/packages/npm/none 404");
        String id = packhouse.requests().get(2).id();
        assertThat(client.get(REQUESTS).body())
                .contains(("{\"id\":\"%s\",\"at\":\"2026-01-01T00:00:00Z\",\"method\":\"DELETE\","
                                + "\"path\":\"/orgs/octo-org/packages/npm/single/versions/4\",\"query\":null,\"status\":400,"
                                + "\"caller\":\"monalisa\",\"decision\":\"REFUSED\",\"refusal\":\"LAST_VERSION\","
                                + "\"fault\":null}")
                        .formatted(id));
        assertThat(packhouse.requests())
                .extracting(request ->
                        request.decision().orElse("-") + " " + request.refusal().orElse("-"))
                .containsExactly("- -", "ALLOWED -", "REFUSED LAST_VERSION", "- PACKAGE_NOT_FOUND");
    }

    /** The response hides it from the client, and not from the test. */
    @Test
    void aHiddenReasonIsRecorded() {
        packhouse.mergeState(world -> {
            world.organization("octo-org").owner("hubot").member("monalisa");
            world.organization("octo-org").packageOf(PackageType.NPM, "app").role("monalisa", Role.READ);
        });
        packhouse.clearRequests();

        assertThat(status("DELETE", FIRST)).isEqualTo(404);

        assertThat(packhouse.requests())
                .extracting(request -> request.refusal().orElse("-"))
                .containsExactly("NOT_ADMIN");
    }

    @Test
    void aResponseThatTheClientHasIsRecordedAsUnchanged() throws Exception {
        HttpResponse<String> first = client.get(APP);
        java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient();
        http.send(
                java.net.http.HttpRequest.newBuilder(java.net.URI.create(packhouse.baseUrl() + APP))
                        .header("Authorization", "Bearer " + Client.TOKEN)
                        .header(
                                "If-None-Match",
                                first.headers().firstValue("ETag").orElseThrow())
                        .build(),
                HttpResponse.BodyHandlers.discarding());

        assertThat(packhouse.requests())
                .extracting(request -> request.status().orElseThrow())
                .containsExactly(200, 304);
    }

    @Test
    void recordedRequestsCanBeForgotten() {
        status("GET", APP);

        assertThat(status("DELETE", REQUESTS)).isEqualTo(204);

        assertThat(body(REQUESTS)).isEqualTo("[]");
    }

    @Test
    void onlyTheLastTenThousandRequestsAreKept() {
        for (int i = 0; i < 3; i++) {
            status("GET", APP + "?early");
        }
        for (int i = 0; i < 9_998; i++) {
            status("GET", "/zen");
        }

        assertThat(packhouse.requests()).hasSize(10_000);
        assertThat(packhouse.requests().get(1).query()).contains("early");
        assertThat(packhouse.requests().get(2).path()).isEqualTo("/zen");
    }

    @Test
    void theControlItselfIsNotRecorded() {
        body(CLOCK);
        body("/_packhouse/health");

        assertThat(packhouse.requests()).isEmpty();
    }
}
