package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.ALL;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.active;
import static dev.packhouse.application.testing.ContractState.apply;
import static dev.packhouse.application.testing.ContractState.ids;
import static dev.packhouse.application.testing.ContractState.lastDeleted;
import static dev.packhouse.application.testing.ContractState.list;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.ContractState.present;
import static dev.packhouse.application.testing.ContractState.version;
import static dev.packhouse.application.testing.StoreCalls.comparable;
import static dev.packhouse.application.testing.StoreCalls.export;
import static dev.packhouse.application.testing.StoreCalls.isRefused;
import static dev.packhouse.application.testing.StoreCalls.packageEntry;
import static dev.packhouse.application.testing.StoreCalls.packageIds;
import static dev.packhouse.application.testing.StoreCalls.store;
import static dev.packhouse.application.testing.StoreCalls.versionIds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.spi.AccountQuery;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.spi.Store;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.StateValidation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.VersionName;
import dev.packhouse.domain.policy.Change;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The properties of adding and exporting states. */
public interface StateClauses extends BackendFixture {

    /** An instant with the precision of the clock of the system. */
    Instant MICROS = Instant.parse("2026-11-20T10:11:12.123456Z");

    /** Matches before a name, except in the descriptions of the state. */
    String NAME = "(?<!Name of )(?<!About )";

    private static Seed everything() {
        return people().organizationWithSso(2002, "sso-org", List.of("hubot", "monalisa"), List.of("OctoCat"))
                .token(
                        "ghp_limited",
                        "hubot",
                        Scopes.of(Scope.READ_PACKAGES),
                        Set.of("sso-org"),
                        Optional.of(NOW.plusSeconds(5)))
                .token("github_pat_x", "hubot")
                .workflow("ghs_workflow", "octo-org/hello-world", Role.WRITE)
                .add(
                        PackageSeed.of(7, "octo-org", PackageType.CONTAINER, "team/app")
                                .visibility(Visibility.INTERNAL)
                                .inheriting("octo-org/hello-world")
                                .role("hubot", Role.ADMIN)
                                .role("octocat", Role.READ)
                                .workflowRole("octo-org/other", Role.WRITE)
                                .created(Seed.CREATED.plusMillis(1), MICROS)
                                .with(
                                        VersionSeed.of(PackageType.CONTAINER, 21)
                                                .tagged("v2", "latest", "v1")
                                                .downloads(6000)
                                                .license("MIT")
                                                .description("Says hello \u2013 \ud83d\udce6")
                                                .created(MICROS, NOW),
                                        VersionSeed.of(PackageType.CONTAINER, 22)
                                                .unknownDownloads()
                                                .tagged("v1")
                                                .deleted(MICROS)),
                        PackageSeed.of(8, "octo-org", PackageType.CONTAINER, "team/app")
                                .linked("octo-org/other")
                                .with(
                                        VersionSeed.of(PackageType.CONTAINER, 23)
                                                .tagged("latest"),
                                        VersionSeed.of(PackageType.CONTAINER, 24)
                                                .deleted(MICROS))
                                .deleted(NOW.minusSeconds(1)),
                        PackageSeed.of(9, "monalisa", PackageType.DOCKER, "app").dockerConflict());
    }

    @Test
    default void existingEntriesCanBeQueried() {
        try (Backend backend = open(everything().state(), new MutableClock(NOW))) {
            Store store = store(backend);
            List<Boolean> there = store.query(existing -> List.of(
                    existing.hasUser(new Login("MonaLisa")),
                    existing.hasOrganization(new Login("sso-org")),
                    existing.hasRepository(RepositoryName.parse("octo-org/hello-world")),
                    existing.hasPackageId(7)));
            List<Boolean> absent = store.query(existing -> List.of(
                    existing.hasUser(new Login("sso-org")),
                    existing.hasOrganization(new Login("monalisa")),
                    existing.hasRepository(RepositoryName.parse("octo-org/nothing")),
                    existing.hasPackageId(8_888)));

            assertThat(there).hasSize(4).containsOnly(true);
            assertThat(absent).hasSize(4).containsOnly(false);
        }
    }

