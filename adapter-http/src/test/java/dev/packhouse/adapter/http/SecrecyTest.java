package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.packhouse.application.testing.MutableClock;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Tokens pass through the whole chain, and are neither logged nor stored. */
class SecrecyTest {

    private static final String APP = "/orgs/octo-org/packages/container/app";
    private static final String UNKNOWN = "ghp_unknownSecret";
    private static final List<String> TOKENS = List.of(
            SampleState.ADMIN,
            SampleState.MEMBER,
            SampleState.READ_ONLY,
            SampleState.FINE_GRAINED,
            SampleState.WORKFLOW,
            UNKNOWN);

    @TempDir
    private Path data;

    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.packhouse");
    private final Logger all = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Lines lines = new Lines();

    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final List<String> written = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            written.add(event.getLoggerName() + " " + event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    }

    @BeforeEach
    void listen() {
        lines.start();
        ours.setLevel(Level.TRACE);
        ours.setAdditive(false);
        ours.addAppender(lines);
        all.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        all.detachAppender(lines);
        ours.detachAppender(lines);
        ours.setAdditive(true);
        ours.setLevel(null);
    }

    @Test
    void tokensAreNeitherLoggedNorStored() throws IOException {
        MutableClock clock = new MutableClock(RunningServer.NOW);
        Registry registry =
                LiveRegistry.open(SampleState.state(), Rules.GITHUB, clock, data, UnaryOperator.identity(), () -> {});
        try (RunningServer server =
                RunningServer.on(registry, RunningServer.settings(), clock, UnaryOperator.identity())) {
            for (String token : TOKENS) {
                server.get(APP, token);
                server.get("/user", token);
                server.get("/orgs/octo-org/packages", token);
                server.request("DELETE", APP + "/versions/836").token(token).send();
                server.request("POST", "/orgs/octo-org/packages/container/never/restore")
                        .token(token)
                        .send();
                server.get(APP, token + "\u00fc");
            }
            assertThat(server.request("DELETE", APP + "/versions/837")
                            .token(SampleState.ADMIN)
                            .send())
                    .hasToString("204 ");
            registry.behind().run(); // closes the service, so that all further requests fail
            assertThat(server.get(APP + "/versions", SampleState.ADMIN).status())
                    .isEqualTo(503);
            assertThat(server.request("DELETE", APP)
                            .token(SampleState.ADMIN)
                            .send()
                            .status())
                    .isEqualTo(503);
        }

        assertThat(lines.written)
                .anyMatch(line -> line.startsWith("dev.packhouse.audit "))
                .anyMatch(line -> line.contains("RequestLog GET"));
        assertThat(lines.written).noneMatch(SecrecyTest::containsToken);
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> stored = files.filter(Files::isRegularFile).toList();
            assertThat(stored).isNotEmpty();
            for (Path file : stored) {
                assertThat(containsToken(Files.readString(file, StandardCharsets.ISO_8859_1)))
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    private static boolean containsToken(String text) {
        return TOKENS.stream().anyMatch(text::contains);
    }
}
