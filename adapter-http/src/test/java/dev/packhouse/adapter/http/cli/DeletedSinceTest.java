package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.DemoTarget.Way;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.naming.PackageType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code version restore --deleted-since}. */
class DeletedSinceTest {

    private static final Instant NOW = InProcessCommand.NOW;

    @TempDir
    private Path data;

    /** Versions that were deleted at different times, in several packages. */
    private static RegistryState state() {
        return new Seed()
                .user(1001, "monalisa")
                .organization(2001, "octo-org", List.of("monalisa"), List.of())
                .organization(2002, "other-org", List.of("monalisa"), List.of())
                .token("ghp_demoMonalisa", "monalisa")
                .add(
                        PackageSeed.of(11, "octo-org", PackageType.NPM, "app")
                                .with(
                                        npm(1, "1.0.0"),
                                        npm(2, "1.1.0").deleted(NOW.minus(Duration.ofHours(2))),
                                        npm(3, "1.2.0")
                                                .deleted(NOW.minus(Duration.ofHours(2))
                                                        .minusSeconds(1)),
                                        npm(4, "2.0.0").deleted(NOW.minus(Duration.ofMinutes(20))),
                                        npm(5, "2.0.0").deleted(NOW.minus(Duration.ofMinutes(5)))),
                        PackageSeed.of(12, "octo-org", PackageType.CONTAINER, "team/tool")
                                .with(
                                        VersionSeed.of(PackageType.CONTAINER, 6).tagged("v1"),
                                        VersionSeed.of(PackageType.CONTAINER, 7)
                                                .tagged("latest")
                                                .deleted(NOW.minus(Duration.ofHours(1))),
                                        VersionSeed.of(PackageType.CONTAINER, 8)
                                                .tagged("latest", "v2")
                                                .deleted(NOW.minus(Duration.ofMinutes(30)))),
                        PackageSeed.of(13, "octo-org", PackageType.NPM, "gone")
                                .with(npm(9, "1.0.0"))
                                .deleted(NOW.minus(Duration.ofMinutes(1))),
                        PackageSeed.of(14, "other-org", PackageType.NPM, "app")
                                .with(npm(20, "1.0.0"), npm(21, "1.1.0").deleted(NOW.minus(Duration.ofMinutes(1)))))
                .state();
    }

    private static VersionSeed npm(long id, String name) {
        return VersionSeed.of(PackageType.NPM, id, name);
    }

    private DemoTarget open(Way way) {
        return DemoTarget.open(way, data, now -> state());
    }

    private static String tags(DemoTarget demo) {
        return demo.run("version list --owner octo-org --type container --name team/tool")
                .out()
                .lines()
                .map(line -> line.split("\t", -1))
                .map(cells -> cells[0] + "=" + cells[2])
                .sorted()
                .toList()
                .toString();
    }

    @ParameterizedTest
    @EnumSource
    void allVersionsOfThatTimeAreRestoredTheLastDeletionFirst(Way way) {
        try (DemoTarget demo = open(way)) {
            assertThat(demo.run("version restore --owner octo-org --deleted-since 2h --yes"))
                    .isEqualTo(new CommandResult(
                            1, """
                            octo-org/npm/app/5: restored
                            octo-org/npm/app/4: refused: The name "2.0.0" is in use by package version 5. You must delete that version before you can restore this one. (%s)
                            octo-org/container/team/tool/8: restored
                            octo-org/container/team/tool/7: restored
                            octo-org/npm/app/2: restored
                            """.formatted(demo.code(400, "VERSION_NAME_TAKEN")), "4 restored, 1 refused\n"));
            assertThat(demo.run("version list --owner octo-org --type npm --name app --state deleted")
                            .out())
                    .startsWith("4\t")
                    .contains("\n3\t")
                    .hasLineCount(2);
            // The version that was deleted last had the tag before, and has it again.
            assertThat(tags(demo)).isEqualTo("[6=v1, 7=, 8=latest,v2]");
            assertThat(demo.run("version list --owner other-org --type npm --name app --state deleted")
                            .out())
                    .startsWith("21\t");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "119m, 5 4 8 7",
        "2h, 5 4 8 7 2",
        "2026-11-21T06:00:00Z, 5 4 8 7 2",
        "2026-11-21T06:00:01Z, 5 4 8 7",
        "2026-11-21T05:59:59Z, 5 4 8 7 2 3",
        "2026-11-21T07:55:00+00:00, 5",
        "2026-11-21T08:55:01+01:00, ''",
        "4m, ''"
    })
    void theTimeIncludesItsFirstSecond(String since, String ids) {
        try (DemoTarget demo = open(Way.DATA)) {
            CommandResult result = demo.run("version restore --owner octo-org --dry-run --deleted-since " + since);

            assertThat(result.out().lines().map(line -> line.replaceAll(".*/(\\d+): would be restored", "$1")))
                    .containsExactlyElementsOf(ids.isEmpty() ? List.of() : List.of(ids.split(" ")));
            assertThat(result.exitCode()).isZero();
        }
    }

