package dev.packhouse.adapter.http;

import dev.packhouse.domain.access.Principal;
import org.eclipse.jetty.http.HttpMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes one line for every answer: at info if it was there to change something or was refused, at debug if it only read,
 * of which there is much. Neither tokens nor queries are in it, nor names out of paths.
 */
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private RequestLog() {}

    static void log(RequestContext context, int status, long nanos) {
        Level level = context.match().route().changes() || status >= 400 ? Level.INFO : Level.DEBUG;
        if (LOG.isEnabledForLevel(level)) {
            log(
                    level,
                    context.request().getMethod(),
                    context.match().route().template(),
                    status,
                    nanos,
                    context.caller().map(Principal::label).orElse("unidentified"),
                    context.id());
        }
    }

    /** Writes the line of a request that was answered before it had a route. */
    static void logWithoutRoute(String method, int status, long nanos, String id) {
        log(Level.INFO, method, "-", status, nanos, "unidentified", id);
    }

    private static void log(
            Level level, String method, String route, int status, long nanos, String caller, String id) {
        // A method can be any word of any length.
        String known = HttpMethod.fromString(method) == null ? "OTHER" : method;
        LOG.atLevel(level).log("{} {} {} {}ms {} {}", known, route, status, nanos / 1_000_000, caller, id);
    }
}
