package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.DemoTarget.Way;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands {@code version}, in each way to reach the packages of the demo. */
class VersionCommandsTest {

    private static final String OCTO_UTILS = " --owner octo-org --type npm --name octo-utils ";
    private static final String TEAM_APP = " --owner octo-org --type container --name team/app ";
    private static final String LAST_VERSION =
            "You cannot delete the last version of a package. You must delete the package instead.";

    private static final String TOO_MANY_DOWNLOADS =
            "Publicly visible package versions with more than 5000 downloads cannot be deleted. Contact GitHub support"
                    + " for further assistance.";

    @TempDir
    private Path data;

    @ParameterizedTest
    @EnumSource
    void versionsAreListedTheNewestFirst(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            assertThat(demo.runOnTerminal("version list" + OCTO_UTILS)).isEqualTo(new CommandResult(0, """
                            ID    NAME          CREATED
                            3002  1.1.0-beta.1  2026-03-01T12:00:00Z
                            3001  1.0.0         2025-02-01T12:00:00Z
                            """, ""));
            assertThat(demo.run("version list" + OCTO_UTILS))
                    .isEqualTo(new CommandResult(
                            0,
                            "3002\t1.1.0-beta.1\t\t2026-03-01T12:00:00Z\t\n3001\t1.0.0\t\t2025-02-01T12:00:00Z\t\n",
                            ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void deletedVersionsAreListedWithTheirTagsAndTheTimeOfTheirDeletion(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            String digest = "sha256:4a8a08f09d37b73795649038408b5f33e4a1c2b3d4e5f60718293a4b5c6d7e8f";

            assertThat(demo.run("version list" + TEAM_APP + "--state deleted"))
                    .isEqualTo(new CommandResult(
                            0, "1006\t" + digest + "\tnightly\t2026-11-12T08:00:00Z\t2026-11-18T08:00:00Z\n", ""));
            assertThat(demo.runOnTerminal("version list" + TEAM_APP).out())
                    .startsWith("ID    NAME   ")
                    .containsPattern("1001  sha256:5d20\\w+  latest,v1\\.1\\.0  2026-11-19T08:00:00Z\n")
                    .doesNotContain("DELETED");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aVersionIsShown(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            CommandResult result = demo.run("version show" + OCTO_UTILS + "3002");

            assertThat(result.exitCode()).isZero();
            assertThat(result.out().replace("\t", ": ")).startsWith("""
                            id: 3002
                            name: 1.1.0-beta.1
                            license: MIT
                            description: Small tools
                            created: 2026-03-01T12:00:00Z
                            updated: 2026-03-01T12:00:00Z
                            """).hasLineCount(way == Way.DATA ? 6 : 7);
        }
    }

    @Test
    void theJsonOfAStoreHasTheFieldsOfGitHubWithoutUrls() {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            String json =
                    "{\"id\":1001,\"name\":\"sha256:5d20c808ce198565ff70b3ed23a991dd49afac45dece63474b27ce6ed036adc6\","
                            + "\"created_at\":\"2026-11-19T08:00:00Z\",\"updated_at\":\"2026-11-19T08:00:00Z\","
                            + "\"metadata\":{\"package_type\":\"container\",\"container\":{\"tags\":[\"latest\",\"v1.1.0\"]}}}";

            assertThat(demo.run("version show" + TEAM_APP + "1001 --json"))
                    .isEqualTo(new CommandResult(0, json + "\n", ""));
            assertThat(demo.run("version list" + TEAM_APP + "--json").out())
                    .startsWith("[{\"id\":1003,")
                    .contains("," + json + ",");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aVersionThatDoesNotExistIsReported(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            CommandResult result = demo.run("version show" + OCTO_UTILS + "1006");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .startsWith("packhouse: octo-org/npm/octo-utils/1006: ")
                    .endsWith(" (%s)\n".formatted(demo.code(404, "VERSION_NOT_FOUND")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachVersionHasItsResultAndARefusalDoesNotEndTheCommand(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            String notFound = switch (way) {
                case DATA -> "There is no such package version";
                case SERVER, GITHUB -> "Package version not found.";
            };

            assertThat(demo.run("version delete" + OCTO_UTILS + "3002 3001 3002 99 --yes"))
                    .isEqualTo(new CommandResult(
                            1,
                            """
                            octo-org/npm/octo-utils/3002: deleted
                            octo-org/npm/octo-utils/3001: refused: %s (%s)
                            octo-org/npm/octo-utils/99: refused: %s (%s)
                            """.formatted(
                                            LAST_VERSION,
                                            demo.code(400, "LAST_VERSION"),
                                            notFound,
                                            demo.code(404, "VERSION_NOT_FOUND")),
                            "1 deleted, 2 refused\n"));
            assertThat(demo.run("version restore" + OCTO_UTILS + "3002"))
                    .isEqualTo(new CommandResult(0, "octo-org/npm/octo-utils/3002: restored\n", ""));
            assertThat(demo.run("version list" + OCTO_UTILS).out()).hasLineCount(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theJsonOfAChangeIsAnObjectInALineOfItsOwn(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            String subject =
                    "{\"owner\":\"octo-org\",\"package_type\":\"npm\",\"package_name\":\"octo-utils\",\"package_version_id\":";

            assertThat(demo.run("version delete" + OCTO_UTILS + "3002 3001 --yes --json"))
                    .isEqualTo(new CommandResult(
                            1,
                            subject
                                    + "3002,\"result\":\"deleted\"}\n"
                                    + subject
                                    + "3001,\"result\":\"refused\",\"message\":\"%s\",\"code\":\"%s\"}\n"
                                            .formatted(LAST_VERSION, demo.code(400, "LAST_VERSION")),
                            "1 deleted, 1 refused\n"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDryRunDecidesWhereItCanAndChangesNothing(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            CommandResult result =
                    demo.run("version delete --owner octo-org --type container --name popular 2001 2002 --dry-run");

            assertThat(result.out())
                    .isEqualTo(
                            switch (way) {
                                case DATA -> """
                                    octo-org/container/popular/2001: refused: %s (TOO_MANY_DOWNLOADS)
                                    octo-org/container/popular/2002: would be deleted
                                    """.formatted(TOO_MANY_DOWNLOADS);
                                // The live service alone knows the downloads.
                                case GITHUB -> """
                                    octo-org/container/popular/2001: would be deleted
                                    octo-org/container/popular/2002: would be deleted
                                    """;
                                case SERVER ->
                                    """
                                    octo-org/container/popular/2001: not sent: the server decides about version %s
                                    octo-org/container/popular/2002: not sent: the server decides about version %s
                                    """.formatted(
                                                    "sha256:8f14e45fceea167a5a36dedd4bea2543e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6",
                                                    "sha256:c9f0f895fb98ab9159f51fd0297e236d0a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d");
                            });
            assertThat(result.exitCode()).isEqualTo(way == Way.DATA ? 1 : 0);
            assertThat(demo.run("version restore" + TEAM_APP + "1006 --dry-run").out())
                    .isEqualTo("octo-org/container/team/app/1006: %s\n"
                            .formatted(
                                    way == Way.SERVER
                                            ? "not sent: the server decides about the version"
                                            : "would be restored"));
            assertThat(demo.run("version list --owner octo-org --type container --name popular")
                            .out())
                    .hasLineCount(2);
            assertThat(demo.run("version list" + TEAM_APP + "--state deleted").out())
                    .hasLineCount(1);
        }
    }

    @Test
    void aDryRunOnAServerReportsWhatTheServerDoesNotShow() {
        try (DemoTarget demo = DemoTarget.open(Way.SERVER, data)) {
            assertThat(demo.run("version delete" + OCTO_UTILS + "3002 99 --dry-run"))
                    .isEqualTo(new CommandResult(1, """
                            octo-org/npm/octo-utils/3002: not sent: the server decides about version 1.1.0-beta.1
                            octo-org/npm/octo-utils/99: refused: Package not found. (HTTP 404)
                            """, "1 not sent, 1 refused\n"));
        }
    }
}
