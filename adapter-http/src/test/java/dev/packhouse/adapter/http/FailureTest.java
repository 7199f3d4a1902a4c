package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.domain.access.RegistryRules;
import dev.packhouse.domain.policy.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of a request when the backend fails. */
@EndToEnd
class FailureTest {

    private static final String APP = "/orgs/octo-org/packages/container/app";

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

    private Answer read(RuntimeException failure) {
        backend.beforeReading(() -> {
            throw failure;
        });
        return server.get(APP, SampleState.ADMIN);
    }

    private Answer write(RuntimeException failure) {
        backend.beforeWriting(() -> {
            throw failure;
        });
        return server.request("DELETE", APP).token(SampleState.ADMIN).send();
    }

    @Test
    void aBackendThatIsAwayIsUnavailableForAWhile() {
        for (Answer answer : new Answer[] {
            read(new UnavailableException("The disk is full", null)), write(new BackendOpenException("Damaged", null))
        }) {
            assertThat(answer)
                    .hasToString("503 {\"message\":\"Service Unavailable\",\"documentation_url\":"
                            + "\"https://docs.github.com/rest\",\"status\":\"503\"}");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.header("X-GitHub-Request-Id")).isNotNull();
        }
    }

    @Test
    void whatMayHaveHappenedIsSaid() {
        assertThat(write(new OutcomeUnknownException("Look at octo-org/container/app before trying again", null)))
                .hasToString("502 {\"message\":\"Look at octo-org/container/app before trying again\","
                        + "\"documentation_url\":\"https://docs.github.com/rest\",\"status\":\"502\"}");
    }

    @Test
    void aRemoteLimitIsPassedOn() {
        Answer answer = read(new LimitedException("Too fast", Duration.ofSeconds(90)));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.message())
                .isEqualTo("You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
        assertThat(answer.header("Retry-After")).isEqualTo("90");
        assertThat(read(new LimitedException("Too fast", Duration.ofMillis(1))).header("Retry-After"))
                .isEqualTo("1");
    }

    @Test
    void aRemoteLimitThatIsUsedUpIsToldAsOurOwn() {
        RateLimit usedUp = new RateLimit(5000, 0, 5001, RunningServer.NOW.plusSeconds(1800));
        LimitedException failure = new LimitedException("Used up", Duration.ofMinutes(30), Optional.of(usedUp));
        Answer answer = write(failure);

        assertThat(answer)
                .hasToString("403 {\"message\":\"API rate limit exceeded for user ID 1001.\",\"documentation_url\":"
                        + "\"https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting\"}");
        assertThat(answer.header("Retry-After")).isNull();
        assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("5000");
        assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(answer.header("X-RateLimit-Used")).isEqualTo("5001");
        assertThat(answer.header("X-RateLimit-Reset"))
                .isEqualTo(Long.toString(usedUp.reset().getEpochSecond()));
        assertThat(answer.header("X-RateLimit-Resource")).isEqualTo("core");
        Answer unidentified = read(failure);
        assertThat(unidentified.status()).isEqualTo(403);
        assertThat(unidentified.message()).isEqualTo("API rate limit exceeded.");
        assertThat(unidentified.header("X-RateLimit-Remaining")).isEqualTo("0");
    }

    @Test
    void aFaultOfOurOwnTellsNothingOfItself() {
        Answer answer = read(new IllegalStateException("secret internals"));

        assertThat(answer)
                .hasToString("500 {\"message\":\"Server Error\",\"documentation_url\":"
                        + "\"https://docs.github.com/rest\",\"status\":\"500\"}");
        assertThat(answer.header("X-GitHub-Request-Id")).isNotNull();
    }

    @Test
    void aRemoteRefusalKeepsItsWords() {
        assertThat(read(new RefusedException(new Refusal.UpstreamRefusal(
                        Refusal.Reason.NOT_READABLE,
                        new Refusal.UpstreamResponse(
                                451, "Repository access blocked", "https://docs.example/blocked")))))
                .hasToString("451 {\"message\":\"Repository access blocked\",\"documentation_url\":"
                        + "\"https://docs.example/blocked\",\"status\":\"451\"}");
        assertThat(read(new RefusedException(new Refusal.UpstreamRefusal(
                        Refusal.Reason.PACKAGE_NOT_FOUND, new Refusal.UpstreamResponse(404, "Not Found", "")))))
                .hasToString("404 {\"message\":\"Not Found\",\"status\":\"404\"}");
    }

    @Test
    void aRemoteRefusalTellsWhereToSignOn() {
        String where = "required; url=https://github.example/orgs/octo-org/sso?authorization_request=AZ";
        Answer answer = read(new RefusedException(new Refusal.UpstreamRefusal(
                Refusal.Reason.SSO_REQUIRED, new Refusal.UpstreamResponse(403, "Sign on", "", Optional.of(where)))));

        assertThat(answer).hasToString("403 {\"message\":\"Sign on\",\"status\":\"403\"}");
        assertThat(answer.header("X-GitHub-SSO")).isEqualTo(where);
    }

    @Test
    void anAddressThatIsTakenIsSaidSo() {
        HttpSettings settings = new HttpSettings(
                "127.0.0.1", server.port(), Optional.empty(), false, OptionalInt.empty(), RegistryRules.CURRENT, false);

        assertThatIllegalStateException()
                .isThrownBy(() -> RunningServer.with(settings, SampleState.state()))
                .withMessageMatching("Cannot listen on 127\\.0\\.0\\.1:%d: .*in use.*".formatted(server.port()));
    }

    @Test
    @DisplayName("A dry run says so in every answer of a change, and changes nothing")
    void dryRun() {
        HttpSettings settings = new HttpSettings(
                "127.0.0.1", 0, Optional.empty(), false, OptionalInt.empty(), RegistryRules.CURRENT, true);
        try (RunningServer dry = RunningServer.with(settings, SampleState.state())) {
            Answer done = dry.request("DELETE", APP).token(SampleState.ADMIN).send();
            assertThat(done).hasToString("204 ");
            assertThat(done.header("X-Packhouse-Dry-Run")).isEqualTo("true");
            Answer refused =
                    dry.request("DELETE", APP).token(SampleState.STRANGER).send();
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.header("X-Packhouse-Dry-Run")).isEqualTo("true");
            assertThat(dry.request("POST", APP + "/restore").send().header("X-Packhouse-Dry-Run"))
                    .isEqualTo("true");
            Answer read = dry.get(APP, SampleState.ADMIN);
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.header("X-Packhouse-Dry-Run")).isNull();
        }
        assertThat(server.request("DELETE", APP)
                        .token(SampleState.STRANGER)
                        .send()
                        .header("X-Packhouse-Dry-Run"))
                .isNull();
    }
}
