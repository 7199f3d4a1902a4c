package dev.packhouse.adapter.http.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.ByteSource;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import dev.packhouse.adapter.http.statefile.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the commands that plan a cleanup on a data directory, in the morning of 2026-11-21. */
class CleanupCommandsTest {

    private static final String INDEX = "sha256:" + "1".repeat(64);
    private static final String AMD64 = "sha256:" + "2".repeat(64);
    private static final String STRAY = "sha256:" + "3".repeat(64);
    private static final String OLD = "sha256:" + "4".repeat(64);

    private static final String STATE = """
            users: [{login: monalisa}, {login: hubot}]
            organizations: [{login: octo-org, id: 2001, owners: [monalisa], members: [hubot]}]
            packages:
              - owner: octo-org
                package_type: container
                name: team/app
                id: 197
                roles: {hubot: read}
                created_at: 2025-01-01T00:00:00Z
                versions:
                  - {id: 836, name: "%s", tags: [v2], created_at: 2026-10-01T00:00:00Z,
                     manifest: {kind: index, children: ["%s"]}}
                  - {id: 837, name: "%s", created_at: 2026-10-01T00:00:00Z, manifest: {kind: image}}
                  - {id: 838, name: "%s", created_at: 2026-09-01T00:00:00Z, manifest: {kind: image}}
                  - {id: 839, name: "%s", tags: [v1], created_at: 2026-08-01T00:00:00Z, manifest: {kind: image}}
              - owner: octo-org
                package_type: npm
                name: tool
                id: 198
                created_at: 2025-01-01T00:00:00Z
                versions:
                  - {id: 900, name: 1.1.0, created_at: 2026-10-01T00:00:00Z}
                  - {id: 901, name: 1.0.0, created_at: 2026-09-01T00:00:00Z}
            tokens:
              - {token: ghp_admin, user: monalisa, scopes: [repo, read:packages, write:packages, delete:packages]}
              - {token: ghp_member, user: hubot, scopes: [repo, read:packages, write:packages, delete:packages]}
            """.formatted(INDEX, AMD64, AMD64, STRAY, OLD);

    private static final String POLICY = """
            version: 1
            name: nightly
            policies:
              - name: images
                select: {types: [container]}
                keep: [{name: releases, any-tag: ['v2']}]
                delete: [{name: untagged, tagged: false, older-than: 7d}, {name: tagged, all-tags: ['v*']}]
              - name: tools
                select: {types: [npm]}
                delete: [{name: old, all: true}]
            """;

    @TempDir
    private Path directory;

