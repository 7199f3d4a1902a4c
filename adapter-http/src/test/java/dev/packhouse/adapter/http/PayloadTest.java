package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.packhouse.domain.policy.Rules;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads compared with their schemas; and the order of fields and the form of URLs, which schemas cannot express. */
@EndToEnd
class PayloadTest {

    private static final String ORG = "/orgs/octo-org/packages";

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.with(SampleState.state());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "packages,/orgs/octo-org/packages?package_type=container",
        "packages,/orgs/octo-org/packages?package_type=container&state=deleted",
        "packages,/orgs/octo-org/packages?package_type=maven",
        "packages,/orgs/octo-org/docker/conflicts",
        "packages,/user/packages?package_type=nuget",
        "package,/orgs/octo-org/packages/container/app",
        "package,/orgs/octo-org/packages/maven/com.example.lib",
        "package,/user/packages/nuget/mona.tools",
        "versions,/orgs/octo-org/packages/container/app/versions",
        "versions,/orgs/octo-org/packages/container/app/versions?state=deleted",
        "versions,/orgs/octo-org/packages/docker/legacy/versions",
        "versions,/orgs/octo-org/packages/maven/com.example.lib/versions",
        "version,/user/packages/nuget/Mona.Tools/versions/910",
        "version,/orgs/octo-org/packages/npm/widget/versions/860",
        "public_user,/users/monalisa",
        "public_user,/users/octo-org",
        "private_user,/user",
        "organization,/orgs/octo-org",
        "error,/orgs/octo-org/packages/container/nowhere",
        "error,/orgs/octo-org/packages",
        "error,/nowhere"
    })
    void payloadsMatchTheirSchema(String kind, String path) {
        assertThat(Schemas.errors(kind, server.get(path, SampleState.ADMIN).text()))
                .isEmpty();
    }

    @Test
    void schemasDetectInvalidPayloads() {
        String payload = server.get(ORG + "/container/app", SampleState.ADMIN).text();
        assertThat(Schemas.errors(
                        "package", payload.replace("\"visibility\":\"private\"", "\"visibility\":\"secret\"")))
                .isNotEmpty();
        assertThat(Schemas.errors("package", payload.replace("22:19:11Z", "22:19:11.5Z")))
                .isNotEmpty();
        assertThat(Schemas.errors("package", payload.replace("\"site_admin\"", "\"siteAdmin\"")))
                .isNotEmpty();
    }

    @Test
    void fieldsOfAPackageComeInTheRecordedOrder() {
        assertThat(server.get(ORG + "/container/app", SampleState.ADMIN).fields())
                .containsExactly(
                        "id",
                        "name",
                        "package_type",
                        "owner",
                        "version_count",
                        "visibility",
                        "url",
                        "created_at",
                        "updated_at",
                        "repository",
                        "html_url");
        assertThat(server.get(ORG + "/npm/widget", SampleState.ADMIN).fields())
                .doesNotContain("repository", "deleted_at");
    }

    @Test
    @ExpectedDifference(
            because = Difference.DELETED_PACKAGES_ARE_NOT_LISTED,
            instead = "Expected size: 1 but was: 0 in:\n[]")
    void deletedPackagesHaveDeletedAt() {
        JsonNode deleted = server.get(ORG + "?package_type=container&state=deleted", SampleState.ADMIN)
                .json();
        assertThat(deleted).hasSize(1);
        assertThat(ClientResponse.fields(deleted.get(0))).containsSubsequence("updated_at", "deleted_at", "html_url");
    }

    @Test
    void fieldsOfAnAccountComeInTheRecordedOrder() {
        JsonNode owner =
                server.get(ORG + "/npm/widget", SampleState.ADMIN).json().get("owner");
        assertThat(ClientResponse.fields(owner))
                .hasSize(19)
                .startsWith("login", "id", "node_id", "avatar_url", "gravatar_id", "url", "html_url", "followers_url")
                .endsWith("received_events_url", "type", "user_view_type", "site_admin");
        assertThat(server.get("/user", SampleState.ADMIN)
                        .json()
                        .get("user_view_type")
                        .asText())
                .isEqualTo("private");
        assertThat(server.get("/user", SampleState.READ_ONLY)
                        .json()
                        .get("user_view_type")
                        .asText())
                .isEqualTo("public");
        assertThat(server.get("/users/octo-org", SampleState.ADMIN)
                        .json()
                        .get("type")
                        .asText())
                .isEqualTo("Organization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users/octo-org", "/user/2001", "/users/monalisa"})
    void anAccountBelowUsersHasTheFieldsOfAUser(String path) {
        assertThat(ClientResponse.fields(server.get(path, SampleState.MEMBER).json()))
                .containsExactly(
                        "login",
                        "id",
                        "node_id",
                        "avatar_url",
                        "gravatar_id",
                        "url",
                        "html_url",
                        "followers_url",
                        "following_url",
                        "gists_url",
                        "starred_url",
                        "subscriptions_url",
                        "organizations_url",
                        "repos_url",
                        "events_url",
                        "received_events_url",
                        "type",
                        "user_view_type",
                        "site_admin",
                        "name",
                        "company",
                        "blog",
                        "location",
                        "email",
                        "hireable",
                        "bio",
                        "twitter_username",
                        "public_repos",
                        "public_gists",
                        "followers",
                        "following",
                        "created_at",
                        "updated_at");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orgs/octo-org", "/organizations/2001"})
    void anOrganizationBelowOrgsHasFieldsOfItsOwn(String path) {
        assertThat(ClientResponse.fields(server.get(path, SampleState.MEMBER).json()))
                .startsWith("login", "id", "node_id", "url", "repos_url", "events_url", "hooks_url")
                .contains("members_url", "description")
                .doesNotContain("followers_url", "user_view_type")
                .endsWith("archived_at", "type");
    }

    @Test
    void aRepositoryHasFortySixFields() {
        JsonNode repository =
                server.get(ORG + "/container/app", SampleState.ADMIN).json().get("repository");
        assertThat(ClientResponse.fields(repository))
                .hasSize(46)
                .startsWith(
                        "id",
                        "node_id",
                        "name",
                        "full_name",
                        "private",
                        "owner",
                        "html_url",
                        "description",
                        "fork",
                        "url",
                        "forks_url",
                        "keys_url")
                .endsWith("labels_url", "releases_url", "deployments_url");
        assertThat(repository.get("html_url").asText()).isEqualTo(server.pages(server.url()) + "/octo-org/hello-world");
        assertThat(repository.get("compare_url").asText())
                .isEqualTo(server.url() + "/repos/octo-org/hello-world/compare/{base}...{head}");
    }

    @Test
    void fieldsOfAVersionComeInTheDocumentedOrder() {
        assertThat(server.get(ORG + "/container/app/versions/836", SampleState.ADMIN)
                        .fields())
                .containsExactly(
                        "id", "name", "url", "package_html_url", "created_at", "updated_at", "html_url", "metadata");
        assertThat(server.get("/user/packages/nuget/Mona.Tools/versions/910", SampleState.ADMIN)
                        .fields())
                .containsExactly(
                        "id",
                        "name",
                        "url",
                        "package_html_url",
                        "license",
                        "created_at",
                        "updated_at",
                        "description",
                        "html_url",
                        "metadata");
        assertThat(ClientResponse.fields(server.get(ORG + "/container/app/versions?state=deleted", SampleState.ADMIN)
                        .json()
                        .get(0)))
                .containsExactly(
                        "id",
                        "name",
                        "url",
                        "package_html_url",
                        "created_at",
                        "updated_at",
                        "deleted_at",
                        "html_url",
                        "metadata");
    }

    @Test
    void metadataContainsTheTagsOfImages() {
        assertThat(server.get(ORG + "/container/app/versions/836", SampleState.ADMIN)
                        .json()
                        .get("metadata"))
                .hasToString("{\"package_type\":\"container\",\"container\":{\"tags\":[\"latest\",\"1.0\"]}}");
        assertThat(server.get(ORG + "/container/app/versions/837", SampleState.ADMIN)
                        .json()
                        .get("metadata"))
                .hasToString("{\"package_type\":\"container\",\"container\":{\"tags\":[]}}");
        assertThat(server.get(ORG + "/docker/legacy/versions/890", SampleState.ADMIN)
                        .json()
                        .get("metadata"))
                .hasToString("{\"package_type\":\"docker\",\"docker\":{\"tag\":[\"1.0\"],\"tags\":[\"1.0\"]}}");
        assertThat(server.get(ORG + "/npm/widget/versions/860", SampleState.ADMIN)
                        .json()
                        .get("metadata"))
                .hasToString("{\"package_type\":\"npm\"}");
    }

    private static List<String> urls(RunningServer from, String packagePath, long version) {
        JsonNode one = from.get(packagePath, SampleState.ADMIN).json();
        JsonNode release = from.get(packagePath + "/versions/" + version, SampleState.ADMIN)
                .json();
        assertThat(release.get("package_html_url")).isEqualTo(one.get("html_url"));
        assertThat(release.get("url").asText()).isEqualTo(one.get("url").asText() + "/versions/" + version);
        return List.of(
                one.get("url").asText().replace(from.url(), ""),
                one.get("html_url").asText().replace(from.pages(from.url()), ""),
                release.get("html_url").asText().replace(from.pages(from.url()), ""));
    }

    @Test
    @DisplayName("Decision 14: URLs of each type and owner under the current rules")
    void addressesToday() {
        assertThat(urls(server, ORG + "/container/team%2Ftool", 840))
                .containsExactly(
                        "/orgs/octo-org/packages/container/team%2Ftool",
                        "/orgs/octo-org/packages/container/package/team%2Ftool",
                        "/orgs/octo-org/packages/container/team%2Ftool/840");
        assertThat(urls(server, ORG + "/maven/com.example.lib", 870))
                .containsExactly(
                        "/orgs/octo-org/packages/maven/com.example.lib",
                        "/octo-org/hello-world/packages/201",
                        "/octo-org/hello-world/packages/201?version=1.0%2Bbuild");
        assertThat(urls(server, ORG + "/docker/legacy", 890))
                .containsExactly(
                        "/orgs/octo-org/packages/docker/legacy",
                        "/orgs/octo-org/packages/docker/package/legacy",
                        "/orgs/octo-org/packages/docker/legacy/890");
        assertThat(urls(server, "/user/packages/nuget/Mona.Tools", 910))
                .containsExactly(
                        "/users/monalisa/packages/nuget/Mona.Tools",
                        "/users/monalisa/packages/nuget/package/Mona.Tools",
                        "/users/monalisa/packages/nuget/Mona.Tools/910");
    }

    @Test
    @DisplayName("Decision 14: URLs under the rules of 2022")
    void addressesOf2022() {
        HttpSettings settings =
                LocalSettings.of("127.0.0.1", 0, Optional.empty(), false, RateLimits.SHOWN, Rules.GITHUB_2022, false);
        try (RunningServer old = RunningServer.with(settings, SampleState.state())) {
            assertThat(urls(old, ORG + "/container/app", 836).get(1))
                    .isEqualTo("/orgs/octo-org/packages/container/package/app");
            assertThat(urls(old, ORG + "/maven/com.example.lib", 871).get(2))
                    .isEqualTo("/octo-org/hello-world/packages/201?version=2.0");
            assertThat(urls(old, ORG + "/npm/widget", 860).get(1))
                    .isEqualTo("/orgs/octo-org/packages/npm/package/widget");
        }
    }
}
