package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.HttpSettings;
import dev.packhouse.adapter.http.LocalSettings;
import dev.packhouse.adapter.http.RateLimits;
import dev.packhouse.adapter.http.cli.InProcessCommand.CommandResult;
import dev.packhouse.adapter.http.wiring.DataDirectory;
import dev.packhouse.adapter.http.wiring.InitialState;
import dev.packhouse.adapter.http.wiring.Shutdown;
import dev.packhouse.adapter.http.wiring.Wiring;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.Seed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live registry is a Packhouse server with the demo state. */
class MirrorTest {

    private static final Map<String, String> OWNER = Map.of("GH_TOKEN", "ghp_demoMonalisa");

    @TempDir
    private Path live;

    @TempDir
    private Path copy;

    private final Shutdown shutdown = new Shutdown();
    private String url;

    @BeforeEach
    void startTheLiveRegistry() throws IOException {
        serve(Demo::state);
    }

    private void serve(InitialState state) throws IOException {
        HttpSettings http =
                LocalSettings.of("127.0.0.1", 0, Optional.empty(), false, RateLimits.SHOWN, Rules.GITHUB, false);
        Wiring.Started server = Wiring.start(
                new Wiring.Settings(
                        Backends.named("sqlite"),
                        Optional.of(DataDirectory.of(Optional.of(Files.createTempDirectory(live, "live")), false)),
                        Optional.of(state),
                        http,
                        Map.of(),
                        AuditRetention.DEFAULT,
                        Optional.empty(),
                        false),
                shutdown,
                InstantSource.fixed(InProcessCommand.NOW));
        url = "http://127.0.0.1:" + server.port();
    }

    @AfterEach
    void stopTheLiveRegistry() {
        shutdown.close();
    }

    @Test
    void theCopyHasTheRealIdsNamesTagsAndDates() {
        CommandResult result = mirror(OWNER, "--owner", "octo-org");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(packages(export())).isEqualTo(packages(Demo.state(InProcessCommand.NOW)));
    }

    /** The active packages of the organization, without the data that a registry does not return. */
    private static List<PackageEntry> packages(RegistryState state) {
        return state.packages().stream()
                .filter(entry -> entry.owner().equals(new Login("octo-org"))
                        && entry.deletedAt().isEmpty())
                .sorted(Comparator.comparingLong(entry -> entry.id().orElseThrow()))
                .map(entry -> new PackageEntry(
                        entry.id(),
                        entry.owner(),
                        entry.name(),
                        entry.visibility(),
                        entry.repository(),
                        false,
                        Map.of(),
                        Map.of(),
                        false,
                        entry.createdAt(),
                        entry.updatedAt(),
                        Optional.empty(),
                        entry.versions().stream()
                                .map(MirrorTest::withoutDownloads)
                                .sorted(Comparator.comparingLong(
                                        version -> version.id().orElseThrow()))
                                .toList()))
                .toList();
    }

    private static VersionEntry withoutDownloads(VersionEntry version) {
        return new VersionEntry(
                version.id(),
                version.name(),
                version.tags(),
                OptionalLong.empty(),
                version.license(),
                version.description(),
                version.createdAt(),
                version.updatedAt(),
                version.deletedAt(),
                version.manifest());
    }

    private RegistryState export() {
        return CommandWiring.administer(
                Backends.named("sqlite"),
                copy,
                InstantSource.fixed(InProcessCommand.NOW),
                administration -> administration.export());
    }

    @Test
    void aSecondMirrorCopiesNothing() {
        mirror(OWNER, "--owner", "octo-org");
        RegistryState first = export();

        CommandResult result = mirror(OWNER, "--owner", "octo-org");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("Copied 0 packages with 0 versions");
        assertThat(export()).isEqualTo(first);
    }

    @Test
    void onlyTheTypesThatAreNamedAreCopied() {
        mirror(OWNER, "--owner", "octo-org", "--type", "npm,nuget");

        assertThat(export().packages())
                .isNotEmpty()
                .extracting(entry -> entry.name().type())
                .containsOnly(PackageType.NPM, PackageType.NUGET);
    }

