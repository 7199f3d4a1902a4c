package dev.packhouse.domain.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.packhouse.domain.testing.Locales;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Decision 18: package names, each by the rules of its ecosystem")
class PackageNameTest {

    @ParameterizedTest
    @CsvSource({
        "NPM, synthetic-complete-capture",
        "NPM, ai-toolkit",
        "NPM, a",
        "NPM, 7zip",
        "NPM, lodash.debounce",
        "NPM, with_underscore~and-tilde",
        "NPM, -",
        "NPM, ~a",
        "MAVEN, com.example.version-check-gradle-consumer",
        "MAVEN, com.example.lib_2.13",
        "MAVEN, com.Example.app",
        "MAVEN, junit.junit",
        "MAVEN, a.b",
        "MAVEN, my-group._x.app_1",
        "RUBYGEMS, octo-name",
        "RUBYGEMS, octo_name",
        "RUBYGEMS, Octo.Name",
        "RUBYGEMS, x",
        "RUBYGEMS, 2captcha",
        "NUGET, McpTestSuite.Xunit",
        "NUGET, octo",
        "NUGET, _x",
        "NUGET, A.B-C_D.9",
        "DOCKER, image",
        "DOCKER, nested/image",
        "CONTAINER, app",
        "CONTAINER, gh-aw-firewall/agent",
        "CONTAINER, ocm/v0.0.1/component-descriptors/github.com/skarlso/ocm-test",
        "CONTAINER, a__b",
        "CONTAINER, a---b",
        "CONTAINER, 0/1/2",
    })
    void realNamesCanBePublished(PackageType type, String name) {
        assertThat(new PackageName(type, name).grammarViolation()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "MAVEN, com.example.FluidTank",
        "NPM, OldUpper",
        "NPM, @octo",
        "RUBYGEMS, 123",
        "NUGET, a..b",
        "DOCKER, App/Image",
        "CONTAINER, a b?#%",
        "CONTAINER, .../...",
    })
    void namesAgainstTheGrammarAreReadable(PackageType type, String name) {
        PackageName published = new PackageName(type, name);

        assertThat(published).isEqualTo(new PackageName(type, name)).hasToString(name);
        assertThat(published.grammarViolation()).isPresent();
    }

