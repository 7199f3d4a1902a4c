package dev.packhouse.domain.cleanup.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthTest {

    @ParameterizedTest
    @CsvSource({
        "YES, YES, YES",
        "YES, UNKNOWN, UNKNOWN",
        "YES, NO, NO",
        "UNKNOWN, YES, UNKNOWN",
        "UNKNOWN, UNKNOWN, UNKNOWN",
        "UNKNOWN, NO, NO",
        "NO, YES, NO",
        "NO, UNKNOWN, NO",
        "NO, NO, NO"
    })
    void bothHoldIfEachDoes(Truth one, Truth other, Truth both) {
        assertThat(one.and(other)).isEqualTo(both);
    }

    @ParameterizedTest
    @CsvSource({"YES, NO", "UNKNOWN, UNKNOWN", "NO, YES"})
    void whatIsUnknownStaysUnknownIfItIsNegated(Truth one, Truth opposite) {
        assertThat(one.not()).isEqualTo(opposite);
    }

    @Test
    void aKnownFactHoldsOrNot() {
        assertThat(Truth.of(true)).isEqualTo(Truth.YES);
        assertThat(Truth.of(false)).isEqualTo(Truth.NO);
    }
}
