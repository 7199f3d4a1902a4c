package dev.packhouse.domain.cleanup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

    private static Estimate of(long deletions, long reads, long limit, long left, long minutes) {
        return Estimate.of(deletions, reads, new Estimate.HourlyLimit(limit, left, minutes));
    }

    /** One read goes with 50 deletions; the hour has just begun. */
    @ParameterizedTest(name = "{0} deletions at {1} an hour")
    @CsvSource({
        "1000, 1000, 1020, 61, 1",
        "8033, 1000, 8194, 482, 8",
        "50000, 1000, 51000, 3006, 50",
        "1000, 5000, 1020, 6, 0",
        "8033, 5000, 8194, 78, 1",
        "50000, 5000, 51000, 606, 10",
        "1000, 15000, 1020, 6, 0",
        "8033, 15000, 8194, 45, 0",
        "50000, 15000, 51000, 213, 3"
    })
    void manyDeletionsTakeHours(long deletions, long limit, long requests, long minutes, long resets) {
        assertThat(of(deletions, (deletions + 49) / 50, limit, limit, 60))
                .isEqualTo(new Estimate(requests, Math.max(minutes, pointsOf(deletions)), resets));
    }

    private static long pointsOf(long deletions) {
        return (5 * deletions + (deletions + 49) / 50 + 899) / 900;
    }

    @Test
    void aMinuteHas180Deletions() {
        assertThat(of(0, 0, 5_000, 5_000, 0)).isEqualTo(new Estimate(0, 0, 0));
        assertThat(of(1, 0, 5_000, 5_000, 0)).isEqualTo(new Estimate(1, 1, 0));
        assertThat(of(180, 0, 5_000, 5_000, 0)).isEqualTo(new Estimate(180, 1, 0));
        assertThat(of(181, 0, 5_000, 5_000, 0)).isEqualTo(new Estimate(181, 2, 0));
        assertThat(of(180, 1, 5_000, 5_000, 0)).isEqualTo(new Estimate(181, 2, 0));
        assertThat(of(0, 900, 5_000, 5_000, 0)).isEqualTo(new Estimate(900, 1, 0));
    }

    @Test
    void whatIsLeftOfTheHourIsUsedFirst() {
        assertThat(of(100, 0, 1_000, 100, 30)).isEqualTo(new Estimate(100, 1, 0));
        assertThat(of(100, 0, 1_000, 100, 90)).isEqualTo(new Estimate(100, 1, 0));
        assertThat(of(0, 1_000, 900, 0, 0)).isEqualTo(new Estimate(1_000, 61, 2));
        assertThat(of(101, 0, 1_000, 100, 30)).isEqualTo(new Estimate(101, 31, 1));
        assertThat(of(1_100, 0, 1_000, 100, 30)).isEqualTo(new Estimate(1_100, 36, 1));
        assertThat(of(1_101, 0, 1_000, 100, 30)).isEqualTo(new Estimate(1_101, 91, 2));
    }

    @Test
    void thePointsOfAMinuteMayBeTheTighterLimit() {
        assertThat(of(18_000, 0, 15_000, 10_000, 1)).isEqualTo(new Estimate(18_000, 100, 1));
        assertThat(of(30_000, 0, 20_000, 10_000, 60)).isEqualTo(new Estimate(30_000, 167, 1));
        assertThat(of(30_000, 0, 20_000, 10_000, 120)).isEqualTo(new Estimate(30_000, 180, 1));
        assertThat(of(40_000, 0, 30_000, 10_000, 200)).isEqualTo(new Estimate(40_000, 260, 1));
    }

    @Test
    void otherNumbersAreNoLimit() {
        assertThat(new Estimate.HourlyLimit(1, 0, 0).limit()).isEqualTo(1);
        assertThatThrownBy(() -> new Estimate.HourlyLimit(0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid limit: 0 requests, 0 left, 0 minutes to the reset");
        assertThatThrownBy(() -> new Estimate.HourlyLimit(1, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Estimate.HourlyLimit(1, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
