package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.packhouse.application.testing.PackageSeed;
import dev.packhouse.application.testing.VersionSeed;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The decisions that affect more than one response. */
@EndToEnd
class DecisionTest {

    private static final String CONTAINERS = "/orgs/octo-org/packages/container/";
    private static final Instant YESTERDAY = RunningServer.NOW.minus(Duration.ofDays(1));

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.with(SampleState.seed()
                .user(1009, "-lead [bot]?")
                .organization(2009, "odd org", List.of("monalisa"), List.of())
                .add(PackageSeed.of(513, "-lead [bot]?", PackageType.CONTAINER, "app")
                        .visibility(Visibility.PUBLIC)
                        .with(VersionSeed.of(PackageType.CONTAINER, 5130)))
                .add(PackageSeed.of(501, "octo-org", PackageType.CONTAINER, "twice")
                        .with(VersionSeed.of(PackageType.CONTAINER, 5010))
                        .deleted(YESTERDAY.minusSeconds(1)))
                .add(PackageSeed.of(502, "octo-org", PackageType.CONTAINER, "twice")
                        .with(VersionSeed.of(PackageType.CONTAINER, 5020))
                        .with(VersionSeed.of(PackageType.CONTAINER, 5021).deleted(YESTERDAY.minus(Duration.ofDays(3))))
                        .deleted(YESTERDAY))
                .add(PackageSeed.of(503, "octo-org", PackageType.CONTAINER, "taken")
                        .with(VersionSeed.of(PackageType.CONTAINER, 5030))
                        .deleted(YESTERDAY))
                .add(PackageSeed.of(504, "octo-org", PackageType.CONTAINER, "taken")
                        .with(VersionSeed.of(PackageType.CONTAINER, 5040)))
                .add(PackageSeed.of(505, "octo-org", PackageType.NPM, "renewed")
                        .with(VersionSeed.of(PackageType.NPM, 5050, "1.0.0").deleted(YESTERDAY))
                        .with(VersionSeed.of(PackageType.NPM, 5051, "1.0.0")))
                .add(PackageSeed.of(506, "octo-org", PackageType.CONTAINER, "inside")
                        .visibility(Visibility.INTERNAL)
                        .with(VersionSeed.of(PackageType.CONTAINER, 5060)))
                .add(PackageSeed.of(507, "octo-org", PackageType.MAVEN, "com.example.inside")
                        .visibility(Visibility.INTERNAL)
                        .with(VersionSeed.of(PackageType.MAVEN, 5070, "1.0")))
                .add(PackageSeed.of(508, "octo-org", PackageType.CONTAINER, "moved")
                        .with(VersionSeed.of(PackageType.CONTAINER, 5080)
                                .tagged("latest", "1.0")
                                .deleted(YESTERDAY))
                        .with(VersionSeed.of(PackageType.CONTAINER, 5081).tagged("latest", "2.0")))
                .add(PackageSeed.of(509, "octo-org", PackageType.RUBYGEMS, "Case")
                        .with(VersionSeed.of(PackageType.RUBYGEMS, 5090, "1.0")))
                .add(PackageSeed.of(510, "octo-org", PackageType.NUGET, "Acme.Lib")
                        .with(VersionSeed.of(PackageType.NUGET, 5100, "1.0.0"))
                        .with(VersionSeed.of(PackageType.NUGET, 5101, "1.0+Abc").deleted(YESTERDAY))
                        .with(VersionSeed.of(PackageType.NUGET, 5102, "1.0.0.1").deleted(YESTERDAY)))
                .add(PackageSeed.of(511, "octo-org", PackageType.MAVEN, "com.example.FluidTank")
                        .visibility(Visibility.PUBLIC)
                        .with(VersionSeed.of(PackageType.MAVEN, 5110, "17.0.0"))
                        .with(VersionSeed.of(PackageType.MAVEN, 5111, "${revision}"))
                        .with(VersionSeed.of(PackageType.MAVEN, 5112, "1.0 final")))
                .add(PackageSeed.of(512, "octo-org", PackageType.NPM, "Old Upper?")
                        .with(VersionSeed.of(PackageType.NPM, 5120, "v2.0.0"))
                        .with(VersionSeed.of(PackageType.NPM, 5121, "1.0.0")))
                .state());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ClientResponse send(String method, String path) {
        return server.request(method, path).token(SampleState.ADMIN).send();
    }

