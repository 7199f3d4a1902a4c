package dev.packhouse.adapter.http.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.domain.access.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {

    @Test
    void aTokenIsVisibleAscii() {
        String first = "!";
        String last = "~";

        assertThat(Authorization.parse("Bearer " + first)).contains(new Credential.Token(first));
        assertThat(Authorization.parse("Bearer a" + last)).contains(new Credential.Token("a" + last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\tb", "a\u007f", "\u0080a", "\u00e9"})
    void otherCharactersAreNoToken(String text) {
        assertThat(Authorization.parse("Bearer " + text)).isEmpty();
    }
}