    @ParameterizedTest
    @EnumSource
    void aNameHasNoControlCharactersAndIsNeitherEmptyNorTooLong(PackageType type) {
        unreadable(type, "", "it must have 1 to 255 characters");
        unreadable(type, "a".repeat(256), "it must have 1 to 255 characters");
        assertThat(new PackageName(type, "a".repeat(255)).value()).hasSize(255);
        for (String name : new String[] {"app\n", "a\u0000b", "\u007f", "\u0085", "\uD83D"}) {
            unreadable(type, name, "it must not contain control characters or halves of surrogate pairs");
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"DOCKER", "CONTAINER"},
            mode = EnumSource.Mode.EXCLUDE)
    void aNameIsOneSegmentOfAPath(PackageType type) {
        for (String name : new String[] {"octo/app", "/", ".", ".."}) {
            unreadable(type, name, "it must not contain a slash, or be '.' or '..'");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DOCKER", "CONTAINER"})
    void theNameOfAnImageIsOneOrMoreSegments(PackageType type) {
        for (String name : new String[] {"/app", "app/", "a//b", "/", ".", "..", "a/./b", "a/.."}) {
            unreadable(type, name, "no part of it between slashes may be empty, '.' or '..'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper", ".hidden", "_private", "with space", "naïve", "what?", "a%2Fb"})
    void npmNamesAreLowerCaseAndSafeInUrlsAndHaveNoScope(String name) {
        refused(
                PackageType.NPM,
                name,
                "expected lower-case letters, digits, '-', '.', '_' and '~', not beginning with '.' or '_', without a scope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app",
                "com.example.",
                ".com.app",
                "com..app",
                "com.example.App",
                "com.example.aPp",
                "com.example:app",
                "com.example.a b"
            })
    void mavenNamesJoinGroupAndLowerCaseArtifact(String name) {
        refused(
                PackageType.MAVEN,
                name,
                "expected group id and artifact id joined by a dot, the artifact id in lower case");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "1.2", "-octo", ".octo", "_octo", "octo name", "octo+", "öcto"})
    void rubygemsNamesBeginWithALetterOrDigitAndHaveALetter(String name) {
        refused(
                PackageType.RUBYGEMS,
                name,
                "expected letters, digits, '.', '-' and '_', with at least one letter, beginning with a letter or digit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", ".a", "a.", "-a", "a-", "a.-b", "a b", "a+b", "ä"})
    void nugetNamesAreWordsJoinedByDotsAndHyphens(String name) {
        refused(PackageType.NUGET, name, "expected letters, digits and '_', in words joined by '.' or '-'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"App", "-app", "app-", "a..b", "a___b", "a._b", "a.-b", "a b", "a:latest", "a@b", "ä", "a%2Fb"})
    void imageNamesArePathsOfLowerCaseComponents(String name) {
        String rule = "expected lower-case letters and digits joined by '.', '_' or '-', in a path of '/'";
        refused(PackageType.CONTAINER, name, rule);
        refused(PackageType.DOCKER, name, rule);
    }

    @Test
    void publishedNamesHaveTheMaximumLengthOfTheirType() {
        assertThat(new PackageName(PackageType.NPM, "a".repeat(214)).grammarViolation())
                .isEmpty();
        refused(PackageType.NPM, "a".repeat(215), "it must have 1 to 214 characters");
        assertThat(new PackageName(PackageType.NUGET, "a".repeat(100)).grammarViolation())
                .isEmpty();
        refused(PackageType.NUGET, "a".repeat(101), "it must have 1 to 100 characters");
    }

    @ParameterizedTest
    @EnumSource(names = {"RUBYGEMS", "DOCKER", "CONTAINER", "MAVEN"})
    void publishedNamesOfOtherTypesHaveTheMaximumLengthOfAllNames(PackageType type) {
        assertThat(new PackageName(type, "a." + "b".repeat(253)).grammarViolation())
                .isEmpty();
    }

    @Test
    void nugetNamesAreComparedWithoutCaseAndKeepTheirCase() {
        PackageName published = new PackageName(PackageType.NUGET, "McpTestSuite.Xunit");
        PackageName typed = new PackageName(PackageType.NUGET, "mcptestsuite.XUNIT");

        assertThat(published).isEqualTo(typed).hasSameHashCodeAs(typed).hasToString("McpTestSuite.Xunit");
        assertThat(published.key()).isEqualTo("mcptestsuite.xunit");
    }

    @Test
    void theKeyOfNugetNamesDoesNotDependOnTheDefaultLocale() {
        assertThat(Locales.in(Locales.TURKISH, () -> new PackageName(PackageType.NUGET, "XUNIT").key()))
                .isEqualTo("xunit");
    }

    @Test
    void otherNamesAreComparedExactly() {
        PackageName octo = new PackageName(PackageType.RUBYGEMS, "Octo");

        assertThat(octo).isNotEqualTo(new PackageName(PackageType.RUBYGEMS, "octo"));
        assertThat(octo.key()).isEqualTo("Octo");
    }

    @Test
    void namesOfDifferentTypesDiffer() {
        assertThat(new PackageName(PackageType.NPM, "octo"))
                .isNotEqualTo(new PackageName(PackageType.NUGET, "octo"))
                .isNotEqualTo("octo");
        assertThat(new PackageName(PackageType.NPM, "octo").hashCode())
                .isNotEqualTo(new PackageName(PackageType.NPM, "0cto").hashCode());
    }

    private static void refused(PackageType type, String name, String rule) {
        assertThat(new PackageName(type, name).grammarViolation())
                .contains("Invalid " + type.label() + " package name '" + name + "': " + rule);
    }

    private static void unreadable(PackageType type, String name, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PackageName(type, name))
                .withMessage("Invalid " + type.label() + " package name '" + name + "': " + rule);
    }
}