    private List<String> ids(String path, String token) {
        return StreamSupport.stream(server.get(path, token).json().spliterator(), false)
                .map(item -> item.get("id").asText())
                .toList();
    }

    @Test
    @DisplayName("Decision 4: members can read internal packages, other users cannot, all can read public packages")
    void decision04_whoReads() {
        assertThat(server.get(CONTAINERS + "inside", SampleState.MEMBER).status())
                .isEqualTo(200);
        assertThat(server.get(CONTAINERS + "inside", SampleState.OUTSIDER).status())
                .isEqualTo(404);
        assertThat(server.get(CONTAINERS + "open", SampleState.OUTSIDER).status())
                .isEqualTo(200);
        assertThat(server.get(CONTAINERS + "team%2Ftool", SampleState.MEMBER).status())
                .isEqualTo(404);
        assertThat(server.get("/orgs/octo-org/packages/maven/com.example.inside", SampleState.MEMBER)
                        .status())
                .isEqualTo(404);
        assertThat(server.get("/users/monalisa/packages/container/mine", SampleState.MEMBER)
                        .status())
                .isEqualTo(404);
    }

    @Test
    @DisplayName("Decision 6: versions deleted before their package do not come back with it")
    void decision06_olderDeletionsStay() {
        assertThat(send("POST", CONTAINERS + "twice/restore").status()).isEqualTo(204);

        assertThat(ids(CONTAINERS + "twice/versions", SampleState.ADMIN)).containsExactly("5020");
        assertThat(ids(CONTAINERS + "twice/versions?state=deleted", SampleState.ADMIN))
                .containsExactly("5021");
    }

    @Test
    @DisplayName("Decision 7: the error for a name in use contains what to delete first")
    void decision07_namesInUse() {
        ClientResponse taken = send("POST", CONTAINERS + "taken/restore");
        assertThat(taken)
                .hasToString("400 {\"message\":\"The name \\\"taken\\\" is in use by package 504. You must delete that"
                        + " package before you can restore this one.\",\"documentation_url\":"
                        + "\"https://docs.github.com/rest/packages/packages#restore-a-package-for-an-organization\","
                        + "\"status\":\"400\"}");
        assertThat(send("POST", "/orgs/octo-org/packages/npm/renewed/versions/5050/restore"))
                .hasToString(
                        "400 {\"message\":\"The name \\\"1.0.0\\\" is in use by package version 5051. You must delete"
                                + " that version before you can restore this one.\",\"documentation_url\":"
                                + "\"https://docs.github.com/rest/packages/packages"
                                + "#restore-package-version-for-an-organization\",\"status\":\"400\"}");
    }

    @Test
    @DisplayName("Decision 7: the error for a name in use does not identify a package that the caller may not read")
    void decision07_hiddenHolder() {
        try (RunningServer hiding = RunningServer.with(SampleState.seed()
                .add(PackageSeed.of(510, "octo-org", PackageType.CONTAINER, "hidden")
                        .role("hubot", Role.ADMIN)
                        .with(VersionSeed.of(PackageType.CONTAINER, 5100))
                        .deleted(YESTERDAY))
                .add(PackageSeed.of(777, "octo-org", PackageType.CONTAINER, "hidden")
                        .with(VersionSeed.of(PackageType.CONTAINER, 7770)))
                .state())) {
            assertThat(hiding.get(CONTAINERS + "hidden", SampleState.MEMBER).status())
                    .isEqualTo(404);

            ClientResponse unnamed = hiding.request("POST", CONTAINERS + "hidden/restore")
                    .token(SampleState.MEMBER)
                    .send();

            assertThat(unnamed)
                    .hasToString(
                            "400 {\"message\":\"The name \\\"hidden\\\" is in use by another package, which you may"
                                    + " not read. An admin of that package must delete it before you can restore this one.\","
                                    + "\"documentation_url\":"
                                    + "\"https://docs.github.com/rest/packages/packages#restore-a-package-for-an-organization\","
                                    + "\"status\":\"400\"}");
            assertThat(unnamed.headerNames())
                    .isEqualTo(send("POST", CONTAINERS + "taken/restore").headerNames());
        }
    }

