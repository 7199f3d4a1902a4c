package dev.packhouse.domain.cleanup.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    @Test
    void theDefaultIsThatOfTheDocumentation() {
        assertThat(Limits.DEFAULT).isEqualTo(new Limits(5_000, 50, 95, 20, 50));
        assertThat(Limits.strictest(List.of())).isEqualTo(Limits.DEFAULT);
    }

    @Test
    void ofSeveralLimitsTheStrictestCounts() {
        assertThat(Limits.strictest(List.of(new Limits(1, 20, 30, 4, 50), new Limits(10, 2, 3, 40, 5))))
                .isEqualTo(new Limits(1, 2, 3, 4, 5));
    }

    @Test
    void zeroAndAHundredPercentArePossible() {
        assertThatCode(() -> new Limits(0, 0, 0, 0, 0)).doesNotThrowAnyException();
        assertThatCode(() -> new Limits(Integer.MAX_VALUE, 100, 100, Integer.MAX_VALUE, Integer.MAX_VALUE))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | 0 | 0 | 0 | 0 | 'max-deletions' is -1: expected 0 to 2147483647",
                "0 | -1 | 0 | 0 | 0 | 'max-percent' is -1: expected 0 to 100",
                "0 | 101 | 0 | 0 | 0 | 'max-percent' is 101: expected 0 to 100",
                "0 | 0 | 101 | 0 | 0 | 'max-percent' is 101: expected 0 to 100",
                "0 | 0 | 0 | -1 | 0 | 'of-at-least' is -1: expected 0 to 2147483647",
                "0 | 0 | 0 | 0 | -1 | 'max-packages' is -1: expected 0 to 2147483647"
            },
            quoteCharacter = '"')
    void otherNumbersAreRefused(int deletions, int tagged, int all, int least, int packages, String message) {
        assertThatThrownBy(() -> new Limits(deletions, tagged, all, least, packages))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
