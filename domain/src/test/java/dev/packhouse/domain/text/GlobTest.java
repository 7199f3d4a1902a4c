package dev.packhouse.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '%',
            quoteCharacter = '~',
            value = {
                "main % main % Main mai main2 xmain ''",
                "1.2+x(y)|$^ % 1.2+x(y)|$^ % 1x2+x(y)|$^",
                "* % '' a abc .a 1.0-x % a/b /",
                "** % '' a a/b // % ",
                "team/* % team/ team/app % team team/a/b xteam/a",
                "team/** % team/ team/app team/a/b % team teams/a",
                "*/base % /base a/base % base a/b/base",
                "a**b % ab aXb a/b a/x/b % a b abc",
                "a*b*c % abc aXbYc abbcc % ac ab/c acb",
                "*** % '' a a/b % ",
                "pr-? % pr-1 pr-x pr-- % pr- pr-12 pr-/",
                "? % é 😀 % '' ab",
                "v[0-9] % v0 v5 v9 % v v/ v: v10 va",
                "[abx-z] % a b x y z % c w - A []",
                "[!a-c] % d - ! % a b c / ''",
                "[a!^-] % a ! ^ - % b",
                "[-a] % - a % b",
                "[a-a] % a % b",
                "[]] % ] % [",
                "[!]a] % b % ] a",
                "[*?{}\\[,] % * ? { } \\ [ , % a",
                "{a,b} % a b % ab , '' {a,b}",
                "v{1,2.*,} % v1 v2. v2.x v % v2 v1.x",
                "{a{b,c},d}e % abe ace de % ae abce e",
                "{*,x/y} % a x/y % x/z",
                "{a} % a % ''",
                "{} % '' % a",
                "a,b % a,b % a",
                "{[,],b} % , b % ''",
                "$[{]revision[}] % ${revision} % $revision",
                "sha256:{0*,1*} % sha256:0a sha256:1 % sha256:2",
            })
    void aGlobMatchesTheseWholeNamesAndNotThose(String glob, String matching, String other) {
        NamePattern pattern = NamePattern.parse(glob);

        assertThat(names(matching)).allMatch(pattern::matches);
        assertThat(names(other)).noneMatch(pattern::matches);
    }

    private static Stream<String> names(String texts) {
        return texts == null ? Stream.of() : Stream.of(texts.split(" ", -1)).map(text -> text.equals("''") ? "" : text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '%',
            quoteCharacter = '~',
            value = {
                "Fluid.* % fluid.core FLUID.CORE Fluid. % Fluids",
                "[a-c]X % ax AX Bx % dx",
                "[A-C] % a B % d",
                "[!a-c] % d D % a A",
                "éa % Éa % ea",
                "ǅ % ǅ % a",
            })
    void caseCanBeIgnored(String glob, String matching, String other) {
        NamePattern pattern = NamePattern.parse(glob);

        assertThat(names(matching)).allMatch(pattern::matchesIgnoringCase);
        assertThat(names(other)).noneMatch(pattern::matchesIgnoringCase);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '%',
            quoteCharacter = '~',
            value = {
                "~~ % 1 % the pattern is empty",
                "a[bc % 2 % '[' without ']'; write '[[]' for the character",
                "a[ % 2 % '[' without ']'; write '[[]' for the character",
                "[] % 1 % '[' without ']'; write '[[]' for the character",
                "[!] % 1 % '[' without ']'; write '[[]' for the character",
                "[a- % 1 % '[' without ']'; write '[[]' for the character",
                "ab] % 3 % ']' without '['; write '[]]' for the character",
                "x{a,b % 2 % '{' without '}'; write '[{]' for the character",
                "x{a,{b} % 2 % '{' without '}'; write '[{]' for the character",
                "x} % 2 % '}' without '{'; write '[}]' for the character",
                "a\\* % 2 % '\\' is no escape; write '[*]' for an asterisk, '[\\]' for a backslash",
                "a[^b] % 3 % write '[!' for a set that is negated; '^' is itself behind another character",
                "[xz-a] % 3 % the range 'z-a' is reversed",
                "[a/b] % 3 % a set has no slash",
                "[.-/] % 4 % a set has no slash",
            })
    void aBadGlobIsRefusedWithPositionAndReason(String glob, int position, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamePattern.parse(glob))
                .withMessage("Invalid pattern '" + glob + "' at position " + position + ": " + reason);
    }

    @Test
    void aNegatedSetCanHaveACaret() {
        assertThat(NamePattern.parse("[!^]").matches("a")).isTrue();
        assertThat(NamePattern.parse("[!^]").matches("^")).isFalse();
    }

    @Test
    void aGlobHasAtMostAThousandCharacters() {
        assertThat(NamePattern.parse("a".repeat(1_000)).matches("a".repeat(1_000)))
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamePattern.parse("a".repeat(1_001)))
                .withMessageEndingWith(" at position 1001: a glob has at most 1000 characters");
    }

    /** With backtracking, the time would grow with the power of the asterisks. */
    @Test
    void manyAsterisksAreNoProblem() {
        assertThat(NamePattern.parse("*a".repeat(100) + "b").matches("a".repeat(255)))
                .isFalse();
        assertThat(NamePattern.parse("{*,**}".repeat(100) + "b").matches("a".repeat(255)))
                .isFalse();
        assertThat(NamePattern.parse("{".repeat(400) + "x" + "}".repeat(400)).matches("x"))
                .isTrue();
    }

    @Test
    void aGlobHasNoGroups() {
        NamePattern glob = NamePattern.parse("{a,b}");

        assertThat(glob.groups()).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> glob.firstGroup("a"))
                .withMessage("Pattern '{a,b}' has no capturing group");
    }

    /** The oracle tries every way, and knows nothing of states. */
    @Test
    void randomGlobsMatchAsTheOracleSays() {
        Random random = new Random(5);
        int matches = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = String.join("", elements(random, 2));
            String name = name(random);
            if (text.isEmpty() || text.startsWith("/")) {
                continue;
            }
            boolean expected = oracle(split(text), name);
            assertThat(NamePattern.parse(text).matches(name))
                    .as("%s with %s", text, name)
                    .isEqualTo(expected);
            matches += expected ? 1 : 0;
        }
        assertThat(matches).isBetween(2_000, 18_000);
    }

    private static List<String> elements(Random random, int depth) {
        List<String> plain = List.of("a", "b", "/", "*", "**", "?", "[ab]", "[!a]");
        return random.ints(random.nextInt(5), 0, depth == 0 ? 8 : 10)
                .mapToObj(kind -> kind < 8
                        ? plain.get(kind)
                        : "{" + String.join("", elements(random, depth - 1)) + ","
                                + String.join("", elements(random, 0)) + "}")
                .toList();
    }

    private static String name(Random random) {
        return random.ints(random.nextInt(6), 0, 4)
                .mapToObj("ab/c"::charAt)
                .map(String::valueOf)
                .reduce("", String::concat);
    }

    private static boolean oracle(List<String> glob, String name) {
        if (glob.isEmpty()) {
            return name.isEmpty();
        }
        String first = glob.get(0);
        List<String> rest = glob.subList(1, glob.size());
        if (first.startsWith("{")) {
            int comma = outerComma(first);
            return oracle(concat(split(first.substring(1, comma)), rest), name)
                    || oracle(concat(split(first.substring(comma + 1, first.length() - 1)), rest), name);
        }
        if (first.equals("*") || first.equals("**")) {
            return oracle(rest, name)
                    || (!name.isEmpty()
                            && (first.equals("**") || name.charAt(0) != '/')
                            && oracle(glob, name.substring(1)));
        }
        return !name.isEmpty() && takes(first, name.charAt(0)) && oracle(rest, name.substring(1));
    }

    private static boolean takes(String element, char character) {
        return switch (element) {
            case "?" -> character != '/';
            case "[ab]" -> character == 'a' || character == 'b';
            case "[!a]" -> character != 'a' && character != '/';
            default -> element.charAt(0) == character;
        };
    }

    private static List<String> concat(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Takes a glob of the generator apart. */
    private static List<String> split(String glob) {
        if (glob.isEmpty()) {
            return List.of();
        }
        int end = switch (glob.charAt(0)) {
            case '[' -> glob.indexOf(']') + 1;
            case '*' -> glob.startsWith("**") ? 2 : 1;
            case '{' -> closing(glob) + 1;
            default -> 1;
        };
        return concat(List.of(glob.substring(0, end)), split(glob.substring(end)));
    }

    private static int closing(String glob) {
        int depth = 0;
        int at = -1;
        do {
            at++;
            depth += glob.charAt(at) == '{' ? 1 : glob.charAt(at) == '}' ? -1 : 0;
        } while (depth > 0);
        return at;
    }

    private static int outerComma(String braces) {
        int depth = 0;
        for (int at = 0; ; at++) {
            depth += braces.charAt(at) == '{' ? 1 : braces.charAt(at) == '}' ? -1 : 0;
            if (depth == 1 && braces.charAt(at) == ',') {
                return at;
            }
        }
    }
}
