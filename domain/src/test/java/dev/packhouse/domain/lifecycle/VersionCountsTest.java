package dev.packhouse.domain.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VersionCountsTest {

    @Test
    void knownCountsBeginAtZero() {
        assertThat(VersionCounts.of(0, 0, 0))
                .isEqualTo(new VersionCounts(OptionalLong.of(0), OptionalLong.of(0), OptionalLong.of(0)));
    }

    @Test
    void eachCountHasItsComponent() {
        assertThat(VersionCounts.of(3, 2, 1))
                .isEqualTo(new VersionCounts(OptionalLong.of(3), OptionalLong.of(2), OptionalLong.of(1)));
    }

    @Test
    void allCountsMayBeUnknown() {
        assertThat(VersionCounts.UNKNOWN)
                .isEqualTo(new VersionCounts(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty()));
    }

    @Test
    void noCountIsNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionCounts.of(-1, 0, 0))
                .withMessage("Invalid count active of versions: -1 is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionCounts.of(0, -1, 0))
                .withMessage("Invalid count tagged of versions: -1 is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionCounts.of(0, 0, -1))
                .withMessage("Invalid count mostDownloads of versions: -1 is negative");
    }
}
