package dev.packhouse.adapter.http.policyfile;

import static dev.packhouse.adapter.http.policyfile.Policies.delete;
import static dev.packhouse.adapter.http.policyfile.Policies.keep;
import static dev.packhouse.adapter.http.policyfile.Policies.policy;
import static dev.packhouse.adapter.http.policyfile.Policies.problems;
import static dev.packhouse.adapter.http.policyfile.Policies.reasons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.ByteSource;
import dev.packhouse.adapter.http.document.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyRefusalTest {

    private static final String CRITERIA =
            "tagged, any-tag, all-tags, version, id, older-than, younger-than, by, semver, snapshot, superseded,"
                    + " downloads, image, in-list, not, all";
    private static final String COUNTS = "last, within, hourly, daily, weekly, monthly, yearly";

    @Test
    void allProblemsAreReportedWithFileAndLine() {
        assertThat(problems("""
                version: 2
                zone: Moon
                policies:
                  - name: p
                    select: { types: [npn] }
                    delete:
                      - { taged: false,
                          older-than: 7 days }
                  - name: p
                    keep:
                      - last: 0
                """))
                .containsExactly(
                        "policy.yaml:1: 'version' is 2, expected 1",
                        "policy.yaml:2: 'Moon' is no time zone, expected one such as UTC, Europe/Berlin or +02:00",
                        "policy.yaml:5: 'npn' is no type of package, expected one of npm, maven, rubygems, docker, nuget,"
                                + " container",
                        "policy.yaml:7: unknown key 'taged', expected one of name, " + CRITERIA,
                        "policy.yaml:8: '7 days' is no age: expected a number and h, d, w, mo or y, as in 36h, 14d, 2w, 6mo"
                                + " or 1y",
                        "policy.yaml:9: two policies are named 'p'",
                        "policy.yaml:11: 'last' is 0, expected 1 to 2147483647");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        "", "the file is empty, expected a mapping of version, name, zone, lists, policies, limits"),
                Arguments.of(
                        "- a",
                        "the file is a list, expected a mapping of version, name, zone, lists, policies, limits"),
                Arguments.of("version: 1\npolicies: []", "there is no policy"),
                Arguments.of("version: 1", "missing 'policies'"),
                Arguments.of("version: 1\npolicies: all", "'policies' is text, expected a list"),
                Arguments.of("policies: [{ delete: [{ all: true }] }]", "missing 'version', expected 'version: 1'"),
                Arguments.of(delete("all: true") + "---\na: b", "a second document begins here, expected one only"),
                Arguments.of(
                        delete("all: true") + "owners: [octo-org]",
                        "a policy has no 'owners': the command that makes a plan names the owner"),
                Arguments.of(
                        policy("select: { owner: octo-org }\ndelete: [{ all: true }]"),
                        "a policy has no 'owner': the command that makes a plan names the owner"),
                Arguments.of(
                        delete("tag: x"),
                        "'tag' has two meanings: 'any-tag' is for versions with at least one such tag, 'all-tags' for those"
                                + " with no other"),
                Arguments.of(delete("name: x"), "the rule has no criterion; 'all: true' deletes all versions"),
                Arguments.of(
                        delete("all: true, last: 3"), "'last' counts what is kept: put it into a rule below 'keep'"),
                Arguments.of(
                        keep("name: x"),
                        "the rule has no criterion and counts nothing; 'all: true' keeps all versions"),
                Arguments.of(
                        policy("delete: []"), "the policy has no rule below 'keep', 'delete' or 'delete-packages'"),
                Arguments.of(policy("delete: [all]"), "an item of 'delete' is text, expected a mapping"),
                Arguments.of(delete("older-than:"), "'older-than' has no value"),
                Arguments.of(delete("any-tag: [~]"), "'any-tag' is nothing, expected text"),
                Arguments.of(policy("delete: [~]"), "an item of 'delete' is nothing, expected a mapping"),
                Arguments.of(
                        "~", "the file is nothing, expected a mapping of version, name, zone, lists, policies, limits"),
                Arguments.of(delete("any-tag: ['']"), "Invalid pattern '' at position 1: the pattern is empty"),
                Arguments.of(delete("any-tag: []"), "'any-tag' is an empty list"),
                Arguments.of(
                        policy("select: { packages: [] }\ndelete: [{ all: true }]"), "'packages' is an empty list"),
                Arguments.of(delete("tagged: yes"), "'tagged' is text, expected true or false"),
                Arguments.of(delete("all: false"), "'all' is false, expected true, or no 'all'"),
                Arguments.of(delete("id: 0"), "'0' is no id, expected a positive number"),
                Arguments.of(delete("id: [x]"), "'x' is no id, expected a positive number"),
                Arguments.of(delete("all: true, by: updated"), "'by' goes with 'older-than' or 'younger-than'"),
                Arguments.of(
                        delete("older-than: 1d, by: pushed"),
                        "'pushed' is no date of a version, expected one of created, updated"),
                Arguments.of(delete("semver: {}"), "'semver' has neither 'prerelease' nor 'range'"),
                Arguments.of(delete("downloads: {}"), "'downloads' has neither 'at-least' nor 'at-most'"),
                Arguments.of(
                        delete("downloads: { at-least: 3, at-most: 2 }"),
                        "'at-least' is more than 'at-most', so that no number meets both"),
                Arguments.of(delete("downloads: { at-most: -1 }"), "'at-most' is -1, and cannot be negative"),
                Arguments.of(delete("image: {}"), "'image' has neither 'kind' nor 'state'"),
                Arguments.of(
                        delete("image: { kind: layer }"),
                        "'layer' is no kind of manifest, expected one of image, index, artifact"),
                Arguments.of(
                        delete("image: { state: broken }"),
                        "'broken' is no state of an image, expected one of partial, ghost, orphaned"),
                Arguments.of(delete("not: {}"), "'not' has no criterion"),
                Arguments.of(delete("in-list: live"), "there is no list 'live', because the file has no 'lists'"),
                Arguments.of(
                        "lists: { a: { file: live.txt } }\n" + delete("in-list: live"),
                        "there is no list 'live', expected one of a"),
                Arguments.of(keep("last: 1, of: now"), "'of' goes with 'within'"),
                Arguments.of(keep("all: true, order: created"), "'order' goes with one of " + COUNTS),
                Arguments.of(keep("tagged: true, per: package"), "'per' goes with one of " + COUNTS),
                Arguments.of(
                        keep("daily: 3, order: semver"),
                        "'order: semver' goes with 'last' only: periods and ages count dates"),
                Arguments.of(
                        keep("last: 1, per: semver"),
                        "'semver' is no grouping, expected package, semver-major, semver-minor or { tag: REGEX }"),
                Arguments.of(
                        keep("last: 1, per: { tag: 'x' }"),
                        "The pattern '/x/' has no group: expected a regular expression such as /(.+)-\\d+/"),
                Arguments.of(
                        keep("within: 1d, of: oldest"), "'oldest' is no beginning of an age, expected now or newest"),
                Arguments.of(
                        policy("delete: [{ name: r, all: true }]\nkeep: [{ name: r, last: 1 }]"),
                        "two rules of the policy are named 'r'"),
                Arguments.of(
                        policy("delete-packages: [{ idle: 1d, emptied: true }]"),
                        "a rule for whole packages has one of idle, emptied and versions, not 2"),
                Arguments.of(
                        policy("delete-packages: [{}]"),
                        "a rule for whole packages has one of idle, emptied and versions, not 0"),
                Arguments.of(policy("delete-packages: [{ emptied: false }]"), "'emptied' is false, expected true"),
                Arguments.of(policy("delete-packages: [{ versions: {} }]"), "missing 'at-most'"),
                Arguments.of(
                        policy("delete: [{ all: true }]\nunknown-manifests: keep"),
                        "'keep' is no way with unknown manifests, expected one of keep-package, keep-untagged, ignore"),
                Arguments.of(
                        policy("delete: [{ all: true }]\nsafeguards: { needed: off }"),
                        "'needed' cannot be switched off: what an image needs stays with it"),
                Arguments.of(
                        policy("delete: [{ all: true }]\nsafeguards: { unread: off }"),
                        "'unread' is no safeguard: see 'unknown-manifests' of the policy"),
                Arguments.of(
                        policy("delete: [{ all: true }]\nsafeguards: { latest-tag: 1h }"),
                        "'1h' is neither on nor off"),
                Arguments.of(
                        delete("all: true") + "limits: { max-percent: { all: 101 } }",
                        "'all' is 101, expected 0 to 100"),
                Arguments.of(
                        "lists: { '-': { file: live.txt } }\n" + delete("all: true"),
                        "Invalid name '-' of a list: expected 1 to 100 letters, digits, '.', '-' and '_'"),
                Arguments.of(
                        "lists: { live: { file: absent.txt } }\n" + delete("in-list: live"),
                        "there is no file 'absent.txt' beside the policy file"),
                Arguments.of(
                        "lists: { live: { file: wrong.txt } }\n" + delete("in-list: live"),
                        "line 2 of 'wrong.txt': 'app 2' has a space, expected one entry in a line"),
                Arguments.of(
                        "lists: { live: live.txt }\n" + delete("in-list: live"),
                        "list 'live' is text, expected a mapping of file"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void eachMistakeHasOneMessage(String file, String message) {
        assertThat(reasons(file)).containsExactly(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"any-tag", "all-tags", "version"})
    void aPatternThatIsNoneIsRefused(String key) {
        assertThat(reasons(delete(key + ": '/(/'"))).singleElement().asString().contains("(");
    }

    @Test
    void aRangeIsOneOfTheSelectedTypes() {
        String file = policy("select: { types: TYPE }\ndelete: [{ semver: { range: '1.2' } }]");

        assertThat(reasons(file.replace("TYPE", "maven"))).isEmpty();
        assertThat(reasons(file.replace("TYPE", "[maven, npm]")))
                .containsExactly("Invalid version range '1.2' at position 1: '1.2' can mean one version or many; write"
                        + " '=1.2' or '1.2.x'");
    }

    @Test
    void exceptionsAreNestedToALimit() {
        String five = "not: { ".repeat(5) + "all: true" + " }".repeat(5);

        assertThat(reasons(delete(five))).isEmpty();
        assertThat(reasons(delete("not: { " + five + " }"))).containsExactly("'not' is nested deeper than 5 levels");
    }

    @Test
    void aFileHasALimitedNumberOfPoliciesAndRules() {
        String policies = "version: 1\npolicies:\n" + "- { delete: [{ all: true }] }\n".repeat(100);
        String rules = "delete:\n" + "- { all: true }\n".repeat(100);

        assertThat(reasons(policies)).isEmpty();
        assertThat(reasons(policies + "- { delete: [{ all: true }] }\n"))
                .containsExactly("'policies' has 101 items, and at most 100 are read");
        assertThat(reasons(policy(rules))).isEmpty();
        assertThat(reasons(policy(rules + "- { all: true }\n")))
                .containsExactly("'delete' has 101 items, and at most 100 are read");
    }

    @Test
    void aFileHasALimitedSize() {
        String file = delete("all: true");
        String full = file + "#".repeat(PolicyFile.MAX_BYTES - file.length() - 1) + "\n";

        assertThat(problems(full)).isEmpty();
        assertThat(problems(full + "\n")).containsExactly("policy.yaml:1: the file has more than 1048576 bytes");
        assertThat(reasons(delete("id: [" + "1,".repeat(100_000) + "1]")))
                .containsExactly("a policy file has at most 100000 keys and values");
    }

    @Test
    void aListHasALimitedNumberOfEntriesAndCharactersInALine() {
        assertThat(list(2, "a\nb\n# c\n")).isEqualTo("2 entries");
        assertThat(list(2, "a\nb\nc\n")).isEqualTo("3: a list has at most 2 entries");
        assertThat(list(2, "a\n" + "x".repeat(1_000) + "\n")).isEqualTo("2 entries");
        assertThat(list(2, "a\n" + "x".repeat(1_001))).isEqualTo("2: a line has more than 1000 characters");
        assertThat(ListReader.MAX_ENTRIES).isEqualTo(1_000_000);
    }

    private static String list(int most, String text) {
        try {
            ByteSource source = ByteSource.wrap(text.getBytes(StandardCharsets.UTF_8));
            return new ListReader(most).read("l", source).names().size() + " entries";
        } catch (MalformedException e) {
            return e.line() + ": " + e.getMessage();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aListThatIsNotUtf8IsRefused() {
        ByteSource source = ByteSource.wrap(new byte[] {(byte) 0xff, '\n'});

        assertThatThrownBy(() -> new ListReader(2).read("l", source))
                .isInstanceOf(MalformedException.class)
                .hasMessage("the file is not UTF-8");
    }

    @Test
    void whatIsNoYamlIsReportedOnce() {
        assertThat(problems("version: [\n")).hasSize(1).allMatch(line -> line.startsWith("policy.yaml:2: "));
        assertThat(reasons("version: 1\nname: &a x\npolicies: *a\n"))
                .isEqualTo(List.of("aliases are not supported: repeat what '*a' stands for"));
    }
}
