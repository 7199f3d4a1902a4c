package dev.packhouse.application.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.domain.access.Operation;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEntryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static Decision decision(String actor, String subject) {
        return new Decision(NOW, actor, Operation.DELETE_PACKAGE, subject, Decision.ALLOWED);
    }

    private static String subject(String text) {
        return decision("monalisa", text).subject();
    }

    @Test
    void aSubjectOf512BytesIsKeptAndALongerOneIsTruncatedWithItsLength() {
        String fits = "a".repeat(512);

        assertThat(subject(fits)).isEqualTo(fits);
        assertThat(subject(fits + "a")).isEqualTo("a".repeat(512 - "...[513 bytes]".length()) + "...[513 bytes]");
        assertThat(subject("a".repeat(100_000))).hasSize(512).endsWith("aaa...[100000 bytes]");
    }

    /** The mark begins at byte 498, which is inside each of these characters at some offset. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00e4", "\u20ac", "\ud83d\ude00"})
    void aSubjectIsTruncatedBetweenCodePoints(String character) {
        int length = character.getBytes(UTF_8).length;
        for (int offset = 0; offset < length; offset++) {
            String text = "x".repeat(offset) + character.repeat(900 / length);
            int whole = (512 - "...[900 bytes]".length() - offset) / length;

            assertThat(subject(text))
                    .isEqualTo("x".repeat(offset)
                            + character.repeat(whole)
                            + "...[%d bytes]".formatted(text.getBytes(UTF_8).length));
        }
    }

    /** Otherwise a store would not return the recorded entry. */
    @Test
    void aTruncatedSubjectIsNotTruncatedAgain() {
        String cut = subject("\u20ac".repeat(5000));

        assertThat(subject(cut)).isEqualTo(cut);
    }

    @Test
    void anActorIsTruncated() {
        String actor = "a".repeat(513);
        String cut = "a".repeat(498) + "...[513 bytes]";

        assertThat(decision(actor, "x").actor()).isEqualTo(cut);
        assertThat(new RefusalsNotRecorded(NOW, actor, 1, NOW, NOW).actor()).isEqualTo(cut);
    }

    @Test
    void theSizeIsTheBytesOfTheTextsAnd64() {
        assertThat(decision("mona", "\u20ac").size())
                .isEqualTo(64 + 4 + "DELETE_PACKAGE".length() + 3 + "ALLOWED".length());
        assertThat(new RefusalsNotRecorded(NOW, "\u00e4", 5, NOW, NOW).size()).isEqualTo(64 + 2);
        assertThat(new Pruned(NOW, 5, NOW).size()).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT_ADMIN", "PACKAGE_NOT_FOUND"})
    void aReasonIsARefusal(String reason) {
        assertThat(new Decision(NOW, "a", Operation.DELETE_PACKAGE, "x", reason).isRefusal())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {Decision.ALLOWED, Decision.UNKNOWN})
    void anAllowedOrUnknownDecisionIsNotARefusal(String decision) {
        assertThat(new Decision(NOW, "a", Operation.DELETE_PACKAGE, "x", decision).isRefusal())
                .isFalse();
    }

    @Test
    void anEntryWithoutACountIsRefused() {
        assertThatThrownBy(() -> new RefusalsNotRecorded(NOW, "a", 0, NOW, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid count 0: it must be positive");
        assertThatThrownBy(() -> new Pruned(NOW, 0, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRetentionRequiresPositiveLimits() {
        assertThat(new AuditRetention(Duration.ofNanos(1), 1).oldest(NOW)).isEqualTo(NOW.minusNanos(1));
        assertThat(new AuditRetention(Duration.ofDays(999_999_999), 1).oldest(NOW))
                .isBefore(NOW);
        assertThat(AuditRetention.DEFAULT).isEqualTo(new AuditRetention(Duration.ofDays(400), 268_435_456));
        assertThatThrownBy(() -> new AuditRetention(Duration.ZERO, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AuditRetention(Duration.ofDays(-1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AuditRetention(Duration.ofDays(999_999_999).plusNanos(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AuditRetention(Duration.ofDays(1), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid retention of PT24H and 0 bytes: both must be positive,"
                        + " and the age at most 999999999 days");
    }
}
