package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who belongs to an organization, as clients of packages ask: Octokit, PyGithub, hub4j, cleanup tools. */
@EndToEnd
class MembersTest {

    private static final String DOCUMENTATION = "https://docs.github.com/rest/orgs/";

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

    private static List<String> logins(ClientResponse response) {
        assertThat(response.status()).as(response.toString()).isEqualTo(200);
        return response.json().findValuesAsText("login");
    }

    private static String refused(int status, String message, String page) {
        return "%1$d {\"message\":\"%2$s\",\"documentation_url\":\"%3$s\",\"status\":\"%1$d\"}"
                .formatted(status, message, page);
    }

    @ParameterizedTest
    @CsvSource({
        "/orgs/octo-org/members, 'monalisa, hubot'",
        "/orgs/OCTO-org/members, 'monalisa, hubot'",
        "/organizations/2001/members, 'monalisa, hubot'",
        "/api/v3/orgs/octo-org/members, 'monalisa, hubot'",
        "/orgs/octo-org/members?role=all&filter=all, 'monalisa, hubot'",
        "/orgs/octo-org/members?role=admin, monalisa",
        "/orgs/octo-org/members?role=member, hubot",
        "/orgs/octo-org/members?role=none, 'monalisa, hubot'"
    })
    void membersSeeMembers(String path, String logins) {
        assertThat(String.join(", ", logins(get(path, DirectoryState.MEMBER)))).isEqualTo(logins);
    }

    @Test
    void aMemberHasTheShortFormOfAUser() {
        ClientResponse response = get("/api/v3/orgs/octo-org/members", DirectoryState.MEMBER);

        assertThat(Schemas.errors("members", response.text())).isEmpty();
        assertThat(response.json().at("/1/url").asText()).isEqualTo(server.url() + "/api/v3/users/hubot");
        assertThat(response.json().at("/1/html_url").asText()).isEqualTo(server.pages(server.url()) + "/hubot");
        assertThat(response.header("X-Accepted-OAuth-Scopes")).isEmpty();
        assertThat(response.header("ETag")).isNotEmpty();
    }

    @Test
    void anUnchangedListIsNotSentAgain() {
        String tag = get("/orgs/octo-org/members", DirectoryState.MEMBER).header("ETag");

        assertThat(server.request("GET", "/orgs/octo-org/members")
                        .token(DirectoryState.MEMBER)
                        .header("X-GitHub-Api-Version", "2026-03-10")
                        .header("If-None-Match", tag)
                        .send())
                .hasToString("304 ");
    }

    @Test
    void pagesOfMembersAreLinkedByNumber() {
        ClientResponse first = get("/orgs/octo-org/members?per_page=1", DirectoryState.MEMBER);
        ClientResponse second = get("/api/v3/organizations/2001/members?per_page=1&page=2", DirectoryState.MEMBER);

        assertThat(logins(first)).containsExactly("monalisa");
        assertThat(first.header("Link"))
                .isEqualTo("<%1$s?per_page=1&page=2>; rel=\"next\", <%1$s?per_page=1&page=2>; rel=\"last\""
                        .formatted(server.url() + "/organizations/2001/members"));
        assertThat(logins(second)).containsExactly("hubot");
        assertThat(second.header("Link"))
                .isEqualTo("<%1$s?per_page=1&page=1>; rel=\"prev\", <%1$s?per_page=1&page=1>; rel=\"first\""
                        .formatted(server.url() + "/api/v3/organizations/2001/members"));
        assertThat(get("/orgs/octo-org/members", DirectoryState.MEMBER).header("Link"))
                .isNull();
    }

