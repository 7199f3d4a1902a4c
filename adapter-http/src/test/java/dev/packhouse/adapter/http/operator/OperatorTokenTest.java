package dev.packhouse.adapter.http.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTokenTest {

    private static final String SECRET = "0123456789-~!_abcXYZ";

    @Test
    void aSecretHas20To1024Characters() {
        assertThat(OperatorToken.of("x".repeat(20)).isIn("Bearer " + "x".repeat(20)))
                .isTrue();
        assertThat(OperatorToken.of("x".repeat(1024)).isIn("Bearer " + "x".repeat(1024)))
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperatorToken.of("x".repeat(19)))
                .withMessage("it must have 20 to 1024 characters, and has 19");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperatorToken.of("x".repeat(1025)))
                .withMessage("it must have 20 to 1024 characters, and has 1025");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t", "\n", "\r", "\u0000", "\u007f", "\u00fc", "\u20ac"})
    void aSecretThatAHeaderCannotContainIsRefusedWithoutItsText(String character) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperatorToken.of("secret-secret" + character + "secret-secret"))
                .withMessage("it must consist of visible ASCII characters, without spaces");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer " + SECRET, "bearer " + SECRET, "BEARER   " + SECRET + " ", "token " + SECRET})
    void theHeaderOfTheOperatorIsRecognized(String header) {
        assertThat(OperatorToken.of(SECRET).isIn(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                SECRET,
                "Basic " + SECRET,
                "Bearer" + SECRET,
                "Bearer x" + SECRET,
                "Bearer " + SECRET + "x",
                "Bearer " + SECRET + ", Bearer " + SECRET,
                "Bearer 0123456789-~!_abcXYz"
            })
    void anotherHeaderIsNot(String header) {
        assertThat(OperatorToken.of(SECRET).isIn(header)).isFalse();
    }

    @Test
    void noHeaderIsNot() {
        assertThat(OperatorToken.of(SECRET).isIn(null)).isFalse();
    }

    @Test
    void theTextOfATokenHidesItsSecret() {
        assertThat(OperatorToken.of(SECRET)).hasToString("OperatorToken");
    }
}
