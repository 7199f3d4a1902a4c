package dev.packhouse.adapter.http;

import dev.packhouse.application.model.Health;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queries the health of the backend, and logs the detail when its readiness changes. Safe for many threads. */
final class HealthLog implements Supplier<Health> {

    private static final Logger LOG = LoggerFactory.getLogger(HealthLog.class);

    private final Supplier<Health> health;

    /** Whether the backend was ready at the last query; empty before the first. */
    private Optional<Boolean> ready = Optional.empty();

    HealthLog(Supplier<Health> health) {
        this.health = health;
    }

    @Override
    public Health get() {
        Health now = health.get();
        if (changes(Optional.of(now.ready()))) {
            log(now);
        }
        return now;
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
