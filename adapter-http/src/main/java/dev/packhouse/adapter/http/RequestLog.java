package dev.packhouse.adapter.http;

import dev.packhouse.domain.access.Principal;
import org.eclipse.jetty.http.HttpMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes one log line for each response: at info for changes and refused requests, at debug for other reads, which are
 * frequent. The line contains no tokens, no queries, and no names from paths.
 */
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private RequestLog() {}

    static void log(RequestContext context, int status) {
        Level level = context.match().route().changes() || status >= 400 ? Level.INFO : Level.DEBUG;
        if (LOG.isEnabledForLevel(level)) {
            log(
                    level,
                    context.request().getMethod(),
                    context.logTemplate(),
                    status,
                    context.elapsedNanos(),
                    context.caller().map(Principal::label).orElse("unidentified"),
                    context.id());
        }
    }

    /** Writes the line of a request that got its response before a route was found. */
    static void logWithoutRoute(String method, int status, long nanos, String id) {
        log(Level.INFO, method, "-", status, nanos, "unidentified", id);
    }

    private static void log(
            Level level, String method, String route, int status, long nanos, String caller, String id) {
        // The method is any word of any length that the client sends.
        String known = HttpMethod.fromString(method) == null ? "OTHER" : method;
        LOG.atLevel(level).log("{} {} {} {}ms {} {}", known, route, status, nanos / 1_000_000, caller, id);
    }
}
