package dev.packhouse.adapter.http.logging;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.util.CachingDateFormatter;
import com.google.common.base.Strings;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Formats an event as one line, also if its text has line breaks: UTC time, level, short logger name, message,
 * exception.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {

    /** Control characters, format characters, and line and paragraph separators. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private static final String FRAMES = "12";

    private final CachingDateFormatter instants =
            new CachingDateFormatter("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", ZoneOffset.UTC);
    private final ThrowableProxyConverter exceptions = new ThrowableProxyConverter();

    @Override
    public void start() {
        exceptions.setOptionList(List.of(FRAMES));
        exceptions.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        String name = event.getLoggerName();
        String exception = exceptions.convert(event).strip();
        String text = exception.isEmpty() ? event.getFormattedMessage() : event.getFormattedMessage() + " " + exception;
        return String.join(
                " ",
                instants.format(event.getTimeStamp()),
                Strings.padEnd(event.getLevel().toString(), 5, ' '),
                name.substring(name.lastIndexOf('.') + 1),
                "-",
                CONTROLS.matcher(text).replaceAll(" | ") + System.lineSeparator());
    }
}
