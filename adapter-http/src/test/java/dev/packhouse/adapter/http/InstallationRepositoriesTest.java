package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.packhouse.domain.access.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The repositories of an installation token: that of the workflow which has the token. */
@EndToEnd
class InstallationRepositoriesTest {

    private static final String PATH = "/installation/repositories";

    private static final String DOCUMENTATION =
            "https://docs.github.com/rest/apps/installations#list-repositories-accessible-to-the-app-installation";

    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.with(SampleState.seed()
                .publicRepository(5003, "monalisa/open", Optional.empty())
                .workflow("ghs_open", "monalisa/open", Role.NONE)
                .state());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "/api/v3, /api/v3"})
    void aWorkflowSeesItsRepository(String prefix, String base) {
        ClientResponse response = server.get(prefix + PATH, SampleState.WORKFLOW);

        assertThat(response.status()).isEqualTo(200);
        assertThat(ClientResponse.fields(response.json())).containsExactly("total_count", "repositories");
        assertThat(response.json().get("total_count").asInt()).isEqualTo(1);
        assertThat(response.json().get("repositories")).hasSize(1);
        assertThat(response.header("Link")).doesNotContain(PATH);
        JsonNode repository = response.json().at("/repositories/0");
        assertThat(repository.get("id").asLong()).isEqualTo(5001);
        assertThat(repository.get("full_name").asText()).isEqualTo("octo-org/hello-world");
        assertThat(repository.get("private").asBoolean()).isTrue();
        assertThat(repository.get("visibility").asText()).isEqualTo("private");
        assertThat(repository.at("/owner/login").asText()).isEqualTo("octo-org");
        assertThat(repository.at("/owner/id").asLong()).isEqualTo(2001);
        assertThat(repository.at("/owner/type").asText()).isEqualTo("Organization");
        assertThat(repository.get("url").asText()).isEqualTo(server.url() + base + "/repos/octo-org/hello-world");
        assertThat(repository.get("clone_url").asText()).isEqualTo(server.url() + "/octo-org/hello-world.git");
        assertThat(repository.get("ssh_url").asText()).isEqualTo("git@127.0.0.1:octo-org/hello-world.git");
        assertThat(repository.get("git_url").asText()).isEqualTo("git://127.0.0.1/octo-org/hello-world.git");
    }

    /** The 46 fields of the short form, and all further ones that GitHub's schema of a repository requires. */
    @Test
    void aRepositoryHasItsLongForm() {
        List<String> shortForm =
                ClientResponse.fields(server.get("/orgs/octo-org/packages/container/app", SampleState.ADMIN)
                        .json()
                        .get("repository"));
        List<String> longForm = ClientResponse.fields(
                server.get(PATH, SampleState.WORKFLOW).json().at("/repositories/0"));

        assertThat(shortForm).hasSize(46);
        assertThat(longForm.subList(0, 46)).isEqualTo(shortForm);
        assertThat(longForm.subList(46, longForm.size()))
                .containsExactly(
                        "created_at",
                        "updated_at",
                        "pushed_at",
                        "git_url",
                        "ssh_url",
                        "clone_url",
                        "svn_url",
                        "homepage",
                        "size",
                        "stargazers_count",
                        "watchers_count",
                        "language",
                        "has_issues",
                        "has_projects",
                        "has_downloads",
                        "has_wiki",
                        "has_pages",
                        "forks_count",
                        "mirror_url",
                        "archived",
                        "disabled",
                        "open_issues_count",
                        "license",
                        "visibility",
                        "forks",
                        "open_issues",
                        "watchers",
                        "default_branch");
    }

    @Test
    void aWorkflowWithoutPermissionsSeesItsRepositoryToo() {
        JsonNode repository = server.get(PATH, "ghs_open").json().at("/repositories/0");

        assertThat(repository.get("full_name").asText()).isEqualTo("monalisa/open");
        assertThat(repository.get("visibility").asText()).isEqualTo("public");
        assertThat(repository.at("/owner/type").asText()).isEqualTo("User");
    }

    @Test
    void theListHasOnePage() {
        assertThat(server.get(PATH + "?per_page=1&page=1", SampleState.WORKFLOW)
                        .json()
                        .get("repositories"))
                .hasSize(1);
        ClientResponse second = server.get(PATH + "?per_page=1&page=2", SampleState.WORKFLOW);

        assertThat(second).hasToString("200 {\"total_count\":1,\"repositories\":[]}");
        assertThat(second.header("Link"))
                .startsWith(("<%1$s?per_page=1&page=1>; rel=\"prev\", <%1$s?per_page=1&page=1>; rel=\"last\","
                                + " <%1$s?per_page=1&page=1>; rel=\"first\", ")
                        .formatted(server.url() + PATH));
    }

    @Test
    void headHasTheHeadersOnly() {
        ClientResponse head =
                server.request("HEAD", PATH).token(SampleState.WORKFLOW).send();

        assertThat(head).hasToString("200 ");
        assertThat(head.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {SampleState.ADMIN, SampleState.NO_SCOPES})
    void aTokenOfAUserIsRefused(String token) {
        assertThat(server.get(PATH, token))
                .hasToString(refused(
                        403,
                        "You must authenticate with an installation access token in order to list repositories for an"
                                + " installation.",
                        DOCUMENTATION));
    }

    @Test
    void aFineGrainedTokenIsRefused() {
        assertThat(server.get(PATH, SampleState.FINE_GRAINED))
                .hasToString(refused(403, "Resource not accessible by personal access token", DOCUMENTATION));
    }

    @Test
    void aRequestWithoutATokenIsRefused() {
        assertThat(server.request("GET", PATH).send())
                .hasToString(refused(401, "Requires authentication", "https://docs.github.com/rest"));
        assertThat(server.get(PATH, "ghs_unknown"))
                .hasToString(refused(401, "Bad credentials", "https://docs.github.com/rest"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /installation/repositories",
        "GET, /installation/repositories/",
        "GET, /installation",
        "GET, /installation/token"
    })
    void otherMethodsAndPathsAreNotFound(String method, String path) {
        assertThat(server.request(method, path).token(SampleState.WORKFLOW).send())
                .hasToString(refused(404, "Not Found", "https://docs.github.com/rest"));
    }

    private static String refused(int status, String message, String documentation) {
        return "%1$d {\"message\":\"%2$s\",\"documentation_url\":\"%3$s\",\"status\":\"%1$d\"}"
                .formatted(status, message, documentation);
    }
}
