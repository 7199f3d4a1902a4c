package dev.packhouse.adapter.http.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private Instant now = NOW;
    private final RateLimiter limiter = new RateLimiter(() -> now, HOUR);

    @Test
    void whatExceedsTheLimitIsCountedAndNothingRemains() {
        assertThat(limiter.take("monalisa", 10, 9)).isEqualTo(new RateLimit(10, 1, 9, NOW.plus(HOUR)));
        assertThat(limiter.take("monalisa", 10, 1)).isEqualTo(new RateLimit(10, 0, 10, NOW.plus(HOUR)));
        assertThat(limiter.take("monalisa", 10, 1)).isEqualTo(new RateLimit(10, 0, 11, NOW.plus(HOUR)));
        assertThat(limiter.take("hubot", 10, 1)).isEqualTo(new RateLimit(10, 9, 1, NOW.plus(HOUR)));
    }

    @Test
    void aWindowBeginsWithTheFirstRequestThatIsCounted() {
        assertThat(limiter.show("monalisa", 10)).isEqualTo(new RateLimit(10, 10, 0, NOW.plus(HOUR)));
        now = NOW.plusSeconds(60);

        assertThat(limiter.take("monalisa", 10, 1)).isEqualTo(new RateLimit(10, 9, 1, now.plus(HOUR)));
        now = NOW.plusSeconds(120);
        assertThat(limiter.show("monalisa", 10))
                .isEqualTo(new RateLimit(10, 9, 1, NOW.plusSeconds(60).plus(HOUR)));
    }

    @Test
    void aWindowEndsAtItsReset() {
        limiter.take("monalisa", 10, 1);
        now = NOW.plus(HOUR).minusNanos(1);
        assertThat(limiter.take("monalisa", 10, 1)).isEqualTo(new RateLimit(10, 8, 2, NOW.plus(HOUR)));
        now = NOW.plus(HOUR);

        assertThat(limiter.show("monalisa", 10)).isEqualTo(new RateLimit(10, 10, 0, now.plus(HOUR)));
        assertThat(limiter.take("monalisa", 10, 1)).isEqualTo(new RateLimit(10, 9, 1, now.plus(HOUR)));
    }

    @Test
    void aClockThatIsMovedBackBeforeTheBeginningStartsANewWindow() {
        limiter.take("monalisa", 10, 1);
        now = NOW.plusSeconds(1);
        limiter.take("monalisa", 10, 1);
        now = NOW;
        assertThat(limiter.take("monalisa", 10, 1)).isEqualTo(new RateLimit(10, 7, 3, NOW.plus(HOUR)));
        now = NOW.minusNanos(1);

        assertThat(limiter.show("monalisa", 10)).isEqualTo(new RateLimit(10, 10, 0, now.plus(HOUR)));
        assertThat(limiter.take("monalisa", 10, 1)).isEqualTo(new RateLimit(10, 9, 1, now.plus(HOUR)));
    }

    @Test
    void aRefundGivesOneRequestBack() {
        limiter.take("monalisa", 10, 1);
        RateLimit taken = limiter.take("monalisa", 10, 1);

        assertThat(limiter.refund("monalisa", taken)).isEqualTo(new RateLimit(10, 9, 1, NOW.plus(HOUR)));
        assertThat(limiter.show("monalisa", 10)).isEqualTo(new RateLimit(10, 9, 1, NOW.plus(HOUR)));
    }

    @Test
    void aRefundHasNoEffectOnTheNextWindow() {
        RateLimit taken = limiter.take("monalisa", 10, 1);
        now = NOW.plus(HOUR);
        RateLimit next = limiter.take("monalisa", 10, 1);

        assertThat(limiter.refund("monalisa", taken)).isEqualTo(next);
        assertThat(limiter.take("monalisa", 10, 1)).isEqualTo(new RateLimit(10, 8, 2, now.plus(HOUR)));
    }

    /** The clock lets other threads run, as if each request took long. */
    @Test
    void requestsOfManyThreadsAreCountedOneAfterTheOther() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RateLimiter shared = new RateLimiter(
                () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(1);
                    inside.decrementAndGet();
                    return NOW;
                },
                HOUR);

        IntStream.range(0, 2_000).parallel().forEach(i -> shared.take("monalisa", 10, 1));

        assertThat(shared.show("monalisa", 10)).isEqualTo(new RateLimit(10, 0, 2_000, NOW.plus(HOUR)));
        assertThat(most).hasValue(1);
    }

    @Test
    void aResetForgetsAllCallersAndWhatIsStillToBeRefunded() {
        limiter.take("hubot", 10, 1);
        RateLimit taken = limiter.take("monalisa", 10, 1);
        limiter.reset();

        assertThat(limiter.show("hubot", 10)).isEqualTo(new RateLimit(10, 10, 0, NOW.plus(HOUR)));
        assertThat(limiter.refund("monalisa", taken)).isEqualTo(taken);
        assertThat(limiter.take("monalisa", 10, 1)).isEqualTo(new RateLimit(10, 9, 1, NOW.plus(HOUR)));
    }
}
