package dev.packhouse.application.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.testing.DecisionSeed;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.policy.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEntryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static Decision decision(String actor, String packageName) {
        return DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", packageName)
                .by(actor)
                .entry();
    }

    private static String name(String text) {
        return decision("monalisa", text).subject().packageName();
    }

    @Test
    void aNameOf512BytesIsKeptAndALongerOneIsTruncatedWithItsLength() {
        String fits = "a".repeat(512);

        assertThat(name(fits)).isEqualTo(fits);
        assertThat(name(fits + "a")).isEqualTo("a".repeat(512 - "...[513 bytes]".length()) + "...[513 bytes]");
        assertThat(name("a".repeat(100_000))).hasSize(512).endsWith("aaa...[100000 bytes]");
    }

    /** The mark begins at byte 498, which is inside each of these characters at some offset. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00e4", "\u20ac", "\ud83d\ude00"})
    void aNameIsTruncatedBetweenCodePoints(String character) {
        int length = character.getBytes(UTF_8).length;
        for (int offset = 0; offset < length; offset++) {
            String text = "x".repeat(offset) + character.repeat(900 / length);
            int whole = (512 - "...[900 bytes]".length() - offset) / length;

            assertThat(name(text))
                    .isEqualTo("x".repeat(offset)
                            + character.repeat(whole)
                            + "...[%d bytes]".formatted(text.getBytes(UTF_8).length));
        }
    }

    /** Otherwise a store would not return the recorded entry. */
    @Test
    void aTruncatedNameIsNotTruncatedAgain() {
        String cut = name("\u20ac".repeat(5000));

        assertThat(name(cut)).isEqualTo(cut);
    }

    @Test
    void everyTextIsTruncated() {
        String text = "a".repeat(513);
        String cut = "a".repeat(498) + "...[513 bytes]";

        Decision entry = DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, text, text, text)
                .by(text)
                .requestId(text)
                .entry();

        assertThat(entry)
                .isEqualTo(DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, cut, cut, cut)
                        .by(cut)
                        .requestId(cut)
                        .entry());
        assertThat(entry.subject().owner()).isEqualTo(cut);
        assertThat(new RefusalsNotRecorded(NOW, text, 1, NOW, NOW).actor()).isEqualTo(cut);
    }

    @Test
    void theSizeIsTheBytesOfTheTextsAnd256() {
        int words = "DELETE_PACKAGE".length() + "octo-org".length() + "npm".length();
        assertThat(decision("mona", "\u20ac").size()).isEqualTo(256 + 4 + words + 3 + "ALLOWED".length());
        assertThat(DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "app")
                        .by("\u00e4")
                        .packageId(1)
                        .version(2)
                        .refused(Refusal.Reason.NOT_ADMIN)
                        .requestId("8F2A")
                        .dryRun()
                        .entry()
                        .size())
                .isEqualTo(256 + 2 + words + 3 + "REFUSED".length() + "NOT_ADMIN".length() + 4);
        assertThat(new RefusalsNotRecorded(NOW, "\u00e4", 5, NOW, NOW).size()).isEqualTo(256 + 2);
        assertThat(new Pruned(NOW, 5, NOW).size()).isEqualTo(256);
    }

    @Test
    void onlyARefusalHasAReason() {
        DecisionSeed seed = DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "app");
        assertThat(seed.entry().isRefusal()).isFalse();
        assertThat(seed.refused(Refusal.Reason.NOT_ADMIN).entry().isRefusal()).isTrue();
        assertThat(seed.entry().withUnknownResult())
                .isEqualTo(DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "octo-org", "app")
                        .unknown()
                        .entry());

        assertThatThrownBy(() -> seed.unknown().entry())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The result UNKNOWN with the refusal NOT_ADMIN: only a refusal has a reason");
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
