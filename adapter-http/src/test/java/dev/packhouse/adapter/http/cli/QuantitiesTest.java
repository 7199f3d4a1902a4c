package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.adapter.http.cli.Quantities.Size;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({"400d, P400D", "12h, PT12H", "90m, PT90M", "5s, PT5S", "1D, P1D", "999999999d, P999999999D"})
    void aDurationHasAUnit(String text, Duration duration) {
        assertThat(Quantities.duration(text)).contains(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "1k, 1024",
        "65536k, 67108864",
        "256m, 268435456",
        "256M, 268435456",
        "1g, 1073741824",
        "999999999g, 1073741822926258176"
    })
    void aSizeIsInBinaryUnits(String text, long bytes) {
        assertThat(Quantities.size(text)).contains(new Size(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "400", "d", "0d", "-1d", "+1d", "01d", "1.5d", "1 d", "1d ", "1dd", "1w", "1g", "P1D"})
    void invalidDurationsAreRefused(String text) {
        assertThat(Quantities.duration(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "256", "m", "0m", "-1m", "1.5g", "1mb", "1t", "1b", "1d", "1000000000k", "\u0661k"})
    void invalidSizesAreRefused(String text) {
        assertThat(Quantities.size(text)).isEmpty();
    }
}
