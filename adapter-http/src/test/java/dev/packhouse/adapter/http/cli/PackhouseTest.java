package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackhouseTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve",
                "package",
                "package list",
                "package show",
                "package delete",
                "package restore",
                "version",
                "version list",
                "version show",
                "version delete",
                "version restore",
                "mirror",
                "audit",
                "token",
                "token create",
                "token list",
                "token revoke",
                "state",
                "state check",
                "state export",
                "store",
                "store check",
                "cleanup",
                "cleanup check"
            })
    void everyCommandHasHelpAndVersion(String command) {
        CommandResult help = InProcessCommand.run((command + " --help").strip().split(" "));
        CommandResult version =
                InProcessCommand.run((command + " --version").strip().split(" "));

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith(("Usage: packhouse " + command).strip());
        assertThat(help.err()).isEmpty();
        assertThat(version).isEqualTo(new CommandResult(0, "packhouse (not built as a jar)\n", ""));
    }

    @Test
    void helpNamesEveryCommand() {
        assertThat(DocumentationTest.commands().map(command -> String.join(" ", command)))
                .containsExactly(
                        "serve",
                        "package list",
                        "package show",
                        "package delete",
                        "package restore",
                        "version list",
                        "version show",
                        "version delete",
                        "version restore",
                        "mirror",
                        "cleanup check",
                        "cleanup plan",
                        "cleanup show",
                        "cleanup why",
                        "cleanup diff",
                        "cleanup estimate",
                        "audit",
                        "token create",
                        "token list",
                        "token revoke",
                        "state check",
                        "state export",
                        "store check");
    }

    @Test
    void helpOfServeNamesEveryFlag() {
        assertThat(InProcessCommand.run("serve", "--help").out())
                .contains(
                        "--port",
                        "--host",
                        "--data",
                        "--state",
                        "--demo",
                        "--backend",
                        "--github-url",
                        "--ca-file",
                        "--public-url",
                        "--trust-proxy",
                        "--rate-limit",
                        "--secondary-limit",
                        "--audit-keep",
                        "--audit-size",
                        "--dry-run",
                        "--rules",
                        "--retention",
                        "--download-limit",
                        "--repository-scoped",
                        "--unprotect-last");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Missing required subcommand; commands are serve, package, version, mirror, cleanup, audit, token, state, store (see 'packhouse --help')",
                "publish | Unmatched argument at index 0: 'publish'; commands are serve, package, version, mirror, cleanup, audit, token, state, store (see 'packhouse --help')",
                "serve --verbose | Unknown option: '--verbose'; did you mean --version? (see 'packhouse serve --help')",
                "serve --port x | Invalid value for option '--port': 'x' is not an int (see 'packhouse serve --help')",
                "serve --port 65536 | Invalid --port 65536: it must be 0 to 65535 (see 'packhouse serve --help')",
                "serve --rate-limit 0 | Invalid --rate-limit 0: it must be a positive number, or off (see 'packhouse serve --help')",
                "serve --rate-limit none | Invalid --rate-limit 'none': it must be a positive number, or off (see 'packhouse serve --help')",
                "serve --rate-limit 99999999999 | Invalid --rate-limit '99999999999': it must be a positive number, or off (see 'packhouse serve --help')",
                "serve --public-url octo | Invalid --public-url 'octo': expected http or https, a host, and nothing behind the path (see 'packhouse serve --help')",
                "serve --rules 2023 | Invalid value for option '--rules': '2023' is no edition, expected current or 2022 (see 'packhouse serve --help')",
                "serve --demo --state x | --demo and --state exclude each other (see 'packhouse serve --help')",
                "serve --backend csv | There is no backend 'csv'; there are github, sqlite (see 'packhouse serve --help')",
                "serve --backend github --demo | --backend github keeps no packages: --demo has no meaning with it (see 'packhouse serve --help')",
                "serve --backend github --state x | --backend github keeps no packages: --state has no meaning with it (see 'packhouse serve --help')",
                "serve --backend github --rate-limit 9 | --backend github shows the limits of the live service: --rate-limit has no meaning with it (see 'packhouse serve --help')",
                "serve --backend github --rate-limit off | --backend github shows the limits of the live service: --rate-limit has no meaning with it (see 'packhouse serve --help')",
                "serve --backend github --secondary-limit | --backend github shows the limits of the live service: --secondary-limit has no meaning with it (see 'packhouse serve --help')",
                "serve --backend github --audit-keep 400d | --backend github keeps an audit trail only with --data: --audit-keep has no meaning without it (see 'packhouse serve --help')",
                "serve --backend github --audit-size 256m | --backend github keeps an audit trail only with --data: --audit-size has no meaning without it (see 'packhouse serve --help')",
                "serve --audit-keep 400 | Invalid value for option '--audit-keep': '400' is no duration, expected one such as 400d, 12h, 90m or 5s (see 'packhouse serve --help')",
                "serve --audit-keep 0d | Invalid value for option '--audit-keep': '0d' is no duration, expected one such as 400d, 12h, 90m or 5s (see 'packhouse serve --help')",
                "serve --audit-size 256mb | Invalid value for option '--audit-size': '256mb' is no size, expected one such as 256m, 1g or 65536k (see 'packhouse serve --help')",
                "serve --backend github --retention 30d | --backend github decides by the rules of the live service: --retention has no meaning with it (see 'packhouse serve --help')",
                "serve --backend github --download-limit 1 | --backend github decides by the rules of the live service: --download-limit has no meaning with it (see 'packhouse serve --help')",
                "serve --backend github --repository-scoped npm | --backend github decides by the rules of the live service: --repository-scoped has no meaning with it (see 'packhouse serve --help')",
                "serve --backend github --unprotect-last | --backend github decides by the rules of the live service: --unprotect-last has no meaning with it (see 'packhouse serve --help')",
                "serve --limit-wait 5s | --backend sqlite asks no live service: --limit-wait has no meaning with it (see 'packhouse serve --help')",
                "serve --github-limits off | --backend sqlite asks no live service: --github-limits has no meaning with it (see 'packhouse serve --help')",
                "serve --backend github --github-limits none | Invalid value for option '--github-limits': 'none' is neither on nor off (see 'packhouse serve --help')",
                "serve --backend github --limit-wait 9s | Invalid --limit-wait: a request waits for at most 8s, because clients give up then (see 'packhouse serve --help')",
                "serve --retention 30 | Invalid value for option '--retention': '30' is no duration, expected one such as 400d, 12h, 90m or 5s (see 'packhouse serve --help')",
                "serve --retention 36501d | Invalid retention PT876024H: it must be more than zero, and at most 36500 days (see 'packhouse serve --help')",
                "serve --download-limit -1 | Invalid download limit -1: it is negative (see 'packhouse serve --help')",
                "serve --repository-scoped npm,cargo | Invalid value for option '--repository-scoped' (TYPE): 'cargo' is no type of package, expected one of npm, maven, rubygems, docker, nuget, container (see 'packhouse serve --help')",
                "serve --github-url https://host/api/v3 | --backend sqlite asks no live service: --github-url has no meaning with it (see 'packhouse serve --help')",
                "serve --ca-file ca.pem | --backend sqlite asks no live service: --ca-file has no meaning with it (see 'packhouse serve --help')",
                "--demo | Unknown option: '--demo'; commands are serve, package, version, mirror, cleanup, audit, token, state, store (see 'packhouse --help')",
                "token | Missing required subcommand; commands are create, list, revoke (see 'packhouse token --help')",
                "token create | Missing required option: '--user=LOGIN' (see 'packhouse token create --help')",
                "token create --user x/ | Invalid value for option '--user': Invalid login 'x/': it must not contain a slash, or be '.' or '..' (see 'packhouse token create --help')",
                "token create --user x --scope read | Invalid value for option '--scope' (SCOPE): 'read' is no scope (see 'packhouse token create --help')",
                "serve --public-url a^b | Invalid value for option '--public-url': 'a^b' is no URL (see 'packhouse serve --help')",
                "token create --user x --expires soon | Invalid value for option '--expires': 'soon' is no date, expected one such as 2027-05-19T22:19:11Z (see 'packhouse token create --help')",
                "token create --user x --expires +10000-01-01T00:00:00Z | Invalid value for option '--expires': '+10000-01-01T00:00:00Z' is no date, expected one such as 2027-05-19T22:19:11Z (see 'packhouse token create --help')",
                "token revoke | Missing required parameter: 'ID' (see 'packhouse token revoke --help')",
                "token list --backend csv | There is no backend 'csv'; there are github, sqlite (see 'packhouse token list --help')",
                "token list --backend github | --backend github keeps no data of its own: this command needs a backend that does, such as sqlite (see 'packhouse token list --help')",
                "token create --user x --backend github | --backend github keeps no data of its own: this command needs a backend that does, such as sqlite (see 'packhouse token create --help')",
                "token revoke 1 --backend github | --backend github keeps no data of its own: this command needs a backend that does, such as sqlite (see 'packhouse token revoke --help')",
                "audit --backend csv | There is no backend 'csv'; there are github, sqlite (see 'packhouse audit --help')",
                "audit --since yesterday | Invalid --since 'yesterday', expected a duration such as 7d, 12h or 90m, or a date such as 2026-11-21T08:00:00Z (see 'packhouse audit --help')",
                "audit --since 2026-11-21 | Invalid --since '2026-11-21', expected a duration such as 7d, 12h or 90m, or a date such as 2026-11-21T08:00:00Z (see 'packhouse audit --help')",
                "audit --owner a/b | Invalid value for option '--owner': Invalid login 'a/b': it must not contain a slash, or be '.' or '..' (see 'packhouse audit --help')",
                "audit --limit -1 | Invalid --limit -1: it must be positive (see 'packhouse audit --help')",
                "state export --backend github | --backend github keeps no data of its own: this command needs a backend that does, such as sqlite (see 'packhouse state export --help')",
                "store check --backend github | --backend github keeps no data of its own: this command needs a backend that does, such as sqlite (see 'packhouse store check --help')",
                "mirror --owner x --into github | --into github keeps no data of its own: this command needs a backend that does, such as sqlite (see 'packhouse mirror --help')",
                "mirror --owner x --into csv | There is no backend 'csv'; there are github, sqlite (see 'packhouse mirror --help')",
                "state check x --backend sqlite | Unknown options: '--backend', 'sqlite' (see 'packhouse state check --help')",
                "serve --operator-token x | Unknown options: '--operator-token', 'x' (see 'packhouse serve --help')",
                "state check | Missing required parameter: 'FILE' (see 'packhouse state check --help')"
            })
    void aUsageErrorIsOneLineAndExitCode2(String command, String message) {
        String[] args = command.isEmpty() ? new String[0] : command.split(" ");

        assertThat(InProcessCommand.run(args)).isEqualTo(new CommandResult(2, "", "packhouse: " + message + "\n"));
    }

    @Test
    void anOptionComesFromTheEnvironmentUnlessItIsGiven() {
        Map<String, String> environment = Map.of("PACKHOUSE_PORT", "70000", "PACKHOUSE_RATE_LIMIT", "0");

        assertThat(InProcessCommand.runIn(environment, "serve").err()).contains("Invalid --rate-limit 0");
        assertThat(InProcessCommand.runIn(environment, "serve", "--rate-limit", "off")
                        .err())
                .contains("Invalid --port 70000");
    }

    @Test
    void theAuditRetentionMayComeFromTheEnvironment() {
        Map<String, String> environment = Map.of("PACKHOUSE_AUDIT_KEEP", "soon", "PACKHOUSE_AUDIT_SIZE", "256m");

        assertThat(InProcessCommand.runIn(environment, "serve").err())
                .contains("'soon' is no duration, expected one such as 400d, 12h, 90m or 5s;"
                        + " --audit-keep comes from PACKHOUSE_AUDIT_KEEP in the environment");
        assertThat(InProcessCommand.runIn(environment, "serve", "--audit-keep", "1d", "--backend", "github")
                        .err())
                .contains("--audit-keep has no meaning without it");
        assertThat(InProcessCommand.runIn(Map.of("PACKHOUSE_AUDIT_SIZE", "256m"), "serve", "--backend", "github")
                        .err())
                .contains("--audit-size has no meaning without it; --audit-size comes from PACKHOUSE_AUDIT_SIZE");
    }

    @Test
    void aFlagInTheEnvironmentIsNotTurnedOffByGivingIt() {
        Map<String, String> environment = Map.of("PACKHOUSE_DEMO", "true", "PACKHOUSE_STATE", "x.yaml");

        assertThat(InProcessCommand.runIn(environment, "serve", "--demo").err())
                .contains("--demo and --state exclude each other");
        assertThat(InProcessCommand.runIn(Map.of("PACKHOUSE_DEMO", "perhaps"), "serve")
                        .err())
                .contains("'perhaps' is not a boolean");
    }

    @Test
    void anErrorNamesTheOptionsThatComeFromTheEnvironment() {
        Map<String, String> environment =
                Map.of("PACKHOUSE_BACKEND", "github", "PACKHOUSE_DEMO", "true", "PACKHOUSE_PORT", "x");

        assertThat(InProcessCommand.runIn(environment, "serve", "--port", "0").err())
                .isEqualTo(
                        "packhouse: --backend github keeps no packages: --demo has no meaning with it;"
                                + " --demo comes from PACKHOUSE_DEMO in the environment;"
                                + " --backend comes from PACKHOUSE_BACKEND in the environment (see 'packhouse serve --help')\n");
        assertThat(InProcessCommand.runIn(environment, "serve", "--backend=github", "--port=0", "--demo")
                        .err())
                .isEqualTo("packhouse: --backend github keeps no packages: --demo has no meaning with it"
                        + " (see 'packhouse serve --help')\n");
        assertThat(InProcessCommand.runIn(environment, "serve").err())
                .contains("'x' is not an int; --port comes from PACKHOUSE_PORT in the environment");
        assertThat(InProcessCommand.runIn(Map.of("PACKHOUSE_GITHUB_URL", "ghe.example"), "serve", "--backend", "github")
                        .err())
                .contains(
                        "Invalid --github-url 'ghe.example': expected http or https, a host, and nothing behind the path;"
                                + " --github-url comes from PACKHOUSE_GITHUB_URL in the environment");
    }

    /** The port is out of range, so that a valid command does not start a server. */
    @Test
    void dataAndGitHubUrlMayBeInTheEnvironmentOfEveryBackend() {
        Map<String, String> environment = Map.of(
                "PACKHOUSE_DATA",
                "some/data/",
                "PACKHOUSE_GITHUB_URL",
                "https://host/api/v3",
                "PACKHOUSE_CA_FILE",
                "some/ca.pem",
                "PACKHOUSE_PORT",
                "70000");

        assertThat(InProcessCommand.runIn(environment, "serve", "--backend", "github")
                        .err())
                .contains("Invalid --port 70000");
        assertThat(InProcessCommand.runIn(environment, "serve").err()).contains("Invalid --port 70000");
        assertThat(InProcessCommand.runIn(environment, "serve", "--backend", "github", "--data", "other")
                        .err())
                .contains("Invalid --port 70000");
        assertThat(InProcessCommand.runIn(environment, "serve", "--backend", "github", "--audit-keep", "1d")
                        .err())
                .contains("Invalid --port 70000");
        assertThat(InProcessCommand.runIn(environment, "serve", "--github-url", "https://other")
                        .err())
                .contains("--github-url has no meaning with it (see");
        assertThat(InProcessCommand.runIn(environment, "serve", "--ca-file", "other.pem")
                        .err())
                .contains("--ca-file has no meaning with it (see");
    }

    @ParameterizedTest
    @CsvSource({"serve --backend github --port 0,   serve", "mirror --owner octo-org,           mirror"})
    void aProxyThatCannotBeUsedRefusesTheStartWithoutItsPassword(String command, String name) {
        Map<String, String> environment =
                Map.of("GH_TOKEN", "ghp_example", "HTTPS_PROXY", "socks5://mona:secret@proxy.example:1080");

        assertThat(InProcessCommand.runIn(environment, command.split(" ")))
                .isEqualTo(new CommandResult(
                        2,
                        "",
                        "packhouse: Invalid proxy in HTTPS_PROXY: socks5:// is not supported, expected http://"
                                + " (see 'packhouse %s --help')\n".formatted(name)));
    }

    @ParameterizedTest
    @CsvSource({"serve --backend github --port 0", "mirror --owner octo-org"})
    void aFileOfCertificatesThatCannotBeReadRefusesTheStart(String command) {
        Path file = directory.resolve("ca.pem");
        Path data = directory.resolve("data");
        Map<String, String> environment = Map.of(
                "GH_TOKEN", "ghp_example", "PACKHOUSE_CA_FILE", file.toString(), "PACKHOUSE_DATA", data.toString());

        assertThat(InProcessCommand.runIn(environment, command.split(" ")))
                .isEqualTo(new CommandResult(
                        1,
                        "",
                        "packhouse: Cannot read certificates from '%s': there is no such file\n".formatted(file)));
        assertThat(data).doesNotExist();
    }

    @Test
    void theBackendOfServeInTheEnvironmentIsNoBackendOfTheOtherCommands() throws IOException {
        Map<String, String> environment = Map.of(
                "PACKHOUSE_BACKEND", "github", "PACKHOUSE_DATA", directory.toString(), "GH_TOKEN", "ghp_example");

        assertThat(InProcessCommand.runIn(environment, "token", "list"))
                .isEqualTo(new CommandResult(
                        2,
                        "",
                        "packhouse: --backend github keeps no data of its own: this command needs a backend that does,"
                                + " such as sqlite; --backend comes from PACKHOUSE_BACKEND in the environment"
                                + " (see 'packhouse token list --help')\n"));
        assertThat(directory).isEmptyDirectory();
        assertThat(InProcessCommand.runIn(environment, "token", "list", "--backend", "sqlite")
                        .exitCode())
                .isZero();
        assertThat(InProcessCommand.runIn(
                        environment, "mirror", "--owner", "octo-org", "--github-url", "http://127.0.0.1:1"))
                .matches(result -> result.exitCode() == 1 && !result.err().contains("--backend"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "github"})
    void anUnfitTokenOfTheOperatorRefusesTheStartWithoutItsText(String backend) {
        assertThat(serveFor(backend, "secret-of-nineteen-"))
                .isEqualTo(new CommandResult(
                        2,
                        "",
                        "packhouse: Invalid PACKHOUSE_OPERATOR_TOKEN: it must have 20 to 1024 characters, and has 19"
                                + " (see 'packhouse serve --help')\n"));
        assertThat(serveFor(backend, "a secret with spaces in it"))
                .isEqualTo(new CommandResult(
                        2,
                        "",
                        "packhouse: Invalid PACKHOUSE_OPERATOR_TOKEN: it must consist of visible ASCII characters,"
                                + " without spaces (see 'packhouse serve --help')\n"));
        assertThat(directory).isEmptyDirectory();
    }

    /** The host cannot be resolved, so that a valid command does not start a server. */
    private CommandResult serveFor(String backend, String operatorToken) {
        return InProcessCommand.runIn(
                Map.of("PACKHOUSE_OPERATOR_TOKEN", operatorToken, "PACKHOUSE_DATA", directory.toString()),
                "serve",
                "--backend",
                backend,
                "--host",
                "256.1.1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "secret-of-20-letters", " secret-of-20-letters\n"})
    void aBlankTokenOfTheOperatorIsNoneAndSpacesAroundItDoNotCount(String operatorToken) {
        assertThat(serveFor("sqlite", operatorToken))
                .matches(result -> result.exitCode() == 1 && result.err().contains("Cannot listen on 256.1.1.1"));
    }

    @Test
    void anUnknownLogLevelIsRefused() {
        assertThat(InProcessCommand.runIn(Map.of("PACKHOUSE_LOG_LEVEL", "loud"), "token", "list"))
                .isEqualTo(new CommandResult(
                        2, "", "packhouse: PACKHOUSE_LOG_LEVEL is none of error, warn, info, debug\n"));
        assertThat(InProcessCommand.runIn(Map.of("PACKHOUSE_LOG_LEVEL", " Warn "), "--version")
                        .exitCode())
                .isZero();
    }

    @Test
    void anEmptyVariableIsNoValue() {
        assertThat(InProcessCommand.runIn(Map.of("PACKHOUSE_PORT", "", "PACKHOUSE_RATE_LIMIT", "0"), "serve")
                        .err())
                .contains("Invalid --rate-limit 0");
    }

    @Test
    void aRequiredOptionMayComeFromTheEnvironment() {
        CommandResult result = InProcessCommand.runIn(
                Map.of("PACKHOUSE_USER", "monalisa", "PACKHOUSE_DATA", "no-such-directory"), "token", "create");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).startsWith("packhouse: There is no data directory 'no-such-directory'");
    }

    /** The file is valid, but no number is left for the second user. */
    @Test
    void aStateThatABackendRefusesIsNoInternalError() throws IOException {
        Path file = Files.writeString(
                directory.resolve("state.yaml"),
                "users: [{ login: monalisa, id: 9223372036854775807 }, { login: hubot }]");

        assertThat(InProcessCommand.run("serve", "--port", "0", "--state", file.toString()))
                .isEqualTo(new CommandResult(
                        1, "", "packhouse: id: there is no number left after 9223372036854775807; give one\n"));
    }

    @Test
    void aStateWithManyProblemsEndsWithTheNumberOfThoseThatAreNotShown() throws IOException {
        Path file = Files.writeString(directory.resolve("state.yaml"), "users:\n" + "- {}\n".repeat(2_500));

        CommandResult result = InProcessCommand.run("state", "check", file.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .hasLineCount(1_001)
                .startsWith(file + ":2: missing 'login'\n")
                .endsWith(file + ":1001: missing 'login'\nand 1,500 more problems\n");
    }

    @Test
    void errorsContainNoControlCharacters() throws IOException {
        Path file = Files.writeString(directory.resolve("a\u001b[2J\u202e.yaml"), "users: [{}]");

        assertThat(InProcessCommand.run("state", "check", file.toString()).err())
                .isEqualTo(directory + "/a\\u001b[2J\\u202e.yaml:1: missing 'login'\n");
        assertThat(InProcessCommand.run("state", "check", "no\u001b\u009b\u2066file")
                        .err())
                .isEqualTo("packhouse: There is no file 'no\\u001b\\u009b\\u2066file'\n");
        assertThat(InProcessCommand.run("serve", "--rules", "20\u001b]0;x\u0007\r\n23")
                        .err())
                .isEqualTo("packhouse: Invalid value for option '--rules': '20\\u001b]0;x\\u0007 23' is no edition,"
                        + " expected current or 2022 (see 'packhouse serve --help')\n");
    }

    @Test
    void aStateThatDoesNotFitIntoTheMemoryIsRefusedInOneLine() throws IOException, InterruptedException {
        Path file = directory.resolve("state.yaml");
        Files.writeString(file, "users:\n" + "- {login: u}\n".repeat(1_000_000));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "state",
                        "check",
                        file.toString())
                .redirectErrorStream(true)
                .start();

        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output.strip())
                .matches(
                        "packhouse: Cannot read '\\Q%s\\E': what it holds does not fit into the memory of 2\\d MB; give Java more with -Xmx"
                                .formatted(file));
    }
}
