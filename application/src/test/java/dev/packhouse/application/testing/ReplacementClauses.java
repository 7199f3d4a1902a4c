package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.HUBOT;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.account;
import static dev.packhouse.application.testing.ContractState.active;
import static dev.packhouse.application.testing.ContractState.apply;
import static dev.packhouse.application.testing.ContractState.find;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.ContractState.present;
import static dev.packhouse.application.testing.ContractState.version;
import static dev.packhouse.application.testing.StoreCalls.comparable;
import static dev.packhouse.application.testing.StoreCalls.export;
import static dev.packhouse.application.testing.StoreCalls.isRefused;
import static dev.packhouse.application.testing.StoreCalls.packageIds;
import static dev.packhouse.application.testing.StoreCalls.store;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.Snapshot;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.StateMerge;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Change;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The properties of replacing and merging states, and of snapshots. */
public interface ReplacementClauses extends BackendFixture {

    private static Seed app() {
        return people().add(PackageSeed.of(100, "octo-org", PackageType.CONTAINER, "app")
                .linked("octo-org/hello-world")
                .role("hubot", Role.READ)
                .with(
                        VersionSeed.of(PackageType.CONTAINER, 200).tagged("v1", "latest"),
                        VersionSeed.of(PackageType.CONTAINER, 201).tagged("v0"),
                        VersionSeed.of(PackageType.CONTAINER, 202).deleted(NOW.minusSeconds(5))));
    }

    /** A state that shares no entry with the other one. */
    private static Seed others() {
        return new Seed()
                .user(1, "ada")
                .organization(2, "acme", List.of("ada"), List.of())
                .privateRepository(3, "acme/tools", Map.of())
                .token("ghp_ada", "ada")
                .add(PackageSeed.of("acme", PackageType.NPM, "tool").with(VersionSeed.of(PackageType.NPM, 7)));
    }

    private static void delete(Backend backend, long version) {
        Package parent = active(backend, PackageType.CONTAINER, "app");
        apply(backend, new Change.VersionDeleted(parent, version(backend, parent, version, State.ACTIVE), NOW));
    }

    private static void recordRestart(Backend backend) {
        List<Instant> recorded = backend.write(caller(backend, MONALISA), session -> {
            session.record(new AuditEntry.Pruned(NOW, 1, NOW));
            return List.of(NOW);
        });
        assertThat(recorded).containsExactly(NOW);
    }

    private static List<Long> auditIds(Backend backend) {
        return present(backend.auditTrail()).entries(AuditQuery.latest(100)).stream()
                .map(StoredAuditEntry::id)
                .toList();
    }

    @Test
    default void aReplacedStateIsThatOfANewStore() {
        try (Backend backend = open(app().state(), new MutableClock(NOW));
                Backend other = open(RegistryState.EMPTY, new MutableClock(NOW))) {
            delete(backend, 201);
            assertThat(present(backend.authenticate(MONALISA)).label()).contains("monalisa");

            store(backend).replace(others().state());
            store(other).add(others().state());

            assertThat(export(backend)).isEqualTo(export(other));
            assertThat(packageIds(backend)).containsExactly(1L);
            assertThat(store(backend).tokens()).isEqualTo(store(other).tokens());
            assertThat(backend.authenticate(MONALISA)).isEmpty();
            assertThat(store(backend).check()).isEmpty();
        }
    }

    @Test
    default void theAuditTrailBeginsAnewWithAReplacedState() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            recordRestart(backend);
            recordRestart(backend);
            assertThat(auditIds(backend)).containsExactly(2L, 1L);

            store(backend).replace(people().state());
            assertThat(auditIds(backend)).isEmpty();
            recordRestart(backend);

