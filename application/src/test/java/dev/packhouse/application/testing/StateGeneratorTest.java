package dev.packhouse.application.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateGeneratorTest {

    @Test
    void aSeedDeterminesTheState() {
        GeneratedState generated = StateGenerator.of(1, ContractState.NOW);

        assertThat(StateGenerator.of(1, ContractState.NOW)).isEqualTo(generated);
        assertThat(StateGenerator.of(2, ContractState.NOW).state()).isNotEqualTo(generated.state());
    }

    @Test
    void aFailureHasTheFailingSeed() {
        List<Long> tried = new ArrayList<>();

        assertThatThrownBy(() -> Property.forSeeds(5, seed -> {
                    tried.add(seed);
                    assertThat(seed).isLessThan(3);
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("Does not hold for seed 3; -Dpackhouse.seed=3 tries it alone");

        assertThat(tried).containsExactly(1L, 2L, 3L);
    }
}
