package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.http.HttpSettings;
import dev.packhouse.adapter.http.LocalSettings;
import dev.packhouse.adapter.http.RateLimits;
import dev.packhouse.adapter.http.cli.console.UsageException;
import dev.packhouse.adapter.http.operator.OperatorToken;
import dev.packhouse.adapter.http.wiring.DataDirectory;
import dev.packhouse.adapter.http.wiring.Shutdown;
import dev.packhouse.adapter.http.wiring.StartException;
import dev.packhouse.adapter.http.wiring.Wiring;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WiringTest {

    @TempDir
    private Path data;

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "github"})
    void everyBackendOfTheReadmeExists(String name) {
        assertThat(Backends.named(name).name()).isEqualTo(name);
    }

    @Test
    void anUnknownBackendIsReportedWithTheExistingOnes() {
        assertThatThrownBy(() -> Backends.named("csv"))
                .isInstanceOf(UsageException.class)
                .hasMessage("There is no backend 'csv'; there are github, sqlite");
        assertThatThrownBy(() -> Backends.select(List.of(), "sqlite"))
                .hasMessage("There is no backend 'sqlite'; there are none");
    }

    @Test
    void anAmbiguousBackendNameIsRefused() {
        assertThatThrownBy(() -> Backends.select(List.of(Backends.named("sqlite"), Backends.named("sqlite")), "sqlite"))
                .hasMessage("There are 2 backends 'sqlite' on the class path");
    }

    @Test
    void theServerAcceptsRequestsAfterTheStart() throws IOException, InterruptedException {
        try (Shutdown shutdown = new Shutdown()) {
            Wiring.Started server = Wiring.start(settings("sqlite", 0, false), shutdown, InstantSource.system());

            assertThat(send(server, "GET", "/orgs/octo-org/packages/container/team%2Fapp"))
                    .isEqualTo(200);
            assertThat(send(server, "DELETE", "/orgs/octo-org/packages/container/team%2Fapp"))
                    .isEqualTo(204);
            assertThat(send(server, "GET", "/orgs/octo-org/packages/container/team%2Fapp"))
                    .isEqualTo(404);
        }
    }

    @Test
    void theLiveBackendStoresNoDataAndSendsNoRequestWithoutAToken() throws IOException, InterruptedException {
        HttpSettings http = new HttpSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                false,
                RateLimits.OFF,
                Rules.GITHUB,
                false,
                false,
                Optional.of(URI.create("http://127.0.0.1:1")),
                HttpSettings.Limits.DEFAULT);
        Wiring.Settings live = new Wiring.Settings(
                Backends.named("github"),
                Optional.empty(),
                Optional.empty(),
                http,
                Map.of(),
                AuditRetention.DEFAULT,
                Optional.empty(),
                false);
        try (Shutdown shutdown = new Shutdown()) {
            Wiring.Started server = Wiring.start(live, shutdown, InstantSource.system());
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.port() + "/user/packages?package_type=npm"))
                    .build();

            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("Requires authentication");
            assertThat(data.resolve("none")).doesNotExist();
        }
    }

    @Test
    void theOperatorOfALocalBackendListsTokensAndALiveBackendHasNone() throws IOException, InterruptedException {
        Optional<OperatorToken> operator = Optional.of(OperatorToken.of("operator-secret-of-the-tests"));
        HttpSettings live = new HttpSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                false,
                RateLimits.OFF,
                Rules.GITHUB,
                false,
                false,
                Optional.of(URI.create("http://127.0.0.1:1")),
                HttpSettings.Limits.DEFAULT);
        try (Shutdown shutdown = new Shutdown()) {
            Wiring.Started local = Wiring.start(
                    new Wiring.Settings(
                            Backends.named("sqlite"),
                            Optional.of(directory(data)),
                            Optional.of(Demo::state),
                            http(0, false),
                            Map.of(),
                            AuditRetention.DEFAULT,
                            operator,
                            false),
                    shutdown,
                    InstantSource.system());
            Wiring.Started remote = Wiring.start(
                    new Wiring.Settings(
                            Backends.named("github"),
                            Optional.empty(),
                            Optional.empty(),
                            live,
                            Map.of(),
                            AuditRetention.DEFAULT,
                            operator,
                            false),
                    shutdown,
                    InstantSource.system());

            assertThat(get(local, "/_packhouse/tokens")).startsWith("200 ");
            assertThat(get(remote, "/_packhouse/tokens")).startsWith("404 ");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDryRunChangesNothing(boolean dryRun) throws IOException, InterruptedException {
        try (Shutdown shutdown = new Shutdown()) {
            Wiring.Started server = Wiring.start(settings("sqlite", 0, dryRun), shutdown, InstantSource.system());

            assertThat(send(server, "DELETE", "/orgs/octo-org/packages/npm/octo-utils"))
                    .isEqualTo(204);
            assertThat(send(server, "GET", "/orgs/octo-org/packages/npm/octo-utils"))
                    .isEqualTo(dryRun ? 200 : 404);
        }
    }

    @Test
    void theAuditCommandShowsTheDecisionsAboutChanges() throws IOException, InterruptedException {
        try (Shutdown shutdown = new Shutdown()) {
            Wiring.Started server =
                    Wiring.start(settings("sqlite", 0, false), shutdown, InstantSource.fixed(InProcessCommand.NOW));
            send(server, "DELETE", "/orgs/octo-org/packages/npm/octo-utils");
            send(server, "DELETE", "/orgs/octo-org/packages/npm/octo-utils");
        }

        assertThat(audit())
                .map(line -> line.replaceAll(" +", " ").replaceFirst("[0-9A-F:]{35}$", "ID"))
                .containsExactly(
                        "2026-11-21T08:00:00Z monalisa delete_package octo-org/npm/octo-utils - - PACKAGE_NOT_FOUND real ID",
                        "2026-11-21T08:00:00Z monalisa delete_package octo-org/npm/octo-utils 103 - ALLOWED real ID");
    }

    /** The lines of the trail below their headings. */
    private List<String> audit() {
        return InProcessCommand.run("audit", "--data", data.toString())
                .out()
                .lines()
                .skip(1)
                .toList();
    }

    @Test
    void refusalsBeyondTheLimitAreCountedInTheTrailWhenTheServerStops() throws IOException, InterruptedException {
        try (Shutdown shutdown = new Shutdown()) {
            Wiring.Started server =
                    Wiring.start(settings("sqlite", 0, false), shutdown, InstantSource.fixed(InProcessCommand.NOW));
            for (int i = 0; i < 13; i++) {
                assertThat(send(server, "DELETE", "/orgs/octo-org/packages/npm/" + "x".repeat(1000)))
                        .isEqualTo(404);
            }
        }

        List<String> lines = audit();
        assertThat(lines).hasSize(11);
        assertThat(lines.get(0))
                .isEqualTo("2026-11-21T08:00:00Z  monalisa  refusals not recorded: 3,"
                        + " from 2026-11-21T08:00:00Z to 2026-11-21T08:00:00Z");
        assertThat(lines.subList(1, 11))
                .allMatch(line -> line.startsWith(
                        "2026-11-21T08:00:00Z  monalisa  delete_package  octo-org/npm/%s...[1000 bytes]  -   -        PACKAGE_NOT_FOUND  real  "
                                .formatted("x".repeat(497))));
    }

    /**
     * Repeats the start, because the pruning runs on another thread, and a server that stops at once may not reach it.
     */
    @Test
    @Timeout(60)
    void theTrailIsPrunedAtTheStartWhichTheAuditCommandShows() throws IOException, InterruptedException {
        try (Shutdown shutdown = new Shutdown()) {
            Wiring.Started server =
                    Wiring.start(settings("sqlite", 0, false), shutdown, InstantSource.fixed(InProcessCommand.NOW));
            send(server, "DELETE", "/orgs/octo-org/packages/npm/octo-utils");
        }
        Instant later = InProcessCommand.NOW.plus(Duration.ofHours(2));
        AuditRetention hour = new AuditRetention(Duration.ofHours(1), 1 << 20);
        List<String> pruned =
                List.of("2026-11-21T10:00:00Z  -       entries removed from this trail: 1, up to 2026-11-21T08:00:00Z");
        List<String> shown;
        do {
            try (Shutdown shutdown = new Shutdown()) {
                Wiring.start(
                        new Wiring.Settings(
                                Backends.named("sqlite"),
                                Optional.of(directory(data)),
                                Optional.empty(),
                                http(0, false),
                                Map.of(),
                                hour,
                                Optional.empty(),
                                false),
                        shutdown,
                        InstantSource.fixed(later));
            }
            shown = audit();
        } while (!shown.equals(pruned));
    }

    /** A dry run records its decisions, so that its trail has to be bounded as well. */
    @Test
    @Timeout(60)
    void aDryRunPrunesTheTrailAndPurgesNothing() throws IOException, InterruptedException {
        try (Shutdown shutdown = new Shutdown()) {
            Wiring.Started server =
                    Wiring.start(settings("sqlite", 0, false), shutdown, InstantSource.fixed(InProcessCommand.NOW));
            send(server, "DELETE", "/orgs/octo-org/packages/npm/octo-utils");
        }
        assertThat(audit()).hasSize(1);
        String before = InProcessCommand.run("state", "export", "--data", data.toString())
                .out();
        List<String> shown;
        do {
            try (Shutdown shutdown = new Shutdown()) {
                Wiring.start(
                        new Wiring.Settings(
                                Backends.named("sqlite"),
                                Optional.of(directory(data)),
                                Optional.empty(),
                                http(0, true),
                                Map.of(),
                                new AuditRetention(Duration.ofDays(1), 1 << 20),
                                Optional.empty(),
                                false),
                        shutdown,
                        InstantSource.fixed(InProcessCommand.NOW.plus(Duration.ofDays(99))));
            }
            shown = audit();
        } while (!shown.get(0).contains("entries removed from this trail: 1"));

        assertThat(InProcessCommand.run("state", "export", "--data", data.toString())
                        .out())
                .isEqualTo(before);
    }

    @Test
    void theLiveBackendKeepsItsAuditTrailInTheDirectoryThatIsNamed() throws IOException, InterruptedException {
        HttpSettings http = new HttpSettings(
                "127.0.0.1",
                0,
                Optional.empty(),
                false,
                RateLimits.OFF,
                Rules.GITHUB,
                false,
                false,
                Optional.of(URI.create("http://127.0.0.1:1")),
                HttpSettings.Limits.DEFAULT);
        Optional<OperatorToken> operator = Optional.of(OperatorToken.of("operator-secret-of-the-tests"));
        Path kept = data.resolve("kept");
        try (Shutdown shutdown = new Shutdown()) {
            Wiring.Settings settings = new Wiring.Settings(
                    Backends.named("github"),
                    Optional.of(directory(kept)),
                    Optional.empty(),
                    http,
                    Map.of(),
                    AuditRetention.DEFAULT,
                    operator,
                    false);
            Wiring.Started server = Wiring.start(settings, shutdown, InstantSource.system());

            assertThat(get(server, "/_packhouse/audit")).isEqualTo("200 []");
            assertThatThrownBy(() -> Wiring.start(settings, shutdown, InstantSource.system()))
                    .isInstanceOf(BackendOpenException.class)
                    .hasMessageContaining("in use by another server");
        }
        assertThat(kept.resolve("audit.jsonl")).isEmptyFile();
        try (Shutdown shutdown = new Shutdown()) {
            Wiring.Started server = Wiring.start(
                    new Wiring.Settings(
                            Backends.named("github"),
                            Optional.empty(),
                            Optional.empty(),
                            http,
                            Map.of(),
                            AuditRetention.DEFAULT,
                            operator,
                            false),
                    shutdown,
                    InstantSource.system());

            assertThat(get(server, "/_packhouse/audit"))
                    .isEqualTo("404 {\"message\":\"The audit trail is kept only with --data DIR\",\"status\":\"404\"}");
        }
    }

    private static String get(Wiring.Started server, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer operator-secret-of-the-tests")
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    @Test
    void aStateIsLoadedIntoAnEmptyDirectoryOnly() {
        try (Shutdown first = new Shutdown()) {
            Wiring.start(settings("sqlite", 0, false), first, InstantSource.system());
        }

        try (Shutdown second = new Shutdown()) {
            assertThatThrownBy(() -> Wiring.start(settings("sqlite", 0, false), second, InstantSource.system()))
                    .isInstanceOf(StartException.class)
                    .hasMessage(
                            "'%s' holds data already, and --state and --demo load into an empty directory only:"
                                    + " serve it without them, or name another directory",
                            data);
        }
    }

    @Test
    void aDirectoryThatIsServedIsNotServedTwice() {
        try (Shutdown first = new Shutdown();
                Shutdown second = new Shutdown()) {
            Wiring.start(settings("sqlite", 0, false), first, InstantSource.system());

            assertThatThrownBy(() -> Wiring.start(settings("sqlite", 0, false), second, InstantSource.system()))
                    .isInstanceOf(BackendOpenException.class)
                    .hasMessageContaining(data.toString())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void aPortInUseIsReportedAndNothingIsCreatedOrLoaded() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Shutdown shutdown = new Shutdown()) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Wiring.start(settings("sqlite", port, false), shutdown, InstantSource.system()))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("Cannot listen on 127.0.0.1:%d: ", port)
                    .hasMessageEndingWith("; set --host to an address of this machine and --port to a free port");
            assertThat(data).isEmptyDirectory();
        }
    }

    @Test
    void aDirectoryThatCannotBeCreatedIsReported() throws IOException {
        Path file = Files.createFile(data.resolve("file"));

        assertThatThrownBy(() -> CommandWiring.administer(
                        Backends.named("sqlite"), file, InstantSource.system(), administration -> 1))
                .isInstanceOf(BackendOpenException.class)
                .hasMessageContaining(file.toString());
    }

    private Wiring.Settings settings(String backend, int port, boolean dryRun) {
        return new Wiring.Settings(
                Backends.named(backend),
                Optional.of(directory(data)),
                Optional.of(Demo::state),
                http(port, dryRun),
                Map.of(),
                AuditRetention.DEFAULT,
                Optional.empty(),
                false);
    }

    @Test
    void theDirectoryOfAStartedServerIsKept() {
        DataDirectory created = directory(data.resolve("created"));
        try (Shutdown shutdown = new Shutdown()) {
            Wiring.start(
                    new Wiring.Settings(
                            Backends.named("sqlite"),
                            Optional.of(created),
                            Optional.of(Demo::state),
                            http(0, false),
                            Map.of(),
                            AuditRetention.DEFAULT,
                            Optional.empty(),
                            false),
                    shutdown,
                    InstantSource.system());
        }
        created.close();

        assertThat(created.path().resolve("packhouse.db")).isNotEmptyFile();
    }

    private static DataDirectory directory(Path path) {
        return DataDirectory.of(Optional.of(path), false);
    }

    private static HttpSettings http(int port, boolean dryRun) {
        return LocalSettings.of("127.0.0.1", port, Optional.empty(), false, RateLimits.SHOWN, Rules.GITHUB, dryRun);
    }

    private static int send(Wiring.Started server, String method, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer ghp_demoMonalisa")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
