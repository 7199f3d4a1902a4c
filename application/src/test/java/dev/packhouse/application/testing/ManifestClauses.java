package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.active;
import static dev.packhouse.application.testing.ContractState.apply;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.ContractState.version;
import static dev.packhouse.application.testing.ContractState.versions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The properties of manifests. To a backend without the ability, none is known. */
public interface ManifestClauses extends BackendFixture {

    private static Seed images(PackageType type) {
        return people().add(
                        PackageSeed.of(1, "octo-org", type, "app")
                                .with(
                                        ManifestSeed.version(type, 1, ManifestSeed.INDEX),
                                        ManifestSeed.version(type, 2, ManifestSeed.ARTIFACT),
                                        ManifestSeed.version(type, 3, ManifestSeed.IMAGE),
                                        VersionSeed.of(type, 4),
                                        ManifestSeed.version(type, 5, ManifestSeed.EMPTY_INDEX)
                                                .deleted(NOW)),
                        PackageSeed.of(2, "octo-org", type, "other")
                                .with(ManifestSeed.version(type, 6, ManifestSeed.ARTIFACT)));
    }

    private void known(Backend backend, Package parent, State state, Map<Long, Manifest> expected) {
        List<PackageVersion> versions = versions(backend, parent, state);
        Map<VersionId, ManifestFacts> facts = facts(backend, parent, versions);

        assertThat(facts).hasSameSizeAs(versions);
        assertThat(versions)
                .allSatisfy(version -> assertThat(ManifestSeed.known(facts.get(version.id())))
                        .isEqualTo(Optional.ofNullable(expected.get(version.id().value()))
                                .filter(manifest -> can(Ability.KEEPS_MANIFESTS))));
    }

    /** The facts, each of which has a reason if it is unknown. */
    private static Map<VersionId, ManifestFacts> facts(Backend backend, Package parent, List<PackageVersion> versions) {
        Map<VersionId, ManifestFacts> facts = backend.read(
                caller(backend, MONALISA), session -> session.manifests().of(parent, versions));
        assertThat(facts.values())
                .noneMatch(each -> each instanceof ManifestFacts.Unknown unknown
                        && unknown.reason().isBlank());
        return facts;
    }

    @Test
    default void eachManifestHasAllThatWasLoaded() {
        for (PackageType type : List.of(PackageType.CONTAINER, PackageType.DOCKER)) {
            try (Backend backend = open(images(type).state(), new MutableClock(NOW))) {
                Package parent = active(backend, type, "app");

                known(
                        backend,
                        parent,
                        State.ACTIVE,
                        Map.of(1L, ManifestSeed.INDEX, 2L, ManifestSeed.ARTIFACT, 3L, ManifestSeed.IMAGE));
                known(backend, parent, State.DELETED, Map.of(5L, ManifestSeed.EMPTY_INDEX));
            }
        }
    }

    @Test
    default void exactlyTheAskedVersionsHaveAnEntryInTheirOrder() {
        try (Backend backend = open(images(PackageType.CONTAINER).state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "app");
            List<PackageVersion> asked = List.of(
                    version(backend, parent, 2, State.ACTIVE),
                    version(backend, parent, 5, State.DELETED),
                    version(backend, parent, 1, State.ACTIVE));

            assertThat(facts(backend, parent, asked).keySet())
                    .containsExactly(new VersionId(2), new VersionId(5), new VersionId(1));
            assertThat(facts(backend, parent, List.of())).isEmpty();
        }
    }

    @Test
    default void versionsOfTypesWithoutManifestsHaveNoEntry() {
        for (PackageType type : Set.of(PackageType.NPM, PackageType.MAVEN)) {
            Seed seed = people().add(PackageSeed.of(1, "octo-org", type, "com.octo.app")
                    .with(VersionSeed.of(type, 1), VersionSeed.of(type, 2)));
            try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
                Package parent = active(backend, type, "com.octo.app");
                List<PackageVersion> versions = versions(backend, parent, State.ACTIVE);

                assertThat(versions).hasSize(2);
                assertThat(facts(backend, parent, versions)).isEmpty();
            }
        }
    }

    @Test
    default void aVersionKeepsItsManifestWhenItIsDeletedAndRestored() {
        try (Backend backend = open(images(PackageType.CONTAINER).state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "app");

            apply(backend, new Change.VersionDeleted(parent, version(backend, parent, 1, State.ACTIVE), NOW));
            known(backend, parent, State.DELETED, Map.of(1L, ManifestSeed.INDEX, 5L, ManifestSeed.EMPTY_INDEX));

            PackageVersion deleted = version(backend, parent, 1, State.DELETED);
            apply(backend, new Change.VersionRestored(parent, deleted, Set.of(), NOW.plusSeconds(1)));
            known(
                    backend,
                    parent,
                    State.ACTIVE,
                    Map.of(1L, ManifestSeed.INDEX, 2L, ManifestSeed.ARTIFACT, 3L, ManifestSeed.IMAGE));
        }
    }
}
