package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.ALL;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.active;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.ContractState.versionIds;
import static dev.packhouse.application.testing.ContractState.versions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The properties of versions: look-up, lists, and conflicts with a restore. */
public interface VersionClauses extends BackendFixture {

    /** Without {@link Ability#COUNTS_DOWNLOADS_AND_TAGS} the downloads are empty. */
    @Test
    default void aVersionHasAllItsStoredFacts() {
        Instant created = Instant.parse("2021-02-03T04:05:06Z");
        Instant updated = Instant.parse("2022-03-04T05:06:07Z");
        Seed seed = people().add(container(VersionSeed.of(PackageType.CONTAINER, 836)
                .tagged("v2", "latest", "v1")
                .downloads(12)
                .license("MIT")
                .description("Says hello")
                .created(created, updated)));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "app");
            PackageVersion expected = new PackageVersion(
                    new VersionId(836),
                    parent.id(),
                    VersionSeed.name(PackageType.CONTAINER, 836),
                    List.of(new Tag("v2"), new Tag("latest"), new Tag("v1")),
                    can(Ability.COUNTS_DOWNLOADS_AND_TAGS) ? OptionalLong.of(12) : OptionalLong.empty(),
                    Optional.of("MIT"),
                    Optional.of("Says hello"),
                    created,
                    updated,
                    Optional.empty());

