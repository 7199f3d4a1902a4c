package dev.packhouse.adapter.http.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLimitsTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1000000, 1, 1",
        "131072, 1000000, 1, 16384",
        "134217728, 1000000, 1024, 16777216",
        "134217728, 2048, 1024, 16777216",
        "134217728, 2047, 1023, 16777216",
        "134217728, 1, 1, 16777216",
        "2621439999, 1000000, 19999, 327679999",
        "2621440000, 1000000, 20000, 327680000",
        "9223372036854775807, 9223372036854775807, 20000, 1152921504606846975"
    })
    void heapAndFilesLimitTheOpenConnections(long heap, long files, int open, long unsentBytes) {
        assertThat(ConnectionLimits.of(heap, files))
                .isEqualTo(new ConnectionLimits(open, unsentBytes, Duration.ofSeconds(30), Duration.ofSeconds(30)));
    }

    @Test
    void aProcessHasLimitsOfItsOwn() {
        ConnectionLimits limits = ConnectionLimits.forThisProcess();
        assertThat(limits.open()).isBetween(1, 20_000);
        assertThat(limits.unsentBytes()).isEqualTo(Runtime.getRuntime().maxMemory() / 8);
    }

    @Test
    void limitsBelowOneAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectionLimits(0, 1, second, second))
                .withMessage("Limits are too small: 0 connections, 1 bytes to send");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConnectionLimits(1, 0, second, second))
                .withMessage("Limits are too small: 1 connections, 0 bytes to send");
    }
}
