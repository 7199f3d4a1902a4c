package dev.packhouse.domain.text;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A limit of reads does not end a match that reads nothing; such expressions are refused when they are parsed. */
class UnreadPathsTest {

    /** Without the refusal, matching these takes from seconds to centuries. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '%',
            value = {
                "(|) % 60 % $",
                "(a*|b*) % 27 % c",
                "(a?)? % 39 % c",
                "(){2000000000} % 1 % a",
                "^{10000} % 1 % a",
                "\\b{10000} % 1 % a",
                "\\B{10000} % 1 % a",
                "\\G{10000} % 1 % a",
                "\\z{10000} % 1 % ''",
                "${10000} % 1 % ''",
                "(|){2000000000} % 1 % a",
                "(?i)(|) % 14 % ''",
                "(a)\\1{10000} % 1 % a",
                "(a|b){13} % 1 % c",
                "((){1000}){1000} % 1 % a",
                "(|||||||||) % 4 % (|)",
                "(?:|){14} % 1 % ''",
                "(?=|) % 14 % ''",
                "(?<n>|) % 1 % (|){11}",
                "(?:) % 1 % (?<n>)\\k<n>{10000}",
                "(?i:|) % 14 % ''",
                "[(](|)[)]\\( % 14 % ''",
                "[a\\](](|) % 14 % ''",
                "\\p{L}(|) % 14 % ''",
                "\\c((|) % 14 % ''",
            })
    void tooManyWaysWithoutAReadAreRefused(String part, int times, String tail) {
        String text = "/" + part.repeat(times) + tail + "/";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamePattern.parse(text))
                .withMessage("Invalid pattern '" + text
                        + "' at position 2: too many alternatives and repetitions of groups follow each other");
    }

    /** 10,000 ways are allowed: on either side of the limit, by each way of counting. */
    @ParameterizedTest
    @CsvSource({
        "(|||||||||)(|||||||||)(|||||||||)(|||||||||), ''",
        "(){9999}, (){10000}",
        "(){9999}, (){9999}|",
        "(?:(){4999})?, (?:(){5000})+",
        "(){99}(){99}, (){99}(){100}",
        "(){4999}|(){4999}, (){4999}|(){5000}",
        "'(|){11}', '(|){12}'",
        "'(|){11,90}', '(|){12,}'",
        "'((|){5})?(|){5}', '((|){5})+(|){5}'",
        "'(a*|b*|c*){7}', '(a*|b*|c*){8}'",
        "(|){11}?, (|){12}+",
    })
    void theLimitIsTenThousand(String allowed, String refused) {
        assertThatCode(() -> UnreadPaths.check("/" + allowed + "/")).doesNotThrowAnyException();
        if (!refused.isEmpty()) {
            assertThatIllegalArgumentException().isThrownBy(() -> UnreadPaths.check("/" + refused + "/"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v?\\d+(\\.\\d+){1,2}/",
                "/(0|[1-9]\\d*)(\\.(0|[1-9]\\d*))*/",
                "/sha-[0-9a-f]{7,40}-\\d{4}-\\d{2}-\\d{2}T\\d{6}/",
                "/([0-9a-f]{2}:){15}[0-9a-f]{2}/",
                "/(main|stable|latest|next|develop|release-\\d+)(-(alpine|slim|bullseye))?/",
                "/.*(foo|bar).*(foo|bar).*/",
                "/a{2000000000}/",
                "/\\d{20000}-\\d{20000}/",
                "/(?<x>a)/",
                "/[()|(){9}]+\\(\\|\\)/",
            })
    void usualExpressionsAreAllowed(String text) {
        assertThatCode(() -> NamePattern.parse(text)).doesNotThrowAnyException();
    }
}
