package dev.packhouse.adapter.http.policyfile;

import static dev.packhouse.adapter.http.policyfile.Policies.delete;
import static dev.packhouse.adapter.http.policyfile.Policies.policy;
import static dev.packhouse.adapter.http.policyfile.Policies.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a check warns of. */
class PolicyCheckTest {

    /** Rules that delete, rules that keep, and whether the former delete anything. */
    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("tagged: true", "tagged: true", true),
                Arguments.of("tagged: true, older-than: 3d", "tagged: true", true),
                Arguments.of("older-than: 3d", "all: true", true),
                Arguments.of(
                        "any-tag: [a, b], not: { in-list: live }", "not: { in-list: live }, any-tag: [a, b]", true),
                Arguments.of("tagged: true", "tagged: true, older-than: 3d", false),
                Arguments.of("tagged: true", "tagged: false", false),
                Arguments.of("older-than: 3d", "older-than: 3d, by: updated", false),
                Arguments.of("tagged: true", "tagged: true, last: 3", false),
                Arguments.of("any-tag: [a, b]", "any-tag: [a]", false));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aDeleteRuleIsOverriddenByAKeepRuleWithTheSameCriteriaOrFewer(String delete, String keep, boolean overridden) {
        String file = "lists: { live: { file: live.txt } }\n"
                + policy("keep: [{ name: k, %s }]\ndelete:\n- { name: d, %s }".formatted(keep, delete));

        String warning = "7: rule 'd' never deletes: rule 'k' keeps everything that it concerns";
        if (overridden) {
            assertThat(warnings(file)).contains(warning);
        } else {
            assertThat(warnings(file)).doesNotContain(warning);
        }
    }

    @Test
    void allBesideOtherCriteriaHasNoEffect() {
        assertThat(warnings(delete("all: true, tagged: false")))
                .containsExactly("5: 'all: true' has no effect beside other criteria");
        assertThat(warnings(policy("keep: [{ all: true, last: 3 }]\ndelete: [{ tagged: false }]")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "any-tag: x           | any-tag    | npm, maven",
                "all-tags: x          | all-tags   | rubygems",
                "tagged: true         | tagged     | nuget",
                "image: { kind: index } | image    | npm",
                "image: { state: ghost } | image   | npm",
                "snapshot: true       | snapshot   | npm, container",
                "superseded: true     | superseded | npm",
                "not: { snapshot: true } | snapshot | npm"
            })
    void aCriterionIsForOtherTypes(String criterion, String key, String types) {
        String file = policy(
                "select: { types: [%s] }\nkeep:\n- { %s }\ndelete: [{ older-than: 1d }]".formatted(types, criterion));
        String sorted =
                String.join(", ", Stream.of(types.split(", ", -1)).sorted().toList());

        assertThat(warnings(file))
                .containsExactly("6: '%s' never holds for packages of type %s".formatted(key, sorted));
        assertThat(warnings(file.replace("select: { types: [%s] }".formatted(types), "select: {}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "any-tag: x | container",
                "tagged: true | npm, docker",
                "tagged: false | npm",
                "snapshot: false | npm",
                "superseded: true | maven, npm",
                "snapshot: true | maven",
                "semver: { range: '*' } | rubygems"
            })
    void aCriterionMayHoldForOneOfTheTypes(String criterion, String types) {
        assertThat(warnings(policy("select: { types: [%s] }\nkeep:\n- { %s }\ndelete: [{ older-than: 1d }]"
                        .formatted(types, criterion))))
                .isEmpty();
    }

    @Test
    void deletingByAnyTagTakesOtherTagsAlong() {
        assertThat(warnings(delete("any-tag: x")))
                .containsExactly(
                        "5: versions go that have other tags as well; 'all-tags' deletes those with no other tags");
        assertThat(warnings(delete("not: { any-tag: x }"))).isEmpty();
    }

    @Test
    void downloadsAreNotKnownOnLiveGitHub() {
        assertThat(warnings(
                        policy("keep:\n- { downloads: { at-least: 9 } }\ndelete:\n- { downloads: { at-most: 0 } }")))
                .containsExactly(
                        "5: live GitHub does not show downloads: there the rule keeps what meets its other criteria",
                        "7: live GitHub does not show downloads: there the rule deletes nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/(a+)+b/", "/(x+x+)+y/", "/([a-z]+\\d*)*-/"})
    void aCostlyRegularExpressionIsReported(String regex) {
        assertThat(warnings(delete("all-tags: '%s'".formatted(regex))))
                .singleElement()
                .asString()
                .startsWith("5: the regular expression '" + regex + "' is too costly for names such as '")
                .endsWith("...': a plan that meets one fails");
    }

    @Test
    void everyPatternIsTried() {
        String costly = "'/((a+)+)b/'";

        assertThat(warnings(policy("""
                select:
                  packages: [X]
                  exclude: X
                keep:
                - any-tag: X
                  last: 1
                  per:
                    { tag: X }
                - not:
                    version: X
                delete: [{ older-than: 1d }]
                """.replace("X", costly))))
                .extracting(warning -> warning.replaceFirst(": .*", ""))
                .containsExactly("5", "6", "8", "10", "13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v?\\d+(\\.\\d+){1,2}/", "/sha256:.*/", "/.*(foo|bar).*/", "pr-*", "/[^-]+-[^-]+/"})
    void anOrdinaryPatternIsNot(String pattern) {
        assertThat(warnings(delete("all-tags: '%s'".formatted(pattern)))).isEmpty();
    }

    @Test
    void anEmptyListIsReported() {
        assertThat(warnings("lists:\n  none:\n    file: empty.txt\n" + delete("in-list: none")))
                .containsExactly("2: list 'none' is empty");
    }

    @Test
    void safeguardsThatAreOffOrShortAreReported() {
        assertThat(warnings(policy("delete: [{ tagged: false }]\nsafeguards:\n  last-version: off\n  young: off")))
                .containsExactly("6: safeguard 'last-version' is off", "7: safeguard 'young' is off");
        assertThat(warnings(policy("delete: [{ tagged: false }]\nsafeguards:\n  young: 0h")))
                .containsExactly(
                        "6: 'young: 0h' is less than an hour: the push of an image for several platforms may take"
                                + " longer");
        assertThat(warnings(policy("delete: [{ tagged: false }]\nsafeguards: { young: 1h, latest-tag: on }")))
                .isEmpty();
    }
}
