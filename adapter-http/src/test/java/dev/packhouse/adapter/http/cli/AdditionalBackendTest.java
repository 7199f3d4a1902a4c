package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.ByteSource;
import dev.packhouse.adapter.http.LocalSettings;
import dev.packhouse.adapter.http.RateLimits;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import dev.packhouse.adapter.http.statefile.StateFile;
import dev.packhouse.adapter.http.wiring.DataDirectory;
import dev.packhouse.adapter.http.wiring.Shutdown;
import dev.packhouse.adapter.http.wiring.Wiring;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All commands work with a local backend that is on the class path in addition to those of the product. */
class AdditionalBackendTest {

    @TempDir
    private Path services;

    @TempDir
    private Path data;

    @TempDir
    private Path copy;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final Shutdown shutdown = new Shutdown();
    private URLClassLoader loader;
    private String url;

    /** A server with the demo, in which the package octo-utils was deleted. */
    @BeforeEach
    void serveTheDemo() throws IOException, InterruptedException {
        loader = MemoryBackendProvider.loader(services);
        Thread.currentThread().setContextClassLoader(loader);
        Wiring.Started server = Wiring.start(
                new Wiring.Settings(
                        Backends.named("memory"),
                        Optional.of(DataDirectory.of(Optional.of(data), false)),
                        Optional.of(Demo::state),
                        LocalSettings.of(
                                "127.0.0.1", 0, Optional.empty(), false, RateLimits.SHOWN, Rules.GITHUB, false),
                        Map.of(),
                        AuditRetention.DEFAULT,
                        Optional.empty(),
                        false),
                shutdown,
                InstantSource.fixed(InProcessCommand.NOW));
        url = "http://127.0.0.1:" + server.port();
        HttpRequest deletion = HttpRequest.newBuilder(URI.create(url + "/orgs/octo-org/packages/npm/octo-utils"))
                .DELETE()
                .header("Authorization", "Bearer ghp_demoMonalisa")
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(deletion, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(204);
    }

    @AfterEach
    void stop() throws IOException {
        shutdown.close();
        Thread.currentThread().setContextClassLoader(before);
        loader.close();
    }

    private static CommandResult run(Path directory, String... command) {
        return InProcessCommand.run(
                Stream.concat(Stream.of(command), Stream.of("--backend", "memory", "--data", directory.toString()))
                        .toArray(String[]::new));
    }

    private static RegistryState exported(Path directory) throws IOException {
        CommandResult result = run(directory, "state", "export");
        assertThat(result.err()).isEmpty();
        return StateFile.read("export.yaml", ByteSource.wrap(result.out().getBytes(UTF_8)), InProcessCommand.NOW);
    }

    @Test
    void aTokenIsCreatedListedExportedAndRevoked() throws IOException {
        CommandResult created = run(data, "token", "create", "--user", "hubot", "--scope", "read:packages");

        assertThat(created.err()).isEmpty();
        assertThat(created.out()).matches("ghp_[0-9A-Za-z]{36}\n");
        TokenHash hash = TokenHash.of(created.out().strip());
        assertThat(exported(data).tokens()).extracting(TokenEntry::hash).contains(hash);
        List<String> listed = run(data, "token", "list").out().lines().toList();
        assertThat(listed).hasSize(9).last().asString().matches("8 +hubot +classic +never +read:packages");

        assertThat(run(data, "token", "revoke", "8")).isEqualTo(new CommandResult(0, "Revoked token 8\n", ""));
        assertThat(exported(data).tokens()).extracting(TokenEntry::hash).doesNotContain(hash);
    }

    @Test
    void theAuditTrailIsShownAndTheStoreIsChecked() {
        assertThat(run(data, "audit").out().lines().skip(1))
                .singleElement()
                .asString()
                .matches(
                        "2026-11-21T08:00:00Z +monalisa +delete_package +octo-org/npm/octo-utils +103 +- +ALLOWED +real +.*");
        assertThat(run(data, "store", "check").exitCode()).isZero();
    }

    @Test
    void thePackagesOfALiveRegistryAreMirroredIntoIt() throws IOException {
        Map<String, String> environment = Map.of(
                "GH_TOKEN",
                "ghp_demoMonalisa",
                "PACKHOUSE_INTO",
                "memory",
                "PACKHOUSE_GITHUB_URL",
                url,
                "PACKHOUSE_DATA",
                copy.toString());

        CommandResult result = InProcessCommand.runIn(environment, "mirror", "--owner", "octo-org");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(exported(copy).packages())
                .extracting(entry -> entry.name().value())
                .contains("team/app");
        assertThat(copy).isEmptyDirectory();
        assertThat(InProcessCommand.runIn(environment, "mirror", "--owner", "octo-org", "--into", "memory")
                        .out())
                .contains("Copied 0 packages with 0 versions into '%s'".formatted(copy));
    }

    @Test
    void packagesAndVersionsAreListedDeletedAndRestored() {
        String owner = "--owner=octo-org";
        String user = "--user=monalisa";

        assertThat(run(data, "package", "list", owner, user, "--state", "deleted", "--type", "npm")
                        .out())
                .contains("octo-utils\tnpm\t103\t2\tinternal\t2026-03-01T12:00:00Z\t2026-11-21T08:00:00Z\n");
        assertThat(run(data, "package", "restore", owner, user, "--type", "npm", "octo-utils"))
                .isEqualTo(new CommandResult(0, "octo-org/npm/octo-utils: restored\n", ""));
        assertThat(run(data, "version", "delete", owner, user, "--type=npm", "--name=octo-utils", "3002", "--yes"))
                .isEqualTo(new CommandResult(0, "octo-org/npm/octo-utils/3002: deleted\n", ""));
        assertThat(run(data, "version", "list", owner, user, "--type=npm", "--name=octo-utils")
                        .out())
                .startsWith("3001\t1.0.0\t")
                .hasLineCount(1);
    }

    @Test
    void theNamesOfAllBackendsAreListedForAnUnknownOne() {
        assertThat(InProcessCommand.run("token", "list", "--backend", "csv").err())
                .isEqualTo("packhouse: There is no backend 'csv'; there are github, memory, sqlite"
                        + " (see 'packhouse token list --help')\n");
    }
}
