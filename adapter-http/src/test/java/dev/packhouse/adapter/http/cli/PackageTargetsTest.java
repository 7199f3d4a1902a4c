package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.DemoTarget.Way;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the commands on packages work, and as whom. */
class PackageTargetsTest {

    private static final String LIST = "package list --owner octo-org --type npm";

    @TempDir
    private Path data;

    private static CommandResult run(Map<String, String> environment, String command) {
        return InProcessCommand.runIn(environment, command.split(" "));
    }

    private static CommandResult usageError(String message) {
        return new CommandResult(2, "", "packhouse: %s (see 'packhouse package list --help')\n".formatted(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--server http://127.0.0.1:1 --data x | --server asks a running server: --data has no meaning with it",
                "--server http://127.0.0.1:1 --backend github | --server asks a running server: --backend has no meaning with it",
                "--server http://127.0.0.1:1 --backend sqlite | --server asks a running server: --backend has no meaning with it",
                "--server http://127.0.0.1:1 --github-url https://x | --server asks a running server: --github-url has no meaning with it",
                "--server http://127.0.0.1:1 --user monalisa | --server asks a running server: --user has no meaning with it",
                "--backend github --user monalisa | --backend github takes tokens: --user has no meaning with it",
                "--github-url https://x | --backend sqlite asks no live service: --github-url has no meaning with it",
                "--ca-file x.pem | --backend sqlite asks no live service: --ca-file has no meaning with it",
                "--server http://127.0.0.1:1 --ca-file x.pem | --server asks a running server: --ca-file has no meaning with it",
                "--backend csv | There is no backend 'csv'; there are github, sqlite",
                "--server ftp://127.0.0.1 | Invalid --server 'ftp://127.0.0.1': expected http or https, a host, and nothing behind the path",
                "--server packages.example.com | Invalid --server 'packages.example.com': expected http or https, a host, and nothing behind the path",
                "--server https://ghp_x@packages.example.com | Invalid --server: it must not contain a user or a password",
                "--server https://packages.example.com/?a | Invalid --server 'https://packages.example.com/?a': expected http or https, a host, and nothing behind the path",
                "--server http://packages.example.com | Invalid --server 'http://packages.example.com': http:// would show the token to the network; use https://",
                "--server http://127.0.0.1.example.com | Invalid --server 'http://127.0.0.1.example.com': http:// would show the token to the network; use https://"
            })
    void optionsThatContradictEachOtherAreRefused(String options, String message) {
        assertThat(run(Map.of("GH_TOKEN", "ghp_test"), LIST + " " + options)).isEqualTo(usageError(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--server http://127.0.0.1:1", "--backend github"})
    void withoutATokenNothingIsSent(String target) {
        assertThat(run(Map.of(), LIST + " " + target))
                .isEqualTo(usageError("There is no token: set one of PACKHOUSE_TOKEN, GH_TOKEN, GITHUB_TOKEN"));
        assertThat(run(Map.of("GH_TOKEN", " "), LIST + " " + target))
                .isEqualTo(usageError("There is no token: set one of PACKHOUSE_TOKEN, GH_TOKEN, GITHUB_TOKEN"));
        assertThat(run(Map.of("GH_TOKEN", "ghp_one ghp_two"), LIST + " " + target))
                .isEqualTo(
                        usageError("Invalid GH_TOKEN: a token consists of visible ASCII characters, without spaces"));
    }

    @Test
    void aDataDirectoryNeedsATokenOrAUser() {
        assertThat(run(Map.of(), LIST + " --data " + data))
                .isEqualTo(
                        usageError("There is no token: set one of PACKHOUSE_TOKEN, GH_TOKEN, GITHUB_TOKEN, or name with"
                                + " --user as whom to act"));
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aDirectoryThatDoesNotExistIsNotCreated() {
        Path missing = data.resolve("none");

        assertThat(run(Map.of(), LIST + " --user monalisa --data " + missing).err())
                .startsWith("packhouse: There is no data directory '%s'".formatted(missing));
        assertThat(missing).doesNotExist();
    }

    @Test
    void variablesThatOnlySayWhereSomethingIsAreIgnoredByOtherTargets() {
        try (DemoTarget demo = DemoTarget.open(Way.SERVER, data)) {
            Map<String, String> environment = new HashMap<>(Map.of(
                    "GH_TOKEN", "ghp_demoMonalisa",
                    "PACKHOUSE_DATA", "no-such-directory",
                    "PACKHOUSE_GITHUB_URL", demo.url()));

            assertThat(run(environment, LIST + " --server " + demo.url()).exitCode())
                    .isZero();
            assertThat(run(environment, LIST + " --backend github").exitCode()).isZero();
            environment.put("PACKHOUSE_SERVER", demo.url());
            assertThat(run(environment, LIST).exitCode()).isZero();
            // The backend of a server in the same container: a change must not go to another place than meant.
            environment.put("PACKHOUSE_BACKEND", "github");
            assertThat(run(environment, LIST))
                    .isEqualTo(usageError("--server asks a running server: --backend has no meaning with it;"
                            + " --server comes from PACKHOUSE_SERVER in the environment;"
                            + " --backend comes from PACKHOUSE_BACKEND in the environment"));
        }
    }

    @Test
    void theDataDirectoryMayComeFromTheEnvironment() {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            Map<String, String> environment = Map.of("PACKHOUSE_DATA", data.toString(), "PACKHOUSE_USER", "monalisa");

            assertThat(run(environment, LIST).out()).startsWith("octo-utils\t");
            assertThat(demo.run(LIST).out()).isEqualTo(run(environment, LIST).out());
        }
    }

    /** As with serve, the directory of the live service has the audit trail. */
    @Test
    void theDecisionsOfTheLiveServiceAreKeptWhereADirectoryIsNamed() {
        try (DemoTarget demo = DemoTarget.open(Way.GITHUB, data)) {
            Path trail = data.resolve("trail");
            String delete = "version delete --owner octo-org --type npm --name octo-utils 3002 --yes --data " + trail;

            assertThat(demo.run(delete + " --dry-run").exitCode()).isZero();
            assertThat(demo.run(delete).exitCode()).isZero();

            assertThat(run(Map.of(), "audit --json --backend github --data " + trail)
                            .out()
                            .lines())
                    .map(line -> line.substring(line.indexOf("\"decision\":")))
                    .containsExactly(
                            "\"decision\":\"ALLOWED\",\"dry_run\":false}",
                            "\"decision\":\"ALLOWED\",\"dry_run\":true}");
        }
    }

    @Test
    void aUserActsWithTheRolesOfTheUserAndNeedsNoToken() {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            String there = " --data " + data;

            assertThat(run(Map.of(), LIST + " --user Monalisa" + there).out())
                    .isEqualTo(demo.run(LIST).out());
            assertThat(run(Map.of(), LIST + " --user defunkt" + there)).isEqualTo(new CommandResult(0, "", ""));
            // A member deletes where the member is admin of the package only.
            String delete = "package delete --owner octo-org --yes --user hubot" + there;
            assertThat(run(Map.of(), delete + " --type rubygems octo-gem").out())
                    .isEqualTo("octo-org/rubygems/octo-gem: deleted\n");
            assertThat(run(Map.of(), delete + " --type npm octo-utils").out())
                    .matches("octo-org/npm/octo-utils: refused: .+ \\(NOT_ADMIN\\)\n");
            assertThat(run(Map.of(), "audit" + there).out().lines().map(line -> line.replaceAll(" {2,}", " ")))
                    .containsExactly(
                            "TIME CALLER OPERATION PACKAGE ID VERSION DECISION RUN REQUEST",
                            "2026-11-21T08:00:00Z operator as hubot delete_package octo-org/npm/octo-utils 103 - NOT_ADMIN real -",
                            "2026-11-21T08:00:00Z operator as hubot delete_package octo-org/rubygems/octo-gem 106 - ALLOWED real -");
        }
    }

    @Test
    void aUserActsInAnOrganizationWithSingleSignOn() {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            String list = "package list --owner secure-org --type npm --data " + data;

            assertThat(run(Map.of(), list + " --user monalisa")).isEqualTo(new CommandResult(0, "", ""));
            assertThat(demo.runWith("ghp_demoReader", "package list --owner secure-org --type npm")
                            .err())
                    .contains("(SSO_REQUIRED)");
        }
    }

    /** Nothing is left that could be used after a crash, and no number of a token is used up. */
    @Test
    void aUserActsWithoutATokenInTheStore() {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            String tokens = "token list --data " + data;
            String before = run(Map.of(), tokens).out();

            assertThat(demo.run(
                                    "version delete --owner octo-org --type npm --name octo-utils 3002 --yes --user monalisa")
                            .out())
                    .isEqualTo("octo-org/npm/octo-utils/3002: deleted\n");

            assertThat(run(Map.of(), tokens).out()).isEqualTo(before).hasLineCount(8);
            run(Map.of(), "token create --user hubot --data " + data);
            assertThat(run(Map.of(), tokens).out().lines().skip(8))
                    .singleElement()
                    .asString()
                    .startsWith("8 ");
        }
    }

    @Test
    void aUserWinsOverATokenOfTheEnvironment() {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            assertThat(demo.runWith("ghp_wrong", LIST + " --user monalisa").exitCode())
                    .isZero();
            assertThat(demo.runWith("ghp_wrong", LIST))
                    .isEqualTo(new CommandResult(1, "", "packhouse: The token: Bad credentials (BAD_CREDENTIALS)\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "octo-org"})
    void aUserWhoDoesNotExistIsReported(String login) {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            assertThat(demo.run(LIST + " --user " + login))
                    .isEqualTo(new CommandResult(1, "", "packhouse: There is no user '%s'\n".formatted(login)));
        }
    }

    @Test
    void aDirectoryInUseIsReported() {
        CommandResult result = CommandWiring.administer(
                Backends.named("sqlite"),
                data,
                InstantSource.system(),
                administration -> run(Map.of(), LIST + " --user monalisa --data " + data));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains(data.toString(), "in use").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "package show --type npm | Missing required options and parameters: '--owner=LOGIN', 'NAME'",
                "package show --owner x --type npm team/app | Invalid npm package name 'team/app': it must not contain a slash, or be '.' or '..'",
                "package delete --owner x --type container .. --yes | Invalid container package name '..': no part of it between slashes may be empty, '.' or '..'",
                "package restore --owner x --type npm a b --id 7 | --id restores one package: name only one",
                "package restore --owner x --type npm a --id 0 | Invalid value for option '--id': '0' is no id, expected a positive number",
                "package list --owner x --state gone | Invalid value for option '--state': 'gone' is no state, expected one of active, deleted",
                "package list --owner x --visibility secret | Invalid value for option '--visibility': 'secret' is no visibility, expected one of public, private, internal",
                "package list --owner x --visibilty public | Unknown options: '--visibilty', 'public'; did you mean --visibility?",
                "version show --owner x --type npm --name a 0 | Invalid value for positional parameter at index 0 (ID): '0' is no id, expected a positive number",
                "version delete --owner x --type npm --name a b --yes | Invalid value for positional parameter at index 0..* (ID): 'b' is no id, expected a positive number"
            })
    void aWrongArgumentIsRefusedBeforeAnythingIsOpened(String command, String message) {
        String name = Stream.of(command.split(" "))
                .limit(2)
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();

        assertThat(run(Map.of("PACKHOUSE_DATA", "no-such-directory"), command))
                .isEqualTo(new CommandResult(
                        2, "", "packhouse: %s (see 'packhouse %s --help')\n".formatted(message, name)));
    }
}
