package dev.packhouse.adapter.http;

import dev.packhouse.application.model.Health;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks how the backend is, and logs the detail when it has become ready or has ceased to be. Safe for many threads. */
final class HealthLog implements Supplier<Health> {

    private static final Logger LOG = LoggerFactory.getLogger(HealthLog.class);

    private final Supplier<Health> health;

    /** Whether the backend was ready when it was asked the last time; empty before. */
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