    @Test
    default void namesAreFoundByNumber() {
        try (Backend backend = open(everything().state(), new MutableClock(NOW))) {
            List<Optional<?>> names = store(backend)
                    .query(existing -> List.of(
                            existing.login(1003),
                            existing.login(2001),
                            existing.login(5001),
                            existing.repositoryName(5001),
                            existing.repositoryName(1003)));

            assertThat(names)
                    .extracting(name -> name.map(Object::toString).orElse("none"))
                    .containsExactly("OctoCat", "octo-org", "none", "octo-org/hello-world", "none");
        }
    }

    @Test
    default void aRenamedAccountKeepsItsReferences() {
        try (Backend backend = open(everything().state(), new MutableClock(NOW))) {
            RegistryState before = export(backend);
            assertThat(logins(backend, "octo-org", "hubot")).containsExactly("octo-org", "hubot");

            assertThat(store(backend).rename(new AccountId(2001), new Login("New-Org")))
                    .isTrue();
            assertThat(store(backend).rename(new AccountId(1002), new Login("HuBot")))
                    .isTrue();

            assertThat(comparable(export(backend)).toString())
                    .isEqualTo(comparable(before)
                            .toString()
                            .replaceAll(NAME + "octo-org", "New-Org")
                            .replaceAll(NAME + "hubot", "HuBot"));
            assertThat(logins(backend, "octo-org", "new-org", "hubot")).containsExactly("none", "New-Org", "HuBot");
            assertThat(store(backend).check()).isEmpty();
        }
    }

    private static List<String> logins(Backend backend, String... logins) {
        return backend.read(
                caller(backend, MONALISA),
                session -> Stream.of(logins)
                        .map(login -> session.accounts()
                                .find(AccountQuery.any(new Login(login)))
                                .map(found -> found.login().value())
                                .orElse("none"))
                        .toList());
    }

    @Test
    default void aRenamedRepositoryKeepsItsReferences() {
        try (Backend backend = open(everything().state(), new MutableClock(NOW))) {
            RegistryState before = export(backend);

            assertThat(store(backend).rename(new RepositoryId(5001), RepositoryName.parse("octo-org/World")))
                    .isTrue();
            assertThat(store(backend).rename(new RepositoryId(5002), RepositoryName.parse("octo-org/Hello-World")))
                    .isTrue();

            assertThat(comparable(export(backend)).toString())
                    .isEqualTo(comparable(before)
                            .toString()
                            .replaceAll(NAME + "octo-org/hello-world", "octo-org/World")
                            .replaceAll(NAME + "octo-org/other", "octo-org/Hello-World"));
            assertThat(store(backend).check()).isEmpty();
        }
    }

    @Test
    default void aRenameToATakenNameIsRefused() {
        try (Backend backend = open(everything().state(), new MutableClock(NOW))) {
            RegistryState before = export(backend);
            Store store = store(backend);

            assertThat(List.of(
                            store.rename(new AccountId(2001), new Login("MonaLisa")),
                            store.rename(new AccountId(1001), new Login("octo-org")),
                            store.rename(new AccountId(9999), new Login("new-org")),
                            store.rename(new RepositoryId(5001), RepositoryName.parse("octo-org/Other")),
                            store.rename(new RepositoryId(5001), RepositoryName.parse("monalisa/world")),
                            store.rename(new RepositoryId(5001), RepositoryName.parse("absent/world")),
                            store.rename(new RepositoryId(9999), RepositoryName.parse("octo-org/world"))))
                    .containsOnly(false);

            assertThat(export(backend)).isEqualTo(before);
            assertThat(store.rename(new RepositoryId(5001), RepositoryName.parse("octo-org/world")))
                    .isTrue();
        }
    }

    @Test
    default void onlyOneOfSeveralStatesIsAddedToAnEmptyStore() {
        try (Backend backend = open(RegistryState.EMPTY, new MutableClock(NOW))) {
            List<RegistryState> states = Stream.of(1, 2, 3, 4)
                    .map(id -> new Seed().user(id, "user" + id).state())
                    .toList();

            List<Boolean> added = Race.of(4, racer -> store(backend).addIfEmpty(states.get(racer)));

            assertThat(added).containsOnlyOnce(true);
            assertThat(export(backend)).isEqualTo(comparable(states.get(added.indexOf(true))));
        }
    }

