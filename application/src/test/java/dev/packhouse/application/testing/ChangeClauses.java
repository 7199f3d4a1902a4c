package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.HUBOT;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.active;
import static dev.packhouse.application.testing.ContractState.apply;
import static dev.packhouse.application.testing.ContractState.find;
import static dev.packhouse.application.testing.ContractState.lastDeleted;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.ContractState.present;
import static dev.packhouse.application.testing.ContractState.version;
import static dev.packhouse.application.testing.ContractState.versions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.policy.Change;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The properties of changes: their effects, and what they leave unchanged. */
public interface ChangeClauses extends BackendFixture {

    private static Seed app() {
        return people().add(
                        PackageSeed.of(197, "octo-org", PackageType.CONTAINER, "app")
                                .visibility(Visibility.INTERNAL)
                                .inheriting("octo-org/hello-world")
                                .role("hubot", Role.WRITE)
                                .with(
                                        VersionSeed.of(PackageType.CONTAINER, 1)
                                                .tagged("v1", "latest")
                                                .downloads(12)
                                                .license("MIT")
                                                .description("Says hello"),
                                        VersionSeed.of(PackageType.CONTAINER, 2)
                                                .tagged("edge")
                                                .downloads(7),
                                        VersionSeed.of(PackageType.CONTAINER, 3),
                                        VersionSeed.of(PackageType.CONTAINER, 4)
                                                .tagged("v1", "old", "edge", "v0")
                                                .downloads(5)
                                                .deleted(NOW.minusSeconds(60))),
                        PackageSeed.of(198, "octo-org", PackageType.CONTAINER, "bystander")
                                .role("hubot", Role.READ)
                                .with(VersionSeed.of(PackageType.CONTAINER, 5)));
    }

    /** A package and all its versions, as read by its owner and by a user with a role. */
    record Sight(
            Located<WithSource<Package>> asOwner,
            Located<WithSource<Package>> asMember,
            List<PackageVersion> active,
            List<PackageVersion> deleted) {

        static Sight of(Backend backend, String name) {
            Located<WithSource<Package>> owner =
                    present(find(backend, MONALISA, "octo-org", PackageType.CONTAINER, name));
            Package subject = owner.subject().value();
            return new Sight(
                    owner,
                    present(find(backend, HUBOT, "octo-org", PackageType.CONTAINER, name)),
                    versions(backend, subject, State.ACTIVE),
                    versions(backend, subject, State.DELETED));
        }
    }

    @Test
    default void deletingAPackageRemovesItAndFreesItsName() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            Package before = active(backend, PackageType.CONTAINER, "app");
            Sight bystander = Sight.of(backend, "bystander");

            apply(backend, new Change.PackageDeleted(before, NOW));