    @Test
    void linksOfTheOldApiVersionEndWithItsDeprecationOnce() {
        assertThat(server.get("/orgs/octo-org/members?per_page=1", DirectoryState.MEMBER)
                        .header("Link"))
                .isEqualTo(("<%1$s?per_page=1&page=2>; rel=\"next\", <%1$s?per_page=1&page=2>; rel=\"last\","
                                + " <https://docs.github.com/en/rest/about-the-rest-api/api-versions>;"
                                + " rel=\"deprecation\"; type=\"text/html\"")
                        .formatted(server.url() + "/organizations/2001/members"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", DirectoryState.OUTSIDER, DirectoryState.REPO_ONLY, SampleState.WORKFLOW})
    void othersAndTokensWithoutTheScopeSeeNone(String token) {
        assertThat(get("/orgs/octo-org/members", token)).hasToString("200 []");
    }

    @Test
    void onlyOwnersFilterByTwoFactorAuthentication() {
        String path = "/orgs/octo-org/members?filter=";

        assertThat(logins(get(path + "2fa_disabled", DirectoryState.OWNER))).containsExactly("monalisa", "hubot");
        assertThat(get(path + "2fa_insecure", DirectoryState.OWNER)).hasToString("200 []");
        assertThat(get(path + "2fa_disabled", DirectoryState.MEMBER))
                .hasToString(refused(
                        422, "Only owners can use this filter.", DOCUMENTATION + "members#list-organization-members"));
    }

    @ParameterizedTest
    @CsvSource({
        "/orgs/octo-org/members/hubot, ghp_orgmember",
        "/orgs/octo-org/members/MonaLisa, ghp_orgmember",
        "/organizations/2001/members/hubot, ghp_orgowner",
        "/api/v3/orgs/octo-org/members/hubot, ghp_orgowner",
        "/orgs/sso-org/members/hubot, ghp_orgsignedon"
    })
    void aMemberIs204(String path, String token) {
        ClientResponse response = get(path, token);

        assertThat(response).hasToString("204 ");
        assertThat(response.header("Content-Type")).isNull();
        assertThat(server.request("HEAD", path).token(token).send()).hasToString("204 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orgs/octo-org/members/stranger",
                "/orgs/octo-org/members/nobody",
                "/orgs/octo-org/members/octo-org",
                "/orgs/octo-org/members/%2E%2E"
            })
    void whoIsNoMemberIs404(String path) {
        assertThat(get(path, DirectoryState.MEMBER))
                .hasToString(
                        refused(404, "Not Found", DOCUMENTATION + "members#check-organization-membership-for-a-user"));
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "ghp_orgstranger, /api/v3", "ghp_repoonly, ''", "ghs_workflow, ''"})
    void callersWhoAreNoMembersAreSentToThePublicMembers(String token, String prefix) {
        ClientResponse response = get(prefix + "/orgs/octo-org/members/hubot", token);

        assertThat(response).hasToString("302 ");
        assertThat(response.header("Location"))
                .isEqualTo(server.url() + prefix + "/orgs/octo-org/public_members/hubot");
        String target = response.header("Location").substring(server.url().length());
        assertThat(get(target, token).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", DirectoryState.MEMBER})
    void noMembershipIsPublic(String token) {
        assertThat(get("/orgs/octo-org/public_members", token)).hasToString("200 []");
        assertThat(get("/organizations/2001/public_members/hubot", token))
                .hasToString(refused(
                        404, "Not Found", DOCUMENTATION + "members#check-public-organization-membership-for-a-user"));
        assertThat(get("/users/hubot/orgs", token)).hasToString("200 []");
        assertThat(get("/user/1002/orgs", token)).hasToString("200 []");
        assertThat(get("/users/nobody/orgs", token))
                .hasToString(refused(404, "Not Found", DOCUMENTATION + "orgs#list-organizations-for-a-user"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orgs/nowhere/members",
                "/orgs/monalisa/members",
                "/organizations/1001/members",
                "/orgs/nowhere/members/hubot",
                "/orgs/nowhere/public_members",
                "/orgs/nowhere/public_members/hubot"
            })
    void anUnknownOrganizationIs404(String path) {
        ClientResponse response = get(path, DirectoryState.MEMBER);

        assertThat(response.status()).isEqualTo(404);
        assertThat(response.message()).isEqualTo("Not Found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orgs/sso-org/members",
                "/orgs/sso-org/members/hubot",
                "/orgs/sso-org/public_members",
                "/orgs/sso-org/memberships/hubot",
                "/user/memberships/orgs/sso-org",
                "/orgs/sso-org/repos",
                "/repos/sso-org/guarded"
            })
    void singleSignOnProtectsTheOrganization(String path) {
        ClientResponse response = get(path, DirectoryState.MEMBER);

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.message()).startsWith("Resource protected by organization SAML enforcement.");
        assertThat(response.header("X-GitHub-SSO"))
                .startsWith("required; url=" + server.pages(server.url()) + "/orgs/sso-org/sso?authorization_request=");
        assertThat(get(path, DirectoryState.SIGNED_ON).status()).isIn(200, 204);
    }

    @Test
    void aMembershipHasTheRole() {
        ClientResponse response = get("/orgs/octo-org/memberships/monalisa", DirectoryState.MEMBER);

        assertThat(Schemas.errors("membership", response.text())).isEmpty();
        assertThat(response.fields())
                .containsExactly("url", "state", "role", "organization_url", "organization", "user");
        assertThat(response.json().get("url").asText()).isEqualTo(server.url() + "/orgs/octo-org/memberships/monalisa");
        assertThat(response.json().get("state").asText()).isEqualTo("active");
        assertThat(response.json().get("role").asText()).isEqualTo("admin");
        assertThat(response.json().get("organization_url").asText()).isEqualTo(server.url() + "/orgs/octo-org");
        assertThat(response.json().at("/organization/login").asText()).isEqualTo("octo-org");
        assertThat(response.json().at("/user/login").asText()).isEqualTo("monalisa");
        assertThat(get("/organizations/2001/memberships/hubot", DirectoryState.MEMBER)
                        .json()
                        .get("role")
                        .asText())
                .isEqualTo("member");
    }

    @Test
    void aMembershipIsForMembersOnly() {
        String path = "/orgs/octo-org/memberships/";
        String page = DOCUMENTATION + "members#get-organization-membership-for-a-user";

        assertThat(get(path + "stranger", DirectoryState.MEMBER)).hasToString(refused(404, "Not Found", page));
        assertThat(get(path + "nobody", DirectoryState.MEMBER)).hasToString(refused(404, "Not Found", page));
        for (String token : List.of(DirectoryState.OUTSIDER, DirectoryState.REPO_ONLY, SampleState.FINE_GRAINED)) {
            assertThat(get(path + "hubot", token))
                    .hasToString(refused(
                            403, "You must be a member of octo-org to see membership information for hubot.", page));
        }
        assertThat(get(path + "hubot", ""))
                .hasToString(refused(401, "Requires authentication", "https://docs.github.com/rest"));
        assertThat(get(path + "%2E", ""))
                .hasToString(refused(401, "Requires authentication", "https://docs.github.com/rest"));
    }

    @Test
    void theOwnOrganizationsAreListed() {
        ClientResponse response = get("/user/orgs", DirectoryState.SIGNED_ON);

        assertThat(logins(response)).containsExactly("octo-org", "sso-org");
        assertThat(Schemas.errors("simple_organizations", response.text())).isEmpty();
        assertThat(response.json().at("/0/members_url").asText())
                .isEqualTo(server.url() + "/orgs/octo-org/members{/member}");
        assertThat(logins(get("/api/v3/user/orgs?per_page=1&page=2", DirectoryState.SIGNED_ON)))
                .containsExactly("sso-org");
        assertThat(get("/user/orgs?per_page=1", DirectoryState.SIGNED_ON).header("Link"))
                .isEqualTo("<%1$s?per_page=1&page=2>; rel=\"next\", <%1$s?per_page=1&page=2>; rel=\"last\""
                        .formatted(server.url() + "/user/orgs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user/orgs", "/user/memberships/orgs"})
    void organizationsWithoutSignOnAreLeftOut(String path) {
        ClientResponse response = get(path, DirectoryState.MEMBER);

        assertThat(logins(response)).contains("octo-org").doesNotContain("sso-org");
        assertThat(response.header("X-GitHub-SSO")).isEqualTo("partial-results; organizations=2002");
    }

    @ParameterizedTest
    @CsvSource({
        "/user/orgs, list your organizations, orgs#list-organizations-for-the-authenticated-user",
        "/user/memberships/orgs, list your organization memberships,"
                + " members#list-organization-memberships-for-the-authenticated-user",
        "/user/memberships/orgs/octo-org, get your organization membership,"
                + " members#get-an-organization-membership-for-the-authenticated-user"
    })
    void theOwnMembershipsTakeAScope(String path, String phrase, String page) {
        assertThat(get(path, DirectoryState.REPO_ONLY))
                .hasToString(refused(
                        403,
                        "You need at least read:org scope or user scope to " + phrase + ".",
                        DOCUMENTATION + page));
        assertThat(get(path, DirectoryState.USER_ONLY).status()).isEqualTo(200);
        assertThat(get(path, "")).hasToString(refused(401, "Requires authentication", "https://docs.github.com/rest"));
        assertThat(get(path, SampleState.WORKFLOW))
                .hasToString(refused(403, "Resource not accessible by integration", DOCUMENTATION + page));
    }

    @Test
    void aFineGrainedTokenHasNoOrganizations() {
        assertThat(get("/user/orgs", SampleState.FINE_GRAINED)).hasToString("200 []");
        assertThat(get("/user/memberships/orgs", SampleState.FINE_GRAINED).status())
                .isEqualTo(403);
    }

    @Test
    void theOwnMembershipsAreListedWithTheRole() {
        ClientResponse response = get("/user/memberships/orgs", DirectoryState.SIGNED_ON);

        assertThat(Schemas.errors("memberships", response.text())).isEmpty();
        assertThat(response.json().findValuesAsText("role")).containsExactly("member", "member");
        assertThat(get("/user/memberships/orgs?state=active", DirectoryState.SIGNED_ON)
                        .text())
                .isEqualTo(response.text());
        assertThat(get("/user/memberships/orgs?state=pending", DirectoryState.SIGNED_ON))
                .hasToString("200 []");
        assertThat(get("/user/memberships/orgs?per_page=1&page=2", DirectoryState.SIGNED_ON)
                        .header("Link"))
                .isEqualTo("<%1$s?per_page=1&page=1>; rel=\"prev\", <%1$s?per_page=1&page=1>; rel=\"first\""
                        .formatted(server.url() + "/user/memberships/orgs"));
    }

    @Test
    void theOwnMembershipIsThatInTheOrganization() {
        String path = "/user/memberships/orgs/";

        assertThat(get(path + "octo-org", DirectoryState.MEMBER).text())
                .isEqualTo(get("/orgs/octo-org/memberships/hubot", DirectoryState.MEMBER)
                        .text());
        assertThat(get("/api/v3" + path + "OCTO-ORG", DirectoryState.OWNER)
                        .json()
                        .get("role")
                        .asText())
                .isEqualTo("admin");
        for (String organization : List.of("zoo", "nowhere", "monalisa", "%2E")) {
            assertThat(get(path + organization, DirectoryState.MEMBER))
                    .hasToString(refused(
                            404,
                            "Not Found",
                            DOCUMENTATION + "members#get-an-organization-membership-for-the-authenticated-user"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /orgs/octo-org/members",
        "DELETE, /orgs/octo-org/members/hubot",
        "PUT, /orgs/octo-org/memberships/hubot",
        "GET, /orgs/octo-org/members/",
        "GET, /orgs/octo-org/members/hubot/x",
        "GET, /orgs/octo-org/memberships",
        "GET, /orgs/octo-org/orgs",
        "GET, /orgs/octo-org/teams",
        "GET, /users/hubot/members",
        "GET, /user/members",
        "GET, /user/memberships",
        "GET, /user/memberships/teams",
        "GET, /user/memberships/orgs/octo-org/x",
        "GET, /user/orgs/x",
        "GET, /user/1002/memberships/orgs"
    })
    void otherMethodsAndPathsAreNotFound(String method, String path) {
        assertThat(server.request(method, path).token(DirectoryState.OWNER).send())
                .hasToString(refused(404, "Not Found", "https://docs.github.com/rest"));
    }
}
