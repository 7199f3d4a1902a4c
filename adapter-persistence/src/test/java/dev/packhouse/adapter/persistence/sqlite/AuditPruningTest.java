package dev.packhouse.adapter.persistence.sqlite;

import static dev.packhouse.adapter.persistence.sqlite.NpmStore.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.model.UnavailableException;
import dev.packhouse.application.testing.DecisionSeed;
import dev.packhouse.domain.access.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The batches of {@link NpmStore#FEW} have two rows. */
class AuditPruningTest {

    private static final AuditRetention DAY = new AuditRetention(Duration.ofDays(1), 1_000_000_000);
    private static final Instant OLD = NOW.minus(Duration.ofDays(2));

    @TempDir
    Path directory;

    private static AuditEntry entry(Instant at) {
        return DecisionSeed.of(at, Operation.DELETE_PACKAGE, "octo-org", "app").entry();
    }

    private static void record(OpenedSqlite backend, Instant at, int times) {
        backend.<Void>write(AuthenticatedCaller.ANONYMOUS, session -> {
            for (int i = 0; i < times; i++) {
                session.record(entry(at.plusNanos(i)));
            }
            return null;
        });
    }

    private static long commits(OpenedSqlite backend) {
        return backend.write(AuthenticatedCaller.ANONYMOUS, session -> backend.commits());
    }

    private static long prune(OpenedSqlite backend, AuditRetention keep) {
        return backend.auditTrail().orElseThrow().prune(keep, NOW);
    }

    private static List<AuditEntry> trail(OpenedSqlite backend) {
        return backend.auditTrail().orElseThrow().entries(AuditQuery.latest(1_000_000)).stream()
                .map(StoredAuditEntry::entry)
                .toList();
    }

    @Test
    void aPruningRunsInManySmallTransactionsAndIsRecordedOnce() {
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            record(backend, OLD, 5);
            record(backend, NOW, 1);
            long before = commits(backend);

            assertThat(prune(backend, DAY)).isEqualTo(5);

            assertThat(commits(backend) - before).isEqualTo(3 + 1);
            assertThat(trail(backend)).containsExactly(new Pruned(NOW, 5, OLD.plusNanos(4)), entry(NOW));
        }
    }

    /** More entries than one read transaction adds up. */
    @Test
    void theSizesOfManyEntriesAreAddedUp() {
        int many = 25_000;
        long size = entry(NOW).size();
        try (OpenedSqlite backend =
                OpenedSqlite.open(directory, NpmStore.settings(directory), DatabaseLimits.DEFAULT)) {
            record(backend, NOW, many);
            assertThat(prune(backend, new AuditRetention(Duration.ofDays(1), many * size)))
                    .isZero();

            assertThat(prune(backend, new AuditRetention(Duration.ofDays(1), many * size - 1)))
                    .isOne();
            assertThat(prune(backend, new AuditRetention(Duration.ofDays(1), 24_000 * size + AuditEntry.OVERHEAD)))
                    .isEqualTo(1_000);

            List<AuditEntry> trail = trail(backend);
            assertThat(trail).hasSize(24_001);
            assertThat(trail.get(0)).isEqualTo(new Pruned(NOW, 1_000, NOW.plusNanos(1_000)));
            assertThat(trail.get(1)).isEqualTo(new Pruned(NOW, 1, NOW));
            assertThat(trail.get(2)).isEqualTo(entry(NOW.plusNanos(many - 1)));
            assertThat(trail.get(24_000)).isEqualTo(entry(NOW.plusNanos(1_001)));
        }
    }

    /** As if the disk had become full, or the process had died, after the first transaction of a pruning. */
    @Test
    void anInterruptedPruningRecordsHowManyEntriesItHasRemovedAndTheNextOneContinues() {
        try (OpenedSqlite backend = NpmStore.open(directory)) {
            record(backend, OLD, 5);
            backend.database()
                    .write(connection ->
                            connection.update("create trigger interrupt before delete on audit when old.id = 3"
                                    + " begin select raise(abort, 'interrupted'); end"));
            assertThatThrownBy(() -> prune(backend, DAY)).isInstanceOf(UnavailableException.class);
            assertThat(trail(backend))
                    .containsExactly(
                            new Pruned(NOW, 2, OLD.plusNanos(1)),
                            entry(OLD.plusNanos(4)),
                            entry(OLD.plusNanos(3)),
                            entry(OLD.plusNanos(2)));
            backend.database().write(connection -> connection.update("drop trigger interrupt"));

            assertThat(prune(backend, DAY)).isEqualTo(3);

            assertThat(trail(backend))
                    .containsExactly(new Pruned(NOW, 3, OLD.plusNanos(4)), new Pruned(NOW, 2, OLD.plusNanos(1)));
        }
    }
}
