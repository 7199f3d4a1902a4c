package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.DemoTarget.Way;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user has to confirm, and how. */
class ConfirmationTest {

    private static final String DELETE_VERSIONS = "version delete --owner octo-org --type container --name team/app";
    private static final String DIGEST_1004 = "sha256:0cc175b9c0f1b6a831c399e269772661cec520ea51ea0a47e87295fa3245a605";
    private static final String DIGEST_1005 = "sha256:92eb5ffee6ae2fec3ad71c777531578fcf2f3e8f1c1b2d3e4f5a6b7c8d9e0f1a";

    @TempDir
    private Path data;

    @ParameterizedTest
    @EnumSource
    void aUserIsAskedAboutExactlyWhatWillBeDeleted(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            assertThat(demo.runOnTerminal(DELETE_VERSIONS + " 1004 1005", "y"))
                    .isEqualTo(new CommandResult(
                            0,
                            "octo-org/container/team/app/1004: deleted\nocto-org/container/team/app/1005: deleted\n",
                            """
                                      octo-org/container/team/app/1004 (%s, tags: v1.0.0)
                                      octo-org/container/team/app/1005 (%s)
                                    Delete these 2 versions %s? [y/N] 2 deleted
                                    """.formatted(DIGEST_1004, DIGEST_1005, demo.place())));
            assertThat(demo.runOnTerminal("package delete --owner octo-org --type npm octo-utils", " YES "))
                    .isEqualTo(new CommandResult(
                            0,
                            "octo-org/npm/octo-utils: deleted\n",
                            "  octo-org/npm/octo-utils (package 103, 2 versions, internal)\nDelete this package %s? [y/N] "
                                    .formatted(demo.place())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "no", "yep", "octo-utils"})
    void anyOtherAnswerChangesNothing(String answer) {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            assertThat(demo.runOnTerminal("package delete --owner octo-org --type npm octo-utils", answer))
                    .isEqualTo(nothingDeleted(demo));
            isThere(demo);
        }
    }

