package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories, as clients of packages ask for them. */
@EndToEnd
class RepositoriesTest {

    private static final String DOCUMENTATION = "https://docs.github.com/rest/repos/repos#";

    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = RunningServer.with(DirectoryState.state());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ClientResponse get(String path, String token) {
        RawClient request = server.request("GET", path).header("X-GitHub-Api-Version", "2026-03-10");
        return token.isEmpty() ? request.send() : request.token(token).send();
    }

    private static String names(String path, String token) {
        ClientResponse response = get(path, token);
        assertThat(response.status()).as(response.toString()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        response.json().forEach(each -> names.add(each.get("full_name").asText()));
        return String.join(" ", names);
    }

    private static String refused(int status, String message, String page) {
        return "%1$d {\"message\":\"%2$s\",\"documentation_url\":\"%3$s\",\"status\":\"%1$d\"}"
                .formatted(status, message, page);
    }

    @ParameterizedTest
    @CsvSource({"'', ghp_orgowner", "/api/v3, ghp_orgmember"})
    void aRepositoryHasItsFullForm(String prefix, String token) {
        ClientResponse response = get(prefix + "/repos/Octo-Org/HELLO-world", token);
        JsonNode repository = response.json();

        assertThat(Schemas.errors("full_repository", response.text())).isEmpty();
        assertThat(repository.get("id").asLong()).isEqualTo(5001);
        assertThat(repository.get("full_name").asText()).isEqualTo("octo-org/hello-world");
        assertThat(repository.get("private").asBoolean()).isTrue();
        assertThat(repository.get("description").asText()).isEqualTo("About octo-org/hello-world");
        assertThat(repository.get("url").asText()).isEqualTo(server.url() + prefix + "/repos/octo-org/hello-world");
        assertThat(repository.get("html_url").asText()).isEqualTo(server.pages(server.url()) + "/octo-org/hello-world");
        assertThat(repository.at("/organization/login").asText()).isEqualTo("octo-org");
        assertThat(response.header("X-Accepted-OAuth-Scopes")).isEqualTo("repo");
        List<String> fields = response.fields();
        assertThat(fields.subList(fields.size() - 5, fields.size()))
                .containsExactly("default_branch", "permissions", "organization", "network_count", "subscribers_count");
    }

    @ParameterizedTest
    @CsvSource({
        "octo-org/hello-world, ghp_orgowner, true, true",
        "octo-org/hello-world, ghp_orgmember, false, true",
        "octo-org/Site, ghp_orgstranger, false, false",
        "monalisa/dotfiles, ghp_orgowner, true, true",
        "octo-org/hello-world, ghs_workflow, true, true"
    })
    void permissionsAreThoseOfTheCaller(String name, String token, boolean admin, boolean push) {
        JsonNode permissions = get("/repos/" + name, token).json().get("permissions");

        assertThat(permissions)
                .hasToString("{\"admin\":%1$s,\"maintain\":%1$s,\"push\":%2$s,\"triage\":%2$s,\"pull\":true}"
                        .formatted(admin, push));
    }

    @Test
    void aRepositoryOfAUserHasNoOrganizationAndAnonymousCallersNoPermissions() {
        ClientResponse response = get("/repos/monalisa/open", "");

        assertThat(Schemas.errors("full_repository", response.text())).isEmpty();
        assertThat(response.fields()).doesNotContain("organization", "permissions");
        assertThat(server.request("HEAD", "/repos/monalisa/open").send()).hasToString("200 ");
    }

    @ParameterizedTest
    @CsvSource({
        "/repos/octo-org/secret, ghp_orgmember",
        "/repos/octo-org/hello-world, ghp_useronly",
        "/repos/octo-org/hello-world, ghp_orgstranger",
        "/repos/octo-org/hello-world, github_pat_fine",
        "/repos/octo-org/hello-world, ''",
        "/repos/octo-org/secret, ghs_workflow",
        "/repos/octo-org/none, ghp_orgowner",
        "/repos/nowhere/none, ghp_orgowner",
        "/repos/octo-org/.., ghp_orgowner",
        "/repos/octo-org/a%2Fb, ghp_orgowner",
        "/repos/./open, ghp_orgowner"
    })
    void whatTheCallerDoesNotSeeIsNotFound(String path, String token) {
        assertThat(get(path, token)).hasToString(refused(404, "Not Found", DOCUMENTATION + "get-a-repository"));
    }

    @ParameterizedTest
    @CsvSource({
        "/orgs/octo-org/repos, ghp_orgowner, octo-org/hello-world octo-org/a-fork octo-org/secret octo-org/Site",
        "/orgs/octo-org/repos, ghp_orgmember, octo-org/hello-world octo-org/a-fork octo-org/Site",
        "/organizations/2001/repos, ghp_orgmember, octo-org/hello-world octo-org/a-fork octo-org/Site",
        "/orgs/octo-org/repos, ghp_useronly, octo-org/a-fork octo-org/Site",
        "/orgs/octo-org/repos, ghs_workflow, octo-org/hello-world octo-org/a-fork octo-org/Site",
        "/orgs/octo-org/repos, '', octo-org/a-fork octo-org/Site"
    })
    void anOrganizationHasTheRepositoriesThatTheCallerSees(String path, String token, String names) {
        assertThat(names(path + "?sort=full_name", token).split(" ")).containsExactlyInAnyOrder(names.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "'', octo-org/a-fork octo-org/secret octo-org/Site octo-org/hello-world",
        "?sort=created&direction=asc, octo-org/hello-world octo-org/Site octo-org/secret octo-org/a-fork",
        "?sort=pushed, octo-org/a-fork octo-org/secret octo-org/Site octo-org/hello-world",
        "?sort=full_name, octo-org/a-fork octo-org/hello-world octo-org/secret octo-org/Site",
        "?sort=full_name&direction=desc, octo-org/Site octo-org/secret octo-org/hello-world octo-org/a-fork",
        "?type=public, octo-org/a-fork octo-org/Site",
        "?type=private, octo-org/secret octo-org/hello-world",
        "?type=forks, octo-org/a-fork",
        "?type=sources, octo-org/secret octo-org/Site octo-org/hello-world",
        "?type=x&sort=x&direction=x, octo-org/a-fork octo-org/secret octo-org/Site octo-org/hello-world"
    })
    void aListIsOfATypeAndSorted(String query, String names) {
        assertThat(names("/orgs/octo-org/repos" + query, DirectoryState.OWNER)).isEqualTo(names);
    }

    @Test
    void listedRepositoriesHaveTheLongForm() {
        ClientResponse response = get("/orgs/octo-org/repos", DirectoryState.OWNER);

        assertThat(Schemas.errors("repositories", response.text())).isEmpty();
        assertThat(response.json().findValues("permissions")).hasSize(4);
        assertThat(get("/orgs/octo-org/repos", "").json().findValues("permissions"))
                .isEmpty();
    }

    @Test
    void pagesOfRepositoriesAreLinkedByNumber() {
        assertThat(get("/orgs/octo-org/repos?per_page=3", DirectoryState.OWNER).header("Link"))
                .isEqualTo("<%1$s?per_page=3&page=2>; rel=\"next\", <%1$s?per_page=3&page=2>; rel=\"last\""
                        .formatted(server.url() + "/organizations/2001/repos"));
        assertThat(names("/api/v3/organizations/2001/repos?per_page=3&page=2", DirectoryState.OWNER))
                .isEqualTo("octo-org/hello-world");
        assertThat(get("/user/repos?per_page=4&page=2", DirectoryState.OWNER).header("Link"))
                .isEqualTo("<%1$s?per_page=4&page=1>; rel=\"prev\", <%1$s?per_page=4&page=1>; rel=\"first\""
                        .formatted(server.url() + "/user/repos"));
        assertThat(get("/users/octo-org/repos?per_page=1", DirectoryState.OWNER).header("Link"))
                .isEqualTo("<%1$s?per_page=1&page=2>; rel=\"next\", <%1$s?per_page=1&page=2>; rel=\"last\""
                        .formatted(server.url() + "/user/2001/repos"));
    }

    @ParameterizedTest
    @CsvSource({
        "/users/monalisa/repos, monalisa/open",
        "/user/1001/repos, monalisa/open",
        "/users/monalisa/repos?type=all, monalisa/open",
        "/users/monalisa/repos?type=member, ''",
        "/users/hubot/repos, ''",
        "/users/octo-org/repos, octo-org/a-fork octo-org/Site",
        "/users/octo-org/repos?direction=desc, octo-org/Site octo-org/a-fork",
        "/user/2001/repos?sort=created, octo-org/a-fork octo-org/Site"
    })
    void belowUsersRepositoriesArePublic(String path, String names) {
        assertThat(names(path, DirectoryState.OWNER)).isEqualTo(names);
        assertThat(names(path, "")).isEqualTo(names);
    }

    @ParameterizedTest
    @CsvSource({
        "'', monalisa/open octo-org/hello-world sso-org/guarded",
        "?visibility=public, monalisa/open",
        "?visibility=private, octo-org/hello-world sso-org/guarded",
        "?type=private, octo-org/hello-world sso-org/guarded",
        "?affiliation=owner, ''",
        "?type=owner, ''",
        "?affiliation=collaborator, monalisa/open",
        "'?affiliation=collaborator,organization_member', monalisa/open octo-org/hello-world sso-org/guarded",
        "?affiliation=organization_member&visibility=private, octo-org/hello-world sso-org/guarded",
        "?type=member, monalisa/open octo-org/hello-world sso-org/guarded",
        "?sort=created, sso-org/guarded monalisa/open octo-org/hello-world",
        "?direction=desc, sso-org/guarded octo-org/hello-world monalisa/open",
        "?affiliation=x, monalisa/open octo-org/hello-world sso-org/guarded"
    })
    void theCallerHasOwnRepositoriesAndThoseOfRolesAndOrganizations(String query, String names) {
        assertThat(names("/user/repos" + query, DirectoryState.SIGNED_ON)).isEqualTo(names);
    }

    @Test
    void ownersHaveTheRepositoriesOfTheirOrganizations() {
        ClientResponse response = get("/user/repos", DirectoryState.OWNER);

        assertThat(names("/user/repos", DirectoryState.OWNER))
                .isEqualTo("monalisa/dotfiles monalisa/open octo-org/a-fork octo-org/hello-world octo-org/secret"
                        + " octo-org/Site");
        assertThat(response.header("X-GitHub-SSO")).isEqualTo("partial-results; organizations=2002");
        assertThat(Schemas.errors("repositories", response.text())).isEmpty();
        assertThat(names("/user/repos", DirectoryState.USER_ONLY)).isEqualTo("monalisa/open");
    }

    @Test
    void theOwnRepositoriesTakeAToken() {
        String page = DOCUMENTATION + "list-repositories-for-the-authenticated-user";
        String path = "/user/repos?type=all&visibility=all";

        assertThat(get(path, "")).hasToString(refused(401, "Requires authentication", "https://docs.github.com/rest"));
        assertThat(get(path, SampleState.WORKFLOW))
                .hasToString(refused(403, "Resource not accessible by integration", page));
        assertThat(get(path, DirectoryState.OWNER))
                .hasToString(refused(422, "If you specify visibility or affiliation, you cannot specify type.", page));
        assertThat(get("/user/repos?type=all&affiliation=owner", DirectoryState.OWNER)
                        .status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/repos",
                "/repos/octo-org",
                "/repos/octo-org/Site/",
                "/repos/octo-org/Site/branches",
                "/orgs/octo-org/repos/Site",
                "/user/repos/Site",
                "/users/monalisa/repos/open"
            })
    void otherPathsAreNotFound(String path) {
        assertThat(get(path, DirectoryState.OWNER))
                .hasToString(refused(404, "Not Found", "https://docs.github.com/rest"));
        assertThat(server.request("POST", "/user/repos")
                        .token(DirectoryState.OWNER)
                        .send()
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aCallbackWrapsTheList() {
        assertThat(get("/users/hubot/repos?callback=f", DirectoryState.OWNER))
                .hasToString("200 /**/f({\"meta\":{\"status\":200},\"data\":[]})");
    }
}
