package dev.packhouse.adapter.http;

import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.application.model.Health;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responds with the health of the backend, for monitoring. The backend's own detail may name files of the machine: it is
 * in the log whenever the readiness changes, and not part of the response. Safe for many threads.
 */
final class HealthHandler {

    private static final Logger LOG = LoggerFactory.getLogger(HealthHandler.class);

    private static final String READY = "Packages can be read and changed.";
    private static final String NOT_READY = "Nothing can be changed at present; the log of the server says why.";

    private final Supplier<Health> health;

    /** Whether the backend was ready at the last query; empty before the first. */
    private Optional<Boolean> ready = Optional.empty();

    HealthHandler(Supplier<Health> health) {
        this.health = health;
    }

    ServerResponse handle() {
        Health now = health.get();
        if (changes(Optional.of(now.ready()))) {
            log(now);
        }
        return ServerResponse.of(now.ready() ? 200 : 503, new ServerResponse.Value(json -> {
                    json.writeStartObject();
                    json.writeStringField("status", now.ready() ? "ready" : "unavailable");
                    json.writeStringField("backend", now.backend());
                    json.writeStringField("detail", now.ready() ? READY : NOT_READY);
                    json.writeEndObject();
                }))
                .with("Cache-Control", "no-store");
    }

    private synchronized boolean changes(Optional<Boolean> now) {
        boolean changes = !now.equals(ready);
        ready = now;
        return changes;
    }

    private static void log(Health now) {
        if (now.ready()) {
            LOG.info("The backend '{}' is ready: {}", now.backend(), now.detail());
        } else {
            LOG.warn("The backend '{}' is not ready: {}", now.backend(), now.detail());
        }
    }
}
