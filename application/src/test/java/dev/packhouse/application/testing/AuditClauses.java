package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.Callers.caller;
import static dev.packhouse.application.testing.ContractState.MONALISA;
import static dev.packhouse.application.testing.ContractState.NOW;
import static dev.packhouse.application.testing.ContractState.people;
import static dev.packhouse.application.testing.StoreCalls.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.api.OwnerReference;
import dev.packhouse.application.api.PackageAddress;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.service.LifecycleService;
import dev.packhouse.application.spi.Backend;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.naming.PackageType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

            assertThat(store(backend).auditTrail(2)).containsExactly(entry(3), entry(2));
            assertThat(store(backend).auditTrail(100)).containsExactly(entry(3), entry(2), entry(1));
            assertThat(store(backend).auditTrail(0)).isEmpty();
        }
    }

    @Test
    default void anEntryIsKeptExactlyIfItsUnitOfWorkSucceeds() {
        IllegalStateException failure = new IllegalStateException("The unit fails");
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            record(backend, entry(1));

            assertThatThrownBy(() -> backend.write(caller(backend, MONALISA), session -> {
                        session.record(entry(2));
                        throw failure;
                    }))
                    .isSameAs(failure);

            assertThat(store(backend).auditTrail(100)).containsExactly(entry(1));
        }
    }

    @Test
    default void theAuditTrailIsNotPartOfTheState() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            var before = store(backend).export();

            record(backend, entry(1));

            assertThat(store(backend).export()).isEqualTo(before);
            assertThat(store(backend).auditTrail(100)).containsExactly(entry(1));
        }
    }

    @Test
    default void everyKindOfEntryIsReturnedUnchanged() {
        List<AuditEntry> entries = List.of(
                new Decision(
                        MICRO, "octo-org/hello-world", Operation.RESTORE_VERSION, "octo-org/npm/\u00e4/1", "UNKNOWN"),
                new RefusalsNotRecorded(MICRO, "monalisa", Long.MAX_VALUE, NOW, MICRO),
                new Pruned(NOW, 3, MICRO));
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            entries.forEach(entry -> record(backend, entry));

            assertThat(store(backend).auditTrail(3)).containsExactly(entries.get(2), entries.get(1), entries.get(0));
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

            assertThat(store(backend).pruneAuditTrail(new AuditRetention(Duration.ofDays(1), 1_000_000), NOW))
                    .isEqualTo(2);

            assertThat(store(backend).auditTrail(100))
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

            assertThat(store(backend).pruneAuditTrail(new AuditRetention(Duration.ofDays(1), 1_000_000), NOW))
                    .isOne();

            assertThat(store(backend).auditTrail(100))
                    .containsExactly(new Pruned(NOW, 1, old), entry(3, old), entry(2, NOW));
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
            assertThat(store(backend).auditTrail(100)).containsExactly(entry(3), entry(2), entry(1));

            assertThat(prune(backend, three - 1)).isOne();

            assertThat(store(backend).auditTrail(100)).containsExactly(new Pruned(NOW, 1, MICRO), entry(3), entry(2));
            assertThat(prune(backend, three - 1)).isZero();

            record(backend, entry(4));
            long room = 2L * entry(1).size() + new Pruned(NOW, 1, MICRO).size();
            assertThat(prune(backend, room)).isEqualTo(2);
            assertThat(store(backend).auditTrail(100))
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
            assertThat(store(backend).pruneAuditTrail(day, NOW)).isOne();
            assertThat(store(backend).auditTrail(100)).hasSize(1);

            assertThat(store(backend).pruneAuditTrail(day, later)).isOne();
            assertThat(store(backend).auditTrail(100)).isEmpty();

            record(backend, new Pruned(NOW, 7, NOW));
            record(backend, entry(2));
            assertThat(store(backend).pruneAuditTrail(day, later)).isEqualTo(2);
            assertThat(store(backend).auditTrail(100)).containsExactly(new Pruned(later, 2, MICRO));
        }
    }

    /** Uses the use case, because a backend may run a unit of work in any thread, and determines its end. */
    @Test
    default void refusalsBeyondTheLimitAreCountedInTheTrail() {
        MutableClock clock = new MutableClock(NOW);
        try (Backend backend = open(people().state(), clock)) {
            LifecycleService lifecycle = new LifecycleService(backend, RULES, clock, LifecycleService.Mode.APPLY);
            PackageAddress nothing = new PackageAddress(
                    new OwnerReference.OrganizationLogin(new Login("octo-org")), PackageType.NPM, "nothing");
            for (int i = 0; i < 15; i++) {
                assertThat(lifecycle
                                .deletePackage(caller(backend, MONALISA), nothing)
                                .refusal())
                        .isPresent();
            }
            lifecycle.recordRefusalCounts();

            List<AuditEntry> trail = store(backend).auditTrail(100);
            assertThat(trail).hasSize(11);
            assertThat(trail.get(0)).isEqualTo(new RefusalsNotRecorded(NOW, "monalisa", 5, NOW, NOW));
            assertThat(trail.subList(1, 11))
                    .containsOnly(new Decision(
                            NOW, "monalisa", Operation.DELETE_PACKAGE, "octo-org/npm/nothing", "PACKAGE_NOT_FOUND"));
        }
    }

    private static long prune(Backend backend, long bytes) {
        return store(backend).pruneAuditTrail(new AuditRetention(Duration.ofDays(1), bytes), NOW);
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
        return new Decision(at, "monalisa", Operation.DELETE_PACKAGE, "octo-org/npm/app-" + number, Decision.ALLOWED);
    }
}
