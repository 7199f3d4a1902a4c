package dev.packhouse.adapter.http.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.packhouse.adapter.http.wiring.Maintenance.Task;
import dev.packhouse.application.model.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MaintenanceTest {

    private static final Task NOTHING = new Task("Nothing", () -> {});
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch untilThree = new CountDownLatch(3);

    /** A task that fails this many times before it succeeds. */
    private Task failing(int failures) {
        return new Task("The test", () -> {
            int run = runs.incrementAndGet();
            untilThree.countDown();
            if (run <= failures) {
                throw new UnavailableException("The disk is full", null);
            }
        });
    }

    @Test
    @DisplayName("Decision 10: packages that can no longer be restored are purged at the start")
    void decision10PurgesAtStart() {
        try (Maintenance maintenance = new Maintenance(HOUR, NOTHING)) {
            maintenance.runAndRepeat(failing(0));

            assertThat(runs).hasValue(1);
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    @Timeout(60)
    @DisplayName("Decision 10: the purge is repeated, also after a failure")
    void decision10PurgesAgainAfterAFailure() throws InterruptedException {
        try (Maintenance maintenance = new Maintenance(MILLISECOND, NOTHING)) {
            maintenance.runAndRepeat(failing(2));
            untilThree.await();
        }
        assertThat(runs).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    @Timeout(60)
    void repeatDoesNotBlockTheCaller() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (Maintenance maintenance = new Maintenance(HOUR, NOTHING)) {
            maintenance.repeat(new Task("The test", () -> {
                Uninterruptibles.awaitUninterruptibly(started);
                done.countDown();
            }));
            started.countDown();
            done.await();
        }
        assertThat(done.getCount()).isZero();
    }

    @Test
    @Timeout(60)
    void repeatRunsTheTaskAgain() throws InterruptedException {
        try (Maintenance maintenance = new Maintenance(MILLISECOND, NOTHING)) {
            maintenance.repeat(failing(2));
            untilThree.await();
        }
        assertThat(runs).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    @Timeout(60)
    void repeatRunsTheTaskAgainAfterAnError() throws InterruptedException {
        Task task = new Task("The test", () -> {
            untilThree.countDown();
            throw new AssertionError("A fault");
        });
        try (Maintenance maintenance = new Maintenance(MILLISECOND, NOTHING)) {
            maintenance.repeat(task);
            assertThat(untilThree.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theLastTaskRunsOnCloseAndItsFailureIsNotThrown() {
        List<String> done = new CopyOnWriteArrayList<>();
        Task last = new Task("The last", () -> {
            done.add("last");
            throw new UnavailableException("The disk is full", null);
        });

        try (Maintenance maintenance = new Maintenance(HOUR, last)) {
            maintenance.runAndRepeat(new Task("The first", () -> done.add("first")));
            assertThat(done).containsExactly("first");
        }

        assertThat(done).containsExactly("first", "last");
    }
}
