package dev.packhouse.adapter.http.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final FaultRule LOST = FaultRule.on("DELETE", "/orgs/**").dropAfter();
    private static final FaultRule BROKEN = FaultRule.onAll().fail(500);

    private final List<Set<Duration>> lags = new ArrayList<>();
    private final Faults faults = new Faults(lags::add);

    private List<Integer> numbers(String method, String path, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(
                        i -> faults.next(method, path).map(Faults.Match::number).orElse(0))
                .toList();
    }

    @Test
    void withoutRulesNothingGoesWrong() {
        assertThat(faults.next("GET", "/user")).isEmpty();
        assertThat(faults.rules()).isEmpty();
    }

    @Test
    void aRuleIsForItsMethodAndPath() {
        faults.add(LOST);

        assertThat(faults.next("GET", "/orgs/octo-org")).isEmpty();
        assertThat(faults.next("DELETE", "/user/packages/npm/app")).isEmpty();
        assertThat(faults.next("DELETE", "/orgs/octo-org/packages/npm/app")).contains(new Faults.Match(1, LOST));
        assertThat(faults.rules()).containsExactly(new Faults.Counted(LOST, 1, 1));
    }

    @Test
    void theFirstRuleWhoseFaultOccursWins() {
        faults.replace(List.of(LOST, BROKEN));

        assertThat(numbers("DELETE", "/orgs/a", 1)).containsExactly(1);
        assertThat(numbers("GET", "/orgs/a", 1)).containsExactly(2);
        assertThat(faults.rules()).containsExactly(new Faults.Counted(LOST, 1, 1), new Faults.Counted(BROKEN, 2, 1));
    }

    @Test
    void theNthRequestsAreThoseThatTheRuleIsFor() {
        faults.add(LOST.nth(2, 4));

        assertThat(numbers("GET", "/orgs/a", 3)).containsOnly(0);
        assertThat(numbers("DELETE", "/orgs/a", 5)).containsExactly(0, 1, 0, 1, 0);
    }

    /** So that rules for the first, the second and the third request are a sequence. */
    @Test
    void everyRuleCountsTheRequestsThatItIsFor() {
        faults.replace(
                List.of(LOST.nth(1), FaultRule.on("DELETE", "/**").fail(502).nth(2), BROKEN.nth(3)));

        assertThat(numbers("DELETE", "/orgs/a", 4)).containsExactly(1, 2, 3, 0);
    }

    @Test
    void aPercentageIsTheSameInEachRun() {
        FaultRule tenth = BROKEN.percentage(10);
        faults.add(tenth);
        List<Integer> first = numbers("GET", "/user", 1_000);
        faults.replace(List.of(tenth));
        List<Integer> second = numbers("GET", "/user", 1_000);

        assertThat(second).isEqualTo(first);
        assertThat(Collections.frequency(first, 1)).isBetween(70, 130);
        assertThat(faults.rules().get(0).occurred()).isEqualTo(Collections.frequency(first, 1));
    }

    @Test
    void hundredPercentAreAll() {
        faults.add(BROKEN.percentage(100));

        assertThat(numbers("GET", "/user", 100)).containsOnly(1);
    }

    @Test
    void addedRulesComeLastAndTheOthersKeepTheirCounts() {
        faults.add(LOST);
        numbers("DELETE", "/orgs/a", 2);
        faults.add(BROKEN);

        assertThat(faults.rules()).containsExactly(new Faults.Counted(LOST, 2, 2), new Faults.Counted(BROKEN, 0, 0));
    }

    @Test
    void clearedRulesAreGone() {
        faults.add(BROKEN);
        faults.clear();

        assertThat(faults.next("GET", "/user")).isEmpty();
    }

    @Test
    void theLagsOfStaleListsAreReported() {
        faults.replace(List.of(
                FaultRule.onAll().stale(Duration.ofSeconds(30)),
                FaultRule.onAll().stale(Duration.ofSeconds(30)),
                BROKEN));
        faults.add(FaultRule.onAll().stale(Duration.ofSeconds(5)));
        faults.clear();

        assertThat(lags)
                .containsExactly(
                        Set.of(Duration.ofSeconds(30)),
                        Set.of(Duration.ofSeconds(30), Duration.ofSeconds(5)),
                        Set.of());
    }

    @Test
    void thousandRulesAreEnough() {
        faults.replace(Collections.nCopies(1_000, BROKEN));

        assertThatThrownBy(() -> faults.add(BROKEN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.replace(Collections.nCopies(1_001, BROKEN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1001 rules are too many, the most are 1000");
        assertThat(faults.rules()).hasSize(1_000);
    }

    @Test
    void whatCannotGoWrongIsRefused() {
        for (int status : new int[] {200, 304, 400, 403, 429, 504}) {
            assertThatThrownBy(() -> BROKEN.fail(status)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Fault.Limited(503, Fault.Limit.PRIMARY, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BROKEN.secondaryLimit(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BROKEN.stale(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BROKEN.truncate(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BROKEN.delay(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BROKEN.delay(Duration.ofMinutes(10).plusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(BROKEN::nth).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BROKEN.nth(0)).isInstanceOf(IllegalArgumentException.class);
        for (double percentage : new double[] {0, -1, 100.1, Double.NaN}) {
            assertThatThrownBy(() -> BROKEN.percentage(percentage)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
