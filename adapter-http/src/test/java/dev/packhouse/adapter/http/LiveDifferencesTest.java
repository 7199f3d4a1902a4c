package dev.packhouse.adapter.http;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The list of differences must be complete and minimal, and all tests that start a server use it. */
class LiveDifferencesTest {

    @ExpectedDifference(because = Difference.DELETED_PACKAGES_ARE_NOT_LISTED, instead = "404")
    private static ExpectedDifference difference() throws NoSuchMethodException {
        return LiveDifferencesTest.class.getDeclaredMethod("difference").getAnnotation(ExpectedDifference.class);
    }

    @Test
    void aTestThatFailsAsItIsListedPasses() {
        assertThatCode(() -> LiveDifferences.expectFailure(
                        () -> {
                            throw new AssertionError("expected: 200 but was: 404");
                        },
                        difference()))
                .doesNotThrowAnyException();
    }

    @Test
    void aTestThatIsListedAndPassesFails() {
        assertThatThrownBy(() -> LiveDifferences.expectFailure(() -> null, difference()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("does not differ");
    }

    @Test
    void aTestThatFailsInAnotherWayThanListedFails() {
        assertThatThrownBy(() -> LiveDifferences.expectFailure(
                        () -> {
                            throw new AssertionError("expected: 200 but was: 500");
                        },
                        difference()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not as");
        assertThatThrownBy(() -> LiveDifferences.expectFailure(
                        () -> {
                            throw new IllegalStateException("404");
                        },
                        difference()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void everyTestOfTheServerRunsWithBothChains() {
        classes()
                .that(describe(
                        "start a server with the current chain",
                        (JavaClass type) -> type.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(RunningServer.class)
                                        && call.getTarget().getName().equals("with"))))
                .and()
                .areNotAssignableTo(RunningServer.class)
                .should()
                .beAnnotatedWith(EndToEnd.class)
                .check(new ClassFileImporter().importPackagesOf(RunningServer.class));
    }
}