    @Test
    void theEndOfTheInputChangesNothing() {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            assertThat(demo.runOnTerminal("package delete --owner octo-org --type npm octo-utils"))
                    .isEqualTo(nothingDeleted(demo));
            isThere(demo);
        }
    }

    private static CommandResult nothingDeleted(DemoTarget demo) {
        return new CommandResult(
                1,
                "",
                ("  octo-org/npm/octo-utils (package 103, 2 versions, internal)\nDelete this package %s? [y/N] "
                                + "packhouse: Nothing was deleted\n")
                        .formatted(demo.place()));
    }

    private static void isThere(DemoTarget demo) {
        assertThat(demo.run("package show --owner octo-org --type npm octo-utils")
                        .exitCode())
                .isZero();
    }

    /** Another package may have the name when the user answers. */
    @Test
    void aPackageThatHasChangedSinceItWasShownIsNotDeleted() {
        try (DemoTarget demo = DemoTarget.open(Way.SERVER, data)) {
            String delete = "package delete --owner octo-org --type npm octo-utils";
            CommandResult result = InProcessCommand.runOnTerminalWith(
                    Map.of("GH_TOKEN", "ghp_demoMonalisa"),
                    () -> {
                        demo.run("version delete --owner octo-org --type npm --name octo-utils 3002 --yes");
                        return "y";
                    },
                    (delete + " --server " + demo.url()).split(" "));

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out())
                    .isEqualTo("octo-org/npm/octo-utils: refused: it has changed since it was shown"
                            + " (package 103, 1 version, internal) (CHANGED)\n");
            isThere(demo);
        }
    }

    @Test
    void whatTheTargetDoesNotShowIsRefusedBeforeTheQuestion() {
        try (DemoTarget demo = DemoTarget.open(Way.SERVER, data)) {
            assertThat(demo.runOnTerminal(DELETE_VERSIONS + " 77 1005", "y"))
                    .isEqualTo(new CommandResult(
                            1,
                            """
                            octo-org/container/team/app/77: refused: Package not found. (HTTP 404)
                            octo-org/container/team/app/1005: deleted
                            """,
                            "  octo-org/container/team/app/1005 (%s)\nDelete this version %s? [y/N] 1 deleted, 1 refused\n"
                                    .formatted(DIGEST_1005, demo.place())));
            assertThat(demo.runOnTerminal(DELETE_VERSIONS + " 77", "y"))
                    .isEqualTo(new CommandResult(
                            1,
                            "octo-org/container/team/app/77: refused: Package not found. (HTTP 404)\n",
                            "packhouse: Nothing was deleted\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package delete --owner octo-org --type npm octo-utils",
                "version delete --owner octo-org --type npm --name octo-utils 3002",
                "version restore --owner octo-org --deleted-since 30d"
            })
    void withoutATerminalAConfirmationIsNeededBeforeAnythingIsOpened(String command) {
        String name = command.substring(0, command.indexOf(" --"));

        assertThat(InProcessCommand.run((command + " --data no-such-directory").split(" ")))
                .isEqualTo(new CommandResult(
                        2,
                        "",
                        ("packhouse: There is no terminal to ask on: confirm with --yes, or see with --dry-run what would"
                                        + " happen (see 'packhouse %s --help')\n")
                                .formatted(name)));
    }

    @Test
    void theEnvironmentDoesNotConfirm() {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            for (String variable : List.of("PACKHOUSE_YES", "packhouse_yes", "YES")) {
                CommandResult result = InProcessCommand.runIn(
                        Map.of(variable, "true", "GH_TOKEN", "ghp_demoMonalisa", "PACKHOUSE_DATA", data.toString()),
                        "package",
                        "delete",
                        "--owner",
                        "octo-org",
                        "--type",
                        "npm",
                        "octo-utils");

                assertThat(result.exitCode()).as(variable).isEqualTo(2);
                assertThat(result.err())
                        .startsWith(
                                "packhouse: There is no terminal to ask on: confirm with --yes, or see with --dry-run"
                                        + " what would happen (see")
                        .doesNotContain(variable);
            }
            isThere(demo);
        }
    }

    /** Everything else may come from the environment: a dry run is always safe. */
    @Test
    void aDryRunInTheEnvironmentWinsOverAConfirmation() {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            Map<String, String> environment = new HashMap<>(Map.of(
                    "PACKHOUSE_DRY_RUN", "true",
                    "GH_TOKEN", "ghp_demoMonalisa",
                    "PACKHOUSE_OWNER", "octo-org",
                    "PACKHOUSE_TYPE", "npm",
                    "PACKHOUSE_DATA", data.toString()));

            assertThat(InProcessCommand.runIn(environment, "package", "delete", "octo-utils", "--yes"))
                    .isEqualTo(new CommandResult(0, "octo-org/npm/octo-utils: would be deleted\n", ""));
            isThere(demo);
        }
    }

    @Test
    void aRestoreOfNamedVersionsNeedsNoConfirmation() {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            assertThat(demo.runOnTerminal("version restore --owner octo-org --type container --name team/app 1006"))
                    .isEqualTo(new CommandResult(0, "octo-org/container/team/app/1006: restored\n", ""));
            assertThat(demo.runOnTerminal("package restore --owner octo-org --type npm left-behind"))
                    .isEqualTo(new CommandResult(0, "octo-org/npm/left-behind: restored\n", ""));
        }
    }

    /** The question is on standard error, so that standard output is JSON only. */
    @Test
    void theQuestionIsNotPartOfTheJson() {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            CommandResult result =
                    demo.runOnTerminal("package delete --owner octo-org --type npm octo-utils --json", "y");

            assertThat(result.out())
                    .isEqualTo("{\"owner\":\"octo-org\",\"package_type\":\"npm\",\"package_name\":\"octo-utils\","
                            + "\"result\":\"deleted\"}\n");
            assertThat(result.err()).endsWith("[y/N] ");
        }
    }

    /** PACKHOUSE_STATE is the state file of a server. */
    @Test
    void theStateOfAListDoesNotComeFromTheEnvironment() {
        assertThat(InProcessCommand.runIn(Map.of("PACKHOUSE_STATE", "state.yaml"), "package", "list", "--owner", "x")
                        .err())
                .startsWith("packhouse: There is no token");
        assertThat(InProcessCommand.runIn(Map.of("PACKHOUSE_JSON", "perhaps"), "package", "list", "--owner", "x")
                        .err())
                .contains("'perhaps' is not a boolean; --json comes from PACKHOUSE_JSON in the environment");
    }
}
