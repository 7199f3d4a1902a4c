package dev.packhouse.adapter.http;

import dev.packhouse.domain.access.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes one line for every request: at info if it was there to change something or was refused, at debug if it only read,
 * of which there is much. Neither tokens nor queries are in it, nor names out of paths.
 */
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private RequestLog() {}

    static void log(Exchange exchange, int status, long nanos) {
        Level level = exchange.target().route().changes() || status >= 400 ? Level.INFO : Level.DEBUG;
        if (LOG.isEnabledForLevel(level)) {
            LOG.atLevel(level)
                    .log(
                            "{} {} {} {}ms {} {}",
                            exchange.request().getMethod(),
                            exchange.target().route().template(),
                            status,
                            nanos / 1_000_000,
                            exchange.caller().map(Principal::label).orElse("unidentified"),
                            exchange.id());
        }
    }
}