    @BeforeEach
    void loadTheState() throws IOException {
        Files.createDirectory(directory.resolve("data"));
        CommandWiring.<Void>administer(
                Backends.named("sqlite"),
                directory.resolve("data"),
                InstantSource.fixed(InProcessCommand.NOW),
                administration -> {
                    try {
                        administration.load(StateFile.read(
                                "state.yaml", ByteSource.wrap(STATE.getBytes(UTF_8)), InProcessCommand.NOW));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    return null;
                });
        write("policy.yaml", POLICY);
    }

    private String write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content).toString();
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private CommandResult plan(String output, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "cleanup", "plan", "--policy", file("policy.yaml"), "--data", file("data"), "-o", file(output)));
        args.addAll(more.length == 0 ? List.of("--owner", "octo-org") : List.of(more));
        return InProcessCommand.run(args.toArray(String[]::new));
    }

    private List<String> items(String plan) throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve(plan))) {
            return lines.filter(line -> line.startsWith("{\"id\"")).toList();
        }
    }

    @Test
    void aPlanHasEachVersionWithItsReasons() throws IOException {
        CommandResult result = plan("p.plan.jsonl");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(items("p.plan.jsonl"))
                .containsExactly(
                        "{\"id\":837,\"name\":\"" + AMD64
                                + "\",\"tags\":[],\"created\":\"2026-10-01T00:00:00Z\",\"kind\":\"image\",\"do\":\"keep\",\"why\":[0,1],\"with\":836}",
                        "{\"id\":836,\"name\":\"" + INDEX
                                + "\",\"tags\":[\"v2\"],\"created\":\"2026-10-01T00:00:00Z\",\"kind\":\"index\",\"do\":\"keep\",\"why\":[2,3]}",
                        "{\"id\":838,\"name\":\"" + STRAY
                                + "\",\"tags\":[],\"created\":\"2026-09-01T00:00:00Z\",\"kind\":\"image\",\"do\":\"delete\",\"why\":[4]}",
                        "{\"id\":839,\"name\":\"" + OLD
                                + "\",\"tags\":[\"v1\"],\"created\":\"2026-08-01T00:00:00Z\",\"kind\":\"image\",\"do\":\"delete\",\"why\":[5]}",
                        "{\"id\":900,\"name\":\"1.1.0\",\"tags\":[],\"created\":\"2026-10-01T00:00:00Z\",\"do\":\"keep\",\"why\":[0,1]}",
                        "{\"id\":901,\"name\":\"1.0.0\",\"tags\":[],\"created\":\"2026-09-01T00:00:00Z\",\"do\":\"delete\",\"why\":[1]}");
        assertThat(result.out())
                .startsWith("3 versions go, 3 stay, in 2 packages of octo-org, by nightly at 2026-11-21T08:00:00Z\n")
                .contains("container team/app  2     2   2026-09-01T00:00:00Z")
                .contains("The plan can be applied until 2026-11-28T08:00:00Z");
    }

    @Test
    void equalWorldsHaveEqualPlans() throws IOException {
        plan("one.plan.jsonl");
        plan("two.plan.jsonl");

        assertThat(directory.resolve("one.plan.jsonl")).hasSameBinaryContentAs(directory.resolve("two.plan.jsonl"));
    }

    @Test
    void aCompressedPlanIsReadAsAnyOther() {
        plan("p.plan.jsonl.gz");

        assertThat(InProcessCommand.run("cleanup", "show", file("p.plan.jsonl.gz"), "--deleted")
                        .out())
                .contains(
                        "delete container team/app  #838 " + STRAY + "  delete images/untagged: untagged, 81 days old");
    }

    @Test
    void theExitCodeSaysWhetherThePlanDeletesSomething() throws IOException {
        assertThat(plan("p.jsonl", "--owner", "octo-org", "--exit-code").exitCode())
                .isEqualTo(3);

        write("policy.yaml", POLICY.replace("7d", "9y").replace("'v*'", "'x*'").replace("all: true", "id: [1]"));
        assertThat(plan("p.jsonl", "--owner", "octo-org", "--exit-code").exitCode())
                .isZero();
    }

    @Test
    void onlyPackagesWhoseNameMatchesArePlanned() throws IOException {
        plan("p.jsonl", "--owner", "octo-org", "--package", "to*");

        assertThat(items("p.jsonl")).hasSize(2);
    }

    @Test
    void whySaysWhatAVersionIsNeededBy() {
        plan("p.jsonl");

        assertThat(InProcessCommand.run("cleanup", "why", file("p.jsonl"), "team/app@" + AMD64)
                        .out())
                .isEqualTo("""
                        stays: #837 %s of container team/app
                          needed by 836 (v2)
                          would otherwise go: delete images/untagged: untagged, 51 days old
                        stays: #836 v2 of container team/app
                          keep images/releases: tag v2
                          would otherwise go: delete images/tagged: tag v2
                        """.formatted(AMD64));
        assertThat(InProcessCommand.run("cleanup", "why", file("p.jsonl"), "team/app:v1")
                        .out())
                .isEqualTo("goes:  #839 v1 of container team/app\n  delete images/tagged: tag v1\n");
        assertThat(InProcessCommand.run("cleanup", "why", file("p.jsonl"), "#900")
                        .out())
                .contains("safeguard newest-release: 1.1.0");
    }

    @Test
    void whyOfAVersionThatIsNotInThePlanFails() {
        plan("p.jsonl");

        assertThat(InProcessCommand.run("cleanup", "why", file("p.jsonl"), "#1"))
                .isEqualTo(new CommandResult(
                        1, "", "packhouse: The plan has no version '#1': expected #ID, PACKAGE:TAG or PACKAGE@NAME\n"));
    }

    @Test
    void diffShowsWhatAnotherPolicyChanges() throws IOException {
        plan("old.jsonl");
        write(
                "policy.yaml",
                POLICY.replace("all: true", "id: [1]").replace("[{name: releases, any-tag: ['v2']}]", "[]"));
        plan("new.jsonl");

        CommandResult result = InProcessCommand.run("cleanup", "diff", file("old.jsonl"), file("new.jsonl"));

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).isEqualTo("""
                        - npm tool #901 1.0.0  delete tools/old: all versions
                        0 more versions go, 1 fewer
                        """);
        assertThat(InProcessCommand.run("cleanup", "diff", file("old.jsonl"), file("old.jsonl")))
                .isEqualTo(new CommandResult(0, "0 more versions go, 0 fewer\n", ""));
    }

    @Test
    void theEstimateFollowsTheLimitsOfGitHub() {
        plan("p.jsonl");

        assertThat(InProcessCommand.run("cleanup", "estimate", file("p.jsonl"), "--limit", "5000")
                        .out())
                .isEqualTo("""
                        3 deletions
                        requests an hour  requests  time   resets of the hour
                        5000              7         1 min  0
                        To restore them takes 1 min to 1 min
                        """);
    }

    @Test
    void aPlanIsWrittenAsCommaSeparatedValuesAndAsMarkdown() {
        plan("p.jsonl");

        assertThat(InProcessCommand.run("cleanup", "show", file("p.jsonl"), "--csv")
                        .out())
                .startsWith("type,package,id,version,tags,created,do,reasons\n")
                .contains("npm,tool,901,1.0.0,,2026-09-01T00:00:00Z,delete,delete tools/old: all versions\n");
        assertThat(InProcessCommand.run("cleanup", "show", file("p.jsonl"), "--markdown")
                        .out())
                .startsWith("### Cleanup of octo-org: 3 versions go, 3 stay\n")
                .contains("| container team/app | 2 | 2 |\n")
                .contains("| npm tool | \\#901 1.0.0 | delete tools/old: all versions |\n");
    }

    @Test
    void theTokenInTheEnvironmentSaysWhoPlans() throws IOException {
        CommandResult result = InProcessCommand.runIn(
                Map.of("GH_TOKEN", "ghp_member"),
                "cleanup",
                "plan",
                "--policy",
                file("policy.yaml"),
                "--data",
                file("data"),
                "-o",
                file("p.jsonl"),
                "--owner",
                "octo-org");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Left out: container team/app: ").contains("0 versions go, 0 stay");
        assertThat(Files.readString(directory.resolve("p.jsonl"))).contains("\"caller\":\"hubot\"");
    }

    @Test
    void withoutATokenThePlanIsThatOfTheOperatorAsAnOwner() throws IOException {
        plan("p.jsonl");

        assertThat(Files.readString(directory.resolve("p.jsonl"))).contains("\"caller\":\"operator as monalisa\"");
    }

    @Test
    void anUnknownOwnerFailsAndLeavesNoFile() {
        CommandResult result = plan("p.jsonl", "--owner", "nobody");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("There is no account 'nobody'");
        assertThat(directory).isDirectoryNotContaining("glob:**p.jsonl*");
    }

    @Test
    void aPlanIsWrittenIntoADirectoryThatExists() {
        assertThat(plan("absent/p.jsonl"))
                .isEqualTo(new CommandResult(
                        1,
                        "",
                        "packhouse: '%s' cannot be written: there is no directory '%s'\n"
                                .formatted(file("absent/p.jsonl"), file("absent"))));
    }

    @Test
    void aPolicyWithProblemsIsNotEvaluated() throws IOException {
        write("policy.yaml", POLICY.replace("older-than: 7d", "older-than: soon"));

        CommandResult result = plan("p.jsonl");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("policy.yaml:7: ");
        assertThat(directory).isDirectoryNotContaining("glob:**p.jsonl*");
    }

    @Test
    void policiesThatDeleteNothingAreNotPlanned() throws IOException {
        write("policy.yaml", "version: 1\npolicies: [{keep: [{last: 3}]}]\n");

        assertThat(plan("p.jsonl").err())
                .startsWith(
                        "packhouse: The policies delete nothing: none has a rule below 'delete' or 'delete-packages'");
    }

    @Test
    void optionsOfALiveServiceHaveNoMeaningOnADataDirectory() {
        assertThat(plan("p.jsonl", "--owner", "octo-org", "--manifests", "never")
                        .err())
                .contains("--backend sqlite asks no live service: --manifests has no meaning with it");
    }

    @Test
    void aChangedPlanIsRefused() throws IOException {
        plan("p.jsonl");
        Path plan = directory.resolve("p.jsonl");
        Files.writeString(plan, Files.readString(plan).replace("\"do\":\"keep\"", "\"do\":\"delete\""));

        assertThat(InProcessCommand.run("cleanup", "show", file("p.jsonl")))
                .isEqualTo(new CommandResult(
                        1,
                        "",
                        "packhouse: %s:10: the file was changed: its content has another SHA-256\n".formatted(plan)));
    }
}
