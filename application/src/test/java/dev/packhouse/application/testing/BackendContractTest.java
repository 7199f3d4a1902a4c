package dev.packhouse.application.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks that a backend that does nothing fails every clause of the contract. */
class BackendContractTest {

    /** All clauses with a backend that does nothing. */
    private static final class DoNothingFixture implements BackendContract, StoreContract, AuditContract {
        @Override
        public Backend open(RegistryState state, InstantSource clock) {
            return new DoNothingBackend();
        }
    }

    @TestFactory
    Stream<DynamicTest> aBackendThatDoesNothingFailsEveryClause() {
        return clauses()
                .map(clause -> DynamicTest.dynamicTest(clause.getName(), () -> {
                    InvocationTargetException failure =
                            assertThrows(InvocationTargetException.class, () -> clause.invoke(new DoNothingFixture()));
                    assertThat(failure.getCause()).isInstanceOf(AssertionError.class);
                }));
    }

    @Test
    void everyGroupOfClausesIsPartOfTheContract() {
        List<String> groups = clauses()
                .map(clause -> clause.getDeclaringClass().getSimpleName())
                .distinct()
                .sorted()
                .toList();

        assertThat(groups)
                .containsExactly(
                        "AccountClauses",
                        "AuditClauses",
                        "CallerClauses",
                        "ChangeClauses",
                        "DirectoryClauses",
                        "LifetimeClauses",
                        "ListClauses",
                        "ManifestClauses",
                        "PackageClauses",
                        "PublishClauses",
                        "PurgeClauses",
                        "RaceClauses",
                        "ReplacementClauses",
                        "StateClauses",
                        "StoredManifestClauses",
                        "TokenClauses",
                        "VersionClauses");
    }

    private static Stream<Method> clauses() {
        return Stream.of(DoNothingFixture.class.getMethods()).filter(method -> method.isAnnotationPresent(Test.class));
    }
}
