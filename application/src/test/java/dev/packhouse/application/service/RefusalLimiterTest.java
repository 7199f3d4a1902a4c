package dev.packhouse.application.service;

import static dev.packhouse.application.service.RefusalLimiter.MAX_CALLERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalLimiterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant LAST = NOW.plus(Duration.ofMinutes(1)).minusNanos(1);
    private static final Instant NEXT = NOW.plus(Duration.ofMinutes(1));

    private final RefusalLimiter limiter = new RefusalLimiter();

    /** The number of allowed refusals out of the given number; the others are counted. */
    private long allowed(String actor, int refusals, Instant at) {
        return IntStream.range(0, refusals)
                .filter(i -> {
                    boolean allowed = limiter.allows(actor, at);
                    if (!allowed) {
                        limiter.count(actor, at);
                    }
                    return allowed;
                })
                .count();
    }

    private static RefusalsNotRecorded rest(Instant at, String actor, long count, Instant since, Instant until) {
        return new RefusalsNotRecorded(at, actor, count, since, until);
    }

    @Test
    void tenRefusalsOfACallerAreAllowedPerMinute() {
        assertThat(allowed("mona", 9, NOW)).isEqualTo(9);
        assertThat(allowed("mona", 3, LAST)).isEqualTo(1);
        assertThat(allowed("hubot", 11, LAST)).isEqualTo(10);
        assertThat(allowed("mona", 11, NEXT)).isEqualTo(10);
    }

    @Test
    void aMinuteBeginsWithARefusalAndAgainIfTheClockIsSetBack() {
        Instant later = NEXT.plusSeconds(30);
        assertThat(allowed("mona", 11, NOW)).isEqualTo(10);
        assertThat(allowed("mona", 11, later)).isEqualTo(10);
        assertThat(allowed("mona", 1, later.plus(Duration.ofMinutes(1)).minusNanos(1)))
                .isZero();
        assertThat(allowed("mona", 11, NOW)).isEqualTo(10);
    }

    @Test
    void aCountIsTakenOnceWithItsPeriod() {
        allowed("mona", 12, NOW);
        allowed("mona", 3, LAST);
        allowed("hubot", 10, NOW);

        assertThat(limiter.take("mona", NEXT)).contains(rest(NEXT, "mona", 5, NOW, LAST));
        assertThat(limiter.take("mona", NEXT)).isEmpty();
        assertThat(limiter.take("hubot", NEXT)).isEmpty();
        assertThat(limiter.take("nobody", NEXT)).isEmpty();
        assertThat(limiter.take(10, NEXT)).isEmpty();
    }

    @Test
    void aCountThatIsPutBackIsAddedToTheCurrentCount() {
        allowed("mona", 12, NOW);
        RefusalsNotRecorded taken = limiter.take("mona", NOW).orElseThrow();
        allowed("mona", 1, LAST);

        limiter.putBack(taken);

        assertThat(limiter.take("mona", NEXT)).contains(rest(NEXT, "mona", 3, NOW, LAST));
    }

    @Test
    void aCountThatIsPutBackIsKeptIfItsCallerWasRemoved() {
        allowed("mona", 12, NOW);
        RefusalsNotRecorded taken = limiter.take(1, NEXT).get(0);
        IntStream.rangeClosed(1, MAX_CALLERS).forEach(i -> allowed("caller-" + i, 1, NEXT));

        limiter.putBack(taken);

        assertThat(limiter.take(10, NEXT)).containsExactly(rest(NEXT, "mona", 2, NOW, NOW));
    }

    @Test
    void countsAreTakenInBatches() {
        allowed("one", 11, NOW);
        allowed("two", 11, NOW);
        allowed("three", 11, NOW);

        List<RefusalsNotRecorded> first = limiter.take(2, NOW);
        List<RefusalsNotRecorded> second = limiter.take(2, NOW);

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1);
        assertThat(first).doesNotContainAnyElementsOf(second);
    }

    @Test
    void takingCountsDoesNotEndAMinute() {
        allowed("mona", 10, NOW);

        assertThat(limiter.take(10, LAST)).isEmpty();
        assertThat(allowed("mona", 1, LAST)).isZero();
        assertThat(limiter.take(10, NEXT)).hasSize(1);
    }

    @Test
    void callersBeyondTheMaximumShareOneLimitAndOneCount() {
        IntStream.range(0, MAX_CALLERS).forEach(i -> allowed("caller-" + i, 1, NOW));

        assertThat(allowed("mona", 6, NOW)).isEqualTo(6);
        assertThat(allowed("hubot", 6, NOW)).isEqualTo(4);
        assertThat(allowed("caller-0", 10, NOW)).isEqualTo(9);

        assertThat(limiter.take("hubot", NOW)).isEmpty();
        assertThat(limiter.take(MAX_CALLERS, NOW))
                .containsExactlyInAnyOrder(rest(NOW, "*", 2, NOW, NOW), rest(NOW, "caller-0", 1, NOW, NOW));
    }

    @Test
    void aNewCallerTakesThePlaceOfAnIdleOneButNotOfACount() {
        allowed("counted", 11, NOW);
        IntStream.range(1, MAX_CALLERS).forEach(i -> allowed("caller-" + i, 1, NOW));

        assertThat(allowed("mona", 11, NEXT)).isEqualTo(10);

        assertThat(limiter.take("counted", NEXT)).contains(rest(NEXT, "counted", 1, NOW, NOW));
        assertThat(limiter.take("mona", NEXT)).contains(rest(NEXT, "mona", 1, NEXT, NEXT));
    }

    @Test
    void noRefusalIsLostBetweenThreads() throws InterruptedException {
        AtomicLong allowed = new AtomicLong();
        AtomicLong counted = new AtomicLong();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(number -> new Thread(() -> {
                    allowed.addAndGet(allowed("mona", 10_000, NOW));
                    limiter.take("mona", NOW).ifPresent(rest -> counted.addAndGet(rest.count()));
                    limiter.take(1, NOW).forEach(limiter::putBack);
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        limiter.take(10, NOW).forEach(rest -> counted.addAndGet(rest.count()));

        assertThat(allowed).hasValue(10);
        assertThat(counted).hasValue(39_990);
    }
}
