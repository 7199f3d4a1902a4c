package dev.packhouse.application.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.state.InvalidStateException.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "'quoted' \\u001b", "\u00e9\u4e2d\u05d0 \ud83d\ude00", "a b\u00a0c"})
    void printableTextStaysUnchanged(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            chars = {
                '\u0000', '\t', '\n', '\r', '\u001b', '\u001f', '\u007f', '\u0080', '\u0085', '\u009b', '\u009f',
                '\u200f', '\u2028', '\u2029', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067',
                '\u2068', '\u2069', '\ufeff', '\ud800', '\udfff'
            })
    void controlAndFormatCharactersAreEscaped(char character) {
        String escape = "\\u%04x".formatted((int) character);

        assertThat(Printable.of("a" + character + character + "b")).isEqualTo("a" + escape + escape + "b");
    }

    @Test
    void charactersOfTwoUnitsAreEscapedAsTwo() {
        assertThat(Printable.of("\udb40\udc01")).isEqualTo("\\udb40\\udc01");
    }

    @Test
    void briefKeepsAThousandCharactersAndOmitsTheMiddleOfLongerText() {
        String text = "a".repeat(500) + "b".repeat(500);

        assertThat(Printable.brief(text)).isEqualTo(text);
        assertThat(Printable.brief("a".repeat(1_000) + "b".repeat(1_000)))
                .isEqualTo("a".repeat(695) + " ... " + "b".repeat(300));
        assertThat(Printable.brief("a".repeat(1_000) + "\u001b")).endsWith("a\\u001b");
    }

    @Test
    void theMessageOfAnInvalidStateIsPrintable() {
        InvalidStateException refusal = new InvalidStateException(
                List.of(new Problem("packages[0].roles.\u202e", "'\u001b[2J' is taken\nusers[0]: forged")));

        assertThat(refusal).hasMessage("packages[0].roles.\\u202e: '\\u001b[2J' is taken\\u000ausers[0]: forged");
    }
}