    @Test
    @DisplayName("Decision 7: a tag that moved meanwhile stays where it moved")
    void decision07_movedTags() {
        assertThat(send("POST", CONTAINERS + "moved/versions/5080/restore").status())
                .isEqualTo(204);

        assertThat(send("GET", CONTAINERS + "moved/versions/5080").json().findValue("tags"))
                .hasToString("[\"1.0\"]");
        assertThat(send("GET", CONTAINERS + "moved/versions/5081").json().findValue("tags"))
                .hasToString("[\"latest\",\"2.0\"]");
    }

    @Test
    @DisplayName("Decision 8: a token that names no deleted package of that name restores nothing")
    void decision08_tokens() {
        for (String token : new String[] {"502x", "0", "-1", "", "503", "504", "99999999999999999999", "%ZZ", "%00"}) {
            assertThat(send("POST", CONTAINERS + "twice/restore?token=" + token).message())
                    .as(token)
                    .isEqualTo("Package not found.");
        }
    }

    @Test
    @ExpectedDifference(
            because = Difference.DELETED_PACKAGES_HAVE_NO_IDS,
            instead = "\"404 {\"message\":\"Package not found.\",\"documentation_url\":"
                    + "\"https://docs.github.com/rest/packages/packages#restore-a-package-for-an-organization\"")
    @DisplayName("Decision 8: restoring takes what was deleted last, or what the token names")
    void decision08_restoring() {
        assertThat(send("POST", CONTAINERS + "twice/restore?token=501")).hasToString("204 ");
        assertThat(send("GET", CONTAINERS + "twice").json().get("id").asLong()).isEqualTo(501);
        assertThat(send("DELETE", CONTAINERS + "twice").status()).isEqualTo(204);
        assertThat(send("POST", CONTAINERS + "twice/restore?token=502").status())
                .isEqualTo(204);
        assertThat(send("DELETE", CONTAINERS + "twice").status()).isEqualTo(204);
        server.clock().advance(Duration.ofSeconds(1));
        assertThat(send("POST", CONTAINERS + "twice/restore").status()).isEqualTo(204);
        assertThat(send("GET", CONTAINERS + "twice").json().get("id").asLong()).isEqualTo(502);
    }

    @Test
    @DisplayName("Decision 9: others than admins see an empty list of deleted packages")
    void decision09_deletedPackagesAreForAdmins() {
        String deleted = "/packages?package_type=container&state=deleted";
        for (String owner : new String[] {"/orgs/octo-org", "/users/octo-org", "/organizations/2001"}) {
            assertThat(server.get(owner + deleted, SampleState.MEMBER)).hasToString("200 []");
            assertThat(server.get(owner + deleted, SampleState.OUTSIDER)).hasToString("200 []");
        }
        assertThat(server.get("/orgs/octo-org" + deleted.replace("deleted", "active"), SampleState.ADMIN)
                        .text())
                .doesNotContain("deleted_at");
    }

    @Test
    @ExpectedDifference(
            because = Difference.DELETED_PACKAGES_ARE_NOT_LISTED,
            instead = "Expecting actual:\n  []\nto contain exactly")
    @DisplayName("Decision 9: admins see deleted packages that can still be restored")
    void decision09_deletedPackages() {
        String deleted = "/packages?package_type=container&state=deleted";
        for (String owner : new String[] {"/orgs/octo-org", "/users/octo-org", "/organizations/2001"}) {
            assertThat(ids(owner + deleted, SampleState.ADMIN)).containsExactly("202", "501", "502", "503");
        }
        JsonNode gone =
                server.get("/orgs/octo-org" + deleted, SampleState.ADMIN).json().get(0);
        assertThat(gone.get("deleted_at").asText()).isEqualTo("2026-11-20T08:00:00Z");
        send("DELETE", "/user/packages/container/mine");
        assertThat(ids("/user" + deleted, SampleState.ADMIN)).containsExactly("300");
        assertThat(server.get("/user" + deleted, SampleState.ADMIN).header("X-Packhouse-Incomplete"))
                .isNull();
    }

