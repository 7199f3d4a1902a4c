package dev.packhouse.domain.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.testing.Locales;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionNumberTest {

    @ParameterizedTest
    @CsvSource({
        "NPM, 1.2.3-beta.1+x, true, 1, 1.2",
        "NPM, v0.10.0, false, 0, 0.10",
        "CONTAINER, v7, false, 7, 7.0",
        "CONTAINER, 3.19, false, 3, 3.19",
        "DOCKER, 1.2.3-alpine, true, 1, 1.2",
        "NUGET, 01.02.3.4, false, 1, 1.2",
        "NUGET, 1-Rc, true, 1, 1.0",
        "RUBYGEMS, 007, false, 7, 7.0",
        "RUBYGEMS, 1.2.rc1, true, 1, 1.2",
        "RUBYGEMS, 1.rc.5, true, 1, 1.0",
        "RUBYGEMS, 1.2.3-x86_64-linux, false, 1, 1.2",
        "MAVEN, 1.2.3, false, 1, 1.2",
        "MAVEN, 1-2.3, false, 1, 1.0",
        "MAVEN, 1.0-alpha-1, true, 1, 1.0",
        "MAVEN, 1.0b2, true, 1, 1.0",
        "MAVEN, 2.M3, true, 2, 2.0",
        "MAVEN, 2.0-cr1, true, 2, 2.0",
        "MAVEN, 2.0-SNAPSHOT, true, 2, 2.0",
        "MAVEN, 2.0-SNAPSHOT-1, true, 2, 2.0",
        "MAVEN, 2.0-20260102.030405-17, true, 2, 2.0",
        "MAVEN, 2.0-2026010.030405-17, false, 2, 2.0",
        "MAVEN, 2.0-jre8, false, 2, 2.0",
        "MAVEN, 2.0.SP1, false, 2, 2.0",
        "MAVEN, 2.0.Final, false, 2, 2.0",
        "MAVEN, 2.0-m, false, 2, 2.0",
        "MAVEN, 2.0-pre1, false, 2, 2.0",
        "MAVEN, 99999999999999999999.0, false, 99999999999999999999, 99999999999999999999.0",
    })
    void aVersionIsAReleaseOrAPrereleaseAndHasItsNumbers(
            PackageType type, String text, boolean prerelease, String major, String minor) {
        VersionNumber version = VersionOrderTest.version(type, text);

        assertThat(version.prerelease()).isEqualTo(prerelease);
        assertThat(version.major()).isEqualTo(major);
        assertThat(version.minor()).isEqualTo(minor);
        assertThat(version.type()).isEqualTo(type);
        assertThat(version).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "NPM, 1.2",
        "NPM, vv1.2.3",
        "NPM, V1.2.3",
        "NPM, 01.2.3",
        "NPM, 1.2.3-01",
        "CONTAINER, latest",
        "CONTAINER, v",
        "CONTAINER, 1.2.3.4",
        "CONTAINER, 01",
        "CONTAINER, 2026.01.02",
        "CONTAINER, 7-fix-login",
        "CONTAINER, 1.2-rc1",
        "DOCKER, sha256:0123",
        "NUGET, v1",
        "NUGET, 1.2.3.4.5",
        "RUBYGEMS, a.1",
        "RUBYGEMS, 1..2",
        "MAVEN, latest",
        "MAVEN, v1",
        "MAVEN, .1",
        "MAVEN, ١",
    })
    void otherTextsAreNoVersion(PackageType type, String text) {
        assertThat(VersionNumber.parse(type, text)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aVersionHasAtLeastOneAndAtMost255Characters(PackageType type) {
        String longest = "1.0." + "1".repeat(251);

        assertThat(VersionNumber.parse(type, "")).isEmpty();
        assertThat(VersionNumber.parse(type, longest)).isPresent();
        assertThat(VersionNumber.parse(type, longest + "1")).isEmpty();
    }

    @Test
    void typeAndTextAreNeeded() {
        assertThatNullPointerException()
                .isThrownBy(() -> VersionNumber.parse(null, "1"))
                .withMessage("type");
        assertThatNullPointerException().isThrownBy(() -> VersionNumber.parse(PackageType.MAVEN, null));
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.0-SNAPSHOT, 1.2.0",
        "1.2-snapshot, 1.2",
        "1.2.SNAPSHOT, 1.2",
        "1.2SNAPSHOT, 1.2",
        "1.2-rc1-SNAPSHOT, 1.2-rc1",
        "1.2-20260102.030405-1, 1.2",
        "1.2-SNAPSHOT-SNAPSHOT, 1.2-SNAPSHOT",
    })
    void aSnapshotLeadsToItsBase(String text, String base) {
        VersionNumber snapshot = VersionOrderTest.version(PackageType.MAVEN, text);

        assertThat(snapshot.snapshot()).isTrue();
        assertThat(snapshot.prerelease()).isTrue();
        assertThat(snapshot.base().map(VersionNumber::toString)).contains(base);
    }

    @ParameterizedTest
    @CsvSource({
        "MAVEN, 1.2",
        "MAVEN, 1.2-SNAPSHOT-1",
        "MAVEN, 1.2-20260102.030405",
        "MAVEN, 1.2-20260102.03040-1",
        "MAVEN, 1-SNAPSHOTS",
        "NPM, 1.2.0-SNAPSHOT",
        "RUBYGEMS, 1.2.SNAPSHOT",
    })
    void otherVersionsAreNoSnapshots(PackageType type, String text) {
        VersionNumber version = VersionOrderTest.version(type, text);

        assertThat(version.snapshot()).isFalse();
        assertThat(version.base()).isEmpty();
    }

    @Test
    void aReleaseOfTheSameBaseSupersedesASnapshotInAnySpelling() {
        assertThat(VersionOrderTest.version(PackageType.MAVEN, "1.2.0-SNAPSHOT").base())
                .contains(VersionOrderTest.version(PackageType.MAVEN, "1.2.Final"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0-FINAL", "1.0-RELEASE"})
    void theLanguageOfTheMachineDoesNotMatter(String text) {
        assertThat(Locales.in(Locales.TURKISH, () -> VersionNumber.parse(PackageType.MAVEN, text)))
                .contains(VersionOrderTest.version(PackageType.MAVEN, "1"));
    }
}
