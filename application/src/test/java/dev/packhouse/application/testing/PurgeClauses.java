package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.active;
import static dev.packhouse.application.testing.ContractState.lastDeleted;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.StoreCalls.isRefused;
import static dev.packhouse.application.testing.StoreCalls.packageEntry;
import static dev.packhouse.application.testing.StoreCalls.packageIds;
import static dev.packhouse.application.testing.StoreCalls.store;
import static dev.packhouse.application.testing.StoreCalls.versionIds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The properties of purging what can no longer be restored. */
public interface PurgeClauses extends BackendFixture {

    /** One step of the clock before {@link ContractState#NOW}. */
    Instant JUST_BEFORE = NOW.minusNanos(1000);

    private static Seed seedWithTombstones() {
        return people().add(
                        PackageSeed.of(1, "octo-org", PackageType.NPM, "app")
                                .with(
                                        VersionSeed.of(PackageType.NPM, 1),
                                        VersionSeed.of(PackageType.NPM, 2).deleted(JUST_BEFORE),
                                        VersionSeed.of(PackageType.NPM, 3).deleted(NOW)),
                        PackageSeed.of(2, "octo-org", PackageType.NPM, "app")
                                .with(
                                        VersionSeed.of(PackageType.NPM, 4),
                                        VersionSeed.of(PackageType.NPM, 5).deleted(JUST_BEFORE))
                                .deleted(JUST_BEFORE),
                        PackageSeed.of(3, "octo-org", PackageType.NPM, "app")
                                .with(
                                        VersionSeed.of(PackageType.NPM, 6),
                                        VersionSeed.of(PackageType.NPM, 7).deleted(JUST_BEFORE))
                                .deleted(NOW));
    }

    @Test
    default void exactlyTheEntriesDeletedBeforeAnInstantArePurged() {
        try (Backend backend = open(seedWithTombstones().state(), new MutableClock(NOW))) {
            assertThat(store(backend).purge(JUST_BEFORE)).isZero();
            assertThat(packageIds(backend)).containsExactly(1L, 2L, 3L);

            assertThat(store(backend).purge(NOW)).isEqualTo(3);

            assertThat(packageIds(backend)).containsExactly(1L, 3L);
            assertThat(versionIds(packageEntry(backend, 1))).containsExactly(1L, 3L);
            assertThat(versionIds(packageEntry(backend, 3))).containsExactly(6L);
            assertThat(store(backend).purge(NOW)).isZero();
            assertThat(active(backend, PackageType.NPM, "app").id()).isEqualTo(new PackageId(1));
            assertThat(lastDeleted(backend, PackageType.NPM, "app")).isPresent();
        }
    }

    @Test
    default void numbersOfPurgedEntriesAreNeverReused() {
        Seed seed = people().add(
                        PackageSeed.of(10, "octo-org", PackageType.NPM, "app").with(VersionSeed.of(PackageType.NPM, 1)),
                        PackageSeed.of(90, "octo-org", PackageType.NPM, "last")
                                .with(VersionSeed.of(PackageType.NPM, 80))
                                .deleted(JUST_BEFORE));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(store(backend).purge(NOW)).isEqualTo(1);

            isRefused(
                    backend,
                    () -> store(backend)
                            .add(new Seed()
                                    .add(PackageSeed.of(90, "octo-org", PackageType.NPM, "new"))
                                    .state()));
            isRefused(
                    backend,
                    () -> store(backend)
                            .publish(
                                    new PackageId(10),
                                    List.of(VersionSeed.of(PackageType.NPM, 80).entry())));
            store(backend)
                    .add(new Seed()
                            .add(PackageSeed.of("octo-org", PackageType.NPM, "last")
                                    .with(VersionSeed.of(VersionSeed.name(PackageType.NPM, 80))))
                            .state());
            List<Long> ids = packageIds(backend);
            assertThat(ids.get(1)).isGreaterThan(90);
            assertThat(versionIds(packageEntry(backend, ids.get(1))).get(0)).isGreaterThan(80);
        }
    }

    @Test
    default void theNameOfAPurgedVersionCanBePublishedAgain() {
        try (Backend backend = open(seedWithTombstones().state(), new MutableClock(NOW))) {
            assertThat(store(backend).purge(NOW)).isPositive();

            store(backend)
                    .publish(
                            new PackageId(1),
                            List.of(VersionSeed.of(VersionSeed.name(PackageType.NPM, 2))
                                    .entry()));

            assertThat(versionIds(packageEntry(backend, 1)))
                    .hasSize(3)
                    .doesNotHaveDuplicates()
                    .doesNotContain(2L);
        }
    }
}
