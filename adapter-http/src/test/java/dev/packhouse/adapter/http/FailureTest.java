package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.packhouse.application.model.BackendOpenException;
import dev.packhouse.application.model.LimitedException;
import dev.packhouse.application.model.OutcomeUnknownException;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.model.UpstreamResponse;
import dev.packhouse.application.spi.RefusedException;
import dev.packhouse.domain.policy.Refusal;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The responses when the backend fails. */
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

    private ClientResponse read(RuntimeException failure) {
        backend.beforeReading(() -> {
            throw failure;
        });
        return server.get(APP, SampleState.ADMIN);
    }

    private ClientResponse write(RuntimeException failure) {
        backend.beforeWriting(() -> {
            throw failure;
        });
        return server.request("DELETE", APP).token(SampleState.ADMIN).send();
    }

    @Test
    void anUnavailableBackendIs503WithRetryAfter() {
        for (ClientResponse response : new ClientResponse[] {
            read(new UnavailableException("The disk is full", null)), write(new BackendOpenException("Damaged", null))
        }) {
            assertThat(response)
                    .hasToString("503 {\"message\":\"Service Unavailable\",\"documentation_url\":"
                            + "\"https://docs.github.com/rest\",\"status\":\"503\"}");
            assertThat(response.header("Retry-After")).isEqualTo("5");
            assertThat(response.header("X-GitHub-Request-Id")).isNotNull();
        }
    }

    @Test
    void aFailureOfTheBackendIsOneLineOfTheLogWithItsRootCause() {
        Logger logger = (Logger) LoggerFactory.getLogger(FailureResponses.class);
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.addAppender(events);
        logger.setLevel(Level.DEBUG);
        try {
            IOException root = new IOException("Connection refused");
            read(new UnavailableException("Cannot read", new UncheckedIOException("No response", root)));
            read(new UnavailableException("The disk is full", null));
        } finally {
            logger.setLevel(null);
            logger.detachAppender(events);
        }

        assertThat(events.list)
                .extracting(event -> event.getLevel() + " "
                        + event.getFormattedMessage().replaceFirst("[0-9A-F:]{35}", "ID")
                        + (event.getThrowableProxy() == null ? "" : " with its stack"))
                .containsExactly(
                        "WARN Request ID failed: Cannot read (java.io.IOException: Connection refused)",
                        "DEBUG Request ID failed with its stack",
                        "WARN Request ID failed: The disk is full",
                        "DEBUG Request ID failed with its stack");
    }

    @Test
    void aChangeThatWasMadeIsReportedAlsoIfTheRateLimitIsUnknown() {
        backend.beforeRateLimit(() -> {
            throw new UnavailableException("Cannot read the rate limit", null);
        });

        assertThat(server.request("DELETE", APP).token(SampleState.ADMIN).send())
                .hasToString("204 ");
        backend.beforeRateLimit(() -> {});
        assertThat(server.get(APP, SampleState.ADMIN).status()).isEqualTo(404);
    }

    @Test
    void anUnknownOutcomeIs502WithItsMessage() {
        assertThat(write(new OutcomeUnknownException("Look at octo-org/container/app before trying again", null)))
                .hasToString("502 {\"message\":\"Look at octo-org/container/app before trying again\","
                        + "\"documentation_url\":\"https://docs.github.com/rest\",\"status\":\"502\"}");
    }

    @Test
    void aRemoteLimitIs429WithRetryAfter() {
        ClientResponse response = read(new LimitedException("Too fast", Duration.ofSeconds(90)));

        assertThat(response.status()).isEqualTo(429);
        assertThat(response.message())
                .isEqualTo("You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
        assertThat(response.header("Retry-After")).isEqualTo("90");
        assertThat(read(new LimitedException("Too fast", Duration.ofMillis(1))).header("Retry-After"))
                .isEqualTo("1");
    }

    @Test
    void aUsedUpRemoteRateLimitIs403WithItsHeaders() {
        RateLimit usedUp = new RateLimit(5000, 0, 5001, RunningServer.NOW.plusSeconds(1800));
        LimitedException failure = new LimitedException("Used up", Duration.ofMinutes(30), Optional.of(usedUp));
        ClientResponse response = write(failure);

        assertThat(response)
                .hasToString("403 {\"message\":\"API rate limit exceeded for user ID 1001.\",\"documentation_url\":"
                        + "\"https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting\"}");
        assertThat(response.header("Retry-After")).isNull();
        assertThat(response.header("X-RateLimit-Limit")).isEqualTo("5000");
        assertThat(response.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(response.header("X-RateLimit-Used")).isEqualTo("5001");
        assertThat(response.header("X-RateLimit-Reset"))
                .isEqualTo(Long.toString(usedUp.reset().getEpochSecond()));
        assertThat(response.header("X-RateLimit-Resource")).isEqualTo("core");
        ClientResponse unidentified = read(failure);
        assertThat(unidentified.status()).isEqualTo(403);
        assertThat(unidentified.message()).isEqualTo("API rate limit exceeded.");
        assertThat(unidentified.header("X-RateLimit-Remaining")).isEqualTo("0");
    }

    @Test
    void anInternalErrorShowsNoDetails() {
        ClientResponse response = read(new IllegalStateException("secret internals"));

        assertThat(response)
                .hasToString("500 {\"message\":\"Server Error\",\"documentation_url\":"
                        + "\"https://docs.github.com/rest\",\"status\":\"500\"}");
        assertThat(response.header("X-GitHub-Request-Id")).isNotNull();
    }

    @Test
    void aRemoteRefusalKeepsStatusAndMessage() {
        assertThat(read(new RefusedException(new UpstreamResponse(
                        Refusal.Reason.NOT_READABLE,
                        451,
                        "Repository access blocked",
                        "https://docs.example/blocked"))))
                .hasToString("451 {\"message\":\"Repository access blocked\",\"documentation_url\":"
                        + "\"https://docs.example/blocked\",\"status\":\"451\"}");
        assertThat(read(new RefusedException(
                        new UpstreamResponse(Refusal.Reason.PACKAGE_NOT_FOUND, 404, "Not Found", ""))))
                .hasToString("404 {\"message\":\"Not Found\",\"status\":\"404\"}");
    }

    @Test
    void aRemoteRefusalKeepsTheSingleSignOnHeader() {
        String where = "required; url=https://github.example/orgs/octo-org/sso?authorization_request=AZ";
        ClientResponse response = read(new RefusedException(
                new UpstreamResponse(Refusal.Reason.SSO_REQUIRED, 403, "Sign on", "", Optional.of(where))));

        assertThat(response).hasToString("403 {\"message\":\"Sign on\",\"status\":\"403\"}");
        assertThat(response.header("X-GitHub-SSO")).isEqualTo(where);
    }

    @Test
    void aPortInUseIsReported() {
        HttpSettings settings = LocalSettings.of(
                "127.0.0.1", server.port(), Optional.empty(), false, RateLimits.SHOWN, Rules.GITHUB, false);

        assertThatIllegalStateException()
                .isThrownBy(() -> RunningServer.with(settings, SampleState.state()))
                .withMessageMatching("Cannot listen on 127\\.0\\.0\\.1:%d: .*in use.*".formatted(server.port()));
    }

    @Test
    @DisplayName("A dry run has a header in every response to a change, and changes nothing")
    void dryRun() {
        HttpSettings settings =
                LocalSettings.of("127.0.0.1", 0, Optional.empty(), false, RateLimits.SHOWN, Rules.GITHUB, true);
        try (RunningServer dry = RunningServer.with(settings, SampleState.state())) {
            ClientResponse done =
                    dry.request("DELETE", APP).token(SampleState.ADMIN).send();
            assertThat(done).hasToString("204 ");
            assertThat(done.header("X-Packhouse-Dry-Run")).isEqualTo("true");
            ClientResponse refused =
                    dry.request("DELETE", APP).token(SampleState.OUTSIDER).send();
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.header("X-Packhouse-Dry-Run")).isEqualTo("true");
            assertThat(dry.request("POST", APP + "/restore").send().header("X-Packhouse-Dry-Run"))
                    .isEqualTo("true");
            ClientResponse read = dry.get(APP, SampleState.ADMIN);
            assertThat(read.status()).isEqualTo(200);
            assertThat(read.header("X-Packhouse-Dry-Run")).isNull();
        }
        assertThat(server.request("DELETE", APP)
                        .token(SampleState.OUTSIDER)
                        .send()
                        .header("X-Packhouse-Dry-Run"))
                .isNull();
    }
}