    @Test
    default void aStoreIsEmptyUntilSomethingIsAdded() {
        try (Backend backend = open(RegistryState.EMPTY, new MutableClock(NOW))) {
            assertThat(store(backend).isEmpty()).isTrue();
            assertThat(export(backend)).isEqualTo(RegistryState.EMPTY);

            store(backend).add(new Seed().user(1, "monalisa").state());

            assertThat(store(backend).isEmpty()).isFalse();
        }
    }

    @Test
    default void anAddedStateIsExportedAndCanBeAddedElsewhere() {
        RegistryState state = everything().state();
        RegistryState exported;
        try (Backend backend = open(state, new MutableClock(NOW))) {
            exported = export(backend);
            assertThat(exported).isEqualTo(comparable(state));
        }
        try (Backend other = open(RegistryState.EMPTY, new MutableClock(NOW))) {
            store(other).add(exported);
            assertThat(export(other)).isEqualTo(exported);
        }
    }

    @Test
    default void changesAreExported() {
        try (Backend backend = open(everything().state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "team/app");
            apply(backend, new Change.VersionDeleted(parent, version(backend, parent, 21, State.ACTIVE), MICROS));
            apply(
                    backend,
                    new Change.VersionRestored(parent, version(backend, parent, 22, State.DELETED), Set.of(), MICROS));
            assertThat(packageEntry(backend, 7).versions().get(0).deletedAt()).contains(MICROS);
            assertThat(packageEntry(backend, 7).versions().get(1).deletedAt()).isEmpty();

            apply(backend, new Change.PackageDeleted(parent, MICROS));

            assertThat(packageEntry(backend, 7).deletedAt()).contains(MICROS);
            assertThat(packageEntry(backend, 7).versions().get(1).deletedAt()).isEmpty();
        }
    }

    @Test
    default void theCheckFindsNoProblemAfterChanges() {
        try (Backend backend = open(everything().state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "team/app");
            apply(backend, new Change.VersionDeleted(parent, version(backend, parent, 21, State.ACTIVE), MICROS));
            apply(
                    backend,
                    new Change.VersionRestored(parent, version(backend, parent, 22, State.DELETED), Set.of(), MICROS));
            store(backend)
                    .publish(
                            parent.id(),
                            List.of(VersionSeed.of(PackageType.CONTAINER, 99).entry()));
            assertThat(store(backend).check()).isEmpty();

            apply(backend, new Change.PackageDeleted(active(backend, PackageType.CONTAINER, "team/app"), MICROS));
            assertThat(store(backend).check()).isEmpty();

            assertThat(store(backend).purge(MICROS.plusNanos(1000))).isPositive();
            assertThat(store(backend).check()).isEmpty();
        }
    }

    @Test
    default void aTombstoneKeepsItsInstantToTheMicrosecond() {
        try (Backend backend = open(everything().state(), new MutableClock(NOW))) {
            Package parent = active(backend, PackageType.CONTAINER, "team/app");

            apply(backend, new Change.PackageDeleted(parent, NOW.plusNanos(1000)));

            DeletedPackage deleted = present(lastDeleted(backend, PackageType.CONTAINER, "team/app"));
            assertThat(((DeletedPackage.Known) deleted).value().tombstone())
                    .contains(Tombstone.at(NOW.plusNanos(1000)));
            assertThat(ids(list(
                            backend,
                            MONALISA,
                            PackageType.CONTAINER,
                            ContractState.ANY_VISIBILITY,
                            State.DELETED,
                            NOW.plusNanos(1000),
                            ALL)))
                    .containsExactly(7L);
            assertThat(ids(list(
                            backend,
                            MONALISA,
                            PackageType.CONTAINER,
                            ContractState.ANY_VISIBILITY,
                            State.DELETED,
                            NOW.plusNanos(2000),
                            ALL)))
                    .isEmpty();
        }
    }

    @Test
    default void anAddedStateMayReferToExistingEntries() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            store(backend)
                    .add(new Seed()
                            .organization(2003, "new-org", List.of("MONALISA"), List.of())
                            .privateRepository(5004, "Octo-Org/new", Map.of("hubot", Role.READ))
                            .token("ghp_second", "hubot")
                            .add(PackageSeed.of(1, "octo-org", PackageType.NPM, "app")
                                    .linked("octo-org/HELLO-world")
                                    .role("hubot", Role.ADMIN))
                            .state());

