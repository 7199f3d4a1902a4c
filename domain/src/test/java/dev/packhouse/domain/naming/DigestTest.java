package dev.packhouse.domain.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    private static final String ZEROS = "0".repeat(63);

    @ParameterizedTest
    @ValueSource(strings = {"0", "9", "a", "f"})
    void aDigestHas64HexadecimalDigits(String digit) {
        String text = "sha256:" + ZEROS + digit;

        assertThat(new Digest(text)).hasToString(text);
        assertThat(Digest.matches(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", ":", "`", "g", "F", "", "00"})
    void anyOtherTextIsNone(String end) {
        assertThat(Digest.matches("sha256:" + ZEROS + end)).isFalse();
    }

    @Test
    void otherAlgorithmsAreRefused() {
        assertThatThrownBy(() -> new Digest("sha512:" + ZEROS + "0"))
                .hasMessage(
                        "Invalid digest 'sha512:%s0': expected 'sha256:' and 64 lower-case hexadecimal digits", ZEROS);
    }
}
