package dev.packhouse.adapter.http.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.RateLimit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private Instant now = NOW;
    private final RateLimiter limiter = new RateLimiter(() -> now);

    @Test
    void aRefundInTheNextHourHasNoEffect() {
        limiter.take("monalisa", 10);
        now = NOW.plus(HOUR);

        assertThat(limiter.refund("monalisa", 10)).isEqualTo(new RateLimit(10, 10, 0, now.plus(HOUR)));
        assertThat(limiter.take("monalisa", 10)).isEqualTo(new RateLimit(10, 9, 1, now.plus(HOUR)));
    }
}