    @Test
    @DisplayName("Decision 9: deleted versions are for admins too")
    void decision09_deletedVersions() {
        String deleted = CONTAINERS + "app/versions?state=deleted";
        assertThat(ids(deleted, SampleState.ADMIN)).containsExactly("838");
        assertThat(server.get(deleted, SampleState.MEMBER)).hasToString("200 []");
    }

    @Test
    @DisplayName("Decision 10: after thirty days a deleted package is gone, and its name stays free")
    void decision10_purge() {
        server.clock().advance(Duration.ofDays(29).plusSeconds(1));
        String deleted = "/orgs/octo-org/packages?package_type=container&state=deleted";
        assertThat(server.get(deleted, SampleState.ADMIN)).hasToString("200 []");
        server.registry()
                .store()
                .purge(Rules.GITHUB.oldestRestorable(server.clock().instant()));
        assertThat(send("POST", CONTAINERS + "twice/restore").message()).isEqualTo("Package not found.");
        assertThat(send("POST", CONTAINERS + "twice/restore?token=502").message())
                .isEqualTo("Package not found.");
    }

    @Test
    @DisplayName("Decision 11: packages by ascending id, with their number of versions; versions the newest first")
    void decision11_order() {
        String list = "/orgs/octo-org/packages?package_type=container";
        assertThat(ids(list, SampleState.ADMIN)).containsExactly("197", "198", "199", "504", "506", "508");
        assertThat(server.get(list, SampleState.ADMIN).json().findValuesAsText("version_count"))
                .containsExactly("2", "1", "2", "1", "1", "1");
        assertThat(ids(CONTAINERS + "app/versions", SampleState.ADMIN)).containsExactly("837", "836");
        assertThat(ids(CONTAINERS + "open/versions", SampleState.OUTSIDER)).containsExactly("851", "850");
    }

    @Test
    @DisplayName("Decision 16: internal is internal where packages have roles, and private where they have none")
    void decision16_internal() {
        String list = "/orgs/octo-org/packages?package_type=";
        assertThat(server.get(CONTAINERS + "inside", SampleState.ADMIN)
                        .json()
                        .get("visibility")
                        .asText())
                .isEqualTo("internal");
        assertThat(ids(list + "container&visibility=internal", SampleState.ADMIN))
                .containsExactly("506");
        assertThat(ids(list + "container&visibility=private", SampleState.ADMIN))
                .containsExactly("197", "198", "504", "508");
        assertThat(ids(list + "container&visibility=public", SampleState.ADMIN)).containsExactly("199");
        assertThat(server.get("/orgs/octo-org/packages/maven/com.example.inside", SampleState.ADMIN)
                        .json()
                        .get("visibility")
                        .asText())
                .isEqualTo("private");
        assertThat(ids(list + "maven&visibility=internal", SampleState.ADMIN)).containsExactly("201", "507");
        assertThat(ids(list + "maven&visibility=private", SampleState.ADMIN)).containsExactly("201", "507");
    }

    @Test
    @DisplayName("Decision 18: names are addressed by the rules of their ecosystem")
    void decision18_names() {
        assertThat(send("GET", "/user/packages/nuget/MONA.tools")
                        .json()
                        .get("name")
                        .asText())
                .isEqualTo("Mona.Tools");
        assertThat(send("GET", "/orgs/octo-org/packages/npm/widget").status()).isEqualTo(200);
        assertThat(send("GET", "/orgs/octo-org/packages/npm/%40octo-org%2Fwidget")
                        .message())
                .isEqualTo("Package not found.");
        assertThat(send("GET", "/orgs/octo-org/packages/maven/com.example.lib").status())
                .isEqualTo(200);
        assertThat(send("GET", "/orgs/octo-org/packages/maven/com.example%3Alib")
                        .message())
                .isEqualTo("Package not found.");
        assertThat(send("GET", CONTAINERS + "team%2Ftool").status()).isEqualTo(200);
        assertThat(send("GET", CONTAINERS + "team/tool").message()).isEqualTo("Not Found");
        assertThat(send("GET", CONTAINERS + "APP").message()).isEqualTo("Package not found.");
        assertThat(send("GET", "/orgs/octo-org/packages/rubygems/Case").status())
                .isEqualTo(200);
        assertThat(send("GET", "/orgs/octo-org/packages/rubygems/case").message())
                .isEqualTo("Package not found.");
    }

