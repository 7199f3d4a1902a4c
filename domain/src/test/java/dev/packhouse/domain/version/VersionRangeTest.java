package dev.packhouse.domain.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.packhouse.domain.naming.PackageType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {

    @ParameterizedTest
    @CsvSource({
        "NPM, <2, 0.0.1 1.0.0-rc.1 1.99.99, 2.0.0-0 2.0.0-rc.1 2.0.0 2.0.1-rc.1 3.0.0",
        "NPM, <2.0.0-rc.2, 1.0.0 2.0.0-rc.1, 2.0.0-rc.2 2.0.0",
        "NPM, <=1.4, 1.3.9 1.4.0-rc.1 1.4.0 1.4.0+x, 1.4.1-0 1.4.1",
        "NPM, >1, 1.0.1-rc.1 1.0.1 2.0.0, 1.0.0 1.0.0-rc.1 0.9.0",
        "NPM, >=1.2, 1.2.0 1.2.1-rc.1 9.0.0, 1.2.0-rc.1 1.1.9",
        "NPM, >=1.2 <2, 1.2.0 1.3.0-rc.1 1.9.9, 1.1.9 1.2.0-rc.1 2.0.0-rc.1 2.0.0",
        "NPM, =1.0.0, 1.0.0 1.0.0+x, 1.0.0-rc.1 1.0.1",
        "NPM, =1, 1.0.0, 1.0.1 1.1.0",
        "NPM, 1.2.3, 1.2.3 v1.2.3, 1.2.3-rc.1 1.2.4",
        "NPM, 1.2.3-rc.1, 1.2.3-rc.1, 1.2.3",
        "NPM, ^1.2, 1.2.0 1.2.1-rc.1 1.9.9, 1.1.9 1.2.0-rc.1 2.0.0-rc.1 2.0.0",
        "NPM, ^1, 1.0.0 1.9.9, 1.0.0-rc.1 2.0.0",
        "NPM, ^1.2.3-rc.2, 1.2.3-rc.2 1.2.3 1.3.0, 1.2.3-rc.1 2.0.0-0",
        "NPM, ^0.2.3, 0.2.3 0.2.9, 0.2.2 0.3.0-rc.1 0.3.0 1.2.3",
        "NPM, ^0.0.3, 0.0.3, 0.0.2 0.0.4 0.1.3",
        "NPM, ^0.0, 0.0.0 0.0.9, 0.1.0",
        "NPM, ^0, 0.0.0 0.9.0, 1.0.0",
        "NPM, ^0.0.0, 0.0.0, 0.0.1",
        "NPM, ~1.2, 1.2.0 1.2.9, 1.1.9 1.3.0-rc.1 1.3.0 2.2.0",
        "NPM, ~1.2.3, 1.2.3 1.2.9, 1.2.2 1.3.0",
        "NPM, ~1, 1.0.0 1.9.0, 0.9.0 2.0.0",
        "NPM, 1.x, 1.0.0-rc.1 1.0.0 1.9.9, 0.9.0 2.0.0-rc.1 2.0.0 10.0.0",
        "NPM, 1.*, 1.0.0 1.9.9, 2.0.0",
        "NPM, v1.2.X, 1.2.0 1.2.9, 1.3.0 2.2.0",
        "NPM, 1.x.x, 1.0.0 1.9.9, 2.0.0",
        "NPM, *, 0.0.0-0 9.9.9, ''",
        "NPM, x, 0.0.0-0 9.9.9, ''",
        "NPM, <1 || >=2 <3||  4.x  , 0.9.0 2.0.0 2.9.9 4.0.0, 1.0.0 3.0.0 5.0.0",
        "NPM, >= 1.2   <  2, 1.2.0, 1.1.0 2.0.0",
        "NPM, >1 <1, '', 0.9.0 1.0.0 1.0.1",
        "CONTAINER, <2, 1 1.9 1.9.9-alpine, 2 2.0.0-alpine 2.1",
        "DOCKER, =1.2, 1.2 v1.2.0, 1.2.1",
        "NUGET, 1.2, 1.2 1.2.0.0 1.2+x, 1.2.0.1 1.2-rc",
        "NUGET, ~1.2.3.4, 1.2.3.4 1.2.9, 1.2.3.3 1.3",
        "NUGET, <2, 1.9.9.9, 2-rc 2",
        "RUBYGEMS, <2, 1.9 1.9.rc1 1.9-java, 2.rc1 2.0.0.a 2.0-java 2",
        "RUBYGEMS, <2.b, 2.a 1.9, 2.b 2.rc1",
        "RUBYGEMS, ~1.2, 1.2 1.2.9 1.2.9.a, 1.2.a 1.3.a",
        "RUBYGEMS, 1.x, 1.a 1 1.9, 2.a",
        "MAVEN, <2, 1.9 1.9-jre8 1.9-1 1.9-SNAPSHOT, 2.0-alpha-1 2-SNAPSHOT 2.0.0-rc1-SNAPSHOT 2 2-sp",
        "MAVEN, <2-1, 1.9 2 2-sp 2-rc1, 2-1-rc1 2-1",
        "MAVEN, >=2, 2 2-sp 2.0-20260102.030405-1, 1.9 2-SNAPSHOT",
        "MAVEN, 1.2, 1.2 1.2.0 1.2.Final, 1.2.1 1.2-rc1",
        "MAVEN, ^1.2, 1.2 1.9-SNAPSHOT, 2-SNAPSHOT 1.2-SNAPSHOT",
        "MAVEN, =1-a~b^c, 1-a~b^c, 1",
    })
    void aRangeHasTheseVersionsAndNotThose(PackageType type, String text, String inside, String outside) {
        VersionRange range = VersionRange.parse(type, text);

        assertThat(versions(type, inside)).allMatch(range::contains);
        assertThat(versions(type, outside)).noneMatch(range::contains);
    }

    private static Stream<VersionNumber> versions(PackageType type, String texts) {
        return Stream.of(texts.split(" ", -1))
                .filter(text -> !text.isEmpty())
                .map(text -> VersionOrderTest.version(type, text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '%',
            quoteCharacter = '"',
            value = {
                "NPM % \"\" % 1 % expected a comparator such as '>=1.2', '^1.2', '1.2.3' or '1.x'",
                "NPM % \"  \" % 3 % expected a comparator such as '>=1.2', '^1.2', '1.2.3' or '1.x'",
                "NPM % \"1.0.0 || \" % 10 % expected a comparator such as '>=1.2', '^1.2', '1.2.3' or '1.x'",
                "NPM % || 1.0.0 % 1 % expected a comparator such as '>=1.2', '^1.2', '1.2.3' or '1.x'",
                "NPM % >= % 1 % expected a comparator such as '>=1.2', '^1.2', '1.2.3' or '1.x'",
                "NPM % >=1 <<2 % 5 % expected a comparator such as '>=1.2', '^1.2', '1.2.3' or '1.x'",
                "NPM % >=1<2 % 1 % expected a comparator such as '>=1.2', '^1.2', '1.2.3' or '1.x'",
                "NPM % !1 % 1 % '!1' is no npm version",
                "RUBYGEMS % ~> 1.2 % 1 % expected a comparator such as '>=1.2', '^1.2', '1.2.3' or '1.x'",
                "MAVEN % [1,2) % 1 % expected a comparator such as '>=1.2', '^1.2', '1.2.3' or '1.x'",
                "MAVEN % 1,2 % 1 % expected a comparator such as '>=1.2', '^1.2', '1.2.3' or '1.x'",
                "NPM % 1.0.0 | 2.0.0 % 7 % alternatives are separated by '||'",
                "NPM % 1.2.3 - 2 % 7 % '-' is no npm version",
                "NPM % >=1 <two % 5 % 'two' is no npm version",
                "NPM % vx % 1 % 'vx' is no npm version",
                "NPM % <1.x % 1 % '1.x' cannot have an operator",
                "NPM % ^* % 1 % '*' cannot have an operator",
                "NPM % 1.2 % 1 % '1.2' can mean one version or many; write '=1.2' or '1.2.x'",
                "CONTAINER % <1 || v2 % 7 % 'v2' can mean one version or many; write '=v2' or 'v2.x'",
                "DOCKER % 1 % 1 % '1' can mean one version or many; write '=1' or '1.x'",
                "MAVEN % <x1 % 1 % 'x1' is no maven version",
            })
    void aBadRangeIsRefusedWithPositionAndReason(PackageType type, String text, int position, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionRange.parse(type, text))
                .withMessage("Invalid version range '%s' at position %d: %s", text, position, reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "<2"})
    void versionsOfAnotherTypeAreRefused(String text) {
        VersionRange range = VersionRange.parse(PackageType.NPM, text);
        VersionNumber tag = VersionOrderTest.version(PackageType.CONTAINER, "1.0.0");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> range.contains(tag))
                .withMessage("Cannot compare version '1.0.0' of type container with one of type npm");
    }

    @Test
    void rangesAreEqualByTypeAndText() {
        VersionRange range = VersionRange.parse(PackageType.NPM, "<2");

        assertThat(range)
                .isEqualTo(VersionRange.parse(PackageType.NPM, "<2"))
                .hasSameHashCodeAs(VersionRange.parse(PackageType.NPM, "<2"))
                .hasToString("<2")
                .isNotEqualTo(VersionRange.parse(PackageType.NPM, "<3"))
                .isNotEqualTo(VersionRange.parse(PackageType.MAVEN, "<2"))
                .isNotEqualTo("<2");
        assertThat(range.hashCode())
                .isNotEqualTo(VersionRange.parse(PackageType.NPM, "<3").hashCode());
    }

    @Test
    void typeAndTextAreNeeded() {
        assertThatNullPointerException()
                .isThrownBy(() -> VersionRange.parse(null, "1"))
                .withMessage("type");
        assertThatNullPointerException().isThrownBy(() -> VersionRange.parse(PackageType.MAVEN, null));
    }
}