            assertThat(active(backend, PackageType.NPM, "app")
                            .repository()
                            .orElseThrow()
                            .id()
                            .value())
                    .isEqualTo(5001);
            assertThat(backend.read(caller(backend, MONALISA), session -> ContractState.account(session, "new-org"))
                            .id()
                            .value())
                    .isEqualTo(2003);
        }
    }

    @Test
    default void everySetOfVisibilitiesCanBeListed() {
        Seed seed = people().add(
                        PackageSeed.of(1, "octo-org", PackageType.NPM, "public").visibility(Visibility.PUBLIC),
                        PackageSeed.of(2, "octo-org", PackageType.NPM, "private")
                                .visibility(Visibility.PRIVATE),
                        PackageSeed.of(3, "octo-org", PackageType.NPM, "internal")
                                .visibility(Visibility.INTERNAL));
        try (Backend backend = open(seed.state(), new MutableClock(NOW))) {
            Map<Visibility, Long> idOf =
                    new EnumMap<>(Map.of(Visibility.PUBLIC, 1L, Visibility.PRIVATE, 2L, Visibility.INTERNAL, 3L));
            for (Visibility one : Visibility.values()) {
                for (Visibility other : Visibility.values()) {
                    Set<Visibility> visibilities = EnumSet.of(one, other);

                    assertThat(ids(list(backend, MONALISA, PackageType.NPM, visibilities, State.ACTIVE)))
                            .isEqualTo(visibilities.stream()
                                    .map(idOf::get)
                                    .sorted()
                                    .toList());
                }
            }
            assertThat(ids(list(backend, MONALISA, PackageType.NPM, Set.of(), State.ACTIVE)))
                    .isEmpty();
        }
    }

    @Test
    default void takenNamesAndDanglingReferencesAreRefusedAndNothingIsAdded() {
        try (Backend backend = open(everything().state(), new MutableClock(NOW))) {
            Store store = store(backend);
            Stream.of(
                            new Seed().user(9001, "HUBOT"),
                            new Seed().user(9001, "Octo-Org"),
                            new Seed().user(2001, "newcomer"),
                            new Seed().organization(1001, "newcomers", List.of(), List.of()),
                            new Seed().organization(9002, "newcomers", List.of("nobody"), List.of()),
                            new Seed().privateRepository(9003, "OCTO-org/Hello-World", Map.of()),
                            new Seed().privateRepository(5001, "octo-org/new", Map.of()),
                            new Seed().privateRepository(9003, "nobody/new", Map.of()),
                            new Seed().add(PackageSeed.of(99, "OCTO-ORG", PackageType.CONTAINER, "team/app")),
                            new Seed().add(PackageSeed.of(7, "octo-org", PackageType.NPM, "new")),
                            new Seed().add(PackageSeed.of(99, "nobody", PackageType.NPM, "new")),
                            new Seed()
                                    .add(PackageSeed.of(99, "octo-org", PackageType.NPM, "new")
                                            .with(VersionSeed.of(PackageType.NPM, 22))),
                            new Seed().token("ghp_limited", "monalisa"),
                            new Seed().token("ghp_new", "nobody"))
                    .map(wrong -> wrong.user(9009, "innocent").state())
                    .forEach(wrong -> isRefused(backend, () -> store.add(wrong)));
        }
    }

    @Test
    default void theGrammarAppliesToPublishedVersionsOnly() {
        Seed old = everything()
                .add(PackageSeed.of(99, "octo-org", PackageType.NPM, "OldUpper")
                        .with(VersionSeed.of(99, new VersionName(PackageType.NPM, "v2.0.0"))));
        try (Backend backend = open(old.state(), new MutableClock(NOW))) {
            VersionEntry another =
                    VersionSeed.of(new VersionName(PackageType.NPM, "v3.0.0")).entry();

            isRefused(backend, () -> store(backend).publish(new PackageId(99), List.of(another)));
        }
    }

    /** A new package with a version, both with these dates. */
    private static RegistryState dated(Instant created, Instant updated) {
        return new Seed()
                .add(PackageSeed.of(99, "octo-org", PackageType.NPM, "new")
                        .created(created, updated)
                        .with(VersionSeed.of(PackageType.NPM, 99).created(created, updated)))
                .state();
    }

    @Test
    default void instantsAreKeptWithinTheirRangeAndRefusedOutsideOfIt() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            RegistryState widest = dated(StateValidation.EARLIEST, StateValidation.LATEST);
            Instant early = StateValidation.EARLIEST.minusNanos(1);
            Instant late = StateValidation.LATEST.plusNanos(1);

            isRefused(backend, () -> store(backend).add(dated(early, NOW)));
            isRefused(backend, () -> store(backend).add(dated(NOW, late)));
            store(backend).add(widest);
            isRefused(
                    backend,
                    () -> store(backend)
                            .publish(
                                    new PackageId(99),
                                    List.of(VersionSeed.of(PackageType.NPM, 100)
                                            .created(late)
                                            .entry())));

            assertThat(export(backend).packages()).isEqualTo(widest.packages());
        }
    }

    @Test
    default void missingNumbersAreAssignedAboveAllUsedNumbers() {
        try (Backend backend = open(everything().state(), new MutableClock(NOW))) {
            store(backend).add(unnumbered());

            RegistryState exported = export(backend);
            List<Long> users = exported.users().stream()
                    .map(entry -> entry.id().orElseThrow())
                    .toList();
            List<Long> organizations = exported.organizations().stream()
                    .map(entry -> entry.id().orElseThrow())
                    .toList();
            List<Long> repositories = exported.repositories().stream()
                    .map(entry -> entry.id().orElseThrow())
                    .toList();
            assertThat(users).hasSize(5);
            assertThat(users.get(users.size() - 1)).isGreaterThan(2002);
            assertThat(organizations.get(organizations.size() - 1))
                    .isGreaterThan(2002)
                    .isNotIn(users);
            assertThat(repositories.get(repositories.size() - 1)).isGreaterThan(5003);
            List<Long> packages = packageIds(backend);
            assertThat(packages).hasSize(5).startsWith(7L, 8L, 9L).doesNotHaveDuplicates();
            assertThat(packages.get(3)).isEqualTo(50);
            assertThat(packages.get(4)).isGreaterThan(50);
            assertThat(versionIds(packageEntry(backend, packages.get(4))))
                    .hasSize(2)
                    .allMatch(id -> id > 24)
                    .doesNotHaveDuplicates();
        }
    }

    /** The entry with the number 50 is the last one; entries without a number must get higher ones. */
    private static RegistryState unnumbered() {
        UserEntry user = new UserEntry(
                OptionalLong.empty(), new Login("newcomer"), Optional.empty(), true, Seed.CREATED, Seed.CREATED);
        OrganizationEntry organization = new OrganizationEntry(
                OptionalLong.empty(),
                new Login("newcomers"),
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                Seed.CREATED,
                Seed.CREATED);
        RepositoryEntry repository = new RepositoryEntry(
                OptionalLong.empty(), RepositoryName.parse("newcomers/kit"), false, Optional.empty(), true, Map.of());
        return new RegistryState(
                List.of(user),
                List.of(organization),
                List.of(repository),
                List.of(
                        PackageSeed.of("newcomers", PackageType.NPM, "kit")
                                .linked("newcomers/kit")
                                .with(
                                        VersionSeed.of(VersionSeed.name(PackageType.NPM, 1)),
                                        VersionSeed.of(VersionSeed.name(PackageType.NPM, 2)))
                                .entry(),
                        PackageSeed.of(50, "newcomers", PackageType.NPM, "numbered")
                                .entry()),
                List.of());
    }

    @Test
    default void aClosedStoreRefusesEveryCall() {
        Backend backend = open(people().state(), new MutableClock(NOW));
        Store store = store(backend);
        backend.close();

        Stream.<ThrowingCallable>of(
                        store::isEmpty,
                        () -> store.add(RegistryState.EMPTY),
                        () -> store.publish(new PackageId(1), List.of()),
                        store::export,
                        store::check,
                        store::tokens,
                        () -> store.revokeToken(1),
                        () -> store.purge(NOW))
                .forEach(request -> assertThatThrownBy(request).isInstanceOf(UnavailableException.class));
    }
}
