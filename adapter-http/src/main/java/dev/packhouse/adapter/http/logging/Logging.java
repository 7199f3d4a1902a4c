package dev.packhouse.adapter.http.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;

/**
 * Configures Logback: events of {@code PACKHOUSE_LOG_LEVEL} and above go to standard error. Logback finds this class as
 * a service in the jar of the server. The thin jar has no service file, so that a program that embeds it keeps its own
 * configuration.
 *
 * <p>The configuration is Java code, because parsing XML takes longer than everything else that the start logs.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class Logging extends ContextAwareBase implements Configurator {

    /** The environment variable for the lowest level that is written. */
    public static final String LEVEL = "PACKHOUSE_LOG_LEVEL";

    /** The system property for the level without the variable. Without both, it is info. */
    public static final String DEFAULT_LEVEL = "packhouse.log.level";

    /** For {@link java.util.ServiceLoader}. */
    public Logging() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getStatusManager().add(new NopStatusListener()); // Logback does not report its own status
        context.getLogger("org.eclipse.jetty").setLevel(Level.WARN);
        // The server reports the same events with its own messages.
        context.getLogger("io.javalin").setLevel(Level.OFF);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(
                Level.toLevel(System.getenv(LEVEL), Level.toLevel(System.getProperty(DEFAULT_LEVEL), Level.INFO)));
        root.addAppender(standardError(context));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
        LogLine line = new LogLine();
        line.setContext(context);
        line.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(UTF_8);
        encoder.setLayout(line);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("STDERR");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
