package dev.packhouse.adapter.http.statefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.io.ByteSource;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.TokenEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.UserHolder;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.RegistryState.WorkflowHolder;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.access.TokenKind;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.Manifest.Child;
import dev.packhouse.domain.image.Manifest.Kind;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.Digest;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateFileTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant THEN = Instant.parse("2020-05-19T22:19:11Z");
    private static final Login MONALISA = new Login("monalisa");
    private static final Login HUBOT = new Login("hubot");
    private static final Login OCTO_ORG = new Login("octo-org");
    private static final RepositoryName HELLO = RepositoryName.parse("octo-org/hello-world");
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    private static final String IMAGE_TYPE = "application/vnd.oci.image.manifest.v1+json";

    static RegistryState read(String text) throws IOException {
        return StateFile.read("state.yaml", ByteSource.wrap(text.getBytes(UTF_8)), NOW);
    }

    static RegistryState readJson(String text) throws IOException {
        return StateFile.read("state.json", ByteSource.wrap(text.getBytes(UTF_8)), NOW);
    }

    @Test
    void everyKeyIsRead() throws IOException {
        RegistryState state = read("""
                users:
                  - { login: monalisa, id: 1001, name: Mona Lisa, site_admin: true, created_at: 2020-05-19T22:19:11Z,
                      updated_at: 2020-05-20T00:19:11+02:00 }
                  - { login: hubot }
                organizations:
                  - { login: octo-org, id: 2001, name: Octo, description: An org, owners: [monalisa], members: [hubot],
                      saml_sso: true, created_at: 2020-05-19T22:19:11Z, updated_at: 2020-05-19T22:19:11Z }
                repositories:
                  - { full_name: octo-org/hello-world, id: 5001, private: false, description: Hello, fork: true,
                      roles: { hubot: write } }
                packages:
                  - owner: octo-org
                    package_type: container
                    name: team/app
                    id: 197
                    visibility: internal
                    repository: octo-org/hello-world
                    inherit_access: false
                    roles: { hubot: admin, octo-org/hello-world: write }
                    docker_migration_conflict: true
                    created_at: 2020-05-19T22:19:11Z
                    updated_at: 2020-05-19T22:19:11Z
                    deleted_at: 2026-11-01T00:00:00Z
                    versions:
                      - { id: 836, name: "%1$s", tags: [latest, "1.0"], downloads: 12, license: MIT, description: text,
                          created_at: 2020-05-19T22:19:11Z, updated_at: 2020-05-19T22:19:11Z,
                          deleted_at: 2026-10-31T00:00:00.5Z,
                          manifest: {
                            kind: index, media_type: application/vnd.docker.distribution.manifest.list.v2+json,
                            artifact_type: application/vnd.example, subject: "%1$s", size: 1234, children: [
                              "%1$s",
                              { digest: "%1$s", platform: linux/arm64 },
                              { digest: "%1$s", media_type: application/vnd.oci.image.index.v1+json },
                              { digest: "%1$s", media_type: "" },
                              "%1$s" ] } }
                tokens:
                  - { token: ghp_example, user: monalisa, scopes: [read:packages, delete:packages, repo], sso: [octo-org],
                      expires_at: 2027-01-01T00:00:00Z }
                  - { token: ghs_example, repository: octo-org/hello-world, packages: write }
                  - { token_sha256: %2$s, kind: fine_grained, user: hubot }
                """.formatted(DIGEST, "ab".repeat(32)));

        assertThat(state)
                .isEqualTo(new RegistryState(
                        List.of(
                                new UserEntry(
                                        OptionalLong.of(1001), MONALISA, Optional.of("Mona Lisa"), true, THEN, THEN),
                                new UserEntry(OptionalLong.empty(), HUBOT, Optional.empty(), false, NOW, NOW)),
                        List.of(new OrganizationEntry(
                                OptionalLong.of(2001),
                                OCTO_ORG,
                                Optional.of("Octo"),
                                Optional.of("An org"),
                                true,
                                List.of(MONALISA),
                                List.of(HUBOT),
                                THEN,
                                THEN)),
                        List.of(new RepositoryEntry(
                                OptionalLong.of(5001),
                                HELLO,
                                false,
                                Optional.of("Hello"),
                                true,
                                Map.of(HUBOT, Role.WRITE))),
                        List.of(new PackageEntry(
                                OptionalLong.of(197),
                                OCTO_ORG,
                                new PackageName(PackageType.CONTAINER, "team/app"),
                                Visibility.INTERNAL,
                                Optional.of(HELLO),
                                false,
                                Map.of(HUBOT, Role.ADMIN),
                                Map.of(HELLO, Role.WRITE),
                                true,
                                THEN,
                                THEN,
                                Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                                List.of(new VersionEntry(
                                        OptionalLong.of(836),
                                        new VersionName(PackageType.CONTAINER, DIGEST),
                                        List.of(new Tag("latest"), new Tag("1.0")),
                                        OptionalLong.of(12),
                                        Optional.of("MIT"),
                                        Optional.of("text"),
                                        THEN,
                                        THEN,
                                        Optional.of(Instant.parse("2026-10-31T00:00:00.5Z")),
                                        Optional.of(new Manifest(
                                                Kind.INDEX,
                                                "application/vnd.docker.distribution.manifest.list.v2+json",
                                                Optional.of("application/vnd.example"),
                                                List.of(
                                                        child(Optional.of(IMAGE_TYPE), Optional.empty()),
                                                        child(Optional.of(IMAGE_TYPE), Optional.of("linux/arm64")),
                                                        child(
                                                                Optional.of("application/vnd.oci.image.index.v1+json"),
                                                                Optional.empty()),
                                                        child(Optional.empty(), Optional.empty()),
                                                        child(Optional.of(IMAGE_TYPE), Optional.empty())),
                                                Optional.of(new Digest(DIGEST)),
                                                OptionalLong.of(1234))))))),
                        List.of(
                                new TokenEntry(
                                        TokenHash.of("ghp_example"),
                                        TokenKind.CLASSIC,
                                        new UserHolder(MONALISA),
                                        Scopes.of(Scope.READ_PACKAGES, Scope.DELETE_PACKAGES, Scope.REPO),
                                        Set.of(OCTO_ORG),
                                        Optional.of(Instant.parse("2027-01-01T00:00:00Z"))),
                                new TokenEntry(
                                        TokenHash.of("ghs_example"),
                                        TokenKind.INSTALLATION,
                                        new WorkflowHolder(HELLO, Role.WRITE),
                                        Scopes.NONE,
                                        Set.of(),
                                        Optional.empty()),
                                new TokenEntry(
                                        new TokenHash("ab".repeat(32)),
                                        TokenKind.FINE_GRAINED,
                                        new UserHolder(HUBOT),
                                        Scopes.NONE,
                                        Set.of(),
                                        Optional.empty()))));
    }

    private static Child child(Optional<String> mediaType, Optional<String> platform) {
        return new Child(new Digest(DIGEST), mediaType, platform);
    }

    @ParameterizedTest
    @CsvSource({
        "image, application/vnd.oci.image.manifest.v1+json",
        "index, application/vnd.oci.image.index.v1+json",
        "artifact, application/vnd.oci.image.manifest.v1+json"
    })
    void aManifestOfWhichOnlyTheKindIsKnownHasItsMediaType(String kind, String mediaType) throws IOException {
        RegistryState state = read("""
                users: [{ login: monalisa }]
                packages:
                  - { owner: monalisa, package_type: docker, name: app,
                      versions: [{ name: "%s", manifest: { kind: %s, children: null } }] }
                """.formatted(DIGEST, kind));

        assertThat(state.packages().get(0).versions().get(0).manifest())
                .contains(new Manifest(
                        Kind.parse(kind).orElseThrow(),
                        mediaType,
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        OptionalLong.empty()));
    }

    @Test
    void absentKeysHaveDefaults() throws IOException {
        RegistryState state = read("""
                users: [{ login: monalisa }]
                organizations: [{ login: octo-org }]
                repositories: [{ full_name: octo-org/hello-world }]
                packages:
                  - { owner: octo-org, package_type: npm, name: linked, repository: octo-org/hello-world }
                  - { owner: octo-org, package_type: npm, name: alone, versions: [{ name: 1.0.0 }] }
                tokens:
                  - { token: ghp_example, user: monalisa }
                  - { token: ghs_example, repository: octo-org/hello-world }
                """);

        assertThat(state.organizations())
                .containsExactly(new OrganizationEntry(
                        OptionalLong.empty(),
                        OCTO_ORG,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        List.of(),
                        List.of(),
                        NOW,
                        NOW));
        assertThat(state.repositories())
                .containsExactly(
                        new RepositoryEntry(OptionalLong.empty(), HELLO, true, Optional.empty(), false, Map.of()));
        assertThat(state.packages())
                .containsExactly(
                        npm("linked", Optional.of(HELLO), true, List.of()),
                        npm(
                                "alone",
                                Optional.empty(),
                                false,
                                List.of(new VersionEntry(
                                        OptionalLong.empty(),
                                        new VersionName(PackageType.NPM, "1.0.0"),
                                        List.of(),
                                        OptionalLong.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        NOW,
                                        NOW,
                                        Optional.empty(),
                                        Optional.empty()))));
        assertThat(state.tokens())
                .extracting(TokenEntry::holder)
                .containsExactly(new UserHolder(MONALISA), new WorkflowHolder(HELLO, Role.READ));
    }

    @Test
    void updatedAtDefaultsToCreatedAt() throws IOException {
        RegistryState state = read("""
                users: [{ login: monalisa, created_at: 2020-05-19T22:19:11Z }]
                organizations: [{ login: octo-org, created_at: 2020-05-19T22:19:11Z }]
                packages:
                  - { owner: octo-org, package_type: npm, name: kit, created_at: 2020-05-19T22:19:11Z,
                      versions: [{ name: 1.0.0, created_at: 2020-05-19T22:19:11Z }] }
                """);

        assertThat(state.users()).extracting(UserEntry::updatedAt).containsExactly(THEN);
        assertThat(state.organizations())
                .extracting(OrganizationEntry::updatedAt)
                .containsExactly(THEN);
        assertThat(state.packages()).extracting(PackageEntry::updatedAt).containsExactly(THEN);
        assertThat(state.packages().get(0).versions())
                .extracting(VersionEntry::updatedAt)
                .containsExactly(THEN);
    }

    private static PackageEntry npm(
            String name, Optional<RepositoryName> repository, boolean inherits, List<VersionEntry> versions) {
        return new PackageEntry(
                OptionalLong.empty(),
                OCTO_ORG,
                new PackageName(PackageType.NPM, name),
                Visibility.PRIVATE,
                repository,
                inherits,
                Map.of(),
                Map.of(),
                false,
                NOW,
                NOW,
                Optional.empty(),
                versions);
    }

    @Test
    void anEmptyFileIsAnEmptyState() throws IOException {
        assertThat(List.of(read(""), read("# nothing yet\n"), read("{}"), read("users:\npackages: []\n")))
                .containsOnly(RegistryState.EMPTY);
    }

    @Test
    void aNumberMayBeAVersionAndKeepsItsZeros() throws IOException {
        RegistryState state = read("""
                users: [{ login: monalisa }]
                packages:
                  - { owner: monalisa, package_type: maven, name: com.example.app, versions: [{ name: 1.10 }, { name: 2 }] }
                """);

        assertThat(state.packages().get(0).versions())
                .extracting(version -> version.name().value())
                .containsExactly("1.10", "2");
    }

    @Test
    void namesOutsideTheRulesOfTodayAreRead() throws IOException {
        RegistryState state = read("""
                users: [ { login: -lead }, { login: mona } ]
                repositories: [ { full_name: mona/r } ]
                packages:
                  - { owner: mona, package_type: maven, name: com.example.FluidTank, repository: mona/r, versions: [ { name: 17.0.0 }, { name: "${revision}" }, { name: "1.0 final" } ] }
                  - { owner: mona, package_type: npm, name: OldUpper, versions: [ { name: v2.0.0 } ] }
                """);

        assertThat(state.users()).extracting(user -> user.login().value()).containsExactly("-lead", "mona");
        assertThat(state.packages())
                .extracting(
                        entry -> entry.name().value(),
                        entry -> entry.versions().stream()
                                .map(version -> version.name().value())
                                .toList())
                .containsExactly(
                        tuple("com.example.FluidTank", List.of("17.0.0", "${revision}", "1.0 final")),
                        tuple("OldUpper", List.of("v2.0.0")));
    }

    @Test
    void onlyTrueAndFalseAreNotText() throws IOException {
        RegistryState state = read("users: [{ login: no }, { login: y, name: on }, { login: off, name: '' }]");

        assertThat(state.users())
                .extracting(user -> user.login().value(), UserEntry::name)
                .containsExactly(
                        tuple("no", Optional.empty()), tuple("y", Optional.of("on")), tuple("off", Optional.of("")));
    }

    @Test
    void versionsMayStandBeforeTheTypeOfTheirPackage() throws IOException {
        RegistryState state = read("""
                users: [{ login: monalisa }]
                packages:
                  - versions: [{ name: 1.0.0 }, { name: 2.0.0 }]
                    name: app
                    package_type: npm
                    owner: monalisa
                """);

        assertThat(state.packages().get(0).versions())
                .extracting(version -> version.name().value())
                .containsExactly("1.0.0", "2.0.0");
    }

    @Test
    void aNullValueCountsAsAbsent() throws IOException {
        RegistryState state = read("""
                users: [{ login: monalisa, name: null }]
                organizations: null
                repositories: [{ full_name: monalisa/kit }]
                tokens:
                  - { token: ghp_a, token_sha256: null, user: monalisa, repository: null }
                  - { token: ghs_b, user: ~, repository: monalisa/kit, expires_at: }
                """);

        assertThat(state.tokens())
                .extracting(TokenEntry::holder)
                .containsExactly(
                        new UserHolder(new Login("monalisa")),
                        new WorkflowHolder(RepositoryName.parse("monalisa/kit"), Role.READ));
    }

    @Test
    void jsonIsReadAsWell() throws IOException {
        String json = """
                {"users": [{"login": "monalisa", "name": null}],
                \t"packages": [{"owner": "monalisa", "package_type": "npm", "name": "app",
                \t\t"versions": [{"name": "1.0.0", "created_at": "2020-05-19T22:19:11Z"}]}]}
                """;

        RegistryState state = StateFile.read("state.JSON", ByteSource.wrap(json.getBytes(UTF_8)), NOW);

        assertThat(state.packages().get(0).versions().get(0).createdAt()).isEqualTo(THEN);
        assertThat(state.users().get(0).name()).isEmpty();
    }

    @Test
    void jsonIsRefusedWithItsLinesToo() {
        String json = "{\"users\": [\n  {\"login\": \"monalisa\", \"id\": 1},\n  {\"login\": \"hubot\", \"id\": 1}]}";

        assertThatThrownBy(() -> StateFile.read("state.json", ByteSource.wrap(json.getBytes(UTF_8)), NOW))
                .isInstanceOf(StateFileException.class)
                .hasMessage("state.json:3: 1 is taken");
    }

    @Test
    void aFileIsReadOnceEvenIfItIsRefused() {
        InputStream bytes = new ByteArrayInputStream("users:\n- login: mona\n- login: mona\n".getBytes(UTF_8));
        ByteSource pipe = new ByteSource() {
            @Override
            public InputStream openStream() {
                return bytes;
            }
        };

        assertThatThrownBy(() -> StateFile.read("state.yaml", pipe, NOW))
                .isInstanceOf(StateFileException.class)
                .hasMessage("state.yaml:3: there is already an account 'mona'");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFile() throws IOException {
        assertThat(readJson("\ufeff{\"users\":[{\"login\":\"monalisa\"}]}"))
                .isEqualTo(read("\ufeffusers: [{ login: monalisa }]"))
                .isEqualTo(read("users: [{ login: monalisa }]"));
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() {
        byte[] latin = {'u', 's', 'e', 'r', 's', ':', ' ', (byte) 0xE9};

        assertThatThrownBy(() -> StateFile.read("state.yaml", ByteSource.wrap(latin), NOW))
                .isInstanceOf(StateFileException.class)
                .hasMessage("state.yaml:1: the file is not UTF-8");
    }

    @Test
    void aFileThatCannotBeReadIsAnIoException() {
        ByteSource broken = new ByteSource() {
            @Override
            public InputStream openStream() throws IOException {
                throw new IOException("no disk");
            }
        };

        assertThatThrownBy(() -> StateFile.read("state.yaml", broken, NOW))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("no disk");
    }
}
