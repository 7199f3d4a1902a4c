package dev.packhouse.application.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.testing.DecisionSeed;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.policy.Refusal.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AuditFieldsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.000000001Z");

    private static final StoredAuditEntry FULL = new StoredAuditEntry(
            7,
            DecisionSeed.of(NOW, Operation.DELETE_VERSION, "octo-org", "app")
                    .packageId(1)
                    .version(Long.MAX_VALUE)
                    .refused(Reason.LAST_VERSION)
                    .requestId("8F2A")
                    .dryRun()
                    .entry());

    private static Stream<StoredAuditEntry> entries() {
        return Stream.of(
                FULL,
                new StoredAuditEntry(
                        8,
                        DecisionSeed.of(NOW, Operation.RESTORE_PACKAGE, "octo-org", "a b")
                                .unknown()
                                .entry()),
                new StoredAuditEntry(Long.MAX_VALUE, new RefusalsNotRecorded(NOW, "monalisa", 3, NOW, NOW)),
                new StoredAuditEntry(1, new Pruned(NOW, Long.MAX_VALUE, NOW)));
    }

    @Test
    void theFieldsAreInTheOrderOfTheirDocumentation() {
        assertThat(AuditFields.of(FULL).toString())
                .isEqualTo("{id=7, kind=decision, at=2026-11-21T12:00:00.000000001Z, actor=monalisa,"
                        + " operation=delete_version, owner=octo-org, package_type=npm, package_name=app, package_id=1,"
                        + " version_id=9223372036854775807, decision=REFUSED, refusal=LAST_VERSION, request_id=8F2A,"
                        + " dry_run=true}");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void anEntryIsReadFromItsFields(StoredAuditEntry entry) {
        Map<String, Object> fields = new LinkedHashMap<>(AuditFields.of(entry));
        fields.put("added_later", "ignored");

        assertThat(AuditFields.parse(fields)).isEqualTo(entry);
    }

    @Test
    void smallNumbersMayBeIntegers() {
        Map<String, Object> fields = new HashMap<>(AuditFields.of(FULL));
        fields.put("id", 7);
        fields.put("package_id", 1);

        assertThat(AuditFields.parse(fields)).isEqualTo(FULL);
    }

    @ParameterizedTest
    @CsvSource({
        "id, x",
        "kind, other",
        "at, yesterday",
        "operation, publish",
        "package_id, x",
        "version_id, x",
        "decision, MAYBE",
        "refusal, BECAUSE",
        "dry_run, yes"
    })
    void aWrongFieldIsRefused(String name, String value) {
        Map<String, Object> fields = new HashMap<>(AuditFields.of(FULL));
        fields.put(name, value);

        assertThatThrownBy(() -> AuditFields.parse(fields)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"id", "kind", "at", "actor", "operation", "owner", "package_name", "decision", "refusal", "dry_run"})
    void aMissingFieldIsRefused(String name) {
        Map<String, Object> fields = new HashMap<>(AuditFields.of(FULL));
        fields.remove(name);

        assertThatThrownBy(() -> AuditFields.parse(fields)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aQueryNeedsAPositiveLimit() {
        assertThat(AuditQuery.latest(1).limit()).isEqualTo(1);
        assertThatThrownBy(() -> AuditQuery.latest(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid limit 0: it must be positive");
    }
}
