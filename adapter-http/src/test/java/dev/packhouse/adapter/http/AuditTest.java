package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packhouse.adapter.http.operator.OperatorToken;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The audit trail of a running server over HTTP. */
class AuditTest {

    private static final String AUDIT = "/_packhouse/audit";
    private static final String SECRET = "operator-secret-of-the-tests";
    private static final String SITE_ADMIN = "ghp_siteadmin";
    private static final String SITE_ADMIN_FINE_GRAINED = "github_pat_siteadmin";
    private static final String APP = "/orgs/octo-org/packages/container/app";
    private static final Pattern NEXT = Pattern.compile("<http://127\\.0\\.0\\.1:\\d+(/[^>]+)>; rel=\"next\"");

    @TempDir
    private Path data;

    private RunningServer server;

    /** The backends of the product. */
    enum Behind {
        SQLITE,
        GITHUB
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start(Behind behind) {
        start(behind, false, Optional.of(OperatorToken.of(SECRET)), Optional.of(data.resolve("trail")));
    }

    private void start(Behind behind, boolean dryRun, Optional<OperatorToken> operator, Optional<Path> trail) {
        stop();
        MutableClock clock = new MutableClock(RunningServer.NOW);
        var state = SampleState.seed()
                .siteAdmin(1004, "root")
                .token(SITE_ADMIN, "root", Scope.READ_PACKAGES)
                .tokenWithoutScopes(SITE_ADMIN_FINE_GRAINED, "root")
                .state();
        Registry registry;
        if (behind == Behind.SQLITE) {
            registry = Registry.of(LiveRegistry.sqlite(data.resolve("own"), Rules.GITHUB, clock));
            registry.store().add(state);
        } else {
            registry = LiveRegistry.open(state, Rules.GITHUB, clock, data.resolve("live"), trail);
        }
        HttpSettings settings =
                LocalSettings.of("127.0.0.1", 0, Optional.empty(), false, RateLimits.SHOWN, Rules.GITHUB, dryRun);
        server = RunningServer.on(registry, settings, clock, UnaryOperator.identity(), operator);
    }

    private ClientResponse audit(String query) {
        return server.get(AUDIT + query, SECRET);
    }

    private ClientResponse delete(String path) {
        return server.request("DELETE", path).token(SampleState.ADMIN).send();
    }

    private static List<String> packages(ClientResponse response) {
        List<String> names = new ArrayList<>();
        response.json().forEach(entry -> names.add(entry.get("package_name").asText()));
        return names;
    }

    @ParameterizedTest
    @EnumSource(Behind.class)
    void anEntryHasWhatAnOperatorAsksFor(Behind behind) {
        start(behind);
        server.get(APP, SampleState.ADMIN); // a change of a version on the live GitHub does not look its package up
        ClientResponse refused = delete(APP + "/versions/836");
        server.get(APP, SampleState.ADMIN);
        ClientResponse allowed = delete(APP + "/versions/837");

        ClientResponse response = audit("");

        assertThat(response)
                .hasToString(
                        ("200 [{\"id\":2,\"kind\":\"decision\",\"at\":\"2026-11-21T08:00:00Z\",\"actor\":\"monalisa\","
                                        + "\"operation\":\"delete_version\",\"owner\":\"octo-org\",\"package_type\":\"container\","
                                        + "\"package_name\":\"app\",\"package_id\":197,\"version_id\":837,\"decision\":\"ALLOWED\","
                                        + "\"request_id\":\"%s\",\"dry_run\":false},"
                                        + "{\"id\":1,\"kind\":\"decision\",\"at\":\"2026-11-21T08:00:00Z\",\"actor\":\"monalisa\","
                                        + "\"operation\":\"delete_version\",\"owner\":\"octo-org\",\"package_type\":\"container\","
                                        + "\"package_name\":\"app\",\"package_id\":197,\"version_id\":836,\"decision\":\"REFUSED\","
                                        + "\"refusal\":\"LAST_TAGGED_VERSION\",\"request_id\":\"%s\",\"dry_run\":false}]")
                                .formatted(
                                        allowed.header("X-GitHub-Request-Id"), refused.header("X-GitHub-Request-Id")));
        assertThat(response.headers("Cache-Control")).containsExactly("no-store");
        assertThat(response.header("Link")).isNull();
        assertThat(server.request("HEAD", AUDIT).token(SECRET).send()).hasToString("200 ");
    }

