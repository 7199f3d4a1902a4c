package dev.packhouse.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.testing.Packages;
import dev.packhouse.domain.testing.Versions;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeTest {

    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");

    static Stream<Arguments> changes() {
        Package subject = Packages.container();
        PackageVersion version = Versions.of(PackageType.CONTAINER);
        return Stream.of(
                Arguments.of(new Change.PackageDeleted(subject, AT), "package deleted"),
                Arguments.of(
                        new Change.PackageRestored(new DeletedPackage.Known(Packages.deleted(subject, AT)), AT),
                        "package restored"),
                Arguments.of(new Change.VersionDeleted(subject, version, AT), "version deleted"),
                Arguments.of(new Change.VersionRestored(subject, version, Set.of(), AT), "version restored"),
                Arguments.of(leftToRegistry(Operation.DELETE_VERSION), "left to the registry"));
    }

    private static Change.LeftToRegistry leftToRegistry(Operation operation) {
        Package parent = Packages.container();
        return new Change.LeftToRegistry(operation, parent.namespace(), parent.name(), new VersionId(836), AT);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void eachKindOfChangeIsHandledByItsFunction(Change change, String expected) {
        assertThat(change.<String>fold(
                        packageDeleted -> "package deleted",
                        packageRestored -> "package restored",
                        versionDeleted -> "version deleted",
                        versionRestored -> "version restored",
                        leftToRegistry -> "left to the registry"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void eachChangeNamesThePackage(Change change) {
        assertThat(change.namespace()).isEqualTo(Packages.container().namespace());
        assertThat(change.packageName()).isEqualTo(Packages.container().name());
        assertThat(change.at()).isEqualTo(AT);
    }

    @ParameterizedTest
    @EnumSource
    void onlyChangesOfVersionsAreLeftToTheRegistry(Operation operation) {
        if (operation == Operation.DELETE_VERSION || operation == Operation.RESTORE_VERSION) {
            assertThat(leftToRegistry(operation).operation()).isEqualTo(operation);
        } else {
            assertThatThrownBy(() -> leftToRegistry(operation))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("To %s is not a change of a version".formatted(operation.phrase()));
        }
    }
}
