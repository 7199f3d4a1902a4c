package dev.packhouse.adapter.http.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LoggingTest {

    /** Only the jar of the server contains the service file, which {@link LoggingIT} tests. */
    @Test
    void aProgramWithThisOnItsClassPathKeepsItsOwnConfiguration() {
        assertThat(ServiceLoader.load(Configurator.class)).isEmpty();
    }

    @Test
    void eventsGoToStandardErrorAndLibrariesAreQuiet() {
        LoggerContext context = new LoggerContext();

        new Logging().configure(context);

        ConsoleAppender<ILoggingEvent> appender = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
        assertThat(appender.isStarted()).isTrue();
        assertThat(appender.getTarget()).isEqualTo("System.err");
        assertThat(Map.of(
                        "org.eclipse.jetty.server.Server", Level.WARN,
                        "io.javalin.Javalin", Level.OFF))
                .allSatisfy((name, level) ->
                        assertThat(context.getLogger(name).getEffectiveLevel()).isEqualTo(level));
        assertThat(context.getStatusManager().getCopyOfStatusListenerList()).hasSize(1);
    }

    @Test
    void theLevelIsInfoUnlessTheCommandNamesAnother() {
        assertThat(rootLevel()).isEqualTo(Level.INFO);
        System.setProperty(Logging.DEFAULT_LEVEL, "warn");
        try {
            assertThat(rootLevel()).isEqualTo(Level.WARN);
        } finally {
            System.clearProperty(Logging.DEFAULT_LEVEL);
        }
    }

    private static Level rootLevel() {
        LoggerContext context = new LoggerContext();
        new Logging().configure(context);
        return context.getLogger(Logger.ROOT_LOGGER_NAME).getLevel();
    }
}
