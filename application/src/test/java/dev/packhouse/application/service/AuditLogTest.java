package dev.packhouse.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.testing.DecisionSeed;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditLogTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void theLineOfADecisionHasWhatTheTrailHas() {
        assertThat(AuditLog.line(DecisionSeed.of(NOW, Operation.DELETE_VERSION, "octo-org", "container", "team/app")
                        .packageId(197)
                        .version(836)
                        .refused(Reason.LAST_VERSION)
                        .requestId("8F2A:1B2C3D")
                        .dryRun()
                        .entry()))
                .isEqualTo(
                        "kind=decision at=2026-11-21T12:00:00Z actor=monalisa operation=delete_version owner=octo-org"
                                + " package_type=container package_name=team/app package_id=197 version_id=836"
                                + " decision=REFUSED refusal=LAST_VERSION request_id=8F2A:1B2C3D dry_run=true");
        assertThat(AuditLog.line(DecisionSeed.of(NOW, Operation.RESTORE_PACKAGE, "octo-org", "app")
                        .unknown()
                        .entry()))
                .isEqualTo(
                        "kind=decision at=2026-11-21T12:00:00Z actor=monalisa operation=restore_package owner=octo-org"
                                + " package_type=npm package_name=app decision=UNKNOWN dry_run=false");
    }

    @Test
    void theLineOfACountHasTheNumberAndTheTimes() {
        Instant since = NOW.minusSeconds(9);
        assertThat(AuditLog.line(new RefusalsNotRecorded(NOW, "monalisa", 3, since, NOW)))
                .isEqualTo("kind=refusals_not_recorded at=2026-11-21T12:00:00Z actor=monalisa count=3"
                        + " since=2026-11-21T11:59:51Z until=2026-11-21T12:00:00Z");
        assertThat(AuditLog.line(new Pruned(NOW, 5, since)))
                .isEqualTo("kind=pruned at=2026-11-21T12:00:00Z count=5 until=2026-11-21T11:59:51Z");
    }

    /** A name comes from the client. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "app decision=ALLOWED | `\"app decision=ALLOWED\"`",
                "a=b | `\"a=b\"`",
                "a\u00a0b | `\"a\u00a0b\"`",
                "`a\"b\\c` | `\"a\\\"b\\\\c\"`",
                "`a\nb\u0007\u001b[2J` | `\"a\\u000ab\\u0007\\u001b[2J\"`",
                "`a\u0085\u2028\u2029b\u202e` | `\"a\\u0085\\u2028\\u2029b\\u202e\"`",
                "`` | `\"\"`",
                "\u00e4\u20ac/@x-1.0 | \u00e4\u20ac/@x-1.0"
            })
    void noNameCanForgeAFieldOrALine(String name, String shown) {
        assertThat(AuditLog.line(DecisionSeed.of(NOW, Operation.DELETE_PACKAGE, "o", name)
                        .entry()))
                .isEqualTo("kind=decision at=2026-11-21T12:00:00Z actor=monalisa operation=delete_package owner=o"
                        + " package_type=npm package_name=" + shown + " decision=ALLOWED dry_run=false");
    }
}
