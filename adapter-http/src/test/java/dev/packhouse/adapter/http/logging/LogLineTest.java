package dev.packhouse.adapter.http.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {

    private final LogLine line = new LogLine();

    @BeforeEach
    void start() {
        line.start();
    }

    private String written(Level level, String message, Throwable failure) {
        LoggingEvent event = new LoggingEvent(
                "", new LoggerContext().getLogger("dev.packhouse.Some"), level, message, failure, new Object[] {"octo"
                });
        event.setInstant(Instant.parse("2026-11-21T08:00:00.0129Z"));
        return line.doLayout(event).replace(System.lineSeparator(), "<end>");
    }

    @Test
    void anEventIsALineWithItsInstantLevelLoggerAndMessage() {
        assertThat(written(Level.INFO, "Purged {}", null))
                .isEqualTo("2026-11-21T08:00:00.012Z INFO  Some - Purged octo<end>");
        assertThat(written(Level.ERROR, "Failed", null)).isEqualTo("2026-11-21T08:00:00.012Z ERROR Some - Failed<end>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "\r\n", "\t", "\u0000", "\u001b", "\u007f", "\u0085", "\u009b", "\u2028", "\u2029", "\u202e",
                "\u2066"
            })
    void controlCharactersInAMessageAreReplaced(String control) {
        assertThat(written(Level.WARN, "one" + control + "two", null))
                .isEqualTo("2026-11-21T08:00:00.012Z WARN  Some - one | two<end>");
    }

    @Test
    void anExceptionIsOnTheSameLineWithStackTraceAndCause() {
        IllegalStateException failure = new IllegalStateException("so\nso", new RuntimeException("why"));

        assertThat(written(Level.ERROR, "Failed", failure))
                .startsWith(
                        "2026-11-21T08:00:00.012Z ERROR Some - Failed java.lang.IllegalStateException: so | so | at ")
                .contains(" | Caused by: java.lang.RuntimeException: why | ")
                .containsOnlyOnce("<end>")
                .endsWith("<end>")
                .doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void aStackTraceHasAtMostTwelveFrames() {
        RuntimeException failure = new RuntimeException("deep");
        StackTraceElement frame = new StackTraceElement("Deep", "dive", "Deep.java", 1);
        failure.setStackTrace(java.util.Collections.nCopies(40, frame).toArray(StackTraceElement[]::new));

        assertThat(written(Level.ERROR, "Failed", failure).split("at Deep.dive", -1))
                .hasSize(13);
    }
}
