package dev.packhouse.application.testing;

import static dev.packhouse.application.testing.ContractWorld.MONALISA;
import static dev.packhouse.application.testing.ContractWorld.NOW;
import static dev.packhouse.application.testing.ContractWorld.people;
import static dev.packhouse.application.testing.StoreWorld.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.out.AuditEntry;
import dev.packhouse.application.out.Backend;
import dev.packhouse.domain.access.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The audit trail. */
public interface AuditClauses extends BackendFixture {

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
    default void anEntryIsKeptExactlyIfItsUnitOfWorkEndsWell() {
        IllegalStateException failure = new IllegalStateException("The unit fails");
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            record(backend, entry(1));

            assertThatThrownBy(() -> backend.write(MONALISA, session -> {
                        session.record(entry(2));
                        throw failure;
                    }))
                    .isSameAs(failure);

            assertThat(store(backend).auditTrail(100)).containsExactly(entry(1));
        }
    }

    @Test
    default void theAuditTrailIsNoPartOfTheState() {
        try (Backend backend = open(people().state(), new MutableClock(NOW))) {
            var before = store(backend).export();

            record(backend, entry(1));

            assertThat(store(backend).export()).isEqualTo(before);
            assertThat(store(backend).auditTrail(100)).containsExactly(entry(1));
        }
    }

    private static void record(Backend backend, AuditEntry entry) {
        List<AuditEntry> recorded = backend.write(MONALISA, session -> {
            session.record(entry);
            return List.of(entry);
        });
        assertThat(recorded).containsExactly(entry);
    }

    /** All at one instant, which is finer than a millisecond. */
    private static AuditEntry entry(int number) {
        return new AuditEntry(
                NOW.plusNanos(1000), "monalisa", Operation.DELETE_PACKAGE, "octo-org/npm/app-" + number, "ALLOWED");
    }
}
