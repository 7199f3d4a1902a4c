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

@DisplayName("Decision 18: version names, each by the rules of its ecosystem")
class VersionNameTest {

    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "NPM, 1.2.3",
        "NPM, 0.0.0",
        "NPM, 10.20.30-beta.1+build.007",
        "NPM, 1.0.0-0",
        "NPM, 1.0.0--",
        "NPM, 1.0.0-0a.x-y",
        "NPM, 1.0.0+001",
        "NUGET, 1",
        "NUGET, 1.2",
        "NUGET, 1.2.3.4",
        "NUGET, 01.2.3",
        "NUGET, 1.2.3-Beta.1+Sha",
        "RUBYGEMS, 0",
        "RUBYGEMS, 0.1.0",
        "RUBYGEMS, 1.2.3.pre",
        "RUBYGEMS, 1.2.3-x86_64-linux",
        "RUBYGEMS, 1.2.3-java.8",
        "MAVEN, 1.0-SNAPSHOT",
        "MAVEN, 1.0-20260102.030405-1",
        "MAVEN, latest~1+x",
        "MAVEN, 1.0-ß",
        "DOCKER, latest",
        "DOCKER, 1.2.3",
        "DOCKER, sha256-0123.sig",
    })
    void realVersionsCanBePublished(PackageType type, String name) {
        assertThat(new VersionName(type, name).grammarViolation()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "MAVEN, ${revision}",
        "MAVEN, 1.0 final",
        "MAVEN, feature/x",
        "NPM, v2.0.0",
        "NUGET, 1.2.3.4.5",
        "RUBYGEMS, 1_2",
        "DOCKER, .latest",
        "CONTAINER, sha512:0123",
    })
    void namesAgainstTheGrammarAreReadable(PackageType type, String name) {
        VersionName published = new VersionName(type, name);

        assertThat(published).isEqualTo(new VersionName(type, name)).hasToString(name);
        assertThat(published.key()).isEqualTo(name);
        assertThat(published.grammarViolation()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"NPM, v1.0.0+x, v1.0.0", "NUGET, v1.0, v1.0.0", "NUGET, 1.0.0.0.0, 1.0.0", "NPM, 1.0+x, 1.0"})
    void textThatIsNotAVersionIsComparedUnchanged(PackageType type, String one, String other) {
        assertThat(new VersionName(type, one)).isNotEqualTo(new VersionName(type, other));
    }

    @Test
    void textThatIsNotAVersionIsComparedByTheCaseRuleOfItsType() {
        assertThat(new VersionName(PackageType.NUGET, "V1 Beta"))
                .isEqualTo(new VersionName(PackageType.NUGET, "v1 BETA"));
        assertThat(new VersionName(PackageType.NPM, "V1")).isNotEqualTo(new VersionName(PackageType.NPM, "v1"));
    }

    @ParameterizedTest
    @EnumSource
    void noVersionHasControlCharacters(PackageType type) {
        for (String name : new String[] {"1.0\n", "1\t0", "1\u00000", "1\u007f0", "1\u00850", "1\u009f0", "1\uDC19"}) {
            unreadable(type, name, "it must not contain control characters or halves of surrogate pairs");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DOCKER", "CONTAINER"})
    void aDigestIsAVersionOfAnImage(PackageType type) {
        assertThat(new VersionName(type, DIGEST).grammarViolation()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1.2",
                "1.2.3.4",
                "v1.2.3",
                "01.2.3",
                "1.02.3",
                "1.2.03",
                "1.2.3-",
                "1.2.3-01",
                "1.2.3-a.01",
                "1.2.3-a..b",
                "1.2.3+",
                "1.2.3+a..b",
                "1.2.3-ä",
                "1.2.3 ",
                "1.2.x",
                "latest",
                "١.٢.٣"
            })
    void npmVersionsAreSemantic(String name) {
        refused(PackageType.NPM, name, "expected a semantic version such as 1.2.3-beta.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3.4.5", "v1", "1.", ".1", "1.2.3-", "1.2.3+", "1..2", "a", "1.2.3-a_b"})
    void nugetVersionsHaveUpToFourNumbers(String name) {
        refused(PackageType.NUGET, name, "expected a version such as 1.2.3-beta.1 or 1.2.3.4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "a", "1.", ".1", "1..2", "1.2-", "1.2+b", "1_2", "1 2", "1-a..b"})
    void gemVersionsAreGroupsOfLettersAndDigits(String name) {
        refused(PackageType.RUBYGEMS, name, "expected a gem version such as 1.2.3.pre or 1.2.3-x86_64-linux");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 0",
                "1/0",
                "1\\0",
                "1:0",
                "1\"0",
                "1<0",
                "1>0",
                "1|0",
                "1?0",
                "1*0",
                "1[0",
                "1]0",
                "1(0",
                "1)0",
                "1{0",
                "1}0",
                "1,0",
                "1\u00a00",
                "1\u20280"
            })
    void mavenVersionsHaveNoSpacesSlashesColonsOrBrackets(String name) {
        refused(PackageType.MAVEN, name, "expected a Maven version without spaces, slashes, colons or brackets");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latest",
                "sha256:",
                "sha512:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "sha256:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde/",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde:",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde`"
            })
    void containerVersionsAreDigests(String name) {
        refused(PackageType.CONTAINER, name, "expected 'sha256:' and 64 lower-case hexadecimal digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {".latest", "-latest", "la test", "sha256:0123", "a/b"})
    void dockerVersionsAreDigestsOrTags(String name) {
        refused(PackageType.DOCKER, name, "expected a tag, or 'sha256:' and 64 lower-case hexadecimal digits");
    }

    @Test
    void twoHundredAndFiftyFiveCharactersAreAVersion() {
        assertThat(new VersionName(PackageType.MAVEN, "1".repeat(255)).value()).hasSize(255);
    }

    @Test
    void twoHundredAndFiftySixCharactersAreTooMany() {
        unreadable(PackageType.MAVEN, "1".repeat(256), "it must have 1 to 255 characters");
    }

    @ParameterizedTest
    @EnumSource(PackageType.class)
    void noVersionIsEmpty(PackageType type) {
        unreadable(type, "", "it must have 1 to 255 characters");
    }

    @Test
    void nugetVersionsAreComparedWithoutCaseAndKeepTheirCase() {
        VersionName published = new VersionName(PackageType.NUGET, "1.0.0-PREVIEW");
        VersionName typed = new VersionName(PackageType.NUGET, "1.0.0-preview");

        assertThat(published).isEqualTo(typed).hasSameHashCodeAs(typed).hasToString("1.0.0-PREVIEW");
        assertThat(Locales.in(Locales.TURKISH, published::key)).isEqualTo("1.0.0-preview");
    }

    @ParameterizedTest
    @CsvSource({
        "NUGET, 1, 1.0.0",
        "NUGET, 1.0, 1.0.0",
        "NUGET, 1.0.0.0, 1.0.0",
        "NUGET, 1.0.0.000, 1.0.0",
        "NUGET, 01.0.0, 1.0.0",
        "NUGET, 1.00.000, 1.0.0",
        "NUGET, 1.0.0+x, 1.0.0",
        "NUGET, 1+sha.7-x, 1.0.0",
        "NUGET, 0, 0.0.0",
        "NUGET, 00.00.00.00, 0.0.0",
        "NUGET, 1.0.0.01, 1.0.0.1",
        "NUGET, 1.2.3.040, 1.2.3.40",
        "NUGET, 1.0-RC.1+Abc, 1.0.0-rc.1",
        "NUGET, 1.0.0.0-rc.1, 1.0.0-rc.1",
        "NPM, 1.0.0+x, 1.0.0",
        "NPM, 1.0.0-rc.1+x-y.z, 1.0.0-rc.1",
    })
    void spellingsOfOneVersionAreEqualAndKeepTheirText(PackageType type, String spelling, String normalized) {
        VersionName published = new VersionName(type, spelling);
        VersionName other = new VersionName(type, normalized);

        assertThat(published).isEqualTo(other).hasSameHashCodeAs(other).hasToString(spelling);
        assertThat(published.key()).isEqualTo(normalized).isEqualTo(other.key());
    }

    @ParameterizedTest
    @CsvSource({
        "NUGET, 1.0.0.1, 1.0.1",
        "NUGET, 1.0.0.1, 1.0.0",
        "NUGET, 1.0.0.10, 1.0.0.1",
        "NUGET, 1.0.0-rc, 1.0.0",
        "NUGET, 1.0.0-rc.01, 1.0.0-rc.1",
        "NUGET, 10.0.0, 1.0.0",
        "NPM, 1.0.0-rc.1, 1.0.0-RC.1",
        "NPM, 1.0.0-rc.1+x, 1.0.0+x",
        "RUBYGEMS, 1.0, 1.0.0",
        "MAVEN, 1.0.0+x, 1.0.0",
        "MAVEN, 01, 1",
    })
    void differentVersionsDiffer(PackageType type, String one, String other) {
        assertThat(new VersionName(type, one)).isNotEqualTo(new VersionName(type, other));
    }

    @Test
    void numbersOfAnyLengthAreCompared() {
        String digits = "9".repeat(100);
        VersionName version = new VersionName(PackageType.NUGET, "1." + digits);

        assertThat(version).isEqualTo(new VersionName(PackageType.NUGET, "1.000" + digits + ".0.0"));
        assertThat(version.key()).isEqualTo("1." + digits + ".0");
        assertThat(new VersionName(PackageType.NUGET, "0".repeat(255)).key()).isEqualTo("0.0.0");
    }

    @Test
    void otherVersionsAreComparedExactly() {
        VersionName snapshot = new VersionName(PackageType.MAVEN, "1.0-SNAPSHOT");

        assertThat(snapshot)
                .isNotEqualTo(new VersionName(PackageType.MAVEN, "1.0-snapshot"))
                .isNotEqualTo("1.0-SNAPSHOT");
        assertThat(snapshot.key()).isEqualTo("1.0-SNAPSHOT");
    }

    @Test
    void versionsOfDifferentTypesDiffer() {
        VersionName npm = new VersionName(PackageType.NPM, "1.0.0");

        assertThat(npm).isNotEqualTo(new VersionName(PackageType.NUGET, "1.0.0"));
        assertThat(npm.hashCode()).isNotEqualTo(new VersionName(PackageType.NPM, "1.0.1").hashCode());
    }

    private static void refused(PackageType type, String name, String rule) {
        assertThat(new VersionName(type, name).grammarViolation())
                .contains("Invalid " + type.label() + " version name '" + name + "': " + rule);
    }

    private static void unreadable(PackageType type, String name, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VersionName(type, name))
                .withMessage("Invalid " + type.label() + " version name '" + name + "': " + rule);
    }
}
