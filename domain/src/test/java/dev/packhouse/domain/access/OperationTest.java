package dev.packhouse.domain.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {

    @ParameterizedTest
    @CsvSource({
        "LIST_PACKAGES, list packages, READ, false, READ_PACKAGES",
        "GET_PACKAGE, get a package, READ, false, READ_PACKAGES",
        "DELETE_PACKAGE, delete a package, ADMIN, true, DELETE_PACKAGES READ_PACKAGES",
        "RESTORE_PACKAGE, restore a package, ADMIN, true, WRITE_PACKAGES READ_PACKAGES",
        "LIST_VERSIONS, get a package's versions, READ, false, READ_PACKAGES",
        "GET_VERSION, get a package version, READ, false, READ_PACKAGES",
        "DELETE_VERSION, delete a package version, ADMIN, true, DELETE_PACKAGES READ_PACKAGES",
        "RESTORE_VERSION, restore a package version, ADMIN, true, WRITE_PACKAGES READ_PACKAGES",
        "LIST_DOCKER_CONFLICTS, list docker migration conflicts, READ, false, READ_PACKAGES",
    })
    void everyOperationHasItsPhraseRoleAndScopes(
            Operation operation, String phrase, Role role, boolean changes, String scopes) {
        List<Scope> required =
                Arrays.stream(scopes.split(" ", -1)).map(Scope::valueOf).toList();

        assertThat(operation.phrase()).isEqualTo(phrase);
        assertThat(operation.requiredRole()).isEqualTo(role);
        assertThat(operation.changes()).isEqualTo(changes);
        assertThat(operation.requiredScopes()).isEqualTo(required);
    }

    @Test
    void thereAreNineOperationsForEachOfThreeKindsOfPath() {
        assertThat(Operation.values()).hasSize(9);
    }
}
