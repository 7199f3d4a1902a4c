package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.ContractState.present;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.spi.AuditTrail;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The properties of the audit trail. */
public interface AuditClauses extends BackendFixture {

    /** An instant with a precision finer than a millisecond. */
    Instant MICRO = NOW.plusNanos(1000);

    @Test
    default void theLatestEntriesComeNewestFirst() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            record(backend, entry(1));
            record(backend, entry(2));
            record(backend, entry(3));

            assertThat(latest(backend, 2)).containsExactly(entry(3), entry(2));
            assertThat(latest(backend, 100)).containsExactly(entry(3), entry(2), entry(1));
        }
    }

    /** A registry that has made a change cannot undo it; its decision stays. */
    @Test
    default void anEntryIsKeptExactlyIfItsUnitOfWorkSucceedsUnlessTheBackendCannotRollBack() {
        IllegalStateException failure = new IllegalStateException("The unit fails");
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            record(backend, entry(1));

            assertThatThrownBy(() -> backend.write(caller(backend, MONALISA), session -> {
                        session.record(entry(2));
                        throw failure;
                    }))
                    .isSameAs(failure);

            assertThat(latest(backend, 100))
                    .isEqualTo(can(Ability.ROLLS_BACK) ? List.of(entry(1)) : List.of(entry(2), entry(1)));
        }
    }

    @Test
    default void theAuditTrailIsNotPartOfTheState() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            var before = backend.store().map(store -> store.export());

            record(backend, entry(1));

            assertThat(backend.store().map(store -> store.export())).isEqualTo(before);
            assertThat(latest(backend, 100)).containsExactly(entry(1));
        }
    }

    @Test
    default void everyKindOfEntryIsReturnedUnchanged() {
        List<AuditEntry> entries = List.of(
                DecisionSeed.of(MICRO, Operation.RESTORE_VERSION, "Octo-Org", "container", "t\u00e4m/a \"b\"\\")
                        .by("octo-org/hello-world")
                        .packageId(Long.MAX_VALUE)
                        .version(1)
                        .refused(Reason.WINDOW_CLOSED)
                        .requestId("8F2A:1B2C3D")
                        .dryRun()
                        .entry(),
                DecisionSeed.of(MICRO, Operation.DELETE_PACKAGE, "octo-org", "app")
                        .unknown()
                        .entry(),
                new RefusalsNotRecorded(MICRO, "monalisa", Long.MAX_VALUE, NOW, MICRO),
                new Pruned(NOW, 3, MICRO));
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            entries.forEach(entry -> record(backend, entry));

            List<AuditEntry> newestFirst = new ArrayList<>(entries);
            Collections.reverse(newestFirst);
            assertThat(latest(backend, 4)).isEqualTo(newestFirst);
        }
    }

    @Test
    default void thePagesOfATrailThatGrowsShowEachEntryOnce() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            for (int number = 1; number <= 5; number++) {
                record(backend, entry(number));
            }
            AuditQuery query = AuditQuery.latest(2);

            List<StoredAuditEntry> first = trail(backend).entries(query);
            record(backend, entry(6));
            List<StoredAuditEntry> second = trail(backend).entries(query.after(first));
            List<StoredAuditEntry> third = trail(backend).entries(query.after(second));

            assertThat(entries(first)).containsExactly(entry(5), entry(4));
            assertThat(entries(second)).containsExactly(entry(3), entry(2));
            assertThat(entries(third)).containsExactly(entry(1));
            assertThat(trail(backend).entries(query.after(third))).isEmpty();
            assertThat(trail(backend).entries(AuditQuery.latest(9)))
                    .extracting(StoredAuditEntry::id)
                    .isSortedAccordingTo(Collections.reverseOrder())
                    .doesNotHaveDuplicates()
                    .containsAll(first.stream().map(StoredAuditEntry::id).toList());
        }
    }

    @Test
    default void entriesAreSelectedByTheTimeAtWhichTheyWereMade() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            record(backend, entry(1, NOW.minusSeconds(9)));
            record(backend, entry(2, MICRO.minusNanos(1000)));
            record(backend, new RefusalsNotRecorded(MICRO, "monalisa", 1, NOW, NOW));
            record(backend, entry(3, MICRO.plusSeconds(1)));
            // The clock was set back.
            record(backend, entry(4, NOW.minusSeconds(1)));
            record(backend, entry(5, MICRO));

            assertThat(select(backend, since(MICRO)))
                    .containsExactly(
                            entry(5, MICRO),
                            entry(3, MICRO.plusSeconds(1)),
                            new RefusalsNotRecorded(MICRO, "monalisa", 1, NOW, NOW));
            assertThat(select(backend, since(MICRO).withLimit(1))).containsExactly(entry(5, MICRO));
            assertThat(select(backend, since(NOW.minusSeconds(9)))).hasSize(6);
            assertThat(select(backend, since(MICRO.plusSeconds(2)))).isEmpty();
            assertThat(select(backend, since(Instant.MIN))).hasSize(6);
            assertThat(select(backend, since(Instant.MAX))).isEmpty();
        }
    }

    @Test
    default void decisionsAreSelectedByTheirOwnerInAnyCase() {
        AuditEntry upper = DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "OCTO-Org", "app")
                .entry();
        AuditEntry lower = DecisionSeed.of(MICRO, Operation.DELETE_PACKAGE, "octo-org", "app")
                .entry();
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            record(backend, upper);
            record(
                    backend,
                    DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org-2", "app")
                            .entry());
            record(backend, new RefusalsNotRecorded(NOW, "octo-org", 1, NOW, NOW));
            record(backend, lower);
            record(
                    backend,
                    DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "monalisa", "octo-org")
                            .entry());

            AuditQuery ofOwner =
                    new AuditQuery(Optional.empty(), Optional.of(new Login("octO-org")), OptionalLong.empty(), 10);
            assertThat(select(backend, ofOwner)).containsExactly(lower, upper);
            assertThat(select(backend, ofOwner.withLimit(1).after(trail(backend).entries(ofOwner.withLimit(1)))))
                    .containsExactly(upper);
            assertThat(select(backend, new AuditQuery(Optional.of(MICRO), ofOwner.owner(), OptionalLong.empty(), 10)))
                    .containsExactly(lower);
        }
    }

    @Test
    default void entriesThatAreTooOldAreRemovedAndTheRemovalIsRecorded() {
        Instant limit = NOW.minus(Duration.ofDays(1));
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            record(backend, entry(1, limit.minusSeconds(1)));
            record(backend, entry(2, limit.minusNanos(1000)));
            record(backend, entry(3, limit));
            record(backend, entry(4, NOW));

            assertThat(trail(backend).prune(new AuditRetention(Duration.ofDays(1), 1_000_000), NOW))
                    .isEqualTo(2);

            assertThat(latest(backend, 100))
                    .containsExactly(new Pruned(NOW, 2, limit.minusNanos(1000)), entry(4, NOW), entry(3, limit));
        }
    }

    /** Otherwise one entry with a wrong date would cause the removal of other entries. */
    @Test
    default void anEntryThatIsNotTooOldProtectsLaterEntries() {
        Instant old = NOW.minus(Duration.ofDays(2));
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            record(backend, entry(1, old));
            record(backend, entry(2, NOW));
            record(backend, entry(3, old));

            assertThat(trail(backend).prune(new AuditRetention(Duration.ofDays(1), 1_000_000), NOW))
                    .isOne();

            assertThat(latest(backend, 100)).containsExactly(new Pruned(NOW, 1, old), entry(3, old), entry(2, NOW));
        }
    }

    @Test
    default void aTrailThatIsTooLargeKeepsTheNewestEntriesThatFitWithTheRecordOfTheRemoval() {
        long three = 3L * entry(1).size();
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            record(backend, entry(1));
            record(backend, entry(2));
            record(backend, entry(3));
            assertThat(prune(backend, three)).isZero();
            assertThat(latest(backend, 100)).containsExactly(entry(3), entry(2), entry(1));

            assertThat(prune(backend, three - 1)).isOne();

            assertThat(latest(backend, 100)).containsExactly(new Pruned(NOW, 1, MICRO), entry(3), entry(2));
            assertThat(prune(backend, three - 1)).isZero();

            record(backend, entry(4));
            long room = 2L * entry(1).size() + new Pruned(NOW, 1, MICRO).size();
            assertThat(prune(backend, room)).isEqualTo(2);
            assertThat(latest(backend, 100))
                    .containsExactly(new Pruned(NOW, 2, MICRO), entry(4), new Pruned(NOW, 1, MICRO));
        }
    }

    /** Otherwise a trail without new entries would be pruned for ever, one record for another. */
    @Test
    default void recordsOfPruningAreRemovedWithoutANewRecord() {
        AuditRetention day = new AuditRetention(Duration.ofDays(1), 1_000_000);
        Instant later = NOW.plus(Duration.ofDays(2));
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            record(backend, entry(1, NOW.minus(Duration.ofDays(2))));
            assertThat(trail(backend).prune(day, NOW)).isOne();
            assertThat(latest(backend, 100)).hasSize(1);

            assertThat(trail(backend).prune(day, later)).isOne();
            assertThat(latest(backend, 100)).isEmpty();

            record(backend, new Pruned(NOW, 7, NOW));
            record(backend, entry(2));
            assertThat(trail(backend).prune(day, later)).isEqualTo(2);
            assertThat(latest(backend, 100)).containsExactly(new Pruned(later, 2, MICRO));
        }
    }

    /** Otherwise a client that continues a page would miss entries. */
    @Test
    default void theIdOfARemovedEntryIsNotUsedAgain() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            record(backend, new Pruned(NOW.minus(Duration.ofDays(2)), 7, NOW));
            long removed = trail(backend).entries(AuditQuery.latest(1)).get(0).id();
            assertThat(trail(backend).prune(new AuditRetention(Duration.ofDays(1), 1_000_000), NOW))
                    .isOne();

            record(backend, entry(1));

            assertThat(trail(backend).entries(AuditQuery.latest(2)))
                    .singleElement()
                    .satisfies(stored -> assertThat(stored.id()).isGreaterThan(removed));
        }
    }

    /** Uses the use case, because a backend may run a unit of work in any thread, and determines its end. */
    @Test
    default void refusalsBeyondTheLimitAreCountedInTheTrail() {
        MutableClock clock = new MutableClock(NOW);
        try (Backend backend = open(people().state(), clock)) {
            LifecycleService lifecycle = new LifecycleService(backend, RULES, clock, LifecycleService.Mode.APPLY);
            for (int i = 0; i < 15; i++) {
                assertThat(lifecycle
                                .deletePackage(caller(backend, MONALISA), npm("nothing"))
                                .refusal())
                        .isPresent();
            }
            lifecycle.recordRefusalCounts();

            List<AuditEntry> found = latest(backend, 100);
            assertThat(found).hasSize(11);
            assertThat(found.get(0)).isEqualTo(new RefusalsNotRecorded(NOW, "monalisa", 5, NOW, NOW));
            assertThat(found.subList(1, 11))
                    .containsOnly(DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "nothing")
                            .refused(Reason.PACKAGE_NOT_FOUND)
                            .entry());
        }
    }

    @Test
    default void aDryRunLeavesTheDecisionsOfARealRunMarkedAsSuch() {
        MutableClock clock = new MutableClock(NOW);
        Seed seed = people().add(PackageSeed.of(7, "octo-org", PackageType.NPM, "app")
                .with(VersionSeed.of(PackageType.NPM, 1), VersionSeed.of(PackageType.NPM, 2)));
        try (Backend backend = open(seed.state(), clock)) {
            AuthenticatedCaller caller = caller(backend, MONALISA).withRequestId("8F2A");
            for (LifecycleService.Mode mode : List.of(LifecycleService.Mode.DRY_RUN, LifecycleService.Mode.APPLY)) {
                LifecycleService lifecycle = new LifecycleService(backend, RULES, clock, mode);
                assertThat(lifecycle
                                .deleteVersion(caller, npm("app"), new VersionId(1))
                                .refusal())
                        .isEmpty();
                assertThat(lifecycle
                                .deleteVersion(caller, npm("app"), new VersionId(3))
                                .refusal())
                        .isPresent();
            }

            List<AuditEntry> found = latest(backend, 4);
            assertThat(found.subList(0, 2))
                    .containsExactly(refusedVersion().entry(), deletedVersion().entry());
            assertThat(found.subList(2, 4))
                    .containsExactly(
                            refusedVersion().dryRun().entry(),
                            deletedVersion().dryRun().entry());
        }
    }

    private static DecisionSeed deletedVersion() {
        return DecisionSeed.of(NOW, Operation.DELETE_VERSION, "octo-org", "app")
                .packageId(7)
                .version(1)
                .requestId("8F2A");
    }

    private static DecisionSeed refusedVersion() {
        return DecisionSeed.of(NOW, Operation.DELETE_VERSION, "octo-org", "app")
                .packageId(7)
                .version(3)
                .refused(Reason.VERSION_NOT_FOUND)
                .requestId("8F2A");
    }

    @Test
    default void theEntryOfARestoreHasTheIdOfThePackageThatCameBack() {
        MutableClock clock = new MutableClock(NOW);
        Seed seed = people().add(
                        PackageSeed.of(7, "octo-org", PackageType.NPM, "app").with(VersionSeed.of(PackageType.NPM, 1)));
        try (Backend backend = open(seed.state(), clock)) {
            LifecycleService lifecycle = new LifecycleService(backend, RULES, clock, LifecycleService.Mode.APPLY);
            AuthenticatedCaller caller = caller(backend, MONALISA);

            assertThat(lifecycle.deletePackage(caller, npm("app")).refusal()).isEmpty();
            assertThat(lifecycle
                            .restorePackage(caller, npm("app"), Optional.empty())
                            .refusal())
                    .isEmpty();

            assertThat(latest(backend, 9))
                    .containsExactly(
                            DecisionSeed.of(NOW, Operation.RESTORE_PACKAGE, "octo-org", "app")
                                    .packageId(7)
                                    .entry(),
                            DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "app")
                                    .packageId(7)
                                    .entry());
        }
    }

    @Test
    default void aClosedTrailRefusesEveryCall() {
        Backend backend = open(people().state(), new MutableClock(NOW));
        AuditTrail trail = trail(backend);
        backend.close();

        assertThatThrownBy(() -> trail.entries(AuditQuery.latest(1))).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> trail.prune(AuditRetention.DEFAULT, NOW)).isInstanceOf(UnavailableException.class);
    }

    private static PackageAddress npm(String name) {
        return new PackageAddress(new OwnerReference.OrganizationLogin(new Login("octo-org")), PackageType.NPM, name);
    }

    private static AuditQuery since(Instant instant) {
        return new AuditQuery(Optional.of(instant), Optional.empty(), OptionalLong.empty(), 100);
    }

    private static AuditTrail trail(Backend backend) {
        return present(backend.auditTrail());
    }

    private static List<AuditEntry> latest(Backend backend, int limit) {
        return select(backend, AuditQuery.latest(limit));
    }

    private static List<AuditEntry> select(Backend backend, AuditQuery query) {
        return entries(trail(backend).entries(query));
    }

    private static List<AuditEntry> entries(List<StoredAuditEntry> stored) {
        return stored.stream().map(StoredAuditEntry::entry).toList();
    }

    private static long prune(Backend backend, long bytes) {
        return trail(backend).prune(new AuditRetention(Duration.ofDays(1), bytes), NOW);
    }

    private static void record(Backend backend, AuditEntry entry) {
        List<AuditEntry> recorded = backend.write(caller(backend, MONALISA), session -> {
            session.record(entry);
            return List.of(entry);
        });
        assertThat(recorded).containsExactly(entry);
    }

    /** Entries with the same instant, which is finer than a millisecond. */
    private static AuditEntry entry(int number) {
        return entry(number, MICRO);
    }

    private static AuditEntry entry(int number, Instant at) {
        return DecisionSeed.of(at, Operation.DELETE_PACKAGE, "octo-org", "app-" + number)
                .entry();
    }
}
