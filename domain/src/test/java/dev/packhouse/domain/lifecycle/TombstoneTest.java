package dev.packhouse.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Decision 7: 30 x 24 hours, the last instant included")
class TombstoneTest {

    /**
     * The night before the change to daylight saving time in several countries: 30 days must still be 30 x 24 hours.
     */
    private static final Instant DELETED = Instant.parse("2026-03-07T23:59:59.123456789Z");

    private static final Instant LAST_CHANCE = Instant.parse("2026-04-06T23:59:59.123456789Z");

    private final Tombstone tombstone = Tombstone.at(DELETED);

    @Test
    void aRestoreIsAcceptedAtTheInstantOfTheDeletion() {
        assertThat(tombstone.allowsRestoreAt(DELETED)).isTrue();
    }

    @Test
    void aRestoreIsAcceptedAtTheLastInstant() {
        assertThat(tombstone.restorableUntil()).isEqualTo(LAST_CHANCE);
        assertThat(Duration.between(DELETED, LAST_CHANCE).toHours()).isEqualTo(30 * 24);
        assertThat(tombstone.allowsRestoreAt(LAST_CHANCE)).isTrue();
    }

    @Test
    void aRestoreIsRefusedOneNanosecondAfterTheLastInstant() {
        assertThat(tombstone.allowsRestoreAt(LAST_CHANCE.plusNanos(1))).isFalse();
    }

    @Test
    @DisplayName("Decision 10: exactly those tombstones are purged that no longer allow a restore")
    void theOldestRestorableDeletionIsTheOneWhoseLastInstantIsNow() {
        assertThat(Tombstone.oldestRestorableAt(LAST_CHANCE)).isEqualTo(DELETED);
        assertThat(Tombstone.oldestRestorableAt(LAST_CHANCE.plusNanos(1))).isEqualTo(DELETED.plusNanos(1));
    }

    @Test
    void aVersionThatIsDeletedByItselfIsNotDeletedWithItsPackage() {
        assertThat(tombstone).isEqualTo(new Tombstone(DELETED, false)).isNotEqualTo(new Tombstone(DELETED, true));
    }
}
