package dev.packhouse.adapter.http.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.http.fault.FaultRule;
import dev.packhouse.domain.naming.PackageType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults as clients meet them. */
class FaultInjectionTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final String FAULTS = "/_packhouse/test/faults";
    private static final String APP = "/orgs/octo-org/packages/npm/app";
    private static final String VERSIONS = APP + "/versions";
    private static final String FIRST = VERSIONS + "/1";

    private final Packhouse packhouse =
            Packhouse.start(options -> options.clock(START).state(world -> {
                world.organization("octo-org")
                        .owner("monalisa")
                        .packageOf(PackageType.NPM, "app")
                        .version("1.0.0", version -> version.id(1))
                        .version("1.1.0", version -> version.id(2))
                        .version("1.2.0", version -> version.id(3))
                        .packageOf(PackageType.NPM, "tool")
                        .version("1.0.0");
                world.token(Client.TOKEN, "monalisa");
            }));
    private final Client client = new Client(packhouse);

    @AfterEach
    void close() {
        packhouse.close();
    }

    private int status(String method, String path) {
        return client.send(method, path).statusCode();
    }

    private void fault(FaultRule rule) {
        packhouse.faults().add(rule);
    }

    @Test
    void aFailureIsGitHubsOwnAndTheRequestIsNotPerformed() {
        fault(FaultRule.on("DELETE", "/orgs/**").fail(500).nth(1));

        HttpResponse<String> failed = client.send("DELETE", FIRST);

        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body())
                .isEqualTo("{\"message\":\"Server Error\",\"documentation_url\":\"https://docs.github.com/rest\","
                        + "\"status\":\"500\"}");
        assertThat(status("GET", FIRST)).isEqualTo(200);
        assertThat(status("DELETE", FIRST)).isEqualTo(204);
    }

    @Test
    void aBadGatewayIsAPage() {
        fault(FaultRule.onAll().fail(502));

        HttpResponse<String> failed = client.get(APP);

        assertThat(failed.statusCode()).isEqualTo(502);
        assertThat(failed.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(failed.body()).startsWith("<html>").contains("502 Bad Gateway");
    }

    @ParameterizedTest
    @CsvSource({"401, Bad credentials", "404, Not Found", "503, Service Unavailable"})
    void otherFailuresHaveTheirMessages(int status, String message) {
        fault(FaultRule.onAll().fail(status));

        HttpResponse<String> failed = client.get(APP);

        assertThat(failed.statusCode()).isEqualTo(status);
        assertThat(failed.body()).startsWith("{\"message\":\"%s\"".formatted(message));
    }

    @Test
    void aPrimaryLimitHasTheHeadersThatClientsWaitBy() {
        packhouse.clock().freeze();
        packhouse.clock().set(START);
        fault(FaultRule.onAll().primaryLimit(Duration.ofSeconds(5)));

        HttpResponse<String> limited = client.get(APP);

        assertThat(limited.statusCode()).isEqualTo(403);
        assertThat(limited.body()).startsWith("{\"message\":\"API rate limit exceeded for user ID 1.\"");
        assertThat(limited.headers().firstValue("X-RateLimit-Remaining")).contains("0");
        assertThat(limited.headers().firstValue("X-RateLimit-Reset"))
                .contains(Long.toString(START.getEpochSecond() + 5));
        assertThat(limited.headers().firstValue("X-RateLimit-Resource")).contains("core");
        assertThat(limited.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void aSecondaryLimitMaySayWhenToRetry() {
        fault(FaultRule.onAll().secondaryLimit(Duration.ofSeconds(30)).nth(1));
        fault(FaultRule.onAll().secondaryLimit().nth(2));

        HttpResponse<String> first = client.get(APP);
        HttpResponse<String> second = client.get(APP);

        assertThat(first.statusCode()).isEqualTo(403);
        assertThat(first.body()).startsWith("{\"message\":\"You have exceeded a secondary rate limit.");
        assertThat(first.headers().firstValue("Retry-After")).contains("30");
        assertThat(second.statusCode()).isEqualTo(403);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Retry-After")).isEmpty();
        assertThat(status("GET", APP)).isEqualTo(200);
    }

    @Test
    void aRequestThatIsDroppedBeforeIsNotPerformed() {
        fault(FaultRule.on("DELETE", FIRST).dropBefore().nth(1, 2));

        assertThatThrownBy(() -> client.trySend("DELETE", FIRST)).isInstanceOf(IOException.class);

        packhouse.faults().clear();
        assertThat(status("GET", FIRST)).isEqualTo(200);
        assertThat(packhouse.requests().get(0).status()).isEmpty();
        assertThat(packhouse.requests().get(0).fault()).hasValue(1);
        assertThat(packhouse.requests().get(0).decision()).isEmpty();
    }

    @Test
    void aRequestThatIsDroppedAfterIsPerformed() {
        fault(FaultRule.on("DELETE", FIRST).dropAfter());

        assertThatThrownBy(() -> client.trySend("DELETE", FIRST)).isInstanceOf(IOException.class);

        assertThat(status("GET", FIRST)).isEqualTo(404);
        assertThat(packhouse.requests().get(0)).hasToString("DELETE " + FIRST + " without a response");
        assertThat(packhouse.requests().get(0).decision()).contains("ALLOWED");
        assertThat(status("GET", APP)).isEqualTo(200);
    }

    @Test
    void aTruncatedBodyEndsEarly() {
        fault(FaultRule.on("GET", VERSIONS).truncate(10).nth(1, 2));

        assertThatThrownBy(() -> client.trySend("GET", VERSIONS))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fixed content-length");
        packhouse.faults().clear();
        assertThat(client.get(VERSIONS).body()).startsWith("[{").endsWith("}]");
    }

    @Test
    void aBodyThatIsNotLongerLosesItsLastByte() {
        fault(FaultRule.on("GET", APP).truncate(1 << 20));

        assertThatThrownBy(() -> client.trySend("GET", APP))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fixed content-length");
        assertThat(packhouse.requests().get(0).status()).hasValue(200);
    }

    @Test
    void aDelayedRequestIsPerformedAfterThat() {
        fault(FaultRule.on("GET", APP).delay(Duration.ofMillis(300)).nth(1));

        long start = System.nanoTime();
        assertThat(status("GET", APP)).isEqualTo(200);

        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(290).toNanos());
        assertThat(packhouse.requests().get(0).fault()).hasValue(1);
    }

    @Test
    void aStaleListShowsADeletionWhenItsTimeHasPassed() {
        packhouse.clock().freeze();
        fault(FaultRule.on("GET", "/orgs/**").stale(Duration.ofSeconds(30)));
        assertThat(status("DELETE", FIRST)).isEqualTo(204);

        packhouse.clock().advance(Duration.ofMillis(29_999));
        assertThat(client.get(VERSIONS).body()).contains("1.0.0");
        assertThat(client.get(VERSIONS + "?state=deleted").body()).isEqualTo("[]");
        assertThat(status("GET", FIRST)).isEqualTo(404);

        packhouse.clock().advance(Duration.ofMillis(1));
        assertThat(client.get(VERSIONS).body()).doesNotContain("1.0.0").contains("1.1.0");
        assertThat(client.get(VERSIONS + "?state=deleted").body()).contains("1.0.0");
    }

    @Test
    void aStaleListShowsEachChangeInItsTurn() {
        packhouse.clock().freeze();
        fault(FaultRule.on("GET", "/**").stale(Duration.ofSeconds(10)));
        assertThat(status("DELETE", FIRST)).isEqualTo(204);
        packhouse.clock().advance(Duration.ofSeconds(4));
        assertThat(status("POST", FIRST + "/restore")).isEqualTo(204);
        packhouse.clock().advance(Duration.ofSeconds(4));
        assertThat(status("DELETE", APP)).isEqualTo(204);
        String list = "/orgs/octo-org/packages?package_type=npm";

        packhouse.clock().advance(Duration.ofSeconds(2));
        assertThat(client.get(list).body()).contains("\"name\":\"app\"").contains("\"version_count\":2");
        packhouse.clock().advance(Duration.ofSeconds(4));
        assertThat(client.get(list).body()).contains("\"name\":\"app\"").contains("\"version_count\":3");
        packhouse.clock().advance(Duration.ofSeconds(4));
        assertThat(client.get(list).body()).doesNotContain("\"name\":\"app\"").contains("\"name\":\"tool\"");
    }

    @Test
    void twoRulesMayHaveDifferentLags() {
        packhouse.clock().freeze();
        fault(FaultRule.on("GET", VERSIONS).stale(Duration.ofSeconds(30)).nth(1, 2));
        fault(FaultRule.on("GET", VERSIONS).stale(Duration.ofSeconds(5)).nth(3));
        assertThat(status("DELETE", FIRST)).isEqualTo(204);
        packhouse.clock().advance(Duration.ofSeconds(6));

        assertThat(client.get(VERSIONS).body()).contains("1.0.0");
        assertThat(client.get(VERSIONS).body()).contains("1.0.0");
        assertThat(client.get(VERSIONS).body()).doesNotContain("1.0.0");
        assertThat(client.get(VERSIONS).body()).doesNotContain("1.0.0");
    }

    @Test
    void aStaleListIsUpToDateAfterANewState() {
        packhouse.clock().freeze();
        fault(FaultRule.on("GET", "/**").stale(Duration.ofSeconds(30)));
        assertThat(status("DELETE", FIRST)).isEqualTo(204);

        packhouse.mergeState(world -> world.organization("octo-org")
                .owner("monalisa")
                .packageOf(PackageType.NPM, "app")
                .version("9.0.0"));

        assertThat(client.get(VERSIONS).body()).contains("9.0.0").doesNotContain("1.0.0");
        packhouse.clock().advance(Duration.ofSeconds(31));
        assertThat(client.get(VERSIONS).body()).contains("9.0.0").doesNotContain("1.0.0");
    }

    @Test
    void aResetEndsAllFaults() {
        packhouse.clock().freeze();
        fault(FaultRule.on("GET", "/**").stale(Duration.ofSeconds(30)));
        status("DELETE", FIRST);
        packhouse.reset();
        assertThat(status("DELETE", FIRST)).isEqualTo(204);

        assertThat(client.get(VERSIONS).body()).doesNotContain("1.0.0");
    }

    @Test
    void requestsOfTheServersOwnMeetNoFault() {
        fault(FaultRule.onAll().fail(500));

        assertThat(status("GET", "/_packhouse/health")).isEqualTo(200);
        assertThat(status("GET", FAULTS)).isEqualTo(200);
    }

    @Test
    void faultsAreSetShownAndClearedByRequests() {
        HttpResponse<String> set = client.send("PUT", FAULTS, """
                [ {"method": "DELETE", "path": "/orgs/{org}/packages/**", "nth": [3, 1], "drop": "after"},
                  {"path": "/user/*", "nth": 2, "status": 429, "limit": "secondary", "retry_after": "30s"},
                  {"percentage": 12.5, "status": 502, "delay": "100ms"},
                  {"status": 403, "limit": "primary"},
                  {"stale": "PT30S"}, {"truncate": 7}, {"drop": "before"}, {"delay": "1s", "nth": 9} ]
                """);
        assertThat(set.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> client.trySend("DELETE", FIRST)).isInstanceOf(IOException.class);

        assertThat(client.get(FAULTS).body())
                .isEqualTo(
                        "[{\"method\":\"DELETE\",\"path\":\"/orgs/{org}/packages/**\",\"nth\":[1,3],\"drop\":\"after\","
                                + "\"requests\":1,\"occurred\":1},"
                                + "{\"path\":\"/user/*\",\"nth\":[2],\"status\":429,\"limit\":\"secondary\",\"retry_after\":\"PT30S\","
                                + "\"requests\":0,\"occurred\":0},"
                                + "{\"path\":\"/**\",\"percentage\":12.5,\"delay\":\"PT0.1S\",\"status\":502,\"requests\":1,\"occurred\":0},"
                                + "{\"path\":\"/**\",\"status\":403,\"limit\":\"primary\",\"requests\":1,\"occurred\":0},"
                                + "{\"path\":\"/**\",\"stale\":\"PT30S\",\"requests\":1,\"occurred\":0},"
                                + "{\"path\":\"/**\",\"truncate\":7,\"requests\":1,\"occurred\":0},"
                                + "{\"path\":\"/**\",\"drop\":\"before\",\"requests\":1,\"occurred\":0},"
                                + "{\"path\":\"/**\",\"nth\":[9],\"delay\":\"PT1S\",\"requests\":1,\"occurred\":0}]");

        assertThat(status("DELETE", FAULTS)).isEqualTo(204);
        assertThat(client.get(FAULTS).body()).isEqualTo("[]");
    }

    @Test
    void oneRuleNeedsNoList() {
        assertThat(client.send("PUT", FAULTS, "{\"status\": 500}").body())
                .isEqualTo("[{\"path\":\"/**\",\"status\":500,\"requests\":0,\"occurred\":0}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {} | 'status': missing; a rule has one of status, drop, stale, truncate, or a delay
            [{"status": 500}, {"status": 500, "drop": "after"}] | '[1].drop': a rule has one fault only, and has 'status'
            {"status": 200} | 'status': 200 is none of 401, 404, 500, 502, 503, or of 403 and 429 with a limit
            {"status": "500"} | 'status': expected a whole number
            {"status": 500, "limit": "primary"} | 'status': The status of a limit is 403 or 429, not 500
            {"status": 403, "limit": "third"} | 'limit': expected primary or secondary
            {"status": 500, "retry_after": "5s"} | 'retry_after': only a rule with the status 403 or 429 has it
            {"drop": "after", "limit": "primary"} | 'limit': only a rule with the status 403 or 429 has it
            {"drop": "soon"} | 'drop': expected before or after
            {"stale": "0s"} | 'stale': '0s' is no duration, expected one such as P31D, PT1H30M, 30s or 500ms
            {"stale": "PT0S"} | 'stale': PT0S is not positive
            {"truncate": -1} | 'truncate': -1 is negative
            {"delay": "1h"} | 'delay': PT1H is no delay from 0 to PT10M
            {"status": 500, "path": "orgs"} | 'path': 'orgs' does not begin with a slash
            {"status": 500, "nth": 0} | 'nth': [0] are no positive numbers
            {"status": 500, "nth": []} | 'nth': the list is empty
            {"status": 500, "nth": 1.5} | 'nth': expected a whole number, or a list of whole numbers
            {"status": 500, "percentage": 0} | 'percentage': 0.0 is no percentage from 0 to 100
            {"status": 500, "percentage": 5, "nth": 1} | 'percentage': a rule has 'nth' or 'percentage', not both
            {"status": 500, "methode": "GET"} | Unknown field 'methode', expected one of method, path, nth, percentage, delay, status, limit, retry_after, drop, stale, truncate
            [5] | '[0]' must be a JSON object
            """)
    void aRuleThatCannotBeIsRefusedAndTheOthersStay(String body, String message) {
        client.send("PUT", FAULTS, "{\"status\": 503}");

        HttpResponse<String> response = client.send("PUT", FAULTS, body);

        assertThat(response.body()).isEqualTo("{\"message\":\"%s\",\"status\":\"422\"}".formatted(message));
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(status("GET", APP)).isEqualTo(503);
    }
}
