package dev.packhouse.domain.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.packhouse.domain.naming.PackageType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Version numbers have the order of their ecosystem")
class VersionOrderTest {

    /** Each line is in ascending order; "=" joins spellings of one version. */
    @ParameterizedTest
    @CsvSource({
        "NPM, 1.0.0 2.0.0 2.1.0 2.1.1 2.2.0 10.0.0",
        "NPM, 3.0.0-alpha 3.0.0-alpha.1 3.0.0-alpha.beta 3.0.0-beta 3.0.0-beta.2 3.0.0-beta.11 3.0.0-rc.1 3.0.0",
        "NPM, 1.0.0-0 1.0.0-9 1.0.0-10 1.0.0-- 1.0.0-A 1.0.0-Z 1.0.0-a 1.0.0-a.0 1.0.0-a- 1.0.0",
        "NPM, 0.0.0-0 0.0.0=v0.0.0 0.0.1-0 0.0.1",
        "NPM, 1.2.3=v1.2.3=1.2.3+build=1.2.3+other.7-x 1.2.4-rc.1=1.2.4-rc.1+x 1.2.4",
        "NPM, 1.99999999999999999999.0 1.100000000000000000000.0",
        "CONTAINER, 0.9.9 1=1.0=1.0.0=v1=v1.0 1.0.1 1.2=1.2.0 v2=2",
        "DOCKER, 1.2.3-alpine 1.2.3 1.3=v1.3.0",
        "NUGET, 1-a 1=1.0=01.0.0=1.0.0.0=1.0.0+x 1.0.0.1-b 1.0.0.1 1.0.0.2 1.0.0.10 1.0.1",
        "NUGET, 1.0.0-Alpha=1.0.0-alpha 1.0.0-ALPHA.2=1.0-alpha.02 1.0.0-alpha.10 1.0.0-b 1.0.0-C 1.0.0-d 1.0.0",
        "RUBYGEMS, 0.a 0 0.1 0.10 1.a 1=1.0=1.0.0 1.0.1 1.1 2",
        "RUBYGEMS, 1.0.a1 1.0.a2=1.0.a.2 1.0.a10 1.0.b1=1.b.1=1.0.0.b1.0 1.0.rc1 1.0.rc2 1.0 1.0.0.1",
        "RUBYGEMS, 1.A 1.Z 1.a 1.a.1.b 1.a.1 1.a.2 1",
        "RUBYGEMS, 1.a.0.b 1.a=1.a.0 1.a.0.1 1",
        "RUBYGEMS, 1.2.3=1.2.3-java=1.2.3-x86_64-linux 1.2.4.pre=1.2.4.pre-java 1.2.4",
        "MAVEN, 1-alpha-1=1-a1=1.0alpha1=1a-1 1-beta=1.beta 1-b2 1-milestone-1=1.0-M1 1-cr1=1-RC1=1.rc-1=1-rc-1 1.rc.1 1-SNAPSHOT 1",
        "MAVEN, 0-alpha=0.0-alpha 0 0-1 0.1 1",
        "MAVEN, 1-snapshot 1=1.0=1.0.0=1-0=1.=1-=1.ga=1-final=1.0.RELEASE=1-ga 1-sp 1-sp2 1-foo 1-1 1.1",
        "MAVEN, 1 1-a 1-abc=1.ABC=1abc 1-b 1-foo2=1-foo-2 1-foo10 1-m 1-1 1-2 1-10 1.1",
        "MAVEN, 1-sp-1 1-ga-1=1-1",
        "MAVEN, 1-ga.1 1-sp.1 1.0.1",
        "MAVEN, 1-a1 1 1-0.1 1-1.1 1-1.2",
        "MAVEN, 1-a1=1-alpha-1 1-alpha.1 1-a 1-a.1 1-a.2",
        "MAVEN, 1-2=1-0-2=1.0-2=1..0-2 1.0.2=1..2 1.2=1.2.0=01.02 1.10",
        "MAVEN, 0-alpha 0=0.0=00 0.1-SNAPSHOT 0.1 1-foo=1.0.0-foo.0.0 1-foo-bar-1-baz-0.1=1-foo-bar1baz-.1",
        "MAVEN, 1.2-rc1-SNAPSHOT 1.2-rc1 1.2-SNAPSHOT 1.2 1.2-jre8 1.2-jre11",
        "MAVEN, 1.99999999999999999999 1.100000000000000000000",
    })
    void versionsAscend(PackageType type, String ascending) {
        List<List<VersionNumber>> steps = Arrays.stream(ascending.split(" ", -1))
                .map(step -> Arrays.stream(step.split("=", -1))
                        .map(text -> version(type, text))
                        .toList())
                .toList();
        for (int i = 0; i < steps.size(); i++) {
            for (int j = 0; j < steps.size(); j++) {
                for (VersionNumber one : steps.get(i)) {
                    for (VersionNumber other : steps.get(j)) {
                        assertThat(Integer.signum(one.compareTo(other)))
                                .as("%s compared with %s", one, other)
                                .isEqualTo(Integer.compare(i, j));
                        assertThat(one.equals(other)).isEqualTo(i == j);
                        if (i == j) {
                            assertThat(one).hasSameHashCodeAs(other);
                        }
                    }
                }
            }
        }
    }

