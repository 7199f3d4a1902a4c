package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.DemoTarget.Way;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands {@code package}, in each way to reach the packages of the demo. */
class PackageCommandsTest {

    private static final String OCTO_UTILS = "octo-utils\tnpm\t103\t2\tinternal\t2026-03-01T12:00:00Z\t\n";

    @TempDir
    private Path data;

    @ParameterizedTest
    @EnumSource
    void otherProgramsGetALineWithTabsForEachPackage(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            assertThat(demo.run("package list --owner octo-org"))
                    .isEqualTo(new CommandResult(
                            0,
                            OCTO_UTILS
                                    + "com.octo.hello\tmaven\t104\t2\tprivate\t2025-05-01T12:00:00Z\t\n"
                                    + "octo-gem\trubygems\t106\t2\tprivate\t2025-09-02T12:00:00Z\t\n"
                                    + "Octo.Extensions\tnuget\t105\t1\tpublic\t2025-08-01T12:00:00Z\t\n"
                                    + "team/app\tcontainer\t101\t5\tprivate\t2026-11-19T08:00:00Z\t\n"
                                    + "popular\tcontainer\t102\t2\tpublic\t2025-06-10T10:00:00Z\t\n",
                            ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aUserOnATerminalGetsAnAlignedTable(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            assertThat(demo.runOnTerminal("package list --owner octo-org --type npm,container --type nuget"))
                    .isEqualTo(new CommandResult(0, """
                            NAME             TYPE       ID   VERSIONS  VISIBILITY  UPDATED
                            octo-utils       npm        103  2         internal    2026-03-01T12:00:00Z
                            team/app         container  101  5         private     2026-11-19T08:00:00Z
                            popular          container  102  2         public      2025-06-10T10:00:00Z
                            Octo.Extensions  nuget      105  1         public      2025-08-01T12:00:00Z
                            """, ""));
            assertThat(demo.runOnTerminal("package list --owner octo-org --type docker"))
                    .isEqualTo(new CommandResult(0, "", "None found\n"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aListHasOnlyTheRequestedVisibility(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            assertThat(demo.run("package list --owner octo-org --type npm,nuget --visibility internal"))
                    .isEqualTo(new CommandResult(0, OCTO_UTILS, ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theOwnLoginIsTheOwnNamespace(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            assertThat(demo.run("package list --owner Monalisa"))
                    .isEqualTo(
                            new CommandResult(0, "sketches\tcontainer\t108\t1\tprivate\t2026-01-01T12:00:00Z\t\n", ""));
            assertThat(demo.runWith("ghp_demoStranger", "package list --owner monalisa"))
                    .isEqualTo(new CommandResult(0, "", ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownOwnerIsReported(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            assertThat(demo.run("package list --owner octo-orgs"))
                    .isEqualTo(new CommandResult(
                            1,
                            "",
                            "packhouse: octo-orgs: Not Found (%s)\n".formatted(demo.code(404, "OWNER_NOT_FOUND"))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aListIsRefusedAsAWholeWithTheWordsOfGitHub(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            assertThat(demo.runWith("ghp_demoReader", "package list --owner octo-org"))
                    .isEqualTo(new CommandResult(
                            1,
                            "",
                            "packhouse: octo-org/maven: You need at least read:packages and repo scopes to list packages. (%s)\n"
                                    .formatted(demo.code(403, "MISSING_SCOPES"))));
            assertThat(demo.runWith("ghp_demoReader", "package list --owner octo-org --type npm"))
                    .isEqualTo(new CommandResult(0, OCTO_UTILS, ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWrongTokenIsReported(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            CommandResult result = demo.runWith("ghp_wrong", "package list --owner octo-org");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err())
                    .endsWith(": Bad credentials (%s)\n".formatted(demo.code(401, "BAD_CREDENTIALS")))
                    .doesNotContain("ghp_");
        }
    }

    @Test
    void theJsonOfAStoreHasTheFieldsOfGitHubWithoutUrls() {
        try (DemoTarget demo = DemoTarget.open(Way.DATA, data)) {
            String owner = "{\"login\":\"octo-org\",\"id\":2001,\"node_id\":\"MDEyOk9yZ2FuaXphdGlvbjIwMDE=\","
                    + "\"gravatar_id\":\"\",\"type\":\"Organization\",\"user_view_type\":\"public\",\"site_admin\":false}";
            String json = "{\"id\":105,\"name\":\"Octo.Extensions\",\"package_type\":\"nuget\",\"owner\":" + owner
                    + ",\"version_count\":1,\"visibility\":\"public\",\"created_at\":\"2025-08-01T12:00:00Z\","
                    + "\"updated_at\":\"2025-08-01T12:00:00Z\"}";

            assertThat(demo.run("package list --owner octo-org --type nuget --json"))
                    .isEqualTo(new CommandResult(0, "[" + json + "]\n", ""));
            assertThat(demo.run("package show --owner octo-org --type nuget octo.extensions --json"))
                    .isEqualTo(new CommandResult(0, json + "\n", ""));
            assertThat(demo.run("package list --owner octo-org --type docker --json"))
                    .isEqualTo(new CommandResult(0, "[]\n", ""));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER", "GITHUB"})
    void theJsonOfAServerIsThatOfItsResponse(Way way) throws IOException, InterruptedException {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            assertThat(demo.run("package list --owner octo-org --type container --json"))
                    .isEqualTo(new CommandResult(
                            0, get(demo, "/orgs/octo-org/packages?package_type=container") + "\n", ""));
            assertThat(demo.run("package show --owner octo-org --type container team/app --json"))
                    .isEqualTo(
                            new CommandResult(0, get(demo, "/orgs/octo-org/packages/container/team%2Fapp") + "\n", ""));
        }
    }

    private static String get(DemoTarget demo, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(demo.url() + path))
                .header("Authorization", "Bearer ghp_demoMonalisa")
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @ParameterizedTest
    @EnumSource
    void aPackageIsShownInLines(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            String page = way == Way.DATA
                    ? ""
                    : "page        %s/orgs/octo-org/packages/container/package/team%%2Fapp\n".formatted(demo.url());
            String shown = """
                    name        team/app
                    type        container
                    id          101
                    owner       octo-org
                    versions    5
                    visibility  private
                    repository  octo-org/hello-world
                    created     2025-11-03T08:15:00Z
                    updated     2026-11-19T08:00:00Z
                    """ + page;

            assertThat(demo.runOnTerminal("package show --owner octo-org --type container team/app"))
                    .isEqualTo(new CommandResult(0, shown, ""));
            assertThat(demo.run("package show --owner octo-org --type container team/app"))
                    .isEqualTo(new CommandResult(0, shown.replaceAll(" +", "\t"), ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPackageThatDoesNotExistIsReported(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            CommandResult result = demo.run("package show --owner octo-org --type npm octo-util");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .isEqualTo(
                            way == Way.SERVER
                                    ? "packhouse: octo-org/npm/octo-util: Package not found. (HTTP 404)\n"
                                    : "packhouse: octo-org/npm/octo-util: There is no such package (PACKAGE_NOT_FOUND)\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void packagesAreDeletedAndRestoredOneAfterTheOther(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            assertThat(demo.run("package delete --owner octo-org --type container team/app --yes"))
                    .isEqualTo(new CommandResult(0, "octo-org/container/team/app: deleted\n", ""));
            assertThat(demo.run("package list --owner octo-org --type container")
                            .out())
                    .startsWith("popular\t")
                    .hasLineCount(1);

            CommandResult again = demo.run("package delete --owner octo-org --type container team/app popular --yes");
            assertThat(again.exitCode()).isEqualTo(1);
            assertThat(again.out())
                    .matches("octo-org/container/team/app: refused: .+ \\((HTTP 404|PACKAGE_NOT_FOUND)\\)\n"
                            + "octo-org/container/popular: refused: Publicly visible package versions with more than"
                            + " 5000 downloads cannot be deleted\\. Contact GitHub support for further assistance\\."
                            + " \\((HTTP 400|TOO_MANY_DOWNLOADS)\\)\n");
            assertThat(again.err()).isEqualTo("2 refused\n");

            assertThat(demo.run("package restore --owner octo-org --type container team/app"))
                    .isEqualTo(new CommandResult(0, "octo-org/container/team/app: restored\n", ""));
            assertThat(demo.run("package list --owner octo-org --type container")
                            .out())
                    .hasLineCount(2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DATA", "SERVER"})
    void deletedPackagesAreListedWithTheTimeOfTheirDeletion(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            assertThat(demo.run("package list --owner octo-org --state deleted"))
                    .isEqualTo(new CommandResult(
                            0, "left-behind\tnpm\t107\t1\tprivate\t2025-01-01T12:00:00Z\t2026-11-16T08:00:00Z\n", ""));
            assertThat(demo.runOnTerminal("package list --owner octo-org --state deleted --type npm"))
                    .isEqualTo(new CommandResult(0, """
                            NAME         TYPE  ID   VERSIONS  VISIBILITY  UPDATED               DELETED
                            left-behind  npm   107  1         private     2025-01-01T12:00:00Z  2026-11-16T08:00:00Z
                            """, ""));
        }
    }

    @Test
    void theLiveServiceDoesNotListDeletedPackages() {
        try (DemoTarget demo = DemoTarget.open(Way.GITHUB, data)) {
            assertThat(demo.run("package list --owner octo-org --state deleted --json"))
                    .isEqualTo(new CommandResult(
                            1,
                            "",
                            "packhouse: octo-org/npm: deleted packages are not listed by GitHub (INCOMPLETE)\n"));
        }
    }

    /** The same refusal, but the server has the reason in a header. */
    @Test
    void aServerInFrontOfTheLiveServiceDoesNotListDeletedPackages() {
        try (DemoTarget live = DemoTarget.open(Way.SERVER, data);
                DemoTarget front = DemoTarget.inFrontOf(live)) {
            assertThat(front.run("package list --owner octo-org --state deleted"))
                    .isEqualTo(new CommandResult(
                            1,
                            "",
                            "packhouse: octo-org/npm: deleted packages are not listed by GitHub (INCOMPLETE)\n"));
            assertThat(front.run("package list --owner octo-org --type npm"))
                    .isEqualTo(new CommandResult(0, OCTO_UTILS, ""));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DATA", "SERVER"})
    void ofSeveralDeletedPackagesOfOneNameTheLastOneIsRestoredOrTheOneWithTheId(Way way) {
        PackageSeed[] twice = {
            npm(201, "app").deleted(InProcessCommand.NOW.minusSeconds(20)),
            npm(202, "app").deleted(InProcessCommand.NOW.minusSeconds(10))
        };
        try (DemoTarget demo = DemoTarget.open(way, data, now -> octoOrg(twice).state())) {
            String restore = "package restore --owner octo-org --type npm app";
            String list = "package list --owner octo-org --type npm";

            assertThat(demo.run(restore + " --id 201").out()).isEqualTo("octo-org/npm/app: restored\n");
            assertThat(demo.run(list).out()).startsWith("app\tnpm\t201\t");
            assertThat(demo.run(restore).out()).contains(": refused: The name \"app\" is in use by package 201.");
            assertThat(demo.run("package delete --owner octo-org --type npm app --yes")
                            .exitCode())
                    .isZero();
            assertThat(demo.run(restore + " --id 99").out()).matches("octo-org/npm/app: refused: .*\n");
            assertThat(demo.run(restore).out()).isEqualTo("octo-org/npm/app: restored\n");
        }
    }

    private static PackageSeed npm(long id, String name) {
        return PackageSeed.of(id, "octo-org", PackageType.NPM, name)
                .visibility(Visibility.PRIVATE)
                .with(VersionSeed.of(PackageType.NPM, id, "1.0.0"));
    }

    private static Seed octoOrg(PackageSeed... packages) {
        return new Seed()
                .user(1001, "monalisa")
                .organization(2001, "octo-org", List.of("monalisa"), List.of())
                .token("ghp_demoMonalisa", "monalisa")
                .add(packages);
    }

    @ParameterizedTest
    @EnumSource
    void allPagesOfAListAreRead(Way way) {
        PackageSeed[] many = IntStream.rangeClosed(1, 201)
                .mapToObj(i -> npm(1000 + i, "app-" + i))
                .toArray(PackageSeed[]::new);
        try (DemoTarget demo = DemoTarget.open(way, data, now -> octoOrg(many).state())) {
            assertThat(demo.run("package list --owner octo-org").out().lines())
                    .hasSize(201)
                    .first()
                    .asString()
                    .startsWith("app-1\t");
            assertThat(demo.run("package list --owner octo-org").out()).contains("\napp-201\t");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDryRunChangesNothing(Way way) {
        try (DemoTarget demo = DemoTarget.open(way, data)) {
            String before = demo.run("package list --owner octo-org --json").out();
            String word = way == Way.SERVER ? "not sent: the server decides about" : "would be";

            CommandResult deletion = demo.run("package delete --owner octo-org --type npm octo-utils --dry-run");
            CommandResult restore = demo.run("package restore --owner octo-org --type npm left-behind --dry-run");

            assertThat(deletion)
                    .isEqualTo(new CommandResult(
                            0,
                            "octo-org/npm/octo-utils: %s %s\n"
                                    .formatted(word, way == Way.SERVER ? "package 103" : "deleted"),
                            ""));
            assertThat(restore)
                    .isEqualTo(new CommandResult(
                            0,
                            "octo-org/npm/left-behind: %s %s\n"
                                    .formatted(word, way == Way.SERVER ? "the package" : "restored"),
                            ""));
            assertThat(demo.run("package list --owner octo-org --json").out()).isEqualTo(before);
        }
    }

    @Test
    void aServerThatRunsDryHasDeletedNothing() {
        try (DemoTarget demo = DemoTarget.dryServer(data)) {
            assertThat(demo.run("package delete --owner octo-org --type npm octo-utils --yes --json"))
                    .isEqualTo(new CommandResult(
                            0,
                            "{\"owner\":\"octo-org\",\"package_type\":\"npm\",\"package_name\":\"octo-utils\","
                                    + "\"result\":\"would be deleted\"}\n",
                            ""));
            assertThat(demo.run("package list --owner octo-org --type npm").out())
                    .isEqualTo(OCTO_UTILS);
        }
    }
}
