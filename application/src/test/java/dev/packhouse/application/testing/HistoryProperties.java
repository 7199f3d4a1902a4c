package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.ContractState.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.policy.Rules;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The properties of random histories: every one keeps the invariants of {@link History}. */
public interface HistoryProperties extends GeneratedStateFixture {

    /** The number of events of each history. */
    default int steps() {
        return 150;
    }

    @ParameterizedTest
    @MethodSource(TestedRules.ALL)
    default void everyHistoryKeepsTheInvariants(Rules rules) {
        Set<History.Event> happened = EnumSet.noneOf(History.Event.class);
        Property.forSeeds(5 * seeds(), seed -> {
            MutableClock clock = new MutableClock(NOW);
            try (Backend backend = open(History.beginning(), clock, rules)) {
                History history = new History(backend, rules, clock, new SeededRandom(seed));
                for (int step = 0; step < steps(); step++) {
                    history.performEvent();
                }
                happened.addAll(history.happened());
            }
        });
        assertThat(happened).containsOnly(History.Event.values());
    }
}