    /** By the specification; the class of the same order in Maven is no total order here. */
    @Test
    void aQualifierBetweenDotsIsThatBehindAHyphen() {
        assertThat(version(PackageType.MAVEN, "1.RC.2")).isLessThan(version(PackageType.MAVEN, "1"));
        assertThat(version(PackageType.MAVEN, "2.2-M2")).isLessThan(version(PackageType.MAVEN, "2.2.CR.2-SNAPSHOT"));
    }

    @ParameterizedTest
    @EnumSource
    void theOrderIsTotal(PackageType type) {
        List<VersionNumber> sample = sample(type, new Random(7));
        for (VersionNumber a : sample) {
            for (VersionNumber b : sample) {
                int ab = Integer.signum(a.compareTo(b));
                assertThat(Integer.signum(b.compareTo(a))).as("%s and %s", a, b).isEqualTo(-ab);
                assertThat(a.equals(b)).as("%s and %s", a, b).isEqualTo(ab == 0);
                for (VersionNumber c : sample) {
                    if (ab <= 0 && b.compareTo(c) <= 0 && a.compareTo(c) > 0) {
                        throw new AssertionError("%s <= %s <= %s, but %s > %s".formatted(a, b, c, a, c));
                    }
                }
            }
        }
    }

    /** Sorting finds violations of the contract of a comparison in long lists. */
    @ParameterizedTest
    @EnumSource
    void everyOrderOfAListIsSortedAlike(PackageType type) {
        List<VersionNumber> sample = new ArrayList<>(new TreeSet<>(sample(type, new Random(8))));
        List<VersionNumber> shuffled = new ArrayList<>(sample);
        Collections.shuffle(shuffled, new Random(9));
        Collections.sort(shuffled);

        assertThat(shuffled).isEqualTo(sample).hasSizeGreaterThan(10);
    }

    private static List<VersionNumber> sample(PackageType type, Random random) {
        List<String> parts = List.of("0", "1", "2", "10", "00", "a", "b", "alpha", "rc", "SNAPSHOT", "ga", "sp", "x");
        List<String> separators = List.of(".", ".", ".", "-", "");
        List<VersionNumber> versions = new ArrayList<>();
        while (versions.size() < 120) {
            StringBuilder text = new StringBuilder(type == PackageType.NPM ? "1.0." : "").append(random.nextInt(2));
            for (int i = random.nextInt(5); i > 0; i--) {
                text.append(separators.get(random.nextInt(separators.size())))
                        .append(parts.get(random.nextInt(parts.size())));
            }
            VersionNumber.parse(type, text.toString()).ifPresent(versions::add);
        }
        return versions;
    }

    @Test
    void versionsOfDifferentTypesAreNotComparedAndNotEqual() {
        VersionNumber npm = version(PackageType.NPM, "1.0.0");
        VersionNumber tag = version(PackageType.CONTAINER, "1.0.0");

        assertThat(npm).isNotEqualTo(tag).isNotEqualTo("1.0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> npm.compareTo(tag))
                .withMessage("Cannot compare version '1.0.0' of type npm with one of type container");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.0", "1.1.0", "1.0.0-rc.1", "1.0.0-rc.2"})
    void hashCodesDiffer(String text) {
        assertThat(version(PackageType.NPM, text)).doesNotHaveSameHashCodeAs(version(PackageType.NPM, "3.0.0"));
    }

    static VersionNumber version(PackageType type, String text) {
        return VersionNumber.parse(type, text).orElseThrow(() -> new AssertionError(text));
    }
}