            assertThat(version(backend, parent, 836, State.ACTIVE)).contains(expected);
            assertThat(versions(backend, parent, State.ACTIVE)).containsExactly(expected);
        }
    }

    @Test
    default void aVersionIsFoundInItsStateAndItsPackageOnly() {
        Seed seed = people().add(
                        container(
                                VersionSeed.of(PackageType.CONTAINER, 1),
                                VersionSeed.of(PackageType.CONTAINER, 2)
                                        .tagged("old")
                                        .deleted(NOW.minusSeconds(5))),
                        PackageSeed.of(2, "octo-org", PackageType.CONTAINER, "other")
                                .with(VersionSeed.of(PackageType.CONTAINER, 3)));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "app");

            assertThat(version(backend, parent, 1, State.ACTIVE)).isPresent();
            assertThat(version(backend, parent, 1, State.DELETED)).isEmpty();
            assertThat(version(backend, parent, 2, State.ACTIVE)).isEmpty();
            assertThat(version(backend, parent, 2, State.DELETED).flatMap(PackageVersion::tombstone))
                    .contains(Tombstone.at(NOW.minusSeconds(5)));
            assertThat(version(backend, parent, 2, State.DELETED).map(PackageVersion::tags))
                    .contains(List.of(new Tag("old")));
            assertThat(version(backend, parent, 3, State.ACTIVE)).isEmpty();
            assertThat(version(backend, parent, Long.MAX_VALUE, State.ACTIVE)).isEmpty();
        }
    }

    private static Optional<PackageVersion> version(Backend backend, Package parent, long id, State state) {
        return backend.read(
                caller(backend, MONALISA),
                session -> session.packages()
                        .version(parent, new VersionId(id), state)
                        .map(WithSource::value));
    }

    @Test
    default void versionsAreListedNewestFirstThenByDescendingNumber() {
        Instant day = Instant.parse("2025-01-01T00:00:00Z");
        Seed seed = people().add(container(
                VersionSeed.of(PackageType.CONTAINER, 1).created(day.plusSeconds(2)),
                VersionSeed.of(PackageType.CONTAINER, 2).created(day.plusSeconds(1)),
                VersionSeed.of(PackageType.CONTAINER, 3).created(day.plusSeconds(1)),
                VersionSeed.of(PackageType.CONTAINER, 4).created(day.minusSeconds(1), NOW),
                VersionSeed.of(PackageType.CONTAINER, 10).created(day.plusSeconds(1))));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "app");

            assertThat(versionIds(versions(backend, parent, State.ACTIVE, Instant.EPOCH, ALL)))
                    .containsExactly(1L, 10L, 3L, 2L, 4L);
        }
    }

    @Test
    default void deletedVersionsAreListedFromAnInstantOn() {
        Seed seed = people().add(container(
                VersionSeed.of(PackageType.CONTAINER, 1),
                VersionSeed.of(PackageType.CONTAINER, 2).deleted(NOW.minusSeconds(3)),
                VersionSeed.of(PackageType.CONTAINER, 3).deleted(NOW.minusSeconds(2)),
                VersionSeed.of(PackageType.CONTAINER, 4).deleted(NOW.minusSeconds(4))));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "app");

            assertThat(deletedSince(backend, parent, Instant.EPOCH)).containsExactly(4L, 3L, 2L);
            assertThat(deletedSince(backend, parent, NOW.minusSeconds(3))).containsExactly(3L, 2L);
            assertThat(deletedSince(backend, parent, NOW.minusSeconds(2))).containsExactly(3L);
            assertThat(deletedSince(backend, parent, NOW.minusSeconds(1))).isEmpty();
            assertThat(versionIds(versions(backend, parent, State.ACTIVE, NOW, ALL)))
                    .containsExactly(1L);
        }
    }

    private static List<Long> deletedSince(Backend backend, Package parent, Instant since) {
        return versionIds(versions(backend, parent, State.DELETED, since, ALL));
    }

    @Test
    default void listsOfVersionsHavePages() {
        Seed seed = people().add(
                        container(IntStream.rangeClosed(1, 7)
                                .mapToObj(i -> VersionSeed.of(PackageType.CONTAINER, i))
                                .toArray(VersionSeed[]::new)),
                        PackageSeed.of(2, "octo-org", PackageType.CONTAINER, "empty"));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "app");
            Package empty = active(backend, PackageType.CONTAINER, "empty");

            isPage(backend, parent, 1, 3, 3, 7L, 6L, 5L);
            isPage(backend, parent, 3, 3, 3, 1L);
            isPage(backend, parent, 1, 7, 1, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
            isPage(backend, parent, 7, 1, 7, 1L);
            isPage(backend, parent, 4, 3, 3);
            isPage(backend, parent, 1_000_000, 100, 1);
            isPage(backend, empty, 1, 30, 0);
        }
    }

    private static void isPage(Backend backend, Package parent, int number, int size, int lastPage, Long... ids) {
        var page = versions(backend, parent, State.ACTIVE, Instant.EPOCH, new PageRequest(number, size));
        assertThat(versionIds(page)).containsExactly(ids);
        assertThat(page.lastPage()).isEqualTo(lastPage);
    }

    /** Without {@link Ability#FINDS_NAME_CONFLICTS} there is no conflict, and the registry decides. */
    @Test
    default void theActiveVersionOfANameIsFound() {
        VersionName taken = new VersionName(PackageType.NUGET, "1.0.0-RC.1");
        Seed seed = people().add(PackageSeed.of(1, "octo-org", PackageType.NUGET, "kit")
                .with(
                        VersionSeed.of(1, taken).deleted(NOW),
                        VersionSeed.of(2, taken),
                        VersionSeed.of(3, new VersionName(PackageType.NUGET, "1.0.0"))
                                .deleted(NOW)));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.NUGET, "kit");

            assertThat(holder(backend, parent, "1.0.0-rc.1"))
                    .isEqualTo(can(Ability.FINDS_NAME_CONFLICTS) ? Optional.of(new VersionId(2)) : Optional.empty());
            assertThat(holder(backend, parent, "01.0-rc.1+build")).isEqualTo(holder(backend, parent, "1.0.0-rc.1"));
            assertThat(holder(backend, parent, "1.0.0")).isEmpty();
        }
    }

    private static Optional<VersionId> holder(Backend backend, Package parent, String name) {
        return backend.read(
                caller(backend, MONALISA),
                session -> session.packages().activeVersion(parent, new VersionName(PackageType.NUGET, name)));
    }

    /** Without {@link Ability#FINDS_NAME_CONFLICTS} no tag has moved, and the registry decides. */
    @Test
    default void tagsThatActiveVersionsHoldNowAreFound() {
        Seed seed = people().add(
                        container(
                                VersionSeed.of(PackageType.CONTAINER, 1)
                                        .tagged("v1", "Latest", "edge", "old")
                                        .deleted(NOW),
                                VersionSeed.of(PackageType.CONTAINER, 2).tagged("edge", "latest"),
                                VersionSeed.of(PackageType.CONTAINER, 3).tagged("v1"),
                                VersionSeed.of(PackageType.CONTAINER, 4)
                                        .tagged("old")
                                        .deleted(NOW)),
                        PackageSeed.of(2, "octo-org", PackageType.CONTAINER, "other")
                                .with(VersionSeed.of(PackageType.CONTAINER, 5).tagged("old")));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "app");
            PackageVersion deleted = ContractState.version(backend, parent, 1, State.DELETED);

            Set<Tag> moved = backend.read(
                    caller(backend, MONALISA), session -> session.packages().movedTags(parent, deleted));

            assertThat(moved)
                    .isEqualTo(can(Ability.FINDS_NAME_CONFLICTS) ? Set.of(new Tag("v1"), new Tag("edge")) : Set.of());
        }
    }

    private static PackageSeed container(VersionSeed... versions) {
        return PackageSeed.of(1, "octo-org", PackageType.CONTAINER, "app").with(versions);
    }
}
