package dev.packhouse.adapter.http.cli;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import dev.packhouse.application.in.Administration;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what can no longer be restored: at the start, and then again and again until it is closed. */
final class Purge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);

    private final Administration administration;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            new ThreadFactoryBuilder().setNameFormat("purge").setDaemon(true).build());

    private Purge(Administration administration) {
        this.administration = administration;
    }

    /** Purges once, and then each time this much time has passed. */
    static Purge start(Administration administration, Duration pause) {
        Purge purge = new Purge(administration);
        purge.run();
        var unused = purge.scheduler.scheduleWithFixedDelay(
                purge::run, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return purge;
    }

    /** A purge that fails is tried again the next time: whoever asks in between is not shown what it would forget. */
    private void run() {
        try {
            long forgotten = administration.purge();
            if (forgotten > 0) {
                LOG.info("Purged {} packages and versions", forgotten);
            }
        } catch (RuntimeException e) {
            LOG.error("The purge failed", e);
        }
    }

    @Override
    public void close() {
        scheduler.shutdown();
    }
}