    /** GitHub shows the time of a deletion to the second, so a part of a second of the own clock does not count. */
    @Test
    void aPartOfASecondDoesNotExcludeADeletion() {
        try (DemoTarget demo = open(Way.SERVER)) {
            String command = "version restore --owner octo-org --type npm --name app --dry-run --deleted-since 2h";

            assertThat(demo.runAt(NOW.plusMillis(999), command).out()).contains("octo-org/npm/app/2: not sent");
            assertThat(demo.runAt(NOW.plusSeconds(1), command).out()).doesNotContain("octo-org/npm/app/2:");
        }
    }

    @ParameterizedTest
    @EnumSource
    void typeAndNameSelectThePackages(Way way) {
        try (DemoTarget demo = open(way)) {
            String command = "version restore --owner octo-org --deleted-since 2h --yes ";

            assertThat(demo.run(command + "--type container").out())
                    .isEqualTo("octo-org/container/team/tool/8: restored\nocto-org/container/team/tool/7: restored\n");
            assertThat(demo.run(command + "--name app").out())
                    .startsWith("octo-org/npm/app/5: restored\n")
                    .hasLineCount(3);
            assertThat(demo.run(command + "--type npm --name app"))
                    .isEqualTo(new CommandResult(
                            1,
                            "octo-org/npm/app/4: refused: The name \"2.0.0\" is in use by package version 5. You must"
                                    + " delete that version before you can restore this one. (%s)\n"
                                            .formatted(demo.code(400, "VERSION_NAME_TAKEN")),
                            ""));
            assertThat(demo.run(command + "--name team/too"))
                    .isEqualTo(new CommandResult(1, "", "packhouse: octo-org has no package 'team/too'\n"));
        }
    }

    @Test
    void nothingToRestoreIsNoFailure() {
        try (DemoTarget demo = open(Way.DATA)) {
            assertThat(demo.run("version restore --owner octo-org --deleted-since 1m --yes"))
                    .isEqualTo(new CommandResult(0, "", "No version was deleted since 2026-11-21T07:59:00Z\n"));
        }
    }

    @Test
    void aUserIsAskedAboutAllOfThem() {
        try (DemoTarget demo = open(Way.DATA)) {
            String command = "version restore --owner octo-org --type container --deleted-since 45m";
            String question = "  octo-org/container/team/tool/8 (%s, tags: latest, v2, deleted 2026-11-21T07:30:00Z)\n"
                            .formatted(VersionSeed.name(PackageType.CONTAINER, 8))
                    + "Restore this version %s? [y/N] ".formatted(demo.place());

            assertThat(demo.runOnTerminal(command, "n"))
                    .isEqualTo(new CommandResult(1, "", question + "packhouse: Nothing was restored\n"));
            assertThat(demo.runOnTerminal(command, "y"))
                    .isEqualTo(new CommandResult(0, "octo-org/container/team/tool/8: restored\n", question));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2w", "yesterday", "2026-11-21", "0h"})
    void anythingElseIsNoTime(String since) {
        assertThat(InProcessCommand.run("version", "restore", "--owner", "octo-org", "--deleted-since", since))
                .isEqualTo(new CommandResult(
                        2,
                        "",
                        ("packhouse: Invalid value for option '--deleted-since': '%s' is neither a duration such"
                                        + " as 2h, 90m or 3d, nor a date such as 2027-05-19T22:19:11Z"
                                        + " (see 'packhouse version restore --help')\n")
                                .formatted(since)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--owner x | Expected either the ids of versions, or --deleted-since",
                "--owner x --deleted-since 1h 5 | Expected either the ids of versions, or --deleted-since",
                "--owner x --deleted-since 2026-11-21T08:00:01Z --yes | Invalid --deleted-since 2026-11-21T08:00:01Z: it is in the future",
                "--owner x --type npm 5 | The ids of versions need one --type and --name",
                "--owner x --name app 5 | The ids of versions need one --type and --name",
                "--owner x --type npm,nuget --name app 5 | The ids of versions need one --type and --name",
                "--owner x --type npm --name app 0 | Invalid id '0': expected a positive number"
            })
    void optionsThatContradictEachOtherAreRefused(String options, String message) {
        assertThat(InProcessCommand.run(("version restore " + options).split(" ")))
                .isEqualTo(new CommandResult(
                        2, "", "packhouse: %s (see 'packhouse version restore --help')\n".formatted(message)));
    }
}
