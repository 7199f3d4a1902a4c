package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.UnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The header of the responses to changes that says what was decided. */
@EndToEnd
class DecisionHeaderTest {

    private static final String HEADER = "X-Packhouse-Decision";
    private static final String ORG = "/orgs/octo-org/packages";
    private static final String APP = ORG + "/container/app";

    private InterceptedBackend backend;
    private RunningServer server;

    @BeforeEach
    void start() {
        server = RunningServer.with(RunningServer.settings(), SampleState.state(), behind -> {
            backend = new InterceptedBackend(behind);
            return backend;
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String decision(String method, String path, String token) {
        return server.request(method, path).token(token).send().header(HEADER);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /orgs/octo-org/packages/container/app, ghp_admin, ALLOWED",
        "DELETE, /api/v3/user/packages/container/mine, ghp_admin, ALLOWED",
        "POST,   /orgs/octo-org/packages/container/gone/restore, ghp_admin, ALLOWED",
        "DELETE, /orgs/octo-org/packages/container/app/versions/837, ghp_admin, ALLOWED",
        "POST,   /orgs/octo-org/packages/container/app/versions/838/restore, ghp_admin, ALLOWED",
        "DELETE, /orgs/octo-org/packages/container/app/versions/836, ghp_admin, LAST_TAGGED_VERSION",
        "DELETE, /orgs/octo-org/packages/npm/widget/versions/860, ghp_admin, LAST_VERSION",
        "DELETE, /orgs/octo-org/packages/container/open, ghp_admin, TOO_MANY_DOWNLOADS",
        "DELETE, /orgs/octo-org/packages/container/nowhere, ghp_admin, PACKAGE_NOT_FOUND",
        "DELETE, /orgs/octo-org/packages/container/app, ghp_member, PACKAGE_NOT_FOUND",
        "DELETE, /orgs/octo-org/packages/container/app, ghp_stranger, PACKAGE_NOT_FOUND",
        "POST,   /orgs/octo-org/packages/container/app/restore, ghp_stranger, PACKAGE_NOT_FOUND",
        "POST,   /orgs/octo-org/packages/container/app/versions/836/restore, ghp_admin, PACKAGE_NOT_FOUND",
        "DELETE, /orgs/nobody/packages/container/app, ghp_admin, OWNER_NOT_FOUND",
        "DELETE, /orgs/octo-org/packages/container/app, ghp_readonly, MISSING_SCOPES",
        "DELETE, /orgs/octo-org/packages/container/app, ghp_unknown, BAD_CREDENTIALS",
        "DELETE, /orgs/sso-org/packages/container/guarded, ghp_admin, SSO_REQUIRED"
    })
    void aChangeHasItsDecision(String method, String path, String token, String decision) {
        assertThat(decision(method, path, token)).isEqualTo(decision);
    }

    /** The message of the live service may name the package instead. */
    @Test
    void aMissingVersionIsWhatTheMessageSays() {
        ClientResponse response = server.request("DELETE", APP + "/versions/99")
                .token(SampleState.ADMIN)
                .send();

        assertThat(response.message()).isIn("Package version not found.", "Package not found.");
        assertThat(response.header(HEADER))
                .isEqualTo(response.message().contains("version") ? "VERSION_NOT_FOUND" : "PACKAGE_NOT_FOUND");
    }

    @Test
    void aChangeWithoutATokenNeedsOne() {
        assertThat(server.request("DELETE", APP).send().header(HEADER)).isEqualTo("AUTHENTICATION_REQUIRED");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /orgs/octo-org/packages/container/app, ghp_admin",
        "GET, /orgs/octo-org/packages/container/nowhere, ghp_admin",
        "GET, /orgs/octo-org/packages/container/app, ghp_stranger",
        "GET, /orgs/octo-org/packages/container/app/versions, ghp_admin",
        "GET, /orgs/octo-org/packages/container/app, ghp_unknown",
        "GET, /user, ghp_admin",
        "GET, /_packhouse/health, ghp_admin",
        "PUT, /orgs/octo-org/packages/container/app, ghp_admin",
        "DELETE, /orgs/octo-org/packages/container/app/versions/x, ghp_admin"
    })
    void whatIsNoChangeHasNone(String method, String path, String token) {
        assertThat(decision(method, path, token)).isNull();
    }

    @Test
    void anUnknownOutcomeIsUnknownAndAFailureIsNoDecision() {
        backend.beforeWriting(() -> {
            throw new OutcomeUnknownException("Look", null);
        });
        assertThat(decision("DELETE", APP, SampleState.ADMIN)).isEqualTo("UNKNOWN");

        backend.beforeWriting(() -> {
            throw new UnavailableException("The disk is full", null);
        });
        assertThat(decision("DELETE", APP, SampleState.ADMIN)).isNull();
    }
}