    /** The live backend keeps the same fields in its file. */
    @Test
    void aLineOfTheFileOfTheLiveBackendIsTheEntryOfTheResponse() throws IOException {
        start(Behind.GITHUB);
        delete(APP + "/versions/837");
        delete("/orgs/octo-org/packages/container/nowhere");

        JsonNode entries = audit("").json();

        List<String> lines = Files.readAllLines(data.resolve("trail/audit.jsonl"));
        assertThat(lines).hasSize(2);
        assertThat(new ObjectMapper().readTree(lines.get(0))).isEqualTo(entries.get(1));
        assertThat(lines.get(1)).isEqualTo(entries.get(0).toString());
    }

    @ParameterizedTest
    @EnumSource(Behind.class)
    void theLogHasOneLineForEachDecisionOfARealAndADryRun(Behind behind) {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.packhouse.audit");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        String real;
        String dry;
        try {
            start(behind);
            server.get(APP, SampleState.ADMIN);
            real = delete(APP + "/versions/836").header("X-GitHub-Request-Id");
            data = data.resolve("dry");
            start(behind, true, Optional.empty(), Optional.empty());
            dry = delete(APP).header("X-GitHub-Request-Id");
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }

        String line = "INFO kind=decision at=2026-11-21T08:00:00Z actor=monalisa operation=%s owner=octo-org"
                + " package_type=container package_name=app package_id=197 %s request_id=%s dry_run=%s";
        assertThat(lines.list)
                .filteredOn(event -> event.getFormattedMessage().contains("kind=decision"))
                .filteredOn(event -> event.getFormattedMessage().contains(real)
                        || event.getFormattedMessage().contains(dry))
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .contains(
                        line.formatted(
                                "delete_version",
                                "version_id=836 decision=REFUSED refusal=LAST_TAGGED_VERSION",
                                real,
                                "false"),
                        line.formatted("delete_package", "decision=ALLOWED", dry, "true"))
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Behind.class)
    void aDryRunIsShownAsOneAndHasTheSameFields(Behind behind) {
        start(behind, true, Optional.of(OperatorToken.of(SECRET)), Optional.of(data.resolve("trail")));
        ClientResponse allowed = delete(APP);
        ClientResponse refused = delete(APP + "/versions/836");

        JsonNode entries = audit("").json();

        assertThat(entries).hasSize(2);
        assertThat(entries.get(1).toString())
                .endsWith("\"package_id\":197,\"decision\":\"ALLOWED\",\"request_id\":\"%s\",\"dry_run\":true}"
                        .formatted(allowed.header("X-GitHub-Request-Id")));
        assertThat(entries.get(0).toString())
                .endsWith(
                        "\"version_id\":836,\"decision\":\"REFUSED\",\"refusal\":\"LAST_TAGGED_VERSION\",\"request_id\":\"%s\",\"dry_run\":true}"
                                .formatted(refused.header("X-GitHub-Request-Id")));
    }

