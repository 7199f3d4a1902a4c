package dev.packhouse.adapter.http;

import dev.packhouse.domain.access.Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line for every request. Neither tokens nor queries are in it, nor names out of paths. */
final class RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    private RequestLog() {}

    static void log(Exchange exchange, int status, long nanos) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
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
