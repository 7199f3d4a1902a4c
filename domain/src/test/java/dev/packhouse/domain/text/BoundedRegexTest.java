package dev.packhouse.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedRegexTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '%',
            quoteCharacter = '~',
            value = {
                "/v?\\d+(\\.\\d+){1,2}/ % v1.2 % xv1.2",
                "/v?\\d+(\\.\\d+){1,2}/ % 1.2.3 % 1.2.3-rc",
                "/a|bc/ % bc % abc",
                "/^a$/ % a % aa",
                "/.*a.*/ % bab % bbb",
                "/a/b/ % a/b % a",
                "/(?i)a/ % A % b",
            })
    void aRegularExpressionMatchesTheWholeName(String text, String matching, String other) {
        NamePattern pattern = NamePattern.parse(text);

        assertThat(pattern.matches(matching)).isTrue();
        assertThat(pattern.matches(other)).isFalse();
        assertThat(pattern).hasToString(text);
    }

    @Test
    void caseCounts() {
        assertThat(NamePattern.parse("/pré-\\d/").matches("PRÉ-1")).isFalse();
        assertThat(NamePattern.parse("/pré-\\d/").matchesIgnoringCase("PRÉ-1")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/^(.+)-\\d+$/, 1, nightly-alpine-7, nightly-alpine",
        "/nightly-([a-z]+)-(.*)/, 2, nightly-arm-x, arm",
        "/nightly-([a-z]+)-(.*)/, 2, nightly-ARM-x,",
        "/(a)?b/, 1, b,",
        "/(a*)b/, 1, b, ''",
        "/(a)b/, 1, abab,",
    })
    void theFirstGroupIsAKey(String text, int groups, String name, String key) {
        NamePattern pattern = NamePattern.parse(text);

        assertThat(pattern.groups()).isEqualTo(groups);
        assertThat(pattern.firstGroup(name).orElse(null)).isEqualTo(key);
    }

    @Test
    void anExpressionWithoutGroupHasNoKey() {
        NamePattern pattern = NamePattern.parse("/(?:a)/");

        assertThat(pattern.groups()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> pattern.firstGroup("a"))
                .withMessage("Pattern '/(?:a)/' has no capturing group");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/(a+)+$/", "/(a|aa)*b/", "/(a*)*c/", "/(.*a){12}/", "/([a-z]+)*\\d/"})
    void anExpressionThatBacktracksTooMuchIsNoMismatch(String text) {
        String name = "a".repeat(5_000) + "!";

        assertThatExceptionOfType(CostlyPatternException.class)
                .isThrownBy(() -> NamePattern.parse(text).matches(name))
                .withMessage("Pattern '%s' is too costly to match with '%s'", text, name)
                .satisfies(costly -> assertThat(costly.pattern()).isEqualTo(text))
                .satisfies(costly -> assertThat(costly.name()).isEqualTo(name));
    }

    @Test
    void aNameOfUsualLengthIsEnoughToBeTooCostly() {
        assertThatExceptionOfType(CostlyPatternException.class)
                .isThrownBy(() -> NamePattern.parse("/(a+)+$/").matches("a".repeat(254) + "!"));
    }

    @Test
    void groupsAreBoundedAsWell() {
        assertThatExceptionOfType(CostlyPatternException.class)
                .isThrownBy(() -> NamePattern.parse("/(a+)+c/").firstGroup("a".repeat(255)));
    }

    @Test
    void tenThousandReadsAreAllowed() {
        NamePattern pattern = NamePattern.parse("/a*+/");

        assertThat(pattern.matches("a".repeat(10_000))).isTrue();
        assertThatExceptionOfType(CostlyPatternException.class).isThrownBy(() -> pattern.matches("a".repeat(10_001)));
    }

    @Test
    void eachMatchHasReadsOfItsOwn() {
        NamePattern pattern = NamePattern.parse("/a*+/");
        String name = "a".repeat(6_000);

        assertThat(pattern.matches(name)).isTrue();
        assertThat(pattern.matches(name)).isTrue();
    }

    @Test
    void aStackThatIsTooDeepIsTooCostly() throws InterruptedException {
        NamePattern pattern = NamePattern.parse("/(?:a|b)*/");
        String name = "a".repeat(4_900);
        Throwable[] thrown = new Throwable[1];
        Thread small = new Thread(null, () -> pattern.matches(name), "small stack", 128 * 1024);
        small.setUncaughtExceptionHandler((thread, throwable) -> thrown[0] = throwable);
        small.start();
        small.join();

        assertThat(thrown[0]).isInstanceOf(CostlyPatternException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '%',
            quoteCharacter = '~',
            value = {
                "/ % 1 % a regular expression ends with '/'",
                "/abc % 4 % a regular expression ends with '/'",
                "// % 2 % the regular expression is empty",
                "/a(b/ % 5 % Unclosed group",
                "/a[b/ % 4 % Unclosed character class",
                "/+a/ % 2 % Dangling meta character '+'",
                "/a\\Q+\\E/ % 3 % '\\Q' is not supported; write '\\' before each character",
                "/a(?ix)b/ % 3 % the flag x is not supported",
                "/a(?x:b)/ % 3 % the flag x is not supported",
                "/a[b[c]]/ % 3 % in a set, write '\\[' and '\\]' for these characters",
                "/a[]b]/ % 3 % in a set, write '\\[' and '\\]' for these characters",
            })
    void aBadExpressionIsRefusedWithPositionAndReason(String text, int position, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamePattern.parse(text))
                .withMessage("Invalid pattern '" + text + "' at position " + position + ": " + reason);
    }

    @Test
    void anExpressionHasAtMostTwoHundredCharacters() {
        assertThat(NamePattern.parse("/" + "a".repeat(200) + "/").matches("a".repeat(200)))
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamePattern.parse("/" + "a".repeat(201) + "/"))
                .withMessageEndingWith(" at position 202: a regular expression has at most 200 characters");
    }

    @Test
    void patternsAreEqualByTheirText() {
        NamePattern pattern = NamePattern.parse("/a/");

        assertThat(pattern)
                .isEqualTo(NamePattern.parse("/a/"))
                .hasSameHashCodeAs(NamePattern.parse("/a/"))
                .isNotEqualTo(NamePattern.parse("/b/"))
                .isNotEqualTo("/a/");
        assertThat(pattern.hashCode()).isNotEqualTo(NamePattern.parse("/b/").hashCode());
        assertThatNullPointerException().isThrownBy(() -> NamePattern.parse(null));
    }
}