    @Test
    @DisplayName("Decision 18: spellings of one version are one name, and each is shown as it was published")
    void decision18_spellings() {
        String versions = "/orgs/octo-org/packages/nuget/acme.lib/versions/";

        assertThat(send("POST", versions + "5101/restore"))
                .hasToString(
                        "400 {\"message\":\"The name \\\"1.0+Abc\\\" is in use by package version 5100. You must delete"
                                + " that version before you can restore this one.\",\"documentation_url\":"
                                + "\"https://docs.github.com/rest/packages/packages"
                                + "#restore-package-version-for-an-organization\",\"status\":\"400\"}");
        assertThat(send("POST", versions + "5102/restore").status()).isEqualTo(204);
        assertThat(send("DELETE", versions + "5100").status()).isEqualTo(204);
        assertThat(send("POST", versions + "5101/restore").status()).isEqualTo(204);
        assertThat(send("GET", versions + "5101").json().get("name").asText()).isEqualTo("1.0+Abc");
    }

    @Test
    @DisplayName("Decision 18: published packages stay readable, also if the rules of their type have changed")
    void decision18_namesOfOldPackages() {
        String tank = "/orgs/octo-org/packages/maven/com.example.FluidTank";
        assertThat(names(tank + "/versions")).containsExactlyInAnyOrder("17.0.0", "${revision}", "1.0 final");
        assertThat(send("DELETE", tank + "/versions/5111").status()).isEqualTo(204);
        assertThat(names(tank + "/versions")).containsExactlyInAnyOrder("17.0.0", "1.0 final");

        String upper = "/orgs/octo-org/packages/npm/Old%20Upper%3F";
        assertThat(send("GET", upper).json().get("name").asText()).isEqualTo("Old Upper?");
        assertThat(send("GET", upper).json().get("url").asText()).endsWith(upper);
        assertThat(send("DELETE", upper).status()).isEqualTo(204);
        assertThat(send("GET", upper).status()).isEqualTo(404);
        assertThat(send("POST", upper + "/restore").status()).isEqualTo(204);
        assertThat(names(upper + "/versions")).containsExactlyInAnyOrder("v2.0.0", "1.0.0");
    }

    @Test
    @DisplayName("Decision 18: a login that is invalid today is escaped in every URL")
    void decision18_logins() {
        String lead = "/users/-lead%20%5Bbot%5D%3F";
        String app = lead + "/packages/container/app";

        assertThat(send("GET", lead).json().get("login").asText()).isEqualTo("-lead [bot]?");
        assertThat(send("GET", lead).json().get("url").asText()).endsWith(lead);
        assertThat(send("GET", app).json().get("url").asText()).endsWith(app);
        assertThat(send("GET", app).json().get("owner").get("repos_url").asText())
                .endsWith(lead + "/repos");
        assertThat(send("GET", "/orgs/odd%20org").json().get("url").asText()).endsWith("/orgs/odd%20org");
    }

    private List<String> names(String path) {
        return StreamSupport.stream(send("GET", path).json().spliterator(), false)
                .map(item -> item.get("name").asText())
                .toList();
    }

    @Test
    @DisplayName("Decision 2: under the rules of 2022 every type but container needs the scope repo")
    void decision02_editions() {
        HttpSettings settings =
                LocalSettings.of("127.0.0.1", 0, Optional.empty(), false, RateLimits.SHOWN, Rules.GITHUB_2022, false);
        try (RunningServer old = RunningServer.with(settings, SampleState.state())) {
            assertThat(old.get("/orgs/octo-org/packages/npm/widget", SampleState.READ_ONLY)
                            .message())
                    .isEqualTo("You need at least read:packages and repo scopes to get a package.");
            assertThat(old.get(CONTAINERS + "app", SampleState.READ_ONLY).status())
                    .isEqualTo(200);
        }
        assertThat(server.get("/orgs/octo-org/packages/npm/widget", SampleState.READ_ONLY)
                        .status())
                .isEqualTo(200);
    }
}
