package dev.packhouse.domain.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {

    @ParameterizedTest
    @ValueSource(strings = {"latest", "1.2.3", "_", "A", "9", "v1-rc.1_x", "sha256-0123.sig"})
    void lettersDigitsUnderscoresDotsAndHyphensMakeATag(String tag) {
        assertThat(new Tag(tag)).hasToString(tag).isEqualTo(new Tag(tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "-a", "a b", "a/b", "a:b", "ä", "a\n"})
    void otherTextIsRefused(String tag) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tag(tag))
                .withMessage("Invalid tag '" + tag + "': expected 1 to 128 letters, digits, '_', '.' and '-',"
                        + " beginning with none of '.' and '-'");
    }

    @Test
    void aHundredAndTwentyEightCharactersAreATag() {
        assertThat(new Tag("t".repeat(128)).value()).hasSize(128);
    }

    @Test
    void aHundredAndTwentyNineCharactersAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tag("t".repeat(129)));
    }

    @Test
    void tagsAreComparedExactly() {
        assertThat(new Tag("Latest")).isNotEqualTo(new Tag("latest"));
    }
}
