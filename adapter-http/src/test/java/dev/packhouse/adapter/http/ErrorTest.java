package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Role;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Refused requests: status, message and URL of the documentation. */
@EndToEnd
class ErrorTest {

    private static final String APP = "/orgs/octo-org/packages/container/app";

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.with(SampleState.seed()
                .workflow("ghs_writer", "octo-org/hello-world", Role.WRITE)
                .workflow("ghs_nothing", "octo-org/hello-world", Role.NONE)
                .state());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String error(int status, String message, String documentation) {
        return "%d {\"message\":\"%s\",\"documentation_url\":\"https://docs.github.com/rest%s\",\"status\":\"%d\"}"
                .formatted(status, message, documentation, status);
    }

    private static String packages(String anchor) {
        return "/packages/packages#" + anchor;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/user",
                "/user/packages?package_type=npm",
                "/orgs/octo-org/packages?package_type=container",
                "/orgs/octo-org/packages",
                "/orgs/nobody/packages?package_type=container",
                "/orgs/no--body/packages?package_type=container",
                "/orgs/octo-org/packages/container/open",
                "/orgs/octo-org/packages/container/open/versions",
                "/orgs/octo-org/packages/container/open/versions/850",
                "/orgs/octo-org/docker/conflicts"
            })
    @DisplayName("Decisions 1 and 17: public data needs a token too; the error has the root of the documentation")
    void aTokenIsAlwaysNeeded(String path) {
        assertThat(server.request("GET", path).send()).hasToString(error(401, "Requires authentication", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "POST"})
    void aTokenIsNeededForChanges(String method) {
        String path = method.equals("POST") ? APP + "/restore" : APP;
        assertThat(server.request(method, path).send()).hasToString(error(401, "Requires authentication", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer ghp_unknown",
                "Bearer ",
                "Bearer",
                "token ghp_unknown",
                "Basic !!!",
                "Basic bm9jb2xvbg==",
                "Basic Og==",
                "Digest username=x",
                "ghp_admin"
            })
    @DisplayName("Decision 1: a wrong token, and a header without a token, are bad credentials on every path")
    void badCredentials(String header) {
        for (String path : new String[] {APP, "/user", "/", "/nowhere", "/users/monalisa"}) {
            assertThat(server.request("GET", path)
                            .header("Authorization", header)
                            .send())
                    .hasToString(error(401, "Bad credentials", ""));
        }
    }

    @Test
    @DisplayName("Decision 1: an expired token is bad credentials")
    void expiredToken() {
        server.clock().set(SampleState.EXPIRY.minusSeconds(1));
        assertThat(server.get(APP, SampleState.EXPIRING).status()).isEqualTo(200);
        server.clock().set(SampleState.EXPIRY.plusSeconds(1));
        assertThat(server.get(APP, SampleState.EXPIRING)).hasToString(error(401, "Bad credentials", ""));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "GET,/orgs/octo-org/packages?package_type=container,read:packages scope to list packages,list-packages-for-an-organization",
                "GET,/orgs/octo-org/packages,read:packages scope to list packages,list-packages-for-an-organization",
                "GET,/orgs/nobody/packages?package_type=npm,read:packages scope to list packages,list-packages-for-an-organization",
                "GET,/orgs/no--body/packages?package_type=npm,read:packages scope to list packages,list-packages-for-an-organization",
                "GET,/users/monalisa/packages?package_type=container,read:packages scope to list packages,list-packages-for-a-user",
                "GET,/user/packages?package_type=container,read:packages scope to list packages,list-packages-for-the-authenticated-users-namespace",
                "GET,/orgs/octo-org/packages/container/app,read:packages scope to get a package,get-a-package-for-an-organization",
                "GET,/orgs/octo-org/packages/container/app/versions,read:packages scope to get a package's versions,list-package-versions-for-a-package-owned-by-an-organization",
                "GET,/orgs/octo-org/packages/container/app/versions/999999999,read:packages scope to get a package version,get-a-package-version-for-an-organization",
                "DELETE,/orgs/octo-org/packages/container/app/versions/999999999,delete:packages and read:packages scopes to delete a package version,delete-package-version-for-an-organization",
                "DELETE,/user/packages/container/mine,delete:packages and read:packages scopes to delete a package,delete-a-package-for-the-authenticated-user",
                "POST,/users/monalisa/packages/container/mine/restore,write:packages and read:packages scopes to restore a package,restore-a-package-for-a-user",
                "POST,/user/packages/container/mine/versions/901/restore,write:packages and read:packages scopes to restore a package version,restore-a-package-version-for-the-authenticated-user",
                "GET,/orgs/octo-org/docker/conflicts,read:packages scope to list docker migration conflicts,get-list-of-conflicting-packages-during-docker-migration-for-organization",
            })
    @DisplayName("Decisions 2 and 17: the missing scopes are named before anything is looked up")
    void missingScopes(String method, String path, String need, String anchor) {
        assertThat(server.request(method, path).token(SampleState.NO_SCOPES).send())
                .hasToString(error(403, "You need at least " + need + ".", packages(anchor)));
    }

    @Test
    @DisplayName("Decision 2: a repository-scoped type needs the scope repo as well")
    void missingRepoScope() {
        assertThat(server.get("/orgs/octo-org/packages/maven/com.example.lib", SampleState.READ_ONLY))
                .hasToString(error(
                        403,
                        "You need at least read:packages and repo scopes to get a package.",
                        packages("get-a-package-for-an-organization")));
    }

    @Test
    void fineGrainedTokensAreRefused() {
        assertThat(server.get(APP + "/versions", SampleState.FINE_GRAINED))
                .hasToString(error(
                        403,
                        "Resource not accessible by personal access token",
                        packages("list-package-versions-for-a-package-owned-by-an-organization")));
    }

    @Test
    void aWorkflowNeedsAPermission() {
        assertThat(server.get(APP, "ghs_nothing"))
                .hasToString(error(
                        403, "Resource not accessible by integration", packages("get-a-package-for-an-organization")));
    }

    @Test
    void workflowsCannotListPackages() {
        assertThat(server.get("/orgs/octo-org/packages?package_type=container", SampleState.WORKFLOW))
                .hasToString(error(400, "Invalid argument.", packages("list-packages-for-an-organization")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nowhere", "private-thing", "UPPER", "a b", "..", "a;b=c", "team%252Ftool", "%5C", "%3Cb%3E"})
    @DisplayName("Decision 3: an absent package and an invalid name are not found")
    void packageNotFound(String name) {
        assertThat(server.get("/orgs/octo-org/packages/container/" + name.replace(" ", "%20"), SampleState.ADMIN))
                .hasToString(error(404, "Package not found.", packages("get-a-package-for-an-organization")));
    }

    @Test
    @DisplayName("Decision 3: a package is not found for callers who may not read it, or may not administer it")
    void concealment() {
        assertThat(server.get(APP, SampleState.OUTSIDER))
                .hasToString(error(404, "Package not found.", packages("get-a-package-for-an-organization")));
        assertThat(server.get(APP, SampleState.MEMBER).status()).isEqualTo(200);
        assertThat(server.request("DELETE", APP).token(SampleState.MEMBER).send())
                .hasToString(error(404, "Package not found.", packages("delete-a-package-for-an-organization")));
        assertThat(server.request("DELETE", APP + "/versions/837")
                        .token(SampleState.MEMBER)
                        .send())
                .hasToString(error(404, "Package not found.", packages("delete-package-version-for-an-organization")));
        assertThat(server.request("POST", APP + "/versions/838/restore")
                        .token(SampleState.MEMBER)
                        .send())
                .hasToString(error(404, "Package not found.", packages("restore-package-version-for-an-organization")));
    }

    @Test
    @DisplayName("Decision 3: an unknown owner is not found, nor is a user in the path of an organization")
    void ownerNotFound() {
        for (String owner : new String[] {"nobody", "monalisa", "no--body", "-", "a%20b"}) {
            assertThat(server.get("/orgs/" + owner + "/packages?package_type=container", SampleState.ADMIN))
                    .hasToString(error(404, "Not Found", packages("list-packages-for-an-organization")));
        }
        assertThat(server.get("/organizations/1001/packages?package_type=container", SampleState.ADMIN))
                .hasToString(error(404, "Not Found", packages("list-packages-for-an-organization")));
        assertThat(server.get("/user/777/packages/npm/x", SampleState.ADMIN))
                .hasToString(error(404, "Not Found", packages("get-a-package-for-a-user")));
        assertThat(server.get("/users/nobody", SampleState.ADMIN))
                .hasToString(error(404, "Not Found", "/users/users#get-a-user"));
        assertThat(server.get("/orgs/monalisa", SampleState.ADMIN))
                .hasToString(error(404, "Not Found", "/orgs/orgs#get-an-organization"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?package_type=",
                "?package_type=gradle",
                "?package_type=Container",
                "?package_type=container&visibility=secret",
                "?package_type=container&visibility=",
                "?package_type=container&state=gone",
                "?package_type=%ZZ"
            })
    @DisplayName("Decision 12: a list with invalid parameters is an invalid argument")
    void invalidArgument(String query) {
        assertThat(server.get("/orgs/octo-org/packages" + query, SampleState.ADMIN))
                .hasToString(error(400, "Invalid argument.", packages("list-packages-for-an-organization")));
    }

    @Test
    @DisplayName(
            "Decision 12: an invalid state of versions is an invalid argument, but only for readers of the package")
    void invalidState() {
        assertThat(server.get(APP + "/versions?state=gone", SampleState.ADMIN))
                .hasToString(error(
                        400,
                        "Invalid argument.",
                        packages("list-package-versions-for-a-package-owned-by-an-organization")));
        assertThat(server.get(APP + "/versions?state=gone", SampleState.OUTSIDER)
                        .message())
                .isEqualTo("Package not found.");
    }

    @ParameterizedTest
    @CsvSource({"101,100", "334,30", "10001,1", "99999999999999999999,1", "101,5000", "42949673,100"})
    @DisplayName("Decision 12: lists of packages end at ten thousand")
    void pageOutOfRange(String page, String size) {
        assertThat(server.get(
                        "/orgs/octo-org/packages?package_type=container&page=" + page + "&per_page=" + size,
                        SampleState.ADMIN))
                .hasToString(error(
                        400,
                        "The value of `per_page` multiplied by `page` cannot be greater than 10000.",
                        packages("list-packages-for-an-organization")));
    }

    @ParameterizedTest
    @CsvSource({"100,100", "333,30", "10000,1"})
    @DisplayName("Decision 12: lists of packages end at ten thousand, and not before")
    void pageJustInRange(String page, String size) {
        assertThat(server.get(
                        "/orgs/octo-org/packages?package_type=container&page=" + page + "&per_page=" + size,
                        SampleState.ADMIN))
                .hasToString("200 []");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/orgs",
                "/orgs/octo-org/",
                "/orgs/octo-org/packages/",
                "/orgs/octo-org/packages/container",
                "/orgs/octo-org/packages/container/",
                "/orgs/octo-org/packages/container/app/",
                "/orgs/octo-org/packages/container/team/tool",
                "/orgs/octo-org/packages/gradle/app",
                "/orgs/octo-org/packages/CONTAINER/app",
                "/orgs/octo-org/packages/container/app/version",
                "/orgs/octo-org/packages/container/app/versions/",
                "/orgs/octo-org/packages/container/app/versions/abc",
                "/orgs/octo-org/packages/container/app/versions/0",
                "/orgs/octo-org/packages/container/app/versions/-1",
                "/orgs/octo-org/packages/container/app/versions/+836",
                "/orgs/octo-org/packages/container/app/versions/836.0",
                "/orgs/octo-org/packages/container/app/versions/9223372036854775808",
                "/orgs/octo-org/packages/container/app/versions/836/restore",
                "/orgs/octo-org/packages/container/app/restore",
                "/orgs//packages",
                "//orgs/octo-org/packages",
                "/organizations/octo-org",
                "/organizations/0/packages",
                "/user/docker",
                "/api/v4/user",
                "/api/v3/api/v3/user",
                "/api/v3/_packhouse/health",
                "/_packhouse/health/",
                "/rate_limit/core",
                "/orgs/octo-org/packages/container/a%00b",
                "/orgs/octo-org/packages/container/a%0Ab",
                "/orgs/octo-org/packages/container/a%7Fb",
                "/orgs/octo-org/packages/container/a%C2%85b",
                "/orgs/octo-org/packages/container/%ZZ",
                "/orgs/octo-org/packages/container/%",
                "/orgs/octo-org/packages/container/%4",
                "/orgs/octo-org/packages/container/%C3%28",
                "/orgs/octo-org/packages/container/%C0%AF",
                "/orgs/octo-org/packages/container/%ED%A0%80",
                "/orgs/octo-org/packages/container/%u0041",
                "/orgs/octo-org/packages/container/\u00e9",
                "/orgs/%ZZ/packages",
                "/../..",
                "*"
            })
    @DisplayName("Decisions 12 and 17: a path without a route is not found, also if it is malformed")
    void generic404(String path) {
        assertThat(server.get(path, SampleState.ADMIN)).hasToString(error(404, "Not Found", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/orgs/octo-org/packages/container/app",
        "PUT,/orgs/octo-org/packages/container/app",
        "PATCH,/orgs/octo-org/packages/container/app",
        "DELETE,/orgs/octo-org/packages",
        "GET,/orgs/octo-org/packages/container/app/restore",
        "DELETE,/user",
        "POST,/",
        "TRACE,/",
        "PROPFIND,/user",
        "get,/user"
    })
    void wrongMethod(String method, String path) {
        assertThat(server.request(method, path).token(SampleState.ADMIN).send())
                .hasToString(error(404, "Not Found", ""));
    }

    @Test
    @DisplayName("Decision 5: downloads, last version, last tagged version")
    void versionsThatCannotBeDeleted() {
        String open = "/orgs/octo-org/packages/container/open";
        String anchor = packages("delete-package-version-for-an-organization");
        assertThat(server.request("DELETE", open + "/versions/850")
                        .token(SampleState.ADMIN)
                        .send())
                .hasToString(error(
                        400,
                        "Publicly visible package versions with more than 5000 downloads cannot be deleted. Contact GitHub"
                                + " support for further assistance.",
                        anchor));
        assertThat(server.request("DELETE", open + "/versions/851")
                        .token(SampleState.ADMIN)
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(server.request("DELETE", "/orgs/octo-org/packages/npm/widget/versions/860")
                        .token(SampleState.ADMIN)
                        .send())
                .hasToString(error(
                        400,
                        "You cannot delete the last version of a package. You must delete the package instead.",
                        anchor));
        assertThat(server.request("DELETE", APP + "/versions/836")
                        .token(SampleState.ADMIN)
                        .send())
                .hasToString(error(
                        400,
                        "You cannot delete the last tagged version of a package. You must delete the package instead.",
                        anchor));
    }

    @ParameterizedTest
    @ValueSource(longs = {838, 999_999, Long.MAX_VALUE})
    @DisplayName("Decision 5: the response to an admin shows that the version is deleted already, or does not exist")
    void missingVersion(long id) {
        assertThat(server.request("DELETE", APP + "/versions/" + id)
                        .token(SampleState.ADMIN)
                        .send())
                .hasToString(error(
                        404, "Package version not found.", packages("delete-package-version-for-an-organization")));
    }

    @ParameterizedTest
    @ValueSource(longs = {837, 838, 999_999})
    @DisplayName("Decision 5: the responses to other callers do not show which versions exist")
    void missingVersionForCallersWithoutAdminRole(long id) {
        for (String caller : new String[] {SampleState.MEMBER, SampleState.OUTSIDER}) {
            assertThat(server.request("DELETE", APP + "/versions/" + id)
                            .token(caller)
                            .send()
                            .message())
                    .isEqualTo("Package not found.");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {838, 999_999})
    @DisplayName("Decisions 7 and 13: a missing version cannot be read or restored")
    void missingVersionToReadOrRestore(long id) {
        assertThat(server.get(APP + "/versions/" + id, SampleState.ADMIN))
                .hasToString(error(404, "Package not found.", packages("get-a-package-version-for-an-organization")));
        assertThat(server.request("POST", APP + "/versions/" + (id == 838 ? 837 : id) + "/restore")
                        .token(SampleState.ADMIN)
                        .send())
                .hasToString(error(404, "Package not found.", packages("restore-package-version-for-an-organization")));
    }

    @Test
    @DisplayName("Decision 6: a public package with a popular version cannot be deleted")
    void packagesThatCannotBeDeleted() {
        assertThat(server.request("DELETE", "/orgs/octo-org/packages/container/open")
                        .token(SampleState.ADMIN)
                        .send())
                .hasToString(error(
                        400,
                        "Publicly visible package versions with more than 5000 downloads cannot be deleted. Contact GitHub"
                                + " support for further assistance.",
                        packages("delete-a-package-for-an-organization")));
    }

    @Test
    @DisplayName("Decision 7: unknown and expired packages cannot be restored, nor versions before their package")
    void packagesThatCannotBeRestored() {
        String anchor = packages("restore-a-package-for-an-organization");
        String gone = "/orgs/octo-org/packages/container/gone";
        String notFound = error(404, "Package not found.", anchor);
        assertThat(server.request("POST", "/orgs/octo-org/packages/container/never/restore")
                        .token(SampleState.ADMIN)
                        .send())
                .hasToString(notFound);
        assertThat(server.request("POST", gone + "/versions/880/restore")
                        .token(SampleState.ADMIN)
                        .send())
                .hasToString(error(404, "Package not found.", packages("restore-package-version-for-an-organization")));
        server.clock().set(RunningServer.NOW.plus(Duration.ofDays(29)).plusMillis(1));
        assertThat(server.request("POST", gone + "/restore")
                        .token(SampleState.ADMIN)
                        .send())
                .hasToString(notFound);
        server.clock().set(RunningServer.NOW.plus(Duration.ofDays(29)));
        assertThat(server.request("POST", gone + "/restore")
                        .token(SampleState.ADMIN)
                        .send()
                        .status())
                .isEqualTo(204);
    }

    @Test
    @DisplayName("Decision 7: a package that is not deleted cannot be restored")
    void activePackagesCannotBeRestored() {
        assertThat(server.request("POST", APP + "/restore")
                        .token(SampleState.ADMIN)
                        .send())
                .hasToString(error(404, "Package not found.", packages("restore-a-package-for-an-organization")));
    }

    @Test
    void singleSignOnIsRequired() {
        String path = "/orgs/sso-org/packages/container/guarded";
        ClientResponse response = server.get(path, SampleState.ADMIN);

        assertThat(response)
                .hasToString(
                        "403 {\"message\":\"Resource protected by organization SAML enforcement. You must grant your"
                                + " Personal Access token access to this organization.\",\"documentation_url\":"
                                + "\"https://docs.github.com/articles/"
                                + "authenticating-to-a-github-organization-with-saml-single-sign-on/\",\"status\":\"403\"}");
        assertThat(response.header("X-GitHub-SSO"))
                .matches("required; url=" + server.pages(server.url())
                        + "/orgs/sso-org/sso\\?authorization_request=[A-Z2-7]{32}");
        assertThat(server.get(path, SampleState.OUTSIDER).message()).isEqualTo("Package not found.");
    }
}
