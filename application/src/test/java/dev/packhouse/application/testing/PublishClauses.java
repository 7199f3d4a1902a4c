package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.active;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.ContractState.version;
import static dev.packhouse.application.testing.StoreCalls.isRefused;
import static dev.packhouse.application.testing.StoreCalls.packageEntry;
import static dev.packhouse.application.testing.StoreCalls.store;
import static dev.packhouse.application.testing.StoreCalls.versionIds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The properties of publishing versions to an active package. */
public interface PublishClauses extends BackendFixture {

    private static Seed app() {
        return people().add(
                        PackageSeed.of(1, "octo-org", PackageType.CONTAINER, "app")
                                .with(
                                        VersionSeed.of(PackageType.CONTAINER, 1).tagged("v1", "latest", "edge"),
                                        VersionSeed.of(PackageType.CONTAINER, 2)
                                                .tagged("latest")
                                                .deleted(NOW.minusSeconds(5))),
                        PackageSeed.of(2, "octo-org", PackageType.CONTAINER, "gone")
                                .deleted(NOW));
    }

    @Test
    default void aPublishedVersionIsFoundAndTheTagsMoveToIt() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            VersionEntry published = VersionSeed.of(PackageType.CONTAINER, 77)
                    .tagged("v2", "latest")
                    .downloads(3)
                    .created(NOW)
                    .entry();

            store(backend).publish(new PackageId(1), List.of(published));

            Package parent = active(backend, PackageType.CONTAINER, "app");
            assertThat(parent.versions().active()).hasValue(2);
            assertThat(parent.updatedAt()).isEqualTo(NOW);
            assertThat(parent.createdAt()).isEqualTo(Seed.CREATED);
            assertThat(version(backend, parent, 77, State.ACTIVE).tags())
                    .containsExactly(new Tag("v2"), new Tag("latest"));
            assertThat(version(backend, parent, 1, State.ACTIVE).tags())
                    .containsExactly(new Tag("v1"), new Tag("edge"));
            assertThat(version(backend, parent, 2, State.DELETED).tags()).containsExactly(new Tag("latest"));
            assertThat(packageEntry(backend, 1).versions()).contains(published);
        }
    }

    @Test
    default void publishingAnOlderVersionDoesNotMakeThePackageOlder() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            Instant older = Seed.CREATED.minusSeconds(60);

            store(backend)
                    .publish(
                            new PackageId(1),
                            List.of(VersionSeed.of(PackageType.CONTAINER, 77)
                                    .created(older)
                                    .entry()));

            Package parent = active(backend, PackageType.CONTAINER, "app");
            assertThat(parent.updatedAt()).isEqualTo(Seed.CREATED);
            assertThat(version(backend, parent, 77, State.ACTIVE).createdAt()).isEqualTo(older);
        }
    }

    @Test
    default void theNameOfADeletedVersionCanBePublishedAgain() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            store(backend)
                    .publish(
                            new PackageId(1),
                            List.of(VersionSeed.of(VersionSeed.name(PackageType.CONTAINER, 2))
                                    .entry()));

            assertThat(versionIds(packageEntry(backend, 1)))
                    .hasSize(3)
                    .startsWith(1L, 2L)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    default void invalidVersionsAreRefusedAndNothingIsPublished() {
        VersionEntry fine = VersionSeed.of(PackageType.CONTAINER, 70).entry();
        VersionEntry takenName =
                VersionSeed.of(VersionSeed.name(PackageType.CONTAINER, 1)).entry();
        VersionEntry takenId =
                VersionSeed.of(2, VersionSeed.name(PackageType.CONTAINER, 71)).entry();
        VersionEntry otherType = VersionSeed.of(PackageType.NPM, 72).entry();
        VersionEntry sameTag =
                VersionSeed.of(PackageType.CONTAINER, 73).tagged("new").entry();
        VersionEntry sameTagAgain =
                VersionSeed.of(PackageType.CONTAINER, 74).tagged("new").entry();
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            List.of(
                            List.of(fine, takenName),
                            List.of(fine, takenId),
                            List.of(fine, fine),
                            List.of(fine, otherType),
                            List.of(fine, sameTag, sameTagAgain))
                    .forEach(versions -> isRefused(backend, () -> store(backend).publish(new PackageId(1), versions)));
            isRefused(backend, () -> store(backend).publish(new PackageId(2), List.of(fine)));
            isRefused(backend, () -> store(backend).publish(new PackageId(3), List.of(fine)));
        }
    }
}
