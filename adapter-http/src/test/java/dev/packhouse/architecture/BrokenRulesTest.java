package dev.packhouse.architecture;

import static dev.packhouse.architecture.Architecture.Part.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import dev.packhouse.application.spi.BackendProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows each rule of the house to fail where it is broken: a rule that cannot fail is none. */
class BrokenRulesTest {

    private static final Architecture BAD_HOUSE = new Architecture("dev.packhouse.architecture.bad.");

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(BAD_HOUSE.usesOnlyWhatTheTablePermits(part("domain.policy")), "java.nio.file.Path"),
                Arguments.of(BAD_HOUSE.usesOnlyWhatTheTablePermits(part("adapter.http", ":domain..")), "OpenTable"),
                Arguments.of(BAD_HOUSE.usesOnlyWhatTheTablePermits(part("application.api")), "spi.Repository"),
                Arguments.of(BAD_HOUSE.usesOnlyWhatTheTablePermits(part("ghost")), "failed to check any classes"),
                Arguments.of(BAD_HOUSE.hasNoCycles(), "Cycle detected"),
                Arguments.of(BAD_HOUSE.adaptersAreStrangers(), "NamesABackend"),
                Arguments.of(BAD_HOUSE.portsAreInterfaces(), "bad.application.spi.Repository"),
                Arguments.of(
                        BAD_HOUSE.drivenAdaptersShowTheirProviderOnly(BackendProvider.class),
                        "bad.adapter.persistence.OpenTable"),
                Arguments.of(BAD_HOUSE.fieldsAreNotInjected(), "IsInjected.port"),
                Arguments.of(BAD_HOUSE.onlyTheCommandLineTalks(), "Talks.decide"),
                Arguments.of(BAD_HOUSE.nothingLogsThroughTheJdk(), "Logs.decide"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void failsWhereItIsBroken(ArchRule rule, String culprit) {
        assertThatThrownBy(() -> rule.check(Houses.BAD))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(culprit);
    }

    @Test
    void aRuleThatIsKeptDoesNotFail() {
        BAD_HOUSE
                .usesOnlyWhatTheTablePermits(part("domain.policy", "java.io", "java.nio.file", "java.util.logging"))
                .check(Houses.BAD);
        BAD_HOUSE
                .usesOnlyWhatTheTablePermits(part("adapter.http", ":adapter.persistence"))
                .check(Houses.BAD);
    }

    @Test
    void aClassOutsideTheTableIsSeen() {
        assertThat(Houses.BAD.stream().map(JavaClass::getPackageName)).contains(BAD_HOUSE.root() + "stray");
    }
}
