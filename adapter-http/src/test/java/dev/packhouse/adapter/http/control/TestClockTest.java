package dev.packhouse.adapter.http.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestClockTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Instant OTHER = Instant.parse("2030-01-01T00:00:00Z");

    private final MutableClock base = new MutableClock(NOW);
    private final TestClock clock = TestClock.on(base);

    private void pass(long seconds) {
        base.set(base.instant().plusSeconds(seconds));
    }

    @Test
    void itShowsItsBaseUntilItIsChanged() {
        pass(5);

        assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(5));
        assertThat(clock.isFrozen()).isFalse();
    }

    @Test
    void itRunsFromTheInstantAtWhichItStarts() {
        TestClock started = TestClock.startingAt(OTHER, base);
        pass(5);

        assertThat(started.instant()).isEqualTo(OTHER.plusSeconds(5));
    }

    @Test
    void itRunsOnWhenItIsSet() {
        clock.set(OTHER);
        pass(5);

        assertThat(clock.instant()).isEqualTo(OTHER.plusSeconds(5));
    }

    @Test
    void itMovesForwardsAndBackwards() {
        clock.advance(Duration.ofDays(31));
        clock.advance(Duration.ofDays(-1));

        assertThat(clock.instant()).isEqualTo(NOW.plus(Duration.ofDays(30)));
    }

    @Test
    void aFrozenClockStandsAndCanBeMoved() {
        clock.freeze();
        pass(5);
        assertThat(clock.instant()).isEqualTo(NOW);
        assertThat(clock.isFrozen()).isTrue();

        clock.advance(Duration.ofSeconds(1));
        pass(5);
        assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(1));

        clock.set(OTHER);
        pass(5);
        assertThat(clock.instant()).isEqualTo(OTHER);
        assertThat(clock.isFrozen()).isTrue();
    }

    @Test
    void itRunsOnFromWhereItStood() {
        clock.freeze();
        pass(5);
        clock.unfreeze();
        pass(1);

        assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(1));
        assertThat(clock.isFrozen()).isFalse();
    }

    @Test
    void aResetPutsItBackToTheBase() {
        clock.set(OTHER);
        clock.freeze();
        clock.reset();
        pass(5);

        assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(5));
        assertThat(clock.isFrozen()).isFalse();
    }

    /** A test sees the same dates however long the tests before it have taken. */
    @Test
    void aResetPutsItBackToTheInstantAtWhichItStarted() {
        TestClock started = TestClock.startingAt(OTHER, base);
        pass(60);
        started.reset();

        assertThat(started.instant()).isEqualTo(OTHER);
    }

    @Test
    void itTellsThatItWasSetOrMoved() {
        List<Instant> moves = new ArrayList<>();
        clock.onMove(() -> moves.add(clock.instant()));

        clock.freeze();
        clock.set(OTHER);
        clock.advance(Duration.ofSeconds(1));
        clock.unfreeze();

        assertThat(moves).containsExactly(OTHER, OTHER.plusSeconds(1));
    }

    @Test
    void itStaysBetween1970And2200() {
        Instant last = Instant.parse("2199-12-31T23:59:59.999999999Z");
        clock.set(last);
        assertThat(clock.instant()).isEqualTo(last);
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2200-01-01T00:00:00Z is not between 1970-01-01T00:00:00Z and 2200-01-01T00:00:00Z");
        assertThat(clock.instant()).isEqualTo(last);

        clock.set(Instant.EPOCH);
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The clock cannot be moved by PT");
        assertThatThrownBy(() -> TestClock.startingAt(Instant.MIN, base)).isInstanceOf(IllegalArgumentException.class);
    }
}
