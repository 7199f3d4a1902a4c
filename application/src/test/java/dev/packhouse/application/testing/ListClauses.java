package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.ALL;
import static dev.packhouse.application.testing.ContractState.ANY_VISIBILITY;
import static dev.packhouse.application.testing.ContractState.HUBOT;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.OCTOCAT;
import static dev.packhouse.application.testing.ContractState.OUTSIDER;
import static dev.packhouse.application.testing.ContractState.account;
import static dev.packhouse.application.testing.ContractState.ids;
import static dev.packhouse.application.testing.ContractState.list;
import static dev.packhouse.application.testing.ContractState.people;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The properties of lists of packages: content, order and pages. */
public interface ListClauses extends BackendFixture {

    @Test
    default void granularPackagesAreListedForCallersWhoMayReadThem() {
        Seed seed = people().add(
                        npm(9, "public").visibility(Visibility.PUBLIC),
                        npm(2, "internal").visibility(Visibility.INTERNAL),
                        npm(3, "private"),
                        npm(4, "given").role("hubot", Role.READ),
                        npm(5, "outsider").role("octocat", Role.ADMIN),
                        npm(6, "inherits").inheriting("octo-org/hello-world"),
                        npm(7, "linked").linked("octo-org/hello-world"),
                        npm(8, "deleted").visibility(Visibility.PUBLIC).deleted(NOW),
                        PackageSeed.of(10, "octo-org", PackageType.RUBYGEMS, "other-type")
                                .visibility(Visibility.PUBLIC),
                        PackageSeed.of(11, "monalisa", PackageType.NPM, "other-owner")
                                .visibility(Visibility.PUBLIC));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(readable(backend, MONALISA, PackageType.NPM)).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 9L);
            assertThat(readable(backend, HUBOT, PackageType.NPM)).containsExactly(2L, 4L, 9L);
            assertThat(readable(backend, OCTOCAT, PackageType.NPM)).containsExactly(6L, 9L);
            assertThat(readable(backend, OUTSIDER, PackageType.NPM)).containsExactly(9L);
        }
    }

    @Test
    default void repositoryScopedPackagesAreListedForCallersWhoMayReadTheRepository() {
        Seed seed = people().add(
                        maven(1, "public").visibility(Visibility.PUBLIC),
                        maven(2, "internal").visibility(Visibility.INTERNAL),
                        maven(3, "linked").linked("octo-org/hello-world"),
                        maven(4, "given").role("hubot", Role.ADMIN),
                        maven(5, "elsewhere").inheriting("octo-org/other"));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(readable(backend, MONALISA, PackageType.MAVEN)).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(readable(backend, HUBOT, PackageType.MAVEN)).containsExactly(1L);
            assertThat(readable(backend, OCTOCAT, PackageType.MAVEN)).containsExactly(1L, 3L);
        }
    }

    @Test
    default void onlyTheRequestedVisibilitiesAreListed() {
        Seed seed = people().add(
                        npm(1, "public").visibility(Visibility.PUBLIC),
                        npm(2, "internal").visibility(Visibility.INTERNAL),
                        npm(3, "private"),
                        maven(4, "public").visibility(Visibility.PUBLIC),
                        maven(5, "internal").visibility(Visibility.INTERNAL),
                        maven(6, "private"));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(listed(backend, PackageType.NPM, Set.of(Visibility.PUBLIC)))
                    .containsExactly(1L);
            assertThat(listed(backend, PackageType.NPM, Set.of(Visibility.INTERNAL)))
                    .containsExactly(2L);
            assertThat(listed(backend, PackageType.NPM, Set.of(Visibility.PRIVATE)))
                    .containsExactly(3L);
            assertThat(listed(backend, PackageType.MAVEN, Set.of(Visibility.PUBLIC)))
                    .containsExactly(4L);
            assertThat(listed(backend, PackageType.MAVEN, Set.of(Visibility.INTERNAL, Visibility.PRIVATE)))
                    .containsExactly(5L, 6L);
        }
    }

    private static List<Long> listed(Backend backend, PackageType type, Set<Visibility> visibilities) {
        return ids(list(backend, MONALISA, type, visibilities, State.ACTIVE));
    }

    /** Without {@link Ability#SHOWS_DELETED_PACKAGES} the list is empty, and the page says why. */
    @Test
    default void deletedPackagesAreListedForAdmins() {
        Seed seed = people().add(
                        npm(1, "app").visibility(Visibility.PUBLIC),
                        npm(2, "app").visibility(Visibility.PUBLIC).deleted(NOW.minusSeconds(3)),
                        npm(3, "app").visibility(Visibility.PUBLIC).deleted(NOW.minusSeconds(2)),
                        npm(4, "lib").role("hubot", Role.ADMIN).deleted(NOW.minusSeconds(4)),
                        npm(5, "kit").role("hubot", Role.WRITE).deleted(NOW));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(readable(backend, MONALISA, PackageType.NPM)).containsExactly(1L);
            assertThat(deleted(backend, MONALISA, Instant.EPOCH)).isEqualTo(ifShown(2L, 3L, 4L, 5L));
            assertThat(deleted(backend, HUBOT, Instant.EPOCH)).isEqualTo(ifShown(4L));
            assertThat(deleted(backend, OUTSIDER, Instant.EPOCH)).isEmpty();
            assertThat(deleted(backend, MONALISA, NOW.minusSeconds(3))).isEqualTo(ifShown(2L, 3L, 5L));
            assertThat(deleted(backend, MONALISA, NOW.minusSeconds(2))).isEqualTo(ifShown(3L, 5L));
            assertThat(incomplete(backend, State.DELETED).isEmpty()).isEqualTo(can(Ability.SHOWS_DELETED_PACKAGES));
            assertThat(incomplete(backend, State.ACTIVE)).isEmpty();
        }
    }

    private static Optional<String> incomplete(Backend backend, State state) {
        return list(backend, MONALISA, PackageType.NPM, ANY_VISIBILITY, state, Instant.EPOCH, ALL)
                .incomplete();
    }

    private List<Long> ifShown(Long... ids) {
        return can(Ability.SHOWS_DELETED_PACKAGES) ? List.of(ids) : List.of();
    }

    private static List<Long> deleted(Backend backend, Credential caller, Instant since) {
        return ids(list(backend, caller, PackageType.NPM, ANY_VISIBILITY, State.DELETED, since, ALL));
    }

    @Test
    default void listsOfPackagesHavePages() {
        Seed seed = people();
        IntStream.rangeClosed(1, 7).forEach(i -> seed.add(npm(10 - i, "app-" + i)));
        seed.add(npm(20, "unreadable"), npm(21, "given").role("hubot", Role.READ));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            isPage(backend, MONALISA, 1, 4, 3, 3L, 4L, 5L, 6L);
            isPage(backend, MONALISA, 3, 4, 3, 21L);
            isPage(backend, MONALISA, 3, 3, 3, 9L, 20L, 21L);
            isPage(backend, MONALISA, 1, 9, 1, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 20L, 21L);
            isPage(backend, MONALISA, 9, 1, 9, 21L);
            isPage(backend, MONALISA, 4, 3, 3);
            isPage(backend, MONALISA, 100, 100, 1);
            isPage(backend, HUBOT, 1, 30, 1, 21L);
            isPage(backend, OUTSIDER, 1, 30, 0);
        }
    }

    private static void isPage(Backend backend, Credential caller, int number, int size, int lastPage, Long... ids) {
        var page = list(
                backend,
                caller,
                PackageType.NPM,
                ANY_VISIBILITY,
                State.ACTIVE,
                Instant.EPOCH,
                new PageRequest(number, size));
        assertThat(ids(page)).containsExactly(ids);
        assertThat(page.lastPage()).isEqualTo(lastPage);
    }

    @Test
    default void conflictsOfTheDockerMigrationAreListedForCallersWhoMayReadThem() {
        Seed seed = people().add(
                        docker(4, "public").visibility(Visibility.PUBLIC).dockerConflict(),
                        docker(2, "private").dockerConflict(),
                        docker(3, "linked").linked("octo-org/hello-world").dockerConflict(),
                        docker(1, "fine").visibility(Visibility.PUBLIC),
                        docker(5, "deleted")
                                .visibility(Visibility.PUBLIC)
                                .dockerConflict()
                                .deleted(NOW),
                        PackageSeed.of(6, "monalisa", PackageType.DOCKER, "other-owner")
                                .visibility(Visibility.PUBLIC)
                                .dockerConflict());
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            assertThat(conflicts(backend, MONALISA)).containsExactly(2L, 3L, 4L);
            assertThat(conflicts(backend, OCTOCAT)).containsExactly(3L, 4L);
            assertThat(conflicts(backend, OUTSIDER)).containsExactly(4L);
        }
    }

    private static List<Long> conflicts(Backend backend, Credential caller) {
        return backend.read(
                caller(backend, caller),
                session -> session.packages().dockerConflicts(account(session, "octo-org")).stream()
                        .map(document -> document.value().id().value())
                        .toList());
    }

    private static List<Long> readable(Backend backend, Credential caller, PackageType type) {
        return ids(list(backend, caller, type, ANY_VISIBILITY, State.ACTIVE));
    }

    private static PackageSeed npm(long id, String name) {
        return PackageSeed.of(id, "octo-org", PackageType.NPM, name);
    }

    private static PackageSeed maven(long id, String name) {
        return PackageSeed.of(id, "octo-org", PackageType.MAVEN, "org.octo." + name);
    }

    private static PackageSeed docker(long id, String name) {
        return PackageSeed.of(id, "octo-org", PackageType.DOCKER, name);
    }
}
