package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.active;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.ContractState.versions;
import static dev.packhouse.application.testing.StoreCalls.export;
import static dev.packhouse.application.testing.StoreCalls.isRefused;
import static dev.packhouse.application.testing.StoreCalls.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.Snapshot;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The properties of manifests that a store keeps. */
public interface StoredManifestClauses extends BackendFixture {

    /** One step of the clock before {@link ContractState#NOW}. */
    Instant EARLIER = NOW.minusNanos(1000);

    private static PackageSeed app() {
        return PackageSeed.of(1, "octo-org", PackageType.CONTAINER, "app");
    }

    private static VersionSeed image(int number, Manifest manifest) {
        return ManifestSeed.version(PackageType.CONTAINER, number, manifest);
    }

    private static RegistryState images() {
        return people().add(
                        app().with(
                                        image(1, ManifestSeed.INDEX),
                                        image(2, ManifestSeed.ARTIFACT),
                                        VersionSeed.of(PackageType.CONTAINER, 3),
                                        image(4, ManifestSeed.INDEX).deleted(EARLIER)),
                        PackageSeed.of(2, "octo-org", PackageType.DOCKER, "app")
                                .with(ManifestSeed.version(PackageType.DOCKER, 5, ManifestSeed.INDEX))
                                .deleted(EARLIER))
                .state();
    }

    /** The known manifests of the active and the deleted versions of an active package. */
    private static Map<Long, Manifest> known(Backend backend) {
        Package parent = active(backend, PackageType.CONTAINER, "app");
        List<PackageVersion> versions = Stream.of(State.values())
                .flatMap(state -> versions(backend, parent, state).stream())
                .toList();
        return known(backend, parent, versions);
    }

    private static Map<Long, Manifest> known(Backend backend, Package parent, List<PackageVersion> versions) {
        Map<Long, Manifest> known = new HashMap<>();
        backend.read(caller(backend, MONALISA), session -> session.manifests().of(parent, versions))
                .forEach((id, facts) -> {
                    if (facts instanceof ManifestFacts.Known found) {
                        known.put(id.value(), found.manifest());
                    }
                });
        return known;
    }

    @Test
    default void anExportHasTheManifests() {
        try (Backend backend = open(images(), new MutableClock(NOW))) {
            assertThat(export(backend).packages()).isEqualTo(images().packages());
        }
    }

    @Test
    default void aPublishedVersionHasItsManifest() {
        try (Backend backend = open(images(), new MutableClock(NOW))) {
            store(backend)
                    .publish(
                            new PackageId(1),
                            List.of(
                                    image(6, ManifestSeed.INDEX).entry(),
                                    VersionSeed.of(PackageType.CONTAINER, 7).entry()));

            assertThat(known(backend))
                    .isEqualTo(Map.of(
                            1L,
                            ManifestSeed.INDEX,
                            2L,
                            ManifestSeed.ARTIFACT,
                            4L,
                            ManifestSeed.INDEX,
                            6L,
                            ManifestSeed.INDEX));
        }
    }

    @Test
    default void manifestsOfTypesWithoutThemAreRefused() {
        PackageSeed npm = PackageSeed.of(3, "octo-org", PackageType.NPM, "app");
        VersionSeed wrong = ManifestSeed.version(PackageType.NPM, 8, ManifestSeed.IMAGE);
        try (Backend backend =
                open(people().add(npm.with(VersionSeed.of(PackageType.NPM, 7))).state(), new MutableClock(NOW))) {
            isRefused(backend, () -> store(backend).publish(new PackageId(3), List.of(wrong.entry())));
            isRefused(
                    backend,
                    () -> store(backend)
                            .add(new Seed()
                                    .add(PackageSeed.of("octo-org", PackageType.NPM, "other")
                                            .with(wrong))
                                    .state()));
        }
    }

    @Test
    default void aMergedVersionHasTheManifestOfTheMergedEntry() {
        try (Backend backend = open(images(), new MutableClock(NOW))) {
            store(backend)
                    .merge(new Seed()
                            .add(PackageSeed.of("octo-org", PackageType.CONTAINER, "app")
                                    .with(
                                            VersionSeed.of(VersionSeed.name(PackageType.CONTAINER, 1))
                                                    .manifest(ManifestSeed.EMPTY_INDEX),
                                            VersionSeed.of(VersionSeed.name(PackageType.CONTAINER, 3))
                                                    .manifest(ManifestSeed.IMAGE)))
                            .state());

            assertThat(known(backend))
                    .isEqualTo(Map.of(
                            1L,
                            ManifestSeed.EMPTY_INDEX,
                            2L,
                            ManifestSeed.ARTIFACT,
                            3L,
                            ManifestSeed.IMAGE,
                            4L,
                            ManifestSeed.INDEX));
            assertThat(store(backend).check()).isEmpty();
        }
    }

    @Test
    default void aPurgeRemovesTheManifestsOfWhatItRemoves() {
        try (Backend backend = open(images(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "app");
            List<PackageVersion> deleted = versions(backend, parent, State.DELETED);
            assertThat(known(backend, parent, deleted)).containsOnlyKeys(4L);

            assertThat(store(backend).purge(NOW)).isEqualTo(2);

            assertThat(known(backend, parent, deleted)).isEmpty();
            assertThat(known(backend)).isEqualTo(Map.of(1L, ManifestSeed.INDEX, 2L, ManifestSeed.ARTIFACT));
            assertThat(store(backend).check()).isEmpty();
        }
    }

    @Test
    default void aReplacedStateHasItsOwnManifestsAndASnapshotTheFormerOnes() {
        try (Backend backend = open(images(), new MutableClock(NOW));
                Snapshot before = store(backend).snapshot()) {
            Map<Long, Manifest> former = known(backend);

            store(backend)
                    .replace(people().add(
                                    app().with(VersionSeed.of(PackageType.CONTAINER, 1), image(2, ManifestSeed.INDEX)))
                            .state());
            assertThat(known(backend)).isEqualTo(Map.of(2L, ManifestSeed.INDEX));
            assertThat(store(backend).check()).isEmpty();

            before.restore();
            assertThat(known(backend)).isEqualTo(former).hasSize(3);
        }
    }
}
