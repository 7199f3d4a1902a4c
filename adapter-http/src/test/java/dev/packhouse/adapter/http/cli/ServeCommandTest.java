package dev.packhouse.adapter.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, http://127.0.0.1:8080",
        "0.0.0.0, http://0.0.0.0:8080",
        "localhost, http://localhost:8080",
        "::1, http://[::1]:8080",
        "::, http://[::]:8080",
        "[::1], http://[::1]:8080"
    })
    void theAddressOfAServerHasBracketsAroundColons(String host, String base) {
        assertThat(ServeCommand.base(host, 8080)).isEqualTo(base);
    }
}