            assertThat(find(backend, MONALISA, "octo-org", PackageType.CONTAINER, "app"))
                    .isEmpty();
            assertThat(Sight.of(backend, "bystander")).isEqualTo(bystander);
            DeletedPackage deleted = present(lastDeleted(backend, PackageType.CONTAINER, "app"));
            assertThat(deleted)
                    .isEqualTo(
                            can(Ability.SHOWS_DELETED_PACKAGES)
                                    ? new DeletedPackage.Known(before.withTombstone(Optional.of(Tombstone.at(NOW))))
                                    : new DeletedPackage.Unknown(before.namespace(), before.name()));
        }
    }

    @Test
    default void restoringAPackageRestoresExactlyTheVersionsDeletedWithIt() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            Sight before = Sight.of(backend, "app");
            Sight bystander = Sight.of(backend, "bystander");
            Package subject = before.asOwner().subject().value();
            apply(backend, new Change.PackageDeleted(subject, NOW));
            assertThat(find(backend, MONALISA, "octo-org", PackageType.CONTAINER, "app"))
                    .isEmpty();

            DeletedPackage deleted = present(lastDeleted(backend, PackageType.CONTAINER, "app"));
            apply(backend, new Change.PackageRestored(deleted, NOW.plusSeconds(1)));

            assertThat(Sight.of(backend, "app")).isEqualTo(before);
            assertThat(Sight.of(backend, "bystander")).isEqualTo(bystander);
            assertThat(before.deleted()).hasSize(1);
        }
    }

    @Test
    default void deletingAVersionLeavesTheOthersUnchanged() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "app");
            PackageVersion first = version(backend, parent, 1, State.ACTIVE);
            PackageVersion second = version(backend, parent, 2, State.ACTIVE);
            PackageVersion third = version(backend, parent, 3, State.ACTIVE);
            PackageVersion fourth = version(backend, parent, 4, State.DELETED);

            apply(backend, new Change.VersionDeleted(parent, first, NOW));

            assertThat(versions(backend, parent, State.ACTIVE)).containsExactly(third, second);
            assertThat(versions(backend, parent, State.DELETED))
                    .containsExactly(fourth, first.withTombstone(Optional.of(Tombstone.at(NOW))));
            assertThat(active(backend, PackageType.CONTAINER, "app").versions().active())
                    .hasValue(2);
            if (can(Ability.COUNTS_DOWNLOADS_AND_TAGS)) {
                assertThat(active(backend, PackageType.CONTAINER, "app")
                                .versions()
                                .tagged())
                        .hasValue(1);
                assertThat(active(backend, PackageType.CONTAINER, "app")
                                .versions()
                                .mostDownloads())
                        .hasValue(7);
            }
        }
    }

    @Test
    default void restoringAVersionRestoresItUnchanged() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            Sight before = Sight.of(backend, "app");
            Package parent = before.asOwner().subject().value();
            apply(backend, new Change.VersionDeleted(parent, version(backend, parent, 1, State.ACTIVE), NOW));
            PackageVersion deleted = version(backend, parent, 1, State.DELETED);

            apply(backend, new Change.VersionRestored(parent, deleted, Set.of(), NOW.plusSeconds(1)));

            assertThat(Sight.of(backend, "app")).isEqualTo(before);
        }
    }

    @Test
    default void aRestoredVersionLosesTheTagsThatMoved() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "app");
            PackageVersion deleted = version(backend, parent, 4, State.DELETED);
            PackageVersion first = version(backend, parent, 1, State.ACTIVE);
            Set<Tag> moved = Set.of(new Tag("v1"), new Tag("edge"));

            apply(backend, new Change.VersionRestored(parent, deleted, moved, NOW));

            assertThat(version(backend, parent, 4, State.ACTIVE).tags()).containsExactly(new Tag("old"), new Tag("v0"));
            assertThat(version(backend, parent, 1, State.ACTIVE)).isEqualTo(first);
            assertThat(versions(backend, parent, State.DELETED)).isEmpty();
        }
    }

    /** Without {@link Ability#ROLLS_BACK} the registry has applied the change already. */
    @Test
    default void aUnitOfWorkThatThrowsChangesNothing() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            Sight before = Sight.of(backend, "app");
            IllegalStateException failure = new IllegalStateException("The unit fails");

            assertThatThrownBy(() -> backend.write(caller(backend, MONALISA), session -> {
                        session.apply(new Change.PackageDeleted(
                                before.asOwner().subject().value(), NOW));
                        throw failure;
                    }))
                    .isSameAs(failure);

            if (can(Ability.ROLLS_BACK)) {
                assertThat(Sight.of(backend, "app")).isEqualTo(before);
            } else {
                assertThat(find(backend, MONALISA, "octo-org", PackageType.CONTAINER, "app"))
                        .isEmpty();
            }
        }
    }

    @Test
    default void aDryRunChangesNothing() {
        MutableClock clock = new MutableClock(NOW);
        try (Backend backend = open(app().state(), clock)) {
            LifecycleService service = new LifecycleService(backend, RULES, clock, LifecycleService.Mode.DRY_RUN);
            PackageAddress address = new PackageAddress(
                    new OwnerReference.OrganizationLogin(new Login("octo-org")), PackageType.CONTAINER, "app");
            Sight before = Sight.of(backend, "app");

            assertThat(service.deletePackage(caller(backend, MONALISA), address).refusal())
                    .isEmpty();
            assertThat(service.deleteVersion(caller(backend, MONALISA), address, new VersionId(2))
                            .refusal())
                    .isEmpty();
            assertThat(service.restoreVersion(caller(backend, MONALISA), address, new VersionId(4))
                            .refusal())
                    .isEmpty();

            assertThat(Sight.of(backend, "app")).isEqualTo(before);
        }
    }
}
