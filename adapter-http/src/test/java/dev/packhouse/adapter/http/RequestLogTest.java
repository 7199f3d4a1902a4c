package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One line for every request, and no secret in it. */
@EndToEnd
class RequestLogTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(RequestLog.class);
    private final Lines lines = new Lines();

    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final List<String> written = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            written.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    }

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    @ExpectedDifference(because = Difference.THE_SERVER_BEHIND_LOGS_TOO, instead = "Expected size: 5 but was: 12")
    void aLineHasRouteStatusCallerAndRequestId() {
        String id;
        try (RunningServer server = RunningServer.with(SampleState.state())) {
            id = server.get("/orgs/octo-org/packages/container/app?access_token=ghp_secret", SampleState.ADMIN)
                    .header("X-GitHub-Request-Id");
            server.request("DELETE", "/api/v3/user/packages/container/nowhere/versions/1")
                    .token(SampleState.MEMBER)
                    .send();
            server.get("/orgs/octo-org/packages/container/app", "ghp_wrongsecret");
            server.get("/ghp_secretpath", SampleState.WORKFLOW);
            server.request("GET", "/").send();
        }

        // The server is closed: every line has been written.
        // A line is written after its response is sent, so that lines may have another order than the requests.
        assertThat(lines.written)
                .hasSize(5)
                .anyMatch(matching(
                        "DEBUG GET /orgs/\\{org}/packages/\\{package_type}/\\{package_name} 200 \\d+ms monalisa " + id))
                .anyMatch(matching(
                        "INFO DELETE /user/packages/\\{package_type}/\\{package_name}/versions/\\{package_version_id}"
                                + " 404 \\d+ms hubot [0-9A-F:]{35}"))
                .anyMatch(matching("INFO GET /orgs/\\{org}/packages/\\{package_type}/\\{package_name} 401 \\d+ms"
                        + " unidentified [0-9A-F:]{35}"))
                .anyMatch(matching("INFO GET unknown 404 \\d+ms octo-org/hello-world [0-9A-F:]{35}"))
                .anyMatch(matching("DEBUG GET / 200 \\d+ms anonymous [0-9A-F:]{35}"));
        assertThat(String.join("\n", lines.written)).doesNotContain("ghp_", "ghs_", "secret", "access_token");
    }

    @Test
    void aResponseWithoutARouteHasALineToo() {
        try (RunningServer server = RunningServer.with(SampleState.state())) {
            server.get("/a%00ghp_secret", SampleState.ADMIN);
            server.get("/" + "x".repeat(20_000), SampleState.ADMIN);
            RawClient.send(server.port(), "GET /zen HTTP/9.9\r\nHost: ghp_secret\r\n\r\n");
            server.request("X".repeat(5_000), "/user").token(SampleState.ADMIN).send();
        }

        // The server behind a live backend may have lines of its own.
        assertThat(lines.written)
                .anyMatch(matching("INFO OTHER - 404 \\d+ms unidentified [0-9A-F:]{35}"))
                .anyMatch(matching("INFO OTHER - 414 \\d+ms unidentified [0-9A-F:]{35}"))
                .anyMatch(matching("INFO OTHER - 400 \\d+ms unidentified [0-9A-F:]{35}"))
                .anyMatch(matching("INFO OTHER unknown 404 \\d+ms monalisa [0-9A-F:]{35}"));
        assertThat(String.join("\n", lines.written)).doesNotContain("ghp_", "secret", "XXX");
    }

    private static Predicate<String> matching(String line) {
        return Pattern.compile(line).asMatchPredicate();
    }
}
