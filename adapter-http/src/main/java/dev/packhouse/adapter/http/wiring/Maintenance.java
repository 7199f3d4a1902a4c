package dev.packhouse.adapter.http.wiring;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats maintenance tasks of a backend on one thread until it is closed. A task that fails runs again after the
 * pause, and does not prevent the other tasks from running.
 */
public final class Maintenance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final Duration pause;
    private final Task last;
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(new ThreadFactoryBuilder()
                    .setNameFormat("maintenance")
                    .setDaemon(true)
                    .build());

    /**
     * Starts without tasks.
     *
     * @param pause the time between the end of a task and its next run
     * @param last runs when this is closed; the backend must still be open
     */
    Maintenance(Duration pause, Task last) {
        this.pause = pause;
        this.last = last;
    }

    /**
     * A maintenance task.
     *
     * @param name the name in the log, at the beginning of a sentence
     * @param work performs the task
     */
    record Task(String name, Runnable work) {}

    /** Runs a task on the calling thread, and then repeats it. */
    void runAndRepeat(Task task) {
        run(task);
        schedule(task, pause);
    }

    /** Schedules a task at once, and then repeats it. */
    void repeat(Task task) {
        schedule(task, Duration.ZERO);
    }

    private void schedule(Task task, Duration delay) {
        var unused = scheduler.scheduleWithFixedDelay(
                () -> run(task), delay.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run(Task task) {
        try {
            task.work().run();
        } catch (RuntimeException | Error e) {
            // An exception that leaves a task of the scheduler would end its repetition without a message.
            if (scheduler.isShutdown() && !task.equals(last)) {
                LOG.warn("{} did not finish before the end: {}", task.name(), e.getMessage());
            } else {
                LOG.error("{} failed", task.name(), e);
            }
        }
    }

    /** Runs the last task. A task that is running continues, and fails when the backend is closed. */
    @Override
    public void close() {
        scheduler.shutdown();
        run(last);
    }
}
