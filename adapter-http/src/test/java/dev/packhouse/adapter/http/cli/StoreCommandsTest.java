package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.ByteSource;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import dev.packhouse.adapter.http.cli.console.Console;
import dev.packhouse.adapter.http.statefile.StateFile;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommandsTest {

    @TempDir
    private Path data;

    @BeforeEach
    void loadTheDemo() {
        CommandWiring.<Void>administer(
                Backends.named("sqlite"), data, InstantSource.fixed(InProcessCommand.NOW), administration -> {
                    administration.load(Demo.state(InProcessCommand.NOW));
                    return null;
                });
    }

    private CommandResult run(String... command) {
        String[] args = new String[command.length + 2];
        System.arraycopy(command, 0, args, 0, command.length);
        args[command.length] = "--data";
        args[command.length + 1] = data.toString();
        return InProcessCommand.run(args);
    }

    private RegistryState exported() throws IOException {
        CommandResult result = run("state", "export");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        return StateFile.read("export.yaml", ByteSource.wrap(result.out().getBytes(UTF_8)), InProcessCommand.NOW);
    }

    @Test
    void anExpiredTokenIsNotCreated() throws IOException {
        int before = exported().tokens().size();

        CommandResult result = run("token", "create", "--user", "hubot", "--expires", InProcessCommand.NOW.toString());

        assertThat(result)
                .isEqualTo(
                        new CommandResult(
                                2,
                                "",
                                "packhouse: Invalid date 2026-11-21T08:00:00Z: it has passed (see 'packhouse token create --help')\n"));
        assertThat(exported().tokens()).hasSize(before);
    }

    @Test
    void aNewTokenIsPrintedAloneAndStoredAsAHash() throws IOException {
        CommandResult result = run(
                "token",
                "create",
                "--user",
                "hubot",
                "--scope",
                "read:packages,repo",
                "--scope",
                "delete:packages",
                "--sso",
                "secure-org",
                "--expires",
                "2027-01-01T00:00:00Z");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).matches("ghp_[0-9A-Za-z]{36}\n");
        assertThat(exported().tokens())
                .contains(new TokenEntry(
                        TokenHash.of(result.out().strip()),
                        TokenKind.CLASSIC,
                        new UserHolder(new Login("hubot")),
                        Scopes.of(Scope.READ_PACKAGES, Scope.REPO, Scope.DELETE_PACKAGES),
                        Set.of(new Login("secure-org")),
                        Optional.of(Instant.parse("2027-01-01T00:00:00Z"))));
    }

    @Test
    void aTokenForAnUnknownUserIsRefused() {
        assertThat(run("token", "create", "--user", "nobody"))
                .isEqualTo(new CommandResult(1, "", "packhouse: there is no user 'nobody'\n"));
        assertThat(run("token", "create", "--user", "hubot", "--sso", "nobody"))
                .isEqualTo(new CommandResult(1, "", "packhouse: there is no organization 'nobody'\n"));
    }

    @Test
    void tokensAreListedAndRevokedByTheirIds() throws IOException {
        List<String> before = run("token", "list").out().lines().toList();
        assertThat(before).hasSize(8);
        assertThat(before.get(0)).matches("ID +HOLDER +KIND +EXPIRES +SCOPES");
        assertThat(before.get(1))
                .matches("\\d+ +monalisa +classic +never +delete:packages, read:org, repo, write:packages");
        assertThat(before.get(7)).matches("\\d+ +octo-org/hello-world +installation +never");
        String id = before.get(1).substring(0, before.get(1).indexOf(' '));

        assertThat(run("token", "revoke", id)).isEqualTo(new CommandResult(0, "Revoked token " + id + "\n", ""));
        assertThat(run("token", "revoke", id))
                .isEqualTo(new CommandResult(1, "", "packhouse: There is no token " + id + "\n"));
        assertThat(run("token", "list").out().lines()).hasSize(7);
        assertThat(exported().tokens())
                .extracting(TokenEntry::hash)
                .doesNotContain(TokenHash.of("ghp_demoMonalisa"))
                .hasSize(6);
    }

    @Test
    void anExportLoadsAgainToTheSameExport(@TempDir Path other) throws IOException {
        RegistryState first = exported();

        CommandWiring.<Void>administer(
                Backends.named("sqlite"), other, InstantSource.fixed(InProcessCommand.NOW), administration -> {
                    administration.load(first);
                    return null;
                });
        CommandResult second = InProcessCommand.run("state", "export", "--data", other.toString());

        assertThat(second).isEqualTo(run("state", "export"));
        assertThat(second.out()).doesNotContain("ghp_", "ghs_", "github_pat_");
    }

    @Test
    void theExportHoldsWhatWasLoaded() throws IOException {
        RegistryState demo = Demo.state(InProcessCommand.NOW);
        RegistryState exported = exported();

        assertThat(exported.users()).containsExactlyInAnyOrderElementsOf(demo.users());
        assertThat(exported.organizations()).containsExactlyInAnyOrderElementsOf(demo.organizations());
        assertThat(exported.repositories()).containsExactlyInAnyOrderElementsOf(demo.repositories());
        assertThat(exported.packages())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("versions")
                .containsExactlyInAnyOrderElementsOf(demo.packages());
        assertThat(exported.packages().stream().flatMap(entry -> entry.versions().stream()))
                .containsExactlyInAnyOrderElementsOf(demo.packages().stream()
                        .flatMap(entry -> entry.versions().stream())
                        .toList());
        assertThat(exported.tokens()).containsExactlyInAnyOrderElementsOf(demo.tokens());
    }

    @Test
    void anExportThatCannotBeWrittenHasFailed() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(full, false, UTF_8),
                new PrintStream(err, true, UTF_8),
                Map.of(),
                InstantSource.system());

        assertThat(new Packhouse(console).run("state", "export", "--data", data.toString()))
                .isEqualTo(1);
        assertThat(err.toString(UTF_8))
                .startsWith("packhouse: Cannot write the state to standard output")
                .hasLineCount(1);
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("packhouse.db"));
                Statement update = connection.createStatement()) {
            update.executeUpdate(statement);
        }
    }

    @Test
    void anIntactStoreIsOk() {
        assertThat(run("store", "check"))
                .isEqualTo(new CommandResult(
                        0, "ok: pages and indexes, references, rows, counts, tags and numbers\n", ""));
    }

    @Test
    void theProblemsOfADamagedStoreAreListed() throws SQLException {
        sql("update sequence set last = 0 where kind in ('account', 'token')");

        assertThat(run("store", "check"))
                .isEqualTo(new CommandResult(
                        1, """
                        the highest number of the kind 'account' is kept as 0, and 2002 was given
                        the highest number of the kind 'token' is kept as 0, and 7 was given
                        """, "packhouse: The store is damaged (problems: 2): restore it from a backup\n"));
    }

    @Test
    void atMostAHundredProblemsAreListed() throws SQLException {
        sql("""
                with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 103)
                insert into tag (package_id, name, version_id) select (select min(id) from package), 't' || n, 0
                  from numbers
                """);

        CommandResult result = run("store", "check");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out().lines()).hasSize(101).last().isEqualTo("and 3 more");
        assertThat(result.err()).contains("(problems: 103)").hasLineCount(1);
    }

    @Test
    void aDirectoryInUseIsReported() {
        CommandResult result = CommandWiring.administer(
                Backends.named("sqlite"), data, InstantSource.system(), administration -> run("token", "list"));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(data.toString(), "in use").hasLineCount(1);
    }

    @Test
    void aStateForANonEmptyDirectoryIsRefused() {
        CommandResult result = run("serve", "--demo", "--port", "0");

        assertThat(result)
                .isEqualTo(new CommandResult(
                        1,
                        "",
                        "packhouse: '%s' holds data already, and --state and --demo load into an empty directory only: serve it without them, or name another directory\n"
                                .formatted(data)));
    }

    @Test
    void anInvalidStateFileLoadsNothing(@TempDir Path empty) throws IOException {
        Path file = java.nio.file.Files.writeString(
                empty.resolve("state.yaml"), "users: [{ login: a, id: 1 }, { id: 2 }]\n");

        assertThat(InProcessCommand.run(
                        "serve",
                        "--state",
                        file.toString(),
                        "--port",
                        "0",
                        "--data",
                        empty.resolve("data").toString()))
                .isEqualTo(new CommandResult(1, "", file + ":1: missing 'login'\n"));
        assertThat(CommandWiring.<Boolean>administer(
                        Backends.named("sqlite"),
                        empty.resolve("data"),
                        InstantSource.system(),
                        administration -> administration.isEmpty()))
                .isTrue();
    }

    @Test
    void anUnknownBackendIsAUsageError() {
        assertThat(InProcessCommand.run("serve", "--backend", "csv"))
                .isEqualTo(
                        new CommandResult(
                                2,
                                "",
                                "packhouse: There is no backend 'csv'; there are github, sqlite (see 'packhouse serve --help')\n"));
    }
}