    @Test
    void theTokenIsNowhereInTheCopy() throws IOException {
        mirror(OWNER, "--owner", "octo-org");

        assertThat(export().tokens()).isEmpty();
        try (Stream<Path> files = Files.walk(copy)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .doesNotContain("ghp_demoMonalisa"));
        }
    }

    @Test
    void withoutATokenNoRequestIsSent() {
        CommandResult result = mirror(Map.of(), "--owner", "octo-org");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("set one of PACKHOUSE_TOKEN, GH_TOKEN, GITHUB_TOKEN");
    }

    @Test
    void aRefusalIsReportedWithTheMessageOfTheRegistry() {
        CommandResult result = mirror(Map.of("PACKHOUSE_TOKEN", "ghp_demoNoScope"), "--owner", "octo-org");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(
                        "packhouse: The registry refused: You need at least read:packages scope to list packages.\n");
    }

    private static Seed acme(String organization, PackageSeed... packages) {
        return new Seed()
                .user(1001, "mona")
                .organization(2001, organization, List.of("mona"), List.of())
                .token("ghp_mona", "mona")
                .add(packages);
    }

    private static PackageSeed tool(long id, String name, String repository) {
        return PackageSeed.of(id, repository.substring(0, repository.indexOf('/')), PackageType.NPM, name)
                .linked(repository)
                .with(VersionSeed.of(id, VersionSeed.name(PackageType.NPM, 1)));
    }

    private List<String> copied() {
        return export().packages().stream()
                .map(entry -> "%s %s %s"
                        .formatted(
                                entry.id().orElseThrow(),
                                entry.name(),
                                entry.repository().orElseThrow()))
                .toList();
    }

    @Test
    void aRepositoryAndAnOrganizationThatWereRenamedTakeTheirNewNamesInTheCopy() throws IOException {
        Map<String, String> mona = Map.of("GH_TOKEN", "ghp_mona");
        serve(now -> acme("acme", tool(101, "one", "acme/app"))
                .privateRepository(5001, "acme/app", Map.of())
                .state());
        assertThat(mirror(mona, "--owner", "acme").exitCode()).isZero();

        serve(now -> acme("acme", tool(101, "one", "acme/app-renamed"), tool(102, "two", "acme/app-renamed"))
                .privateRepository(5001, "acme/app-renamed", Map.of())
                .state());
        CommandResult result = mirror(mona, "--owner", "acme");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("; 1 were there already, 0 were left out\n");
        assertThat(copied()).containsExactly("101 one acme/app-renamed", "102 two acme/app-renamed");

        serve(now -> acme("acme-inc", tool(101, "one", "acme-inc/app"), tool(103, "three", "acme-inc/app"))
                .privateRepository(5001, "acme-inc/app", Map.of())
                .state());

        assertThat(mirror(mona, "--owner", "acme-inc").exitCode()).isZero();
        assertThat(copied()).containsExactly("101 one acme-inc/app", "102 two acme-inc/app", "103 three acme-inc/app");
    }

    @Test
    void leftOutPackagesAreListedAndSetTheExitCode() throws IOException {
        Map<String, String> mona = Map.of("GH_TOKEN", "ghp_mona");
        serve(now -> acme("acme", tool(101, "one", "acme/app"))
                .privateRepository(5001, "acme/app", Map.of())
                .state());
        mirror(mona, "--owner", "acme");
        serve(now -> acme("acme", tool(201, "one", "acme/app"), tool(202, "two", "acme/app"))
                .privateRepository(5001, "acme/app", Map.of())
                .state());

        CommandResult result = mirror(mona, "--owner", "acme");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .endsWith(
                        ("two: 1 versions\nCopied 1 packages with 1 versions into '%s'; 0 were there already, 1 were left"
                                        + " out:\n  npm package one: another package of its name was copied before, and has been"
                                        + " replaced by this one\n")
                                .formatted(copy));
    }

    @Test
    void anUnknownOwnerIsReportedAndNoDirectoryIsLeft() {
        copy = copy.resolve("new");

        assertThat(mirror(OWNER, "--owner", "octo-orgs"))
                .isEqualTo(new CommandResult(
                        1,
                        "",
                        "packhouse: The registry has no organization 'octo-orgs', or hides it from this token; a user is"
                                + " named with --user\n"));
        assertThat(mirror(OWNER, "--user", "mona"))
                .isEqualTo(new CommandResult(
                        1, "", "packhouse: The registry has no user 'mona', or hides it from this token\n"));
        assertThat(copy).doesNotExist();
    }

    @Test
    void aRefusedOrFailedMirrorLeavesNoNewDirectory() {
        assertThat(mirror(Map.of("GH_TOKEN", "ghp_demoNoScope"), "--owner", "octo-org")
                        .exitCode())
                .isEqualTo(1);
        assertThat(copy).exists();

        copy = copy.resolve("new");
        assertThat(mirror(Map.of("GH_TOKEN", "ghp_demoNoScope"), "--owner", "octo-org")
                        .exitCode())
                .isEqualTo(1);
        shutdown.close();
        assertThat(mirror(OWNER, "--owner", "octo-org").exitCode()).isEqualTo(1);
        assertThat(copy).doesNotExist();
    }

    @Test
    void theHelpListsTheExitCodes() {
        assertThat(InProcessCommand.runIn(Map.of(), "mirror", "--help").out())
                .contains("0 done, 1 failed, 2 not understood, 3 something was left out");
    }

    @Test
    void aLocalBackendCannotBeMirrored() {
        CommandResult result = mirror(OWNER, "--owner", "octo-org", "--from", "sqlite");

        assertThat(result)
                .isEqualTo(new CommandResult(
                        2, "", "packhouse: --from sqlite is no live registry (see 'packhouse mirror --help')\n"));
    }

    @Test
    void anOwnerIsNeededAndOnlyOne() {
        CommandResult expected = new CommandResult(
                2, "", "packhouse: Expected one owner: --owner ORG or --user LOGIN (see 'packhouse mirror --help')\n");

        assertThat(mirror(OWNER)).isEqualTo(expected);
        assertThat(mirror(OWNER, "--owner", "octo-org", "--user", "monalisa")).isEqualTo(expected);
    }

    @Test
    void theOwnerMayComeFromTheEnvironment() {
        CommandResult result = mirror(Map.of("GH_TOKEN", "ghp_demoMonalisa", "PACKHOUSE_OWNER", "octo-org"));

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("Copied 6 packages");
    }

    private CommandResult mirror(Map<String, String> environment, String... options) {
        String[] args = new String[options.length + 5];
        args[0] = "mirror";
        args[1] = "--github-url";
        args[2] = url;
        args[3] = "--data";
        args[4] = copy.toString();
        System.arraycopy(options, 0, args, 5, options.length);
        return InProcessCommand.runIn(environment, args);
    }
}
