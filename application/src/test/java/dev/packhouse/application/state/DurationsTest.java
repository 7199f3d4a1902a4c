package dev.packhouse.application.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"400d, P400D", "12h, PT12H", "90m, PT90M", "1D, P1D", "999999999d, P999999999D"})
    void aDurationHasAUnit(String text, Duration duration) {
        assertThat(Durations.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "400",
                "d",
                "0d",
                "-1d",
                "+1d",
                "01d",
                "1.5d",
                "1 d",
                "1d ",
                "1dd",
                "1w",
                "1g",
                "P1D",
                "1000000000d",
                "\u0661d"
            })
    void invalidDurationsAreRefused(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }
}
