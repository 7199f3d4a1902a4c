package dev.packhouse.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.packhouse.adapter.http.protocol.ServerResponse;
import dev.packhouse.application.model.Health;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Rules;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responds with the health of the backend and the rules of the registry, for monitoring. The backend's own detail may
 * name files of the machine: it is in the log whenever the readiness changes, and not part of the response. Safe for
 * many threads.
 */
final class HealthHandler {

    private static final Logger LOG = LoggerFactory.getLogger(HealthHandler.class);

    private static final String READY = "Packages can be read and changed.";
    private static final String NOT_READY = "Nothing can be changed at present; the log of the server says why.";

    private final Supplier<Health> health;
    private final Optional<Rules> rules;

    /** Whether the backend was ready at the last query; empty before the first. */
    private Optional<Boolean> ready = Optional.empty();

    /**
     * Creates the handler.
     *
     * @param rules the rules of the registry; empty if a remote registry has its own
     */
    HealthHandler(Supplier<Health> health, Optional<Rules> rules) {
        this.health = health;
        this.rules = rules;
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
            if (rules.isPresent()) {
                json.writeFieldName("rules");
                write(rules.get(), json);
            }
            json.writeEndObject();
        }));
    }

    private static void write(Rules rules, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("retention", text(rules.retention()));
        json.writeNumberField("download_limit", rules.downloadLimit());
        json.writeArrayFieldStart("repository_scoped");
        for (PackageType type : rules.repositoryScoped()) {
            json.writeString(type.label());
        }
        json.writeEndArray();
        json.writeBooleanField("last_version_protected", rules.lastVersionProtected());
        json.writeBooleanField("last_tagged_version_protected", rules.lastTaggedVersionProtected());
        json.writeEndObject();
    }

    /** Writes a duration as the option of the command line: in the largest unit that fits, as {@code 30d}; in ISO 8601
     * if none fits. */
    private static String text(Duration duration) {
        if (duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + "d";
        }
        if (duration.equals(Duration.ofHours(duration.toHours()))) {
            return duration.toHours() + "h";
        }
        return duration.equals(Duration.ofMinutes(duration.toMinutes()))
                ? duration.toMinutes() + "m"
                : duration.toString();
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
