package dev.packhouse.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.application.model.Health;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** The health of the backend in responses and in the log. */
class HealthTest {

    private static final Health WELL = new Health(true, "sqlite", "/srv/data/packhouse.db, schema version 1");
    private static final Health GONE = new Health(false, "sqlite", "/srv/data/packhouse.db is gone");
    private static final Health FULL = new Health(false, "sqlite", "/srv/data/packhouse.db: The disk is full");

    private final Logger logger = (Logger) LoggerFactory.getLogger(HealthHandler.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Health now = WELL;
    private final HealthHandler handler = new HealthHandler(() -> now, Optional.empty());

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private String respond(Health health) throws IOException {
        now = health;
        return text(handler.handle());
    }

    private static String text(ServerResponse response) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            ((ServerResponse.Value) response.content()).json().writeTo(json);
        }
        return response.status() + " " + text;
    }

    @Test
    void theResponseHasTheReadinessButNoFileName() throws IOException {
        assertThat(respond(WELL))
                .isEqualTo("200 {\"status\":\"ready\",\"backend\":\"sqlite\","
                        + "\"detail\":\"Packages can be read and changed.\"}");
        assertThat(respond(GONE))
                .isEqualTo("503 {\"status\":\"unavailable\",\"backend\":\"sqlite\","
                        + "\"detail\":\"Nothing can be changed at present; the log of the server says why.\"}");
    }

    @ParameterizedTest
    @CsvSource({"PT720H, 30d", "PT25H, 25h", "PT90M, 90m", "PT90S, PT1M30S"})
    void theResponseHasTheRulesOfARegistryOfItsOwn(Duration retention, String shown) throws IOException {
        Rules rules = Rules.GITHUB.withRetention(retention).withLastTaggedVersionProtected(false);

        assertThat(text(new HealthHandler(() -> WELL, Optional.of(rules)).handle()))
                .isEqualTo("200 {\"status\":\"ready\",\"backend\":\"sqlite\","
                        + "\"detail\":\"Packages can be read and changed.\",\"rules\":{\"retention\":\"" + shown
                        + "\",\"download_limit\":5000,\"repository_scoped\":[\"maven\",\"docker\"],"
                        + "\"last_version_protected\":true,\"last_tagged_version_protected\":false}}");
    }

    @Test
    void theDetailIsLoggedOnlyWhenTheReadinessChanges() throws IOException {
        for (Health health : new Health[] {WELL, WELL, GONE, GONE, FULL, WELL, WELL}) {
            respond(health);
        }

        assertThat(lines.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactly(
                        "INFO The backend 'sqlite' is ready: /srv/data/packhouse.db, schema version 1",
                        "WARN The backend 'sqlite' is not ready: /srv/data/packhouse.db is gone",
                        "INFO The backend 'sqlite' is ready: /srv/data/packhouse.db, schema version 1");
    }

    @Test
    void anUnreadyBackendIsLoggedAtTheFirstQuery() throws IOException {
        respond(FULL);

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("The backend 'sqlite' is not ready: /srv/data/packhouse.db: The disk is full");
    }
}
