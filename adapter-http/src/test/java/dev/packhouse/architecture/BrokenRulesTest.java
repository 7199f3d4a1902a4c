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

/** Shows that each architecture rule fails for a violation, because a rule that cannot fail has no effect. */
class BrokenRulesTest {

    private static final Architecture BAD_ARCHITECTURE = new Architecture("dev.packhouse.architecture.bad.");

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(BAD_ARCHITECTURE.usesOnlyWhatTheTablePermits(part("domain.policy")), "java.nio.file.Path"),
                Arguments.of(
                        BAD_ARCHITECTURE.usesOnlyWhatTheTablePermits(part("adapter.http", ":domain..")), "OpenTable"),
                Arguments.of(BAD_ARCHITECTURE.usesOnlyWhatTheTablePermits(part("application.api")), "spi.Repository"),
                Arguments.of(
                        BAD_ARCHITECTURE.usesOnlyWhatTheTablePermits(part("ghost")), "failed to check any classes"),
                Arguments.of(BAD_ARCHITECTURE.hasNoCycles(), "Cycle detected"),
                Arguments.of(BAD_ARCHITECTURE.hasNoClassCycles("adapter.persistence.."), "OpenTable"),
                Arguments.of(BAD_ARCHITECTURE.adaptersDoNotDependOnEachOther(), "NamesABackend"),
                Arguments.of(BAD_ARCHITECTURE.portsAreInterfaces(), "bad.application.spi.Repository"),
                Arguments.of(
                        BAD_ARCHITECTURE.drivenAdaptersExposeOnlyTheirProvider(BackendProvider.class),
                        "bad.adapter.persistence.OpenTable"),
                Arguments.of(BAD_ARCHITECTURE.fieldsAreNotInjected(), "IsInjected.port"),
                Arguments.of(BAD_ARCHITECTURE.onlyTheCommandLineWritesToStandardStreams(), "Prints.decide"),
                Arguments.of(BAD_ARCHITECTURE.nothingLogsThroughTheJdk(), "Logs.decide"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void failsForTheViolation(ArchRule rule, String culprit) {
        assertThatThrownBy(() -> rule.check(ImportedClasses.BAD))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(culprit);
    }

    @Test
    void aRuleWithoutViolationsDoesNotFail() {
        BAD_ARCHITECTURE
                .usesOnlyWhatTheTablePermits(part("domain.policy", "java.io", "java.nio.file", "java.util.logging"))
                .check(ImportedClasses.BAD);
        BAD_ARCHITECTURE
                .usesOnlyWhatTheTablePermits(part("adapter.http", ":adapter.persistence"))
                .check(ImportedClasses.BAD);
    }

    @Test
    void aClassOutsideTheTableIsSeen() {
        assertThat(ImportedClasses.BAD.stream().map(JavaClass::getPackageName))
                .contains(BAD_ARCHITECTURE.root() + "stray");
    }
}
