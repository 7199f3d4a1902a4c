package dev.packhouse.adapter.github;

import static dev.packhouse.adapter.github.FakeGitHub.gets;
import static dev.packhouse.adapter.github.GitHubStates.HUBOT;
import static dev.packhouse.adapter.github.GitHubStates.MONALISA;
import static dev.packhouse.application.testing.Callers.caller;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.adapter.github.Fault.Kind;
import dev.packhouse.application.api.AccountDirectory;
import dev.packhouse.application.model.ForwardedResponse;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.application.service.DirectoryService;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads beside packages are GitHub's: its status, its text, its headers. */
class ForwardedReadsTest {

    private static final String MEMBERS = "/orgs/octo-org/members?per_page=1&page=1";
    private static final String BODY = "[{\"login\":\"monalisa\",\"more\":1.50}]";

    private final LiveFixture live = new LiveFixture(GitHubStates.people().state());
    private final AccountDirectory directory = new DirectoryService(live.backend);

    @AfterEach
    void close() {
        live.close();
    }

    private Outcome<ForwardedResponse> get(Credential caller, String resource) {
        return directory.forward(caller(live.backend, caller), resource).orElseThrow();
    }

    private static Outcome<ForwardedResponse> json(String body, List<String> links, Optional<String> singleSignOn) {
        return Outcome.allowed(new ForwardedResponse(200, Optional.of(body), links, Optional.empty(), singleSignOn));
    }

    @Test
    void theTextAndTheLinksPassThrough() {
        String links = "<%s/organizations/2001/members?per_page=1&page=2>; rel=\"next\"".formatted(live.fake.url());
        live.fake.fix(MEMBERS, 200, Map.of("Link", links, "X-GitHub-SSO", "partial-results; organizations=1"), BODY);

        assertThat(get(MONALISA, MEMBERS))
                .isEqualTo(json(BODY, List.of(links), Optional.of("partial-results; organizations=1")));
        assertThat(live.fake.requests().get(live.fake.requests().size() - 1).authorization())
                .contains("Bearer " + GitHubStates.SECRET);
    }

    @Test
    void anUnchangedResponseIsConfirmedWithItsLinks() {
        live.fake.fix(MEMBERS, 200, Map.of("Link", "<https://x/?page=2>; rel=\"next\""), BODY);
        Outcome<ForwardedResponse> first = get(MONALISA, MEMBERS);

        assertThat(get(MONALISA, MEMBERS)).isEqualTo(first);
        assertThat(live.fake.confirmed()).isEqualTo(1);
        get(HUBOT, MEMBERS);
        assertThat(live.fake.confirmed()).isEqualTo(1);
    }

    @Test
    void aResponseWithoutABodyPassesThrough() {
        live.fake.fix("/orgs/octo-org/members/hubot", 204, Map.of(), "");

        assertThat(get(new Credential.None(), "/orgs/octo-org/members/hubot"))
                .isEqualTo(Outcome.allowed(
                        new ForwardedResponse(204, Optional.empty(), List.of(), Optional.empty(), Optional.empty())));
    }

    @Test
    void aFoundResponseIsReturnedWithItsFullAddress() {
        live.fake.fix(
                "/orgs/octo-org/members/hubot", 302, Map.of("Location", "/orgs/octo-org/public_members/hubot"), "");

        assertThat(get(MONALISA, "/orgs/octo-org/members/hubot"))
                .isEqualTo(Outcome.allowed(new ForwardedResponse(
                        302,
                        Optional.empty(),
                        List.of(),
                        Optional.of(live.fake.url() + "/orgs/octo-org/public_members/hubot"),
                        Optional.empty())));
    }

    @Test
    void aFoundResponseOutOfTheApiIsNotReturned() {
        live.fake.fix("/orgs/octo-org/members/hubot", 302, Map.of("Location", "https://elsewhere.example/x"), "");

        assertThatThrownBy(() -> get(MONALISA, "/orgs/octo-org/members/hubot"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("outside of");
    }

    @Test
    void aRenamedRepositoryIsFollowed() {
        live.fake.fix("/repos/octo-org/old", 301, Map.of("Location", live.fake.url() + "/repositories/5001"), "");
        live.fake.fix("/repositories/5001", 200, Map.of(), "{\"id\":5001}");

        assertThat(get(MONALISA, "/repos/octo-org/old")).isEqualTo(json("{\"id\":5001}", List.of(), Optional.empty()));
    }

    @Test
    void refusalsPassThrough() {
        String refusal = "{\"message\":\"%s\",\"documentation_url\":\"https://docs/x\",\"status\":\"%d\"}";
        live.fake.fix("/orgs/o/members", 404, Map.of(), refusal.formatted("Not Found", 404));
        live.fake.fix("/orgs/o/memberships/u", 403, Map.of(), refusal.formatted("You must be a member", 403));
        live.fake.fix("/user/repos?type=all&visibility=all", 422, Map.of(), refusal.formatted("If you specify", 422));

        assertThat(get(MONALISA, "/orgs/o/members")).isEqualTo(refused(Reason.OWNER_NOT_FOUND, 404, "Not Found"));
        assertThat(get(MONALISA, "/orgs/o/memberships/u"))
                .isEqualTo(refused(Reason.NOT_ADMIN, 403, "You must be a member"));
        assertThat(get(MONALISA, "/user/repos?type=all&visibility=all"))
                .isEqualTo(refused(Reason.INVALID_ARGUMENT, 422, "If you specify"));
    }

    private static Outcome<ForwardedResponse> refused(Reason reason, int status, String message) {
        return Outcome.refused(new UpstreamResponse(reason, status, message, "https://docs/x"));
    }

    @Test
    void aLostResponseIsReadAgain() {
        live.fake.fix(MEMBERS, 200, Map.of(), BODY);
        live.fake.plan(gets("/members"), Fault.before(Kind.NO_RESPONSE), Fault.before(Kind.BAD_GATEWAY));

        assertThat(get(MONALISA, MEMBERS)).isEqualTo(json(BODY, List.of(), Optional.empty()));
    }

    @Test
    void aResponseThatIsNoJsonIsUnavailable() {
        live.fake.fix(MEMBERS, 200, Map.of("Content-Type", "text/html"), "<html>");

        assertThatThrownBy(() -> get(MONALISA, MEMBERS)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void theLimitOfTheUserCountsForTheseReadsToo() {
        live.fake.fix(MEMBERS, 200, Map.of(), BODY);
        live.fake.plan(gets("/members"), Fault.before(Kind.PRIMARY_LIMIT, "3600"));

        assertThatThrownBy(() -> directory.forward(GitHubStates.holderOf(MONALISA), MEMBERS))
                .isInstanceOf(LimitedException.class);
    }

    /** Only what is passed on may have no body: a list of packages may not. */
    @Test
    void aReadOfPackagesAcceptsNoEmptyResponse() {
        live.fake.fix("/orgs/octo-org/packages/container/app", 204, Map.of(), "");

        assertThatThrownBy(() -> live.useCases.find(MONALISA, GitHubStates.APP))
                .isInstanceOf(UnavailableException.class);
    }
}