    @Test
    void thePagesAreLinkedAndShowEachEntryOnceWhileTheTrailGrows() {
        start(Behind.SQLITE);
        for (int i = 1; i <= 5; i++) {
            delete("/orgs/octo-org/packages/npm/p" + i);
        }

        List<String> shown = new ArrayList<>();
        Optional<String> next = Optional.of(AUDIT + "?per_page=2&since=1h&owner=OCTO-org");
        while (next.isPresent()) {
            ClientResponse page = server.get(next.get(), SECRET);
            shown.addAll(packages(page));
            delete("/orgs/octo-org/packages/npm/later");
            server.clock().advance(Duration.ofMinutes(40));
            next = Optional.ofNullable(page.header("Link")).map(link -> {
                Matcher matcher = NEXT.matcher(link);
                assertThat(matcher.matches()).as(link).isTrue();
                return matcher.group(1);
            });
        }

        assertThat(shown).containsExactly("p5", "p4", "p3", "p2", "p1");
    }

    @Test
    void entriesAreSelectedByTimeAndOwner() {
        start(Behind.SQLITE);
        delete("/orgs/octo-org/packages/npm/first");
        server.clock().advance(Duration.ofHours(3));
        delete("/user/packages/npm/own");
        delete("/orgs/octo-org/packages/npm/last");

        assertThat(packages(audit("?since=2h"))).containsExactly("last", "own");
        assertThat(packages(audit("?since=3h"))).containsExactly("last", "own", "first");
        assertThat(packages(audit("?since=2026-11-21T09:00:00%2B01:00"))).containsExactly("last", "own", "first");
        assertThat(packages(audit("?since=2026-11-21T08:00:00.000000001Z"))).containsExactly("last", "own");
        assertThat(packages(audit("?owner=OCTO-ORG"))).containsExactly("last", "first");
        assertThat(packages(audit("?owner=monalisa&since=2h"))).containsExactly("own");
        assertThat(packages(audit("?owner=nobody"))).isEmpty();
        assertThat(packages(audit("?per_page=1"))).containsExactly("last");
        assertThat(packages(audit("?before=2"))).containsExactly("first");
        assertThat(packages(audit("?before=1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "since=yesterday | Invalid since 'yesterday', expected a duration such as 7d, 12h or 90m, or a date such as 2026-11-21T08:00:00Z",
                "since= | Invalid since '', expected a duration such as 7d, 12h or 90m, or a date such as 2026-11-21T08:00:00Z",
                "since=7 | Invalid since '7', expected a duration such as 7d, 12h or 90m, or a date such as 2026-11-21T08:00:00Z",
                "owner=a%2Fb | Invalid owner 'a/b', expected the login of a user or an organization",
                "owner= | Invalid owner '', expected the login of a user or an organization",
                "per_page=0 | Invalid per_page '0', expected a number from 1 to 100",
                "per_page=101 | Invalid per_page '101', expected a number from 1 to 100",
                "per_page=1x | Invalid per_page '1x', expected a number from 1 to 100",
                "before=0 | Invalid before '0', expected the id of an entry, which is a positive number",
                "before=9223372036854775808 | Invalid before '9223372036854775808', expected the id of an entry, which is a positive number",
                "before=%0a | Invalid before '\\u000a', expected the id of an entry, which is a positive number",
                "page=2 | Unknown parameter 'page', expected one of since, owner, per_page, before",
                "owner=octo-org&ownr=x | Unknown parameter 'ownr', expected one of since, owner, per_page, before"
            })
    void aParameterThatIsNotUnderstoodIsRefused(String query, String message) {
        start(Behind.SQLITE);

        ClientResponse response = audit("?" + query);

        assertThat(response.status()).isEqualTo(422);
        assertThat(response.json().get("message").asText()).isEqualTo(message);
    }

    @Test
    void thePageSizeAndTheCursorHaveTheirWholeRange() {
        start(Behind.SQLITE);
        delete("/orgs/octo-org/packages/npm/p");

        assertThat(packages(audit("?per_page=100&before=9223372036854775807"))).containsExactly("p");
        assertThat(packages(audit("?since=999999999d"))).containsExactly("p");
    }

    @Test
    void aSiteAdminOfTheStoreSeesTheTrailAndOthersSeeNoSuchPath() {
        start(Behind.SQLITE, false, Optional.empty(), Optional.empty());
        delete("/orgs/octo-org/packages/npm/p");

        assertThat(packages(server.get(AUDIT, SITE_ADMIN))).containsExactly("p");
        ClientResponse unknownPath = server.get("/_packhouse/unknown", SITE_ADMIN);
        for (String token : List.of(
                SampleState.ADMIN,
                SampleState.OUTSIDER,
                SampleState.NO_SCOPES,
                SampleState.WORKFLOW,
                SITE_ADMIN_FINE_GRAINED)) {
            assertThat(server.get(AUDIT, token)).as(token).hasToString(unknownPath.toString());
        }
        assertThat(unknownPath.status()).isEqualTo(404);
        assertThat(unknownPath.message()).isEqualTo("Not Found");
    }

    @ParameterizedTest
    @EnumSource(Behind.class)
    void withoutAValidTokenTheResponseIs401(Behind behind) {
        start(behind);

        assertThat(server.request("GET", AUDIT).send())
                .hasToString("401 {\"message\":\"Requires authentication\",\"documentation_url\":"
                        + "\"https://docs.github.com/rest\",\"status\":\"401\"}");
        for (String token : List.of("ghp_unknown", SECRET + "x", SECRET.substring(1))) {
            assertThat(server.get(AUDIT, token))
                    .hasToString("401 {\"message\":\"Bad credentials\",\"documentation_url\":"
                            + "\"https://docs.github.com/rest\",\"status\":\"401\"}");
        }
        assertThat(server.request("GET", AUDIT)
                        .header("Authorization", SECRET)
                        .send()
                        .status())
                .isEqualTo(401);
    }

    /** The users of the live service are not those of this server. */
    @Test
    void onlyTheOperatorSeesTheTrailOfALiveBackend() {
        start(Behind.GITHUB);

        assertThat(server.get(AUDIT, SITE_ADMIN).status()).isEqualTo(401);
        assertThat(server.get(AUDIT, SampleState.ADMIN).status()).isEqualTo(401);
        assertThat(audit("").status()).isEqualTo(200);
        assertThat(server.get("/_packhouse/tokens", SECRET).status()).isEqualTo(404);
    }

    @Test
    void aLiveBackendWithoutADirectorySaysThatThereIsNoTrail() {
        start(Behind.GITHUB, false, Optional.of(OperatorToken.of(SECRET)), Optional.empty());
        delete(APP + "/versions/837");

        assertThat(audit(""))
                .hasToString("404 {\"message\":\"The audit trail is kept only with --data DIR\",\"status\":\"404\"}");
        assertThat(server.get(AUDIT, SITE_ADMIN).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "PUT", "OPTIONS"})
    void anotherMethodIsNotFound(String method) {
        start(Behind.SQLITE);

        assertThat(server.request(method, AUDIT).token(SECRET).send().status()).isEqualTo(404);
        assertThat(server.get("/api/v3" + AUDIT, SECRET).status()).isEqualTo(401);
    }

    @Test
    void theLinkBeginsWithThePublicUrlWithoutThePrefixOfTheApi() {
        MutableClock clock = new MutableClock(RunningServer.NOW);
        Registry registry = Registry.of(LiveRegistry.sqlite(data, Rules.GITHUB, clock));
        registry.store().add(SampleState.state());
        server = RunningServer.on(
                registry,
                RunningServer.settings(Rules.GITHUB, "https://packages.example.com/api/v3"),
                clock,
                UnaryOperator.identity(),
                Optional.of(OperatorToken.of(SECRET)));
        delete("/orgs/octo-org/packages/npm/one");
        delete("/orgs/octo-org/packages/npm/two");

        assertThat(audit("?per_page=1").header("Link"))
                .isEqualTo("<https://packages.example.com/_packhouse/audit?per_page=1&before=2>; rel=\"next\"");
    }
}
