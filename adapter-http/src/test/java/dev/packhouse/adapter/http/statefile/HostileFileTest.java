package dev.packhouse.adapter.http.statefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.packhouse.adapter.http.document.BoundedReader;
import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.application.state.RegistryState;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that try to exhaust time or memory, or to send control characters to a terminal. */
class HostileFileTest {

    private static final String LONGEST = "a".repeat(1_048_576);
    private static final String TOO_LONG = LONGEST + "a";
    private static final String REASON = "a text, key or comment has more than 1048576 characters";

    private static StateFileException refusal(String yaml) {
        return catchThrowableOfType(StateFileException.class, () -> StateFileTest.read(yaml));
    }

    private static StateFileException jsonRefusal(String json) {
        return catchThrowableOfType(StateFileException.class, () -> StateFileTest.readJson(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"%s\"", "'%s'", "|-\n    %s", ">-\n    %s"})
    void aTextMayHaveAMebiOfCharactersInEveryStyle(String style) throws IOException {
        RegistryState state = StateFileTest.read("users:\n- login: mona\n  name: " + style.formatted(LONGEST));

        assertThat(state.users().get(0).name()).hasValue(LONGEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"%s\"", "'%s'", "|-\n    %s", ">-\n    %s", "&%s x", "*%s", "!%s x", "1%s"})
    void aLongerTextIsRefusedWithItsLine(String style) {
        StateFileException refusal =
                refusal("users:\n- login: mona\n  name: " + style.formatted(TOO_LONG + "a".repeat(10_000)) + "\n");

        assertThat(refusal.problems())
                .containsExactly(new Problem(2 + (int) style.lines().count(), REASON));
    }

    @Test
    void theLimitIsExactInBothFormats() throws IOException {
        assertThat(refusal("users: [{ login: mona, name: '%s' }]".formatted(TOO_LONG)))
                .hasMessage("state.yaml:1: " + REASON);
        assertThat(jsonRefusal("{\"users\":\n[{\"login\":\"mona\",\"name\":\"%s\"}]}".formatted(TOO_LONG)))
                .hasMessage("state.json:2: " + REASON);
        assertThat(StateFileTest.readJson("{\"users\":[{\"login\":\"mona\",\"name\":\"%s\"}]}".formatted(LONGEST))
                        .users())
                .singleElement()
                .satisfies(user -> assertThat(user.name()).hasValue(LONGEST));
    }

    @Test
    void aTextOfManyLinesHasTheSameLimit() {
        String line = "word ".repeat(20);

        assertThat(refusal("users:\n- name: |\n" + ("    " + line + "\n").repeat(11_000)))
                .hasMessage("state.yaml:2: " + REASON);
    }

    @Test
    void keysAndNumbersHaveTheSameLimit() {
        assertThat(refusal("users:\n- \"%s\": 1".formatted(TOO_LONG))).hasMessage("state.yaml:2: " + REASON);
        assertThat(refusal("users:\n- ? %s\n  : 1".formatted(TOO_LONG + "a".repeat(10_000))))
                .hasMessage("state.yaml:2: " + REASON);
        assertThat(jsonRefusal("{\n\"%s\":1}".formatted(TOO_LONG))).hasMessage("state.json:2: " + REASON);
        assertThat(jsonRefusal("{\n\"a\":%s}".formatted("1".repeat(1_048_577))))
                .hasMessageContaining("state.json:2: " + REASON);
    }

    @Test
    void aLineMayHaveAnyLengthAsLongAsItHasTokens() throws IOException {
        String users = IntStream.range(0, 30_000)
                .mapToObj("{\"login\":\"user%d\",\"name\":\"The name of the user #1\"}"::formatted)
                .collect(Collectors.joining(","));
        String json = "{\"users\":[" + users + "]}";

        assertThat(json.length()).isGreaterThan(BoundedReader.MAX_TEXT);
        assertThat(StateFileTest.read(json)).isEqualTo(StateFileTest.readJson(json));
    }

    @Test
    void aCommentOfAnyLengthHasSeveralLines() throws IOException {
        String line = "# " + "c\ud83d\ude00".repeat(500_000) + "\n";

        assertThat(StateFileTest.read("users: [{ login: a }]\n" + line.repeat(3) + "packages: []"))
                .isEqualTo(StateFileTest.read("users: [{ login: a }]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users: [{ login: a }]\n#%s",
                "users: [{ login: a }]\n  %s",
                "users: [{ login: a }]\r\n%s# a",
                "users: [{ login: a }]\r\"%s",
                "users:\n- {%s login: a }"
            })
    void commentsSpacesAndOtherRunsHaveTheSameLimit(String text) {
        assertThat(refusal(text.formatted(" ".repeat(1_100_000)))).hasMessage("state.yaml:2: " + REASON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "[[{b: "})
    void deepNestingIsRefused(String opening) {
        assertThat(refusal(opening.repeat(100_000))).hasMessageEndingWith("state.yaml:1: nested deeper than 20 levels");
    }

    @Test
    void deepNestingIsRefusedInJsonToo() {
        String deepest = "[".repeat(18) + "]".repeat(18);

        assertThat(jsonRefusal("{\"users\": [%s]}".formatted(deepest)))
                .hasMessage("state.json:1: 'users[0]' is a list, expected a mapping");
        assertThat(jsonRefusal("{\"users\": [[%s]]}".formatted(deepest)))
                .hasMessage("state.json:1: nested deeper than 20 levels");
        assertThat(jsonRefusal("{\"others\": [[%s]]}".formatted(deepest)).problems())
                .extracting(Problem::reason)
                .contains("nested deeper than 20 levels");
    }

    @Test
    void anEntryHasALimitedNumberOfKeysAndValues() throws IOException {
        String members = "\"m\",".repeat(StateReader.MAX_SIZE - 4) + "\"m\"";
        String json = "{\"users\":[{}],\"organizations\":\n[{\"members\":[%s]}]}";

        assertThat(jsonRefusal(json.formatted(members)).problems().get(1).reason())
                .isEqualTo("missing 'login'");
        assertThat(jsonRefusal(json.formatted(members + ",\"m\"")).problems().get(1))
                .isEqualTo(new Problem(
                        2, "an entry has at most 500000 keys and values; versions do not count after 'package_type'"));
    }

    @Test
    void invalidEntriesAreCountedAfterTheFirstThousand() {
        StateFileException refusal = refusal("users:\n" + "- { id: x }\n".repeat(2_000));

        assertThat(refusal.problems())
                .hasSize(1_000)
                .endsWith(new Problem(501, "'id' is text, expected a whole number"));
        assertThat(refusal.getMessage().lines())
                .hasSize(1_001)
                .startsWith("state.yaml:2: missing 'login'")
                .endsWith("and 3,000 more problems");
    }

    @Test
    void contradictionsAreCountedAfterTheFirstThousandOfTheFile() {
        StateFileException refusal = refusal("""
                tokens:
                %spackages:
                %susers: [{ login: mona, id: 0 }]
                """.formatted(
                        "- { token: a, user: who }\n".repeat(800),
                        "- { owner: who, package_type: npm, name: a }\n".repeat(300)));

        // The first token is no duplicate and has one problem; every other token has two.
        assertThat(refusal.problems())
                .hasSize(1_000)
                .startsWith(new Problem(2, "there is no user 'who'"), new Problem(3, "the token is listed twice"))
                .endsWith(new Problem(502, "the token is listed twice"));
        assertThat(refusal.more()).isEqualTo(800 + 799 + 300 + 299 + 1 - 1_000);
    }

    @Test
    void danglingRolesAreFoundInTheOrderOfTheFile() {
        String roles = IntStream.range(0, 3_000)
                .mapToObj("      n%d: read\n"::formatted)
                .collect(Collectors.joining());

        StateFileException refusal = refusal("""
                users: [{ login: mona }]
                packages:
                  - owner: mona
                    package_type: npm
                    name: app
                    roles:
                """ + roles);

        assertThat(refusal.problems())
                .isEqualTo(IntStream.range(0, 1_000)
                        .mapToObj(i -> new Problem(7 + i, "there is no user 'n%d'".formatted(i)))
                        .toList());
        assertThat(refusal.more()).isEqualTo(2_000);
    }

    @Test
    void bothKindsOfProblemsAreOneCount() {
        StateFileException refusal = refusal("users:\n" + "- { login: mona, id: x }\n".repeat(900));

        assertThat(refusal.problems()).hasSize(1_000);
        assertThat(refusal.more()).isEqualTo(900 + 899 - 1_000);
    }

    @Test
    void anEntryAfterManySkippedOnesHasItsOwnLine() {
        StateFileException refusal = refusal("users:\n" + "- { login: mona }\n- { login: x/ }\n- -\n".repeat(300));

        assertThat(refusal.problems().stream()
                        .filter(problem -> problem.reason().startsWith("there is")))
                .isEqualTo(IntStream.range(1, 300)
                        .mapToObj(i -> new Problem(2 + 3 * i, "there is already an account 'mona'"))
                        .toList());
    }

    @Test
    void controlCharactersAreEscapedInEveryReason() {
        assertThat(
                        refusal(
                                "\"\\e[2Jusers\": []\nusers: [{ login: \"\\u202emona\\n\" }, { \"\\r\\0\\x9b\": 1, login: a }]"))
                .hasMessage("""
                        state.yaml:1: unknown key '\\u001b[2Jusers', expected one of users, organizations, repositories, packages, tokens
                        state.yaml:2: Invalid login '\\u202emona\\u000a': it must not contain control characters or halves of surrogate pairs
                        state.yaml:2: unknown key '\\u000d\\u0000\\u009b', expected one of login, id, name, site_admin, created_at, updated_at""");
        assertThat(jsonRefusal("{\"users\": [{\"login\": \"a\\u2028\\u2066\\u001b\"}]}"))
                .hasMessageStartingWith("state.json:1: Invalid login 'a\\u2028\\u2066\\u001b': ");
    }

    @Test
    void aLongTextIsShortenedInAReason() {
        StateFileException refusal = refusal("users: [{ login: '%s' }]".formatted(LONGEST));

        assertThat(refusal.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason())
                        .hasSize(1_000)
                        .startsWith("Invalid login 'aaa")
                        .contains("aaa ... aaa"));
    }

    /** Jackson refuses such keys of JSON itself. */
    @ParameterizedTest
    @CsvSource({
        "\\ud800, d800",
        "\\udfff, dfff",
        "a\\ud83db, d83d",
        "\\ude00\\ud83d, de00",
    })
    void halfASurrogatePairIsRefused(String text, String half) {
        String reason = "\\u%s is one half of a surrogate pair without the other".formatted(half);

        for (String entry : List.of(
                "{\"login\": \"mona\",\n\"name\": \"%s\"}",
                "{\"login\": \"mona\",\n\"created_at\": [{\"a\": [\"%s\"]}]}")) {
            String json = "{\"users\": [" + entry.formatted(text) + "]}";
            assertThat(refusal(json)).hasMessage("state.yaml:2: " + reason);
            assertThat(jsonRefusal(json)).hasMessage("state.json:2: " + reason);
        }
        String key = "{\"users\":\n[{\"%s\": 1}]}".formatted(text);
        assertThat(refusal(key)).hasMessage("state.yaml:2: " + reason);
        assertThat(jsonRefusal(key)).hasMessageMatching("state\\.json:2: .*surrogate.* in field name.*");
    }

    @Test
    void aWholeSurrogatePairIsText() throws IOException {
        String json = "{\"users\": [{\"login\": \"mona\", \"name\": \"\\ud83d\\ude00 \ud83d\ude00\"}]}";

        assertThat(List.of(StateFileTest.read(json), StateFileTest.readJson(json)))
                .allSatisfy(state -> assertThat(state.users().get(0).name()).hasValue("\ud83d\ude00 \ud83d\ude00"));
    }
}
