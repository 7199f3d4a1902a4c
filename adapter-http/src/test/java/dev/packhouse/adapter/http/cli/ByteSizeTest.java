package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

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
        assertThat(ByteSize.parse(text)).contains(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "256", "m", "0m", "-1m", "1.5g", "1mb", "1t", "1b", "1d", "1000000000k", "\u0661k"})
    void invalidSizesAreRefused(String text) {
        assertThat(ByteSize.parse(text)).isEmpty();
    }
}
