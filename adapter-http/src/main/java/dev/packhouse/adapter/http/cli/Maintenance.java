package dev.packhouse.adapter.http.cli;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats the tasks that keep a backend in order until it is closed, one at a time. A task that fails is tried again the
 * next time, and does not keep the others from their work.
 */
final class Maintenance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

    private final Duration pause;
    private final Task last;
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(new ThreadFactoryBuilder()
                    .setNameFormat("maintenance")
                    .setDaemon(true)
                    .build());

    /**
     * Repeats tasks with this pause.
     *
     * @param last runs when this is closed; the backend must still be open then
     */
    Maintenance(Duration pause, Task last) {
        this.pause = pause;
        this.last = last;
    }

    /**
     * Something to be done.
     *
     * @param name what the log calls it, at the beginning of a sentence
     * @param work does it
     */
    record Task(String name, Runnable work) {}

    /** Runs a task before this returns, and then repeats it. */
    void runAndRepeat(Task task) {
        run(task);
        schedule(task, pause);
    }

    /** Runs a task soon, and then repeats it. */
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
        } catch (RuntimeException e) {
            if (scheduler.isShutdown() && !task.equals(last)) {
                LOG.warn("{} did not finish before the end: {}", task.name(), e.getMessage());
            } else {
                LOG.error("{} failed", task.name(), e);
            }
        }
    }

    /** Runs the last task. One that is running goes on, and fails when the backend is closed. */
    @Override
    public void close() {
        scheduler.shutdown();
        run(last);
    }
}
