package dev.packhouse.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TombstoneTest {

    private static final Instant DELETED = Instant.parse("2026-03-07T23:59:59.123456789Z");

    @Test
    void aVersionThatIsDeletedByItselfIsNotDeletedWithItsPackage() {
        assertThat(Tombstone.at(DELETED))
                .isEqualTo(new Tombstone(DELETED, false))
                .isNotEqualTo(new Tombstone(DELETED, true));
    }
}