            assertThat(auditIds(backend)).containsExactly(1L);
        }
    }

    @Test
    default void purgedIdsCanBeUsedAgainInAReplacedState() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            assertThat(store(backend).purge(NOW)).isEqualTo(1);

            store(backend).replace(app().state());

            assertThat(export(backend)).isEqualTo(comparable(app().state()));
        }
    }

    @Test
    default void anInvalidStateReplacesNothing() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            isRefused(
                    backend,
                    () -> store(backend)
                            .replace(new Seed().token("ghp_x", "nobody").state()));
        }
    }

    @Test
    default void aMergedStateIsThatOfTheMerge() {
        Seed change = new Seed()
                .user(1005, "newcomer")
                .organization(2001, "octo-org", List.of("hubot"), List.of("newcomer"))
                .add(
                        PackageSeed.of("octo-org", PackageType.CONTAINER, "app")
                                .with(VersionSeed.of(PackageType.CONTAINER, 203).tagged("latest")),
                        PackageSeed.of(101, "octo-org", PackageType.NPM, "tool"))
                .token("ghp_newcomer", "newcomer");
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            RegistryState merged = StateMerge.merge(export(backend), change.state());

            store(backend).merge(change.state());

            assertThat(export(backend)).isEqualTo(comparable(merged));
            assertThat(store(backend).check()).isEmpty();
        }
    }

    @Test
    default void whatAMergeChangesIsInEffectAtOnce() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            assertThat(affiliation(backend)).contains("MEMBER");

            store(backend)
                    .merge(new Seed()
                            .organization(2001, "octo-org", List.of("monalisa", "hubot"), List.of())
                            .state());

            assertThat(affiliation(backend)).contains("OWNER");
        }
    }

    private static String affiliation(Backend backend) {
        return backend.read(
                caller(backend, HUBOT),
                session -> session.accounts()
                        .affiliationWith(account(session, "octo-org"))
                        .toString());
    }

    /** Only tests may replace entries; but also for them an id is never that of something else. */
    @Test
    default void idsThatWereUsedAreNotAssignedByAMerge() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            assertThat(store(backend).purge(NOW)).isEqualTo(1);

            store(backend)
                    .merge(new Seed()
                            .add(PackageSeed.of("octo-org", PackageType.CONTAINER, "app")
                                    .with(VersionSeed.of(VersionSeed.name(PackageType.CONTAINER, 5))))
                            .state());

            assertThat(StoreCalls.versionIds(StoreCalls.packageEntry(backend, 100)))
                    .containsExactly(200L, 201L, 203L);
        }
    }

    @Test
    default void anInvalidMergeChangesNothing() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            isRefused(
                    backend,
                    () -> store(backend)
                            .merge(new Seed()
                                    .organization(2001, "octo-org", List.of("nobody"), List.of())
                                    .state()));
        }
    }

    @Test
    default void aSnapshotRestoresAllThatHasChanged() {
        try (Backend backend = open(app().state(), new MutableClock(NOW))) {
            recordRestart(backend);
            RegistryState before = export(backend);
            try (Snapshot snapshot = store(backend).snapshot()) {
                for (int round = 0; round < 3; round++) {
                    delete(backend, 201);
                    recordRestart(backend);
                    assertThat(store(backend).revokeToken(1)).isTrue();
                    store(backend)
                            .merge(new Seed().user(7000 + round, "user" + round).state());
                    assertThat(store(backend).purge(NOW)).isEqualTo(1);
                    assertThat(export(backend)).isNotEqualTo(before);

                    snapshot.restore();

                    assertThat(export(backend)).isEqualTo(before);
                    assertThat(auditIds(backend)).containsExactly(1L);
                    assertThat(backend.authenticate(MONALISA)).isPresent();
                    assertThat(store(backend).check()).isEmpty();
                }
            }
        }
    }

    @Test
    default void whatASnapshotRestoresIsInEffectAtOnce() {
        try (Backend backend = open(app().state(), new MutableClock(NOW));
                Snapshot snapshot = store(backend).snapshot()) {
            store(backend)
                    .merge(new Seed()
                            .organization(2001, "octo-org", List.of("monalisa", "hubot"), List.of())
                            .state());
            assertThat(affiliation(backend)).contains("OWNER");
            assertThat(affiliation(backend)).contains("OWNER");

            snapshot.restore();

            assertThat(affiliation(backend)).contains("MEMBER");
        }
    }

    @Test
    default void aSnapshotRestoresTheIdsThatAreAssigned() {
        try (Backend backend = open(app().state(), new MutableClock(NOW));
                Snapshot snapshot = store(backend).snapshot()) {
            RegistryState tool = new Seed()
                    .add(PackageSeed.of("octo-org", PackageType.NPM, "tool"))
                    .state();
            store(backend).add(tool);
            snapshot.restore();

            store(backend).add(tool);

            assertThat(packageIds(backend)).containsExactly(100L, 101L);
        }
    }

    @Test
    default void eachSnapshotRestoresItsOwnState() {
        try (Backend backend = open(app().state(), new MutableClock(NOW));
                Snapshot first = store(backend).snapshot()) {
            RegistryState small = export(backend);
            store(backend)
                    .add(IntStream.range(1, 300)
                            .mapToObj(i -> PackageSeed.of("octo-org", PackageType.NPM, "package-" + i))
                            .reduce(new Seed(), Seed::add, (one, other) -> one)
                            .state());
            RegistryState large = export(backend);
            try (Snapshot second = store(backend).snapshot()) {
                first.restore();
                assertThat(export(backend)).isEqualTo(small);
                second.restore();
                assertThat(export(backend)).isEqualTo(large);
                first.restore();
                assertThat(export(backend)).isEqualTo(small);
            }
            delete(backend, 201);
            assertThat(backend.health().ready()).isTrue();
        }
    }

    /** A reader never sees a mixture of two states, and no change gets lost silently. */
    @Test
    default void requestsGoOnWhileASnapshotIsRestored() {
        try (Backend backend = open(app().state(), new MutableClock(NOW));
                Snapshot snapshot = store(backend).snapshot()) {
            List<Boolean> whole = Race.of(
                    4,
                    racer -> IntStream.range(0, 25).allMatch(turn -> {
                        if (racer == 0) {
                            snapshot.restore();
                            return true;
                        }
                        return find(backend, MONALISA, "octo-org", PackageType.CONTAINER, "app")
                                .isPresent();
                    }));

            assertThat(whole).containsOnly(true);
            assertThat(export(backend)).isEqualTo(comparable(app().state()));
        }
    }
}
