package dev.packhouse.application.model;

import dev.packhouse.application.model.AuditEntry.Decision;
import dev.packhouse.application.model.AuditEntry.Pruned;
import dev.packhouse.application.model.AuditEntry.RefusalsNotRecorded;
import dev.packhouse.application.model.AuditEntry.Result;
import dev.packhouse.application.model.AuditEntry.Subject;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The entries of an audit trail as named fields, whose values are texts, whole numbers ({@link Long}) and booleans. The
 * responses of the server, the output of the command line, the log and the file of a live backend have these fields, in this
 * order.
 *
 * <p>Instants are in ISO 8601 with their full precision. A field without a value is left out.
 */
public final class AuditFields {

    private static final String ID = "id";
    private static final String KIND = "kind";
    private static final String AT = "at";
    private static final String ACTOR = "actor";
    private static final String OPERATION = "operation";
    private static final String OWNER = "owner";
    private static final String PACKAGE_TYPE = "package_type";
    private static final String PACKAGE_NAME = "package_name";
    private static final String PACKAGE_ID = "package_id";
    private static final String VERSION_ID = "version_id";
    private static final String DECISION = "decision";
    private static final String REFUSAL = "refusal";
    private static final String REQUEST_ID = "request_id";
    private static final String DRY_RUN = "dry_run";
    private static final String COUNT = "count";
    private static final String SINCE = "since";
    private static final String UNTIL = "until";

    private static final String REFUSALS_NOT_RECORDED = "refusals_not_recorded";
    private static final String PRUNED = "pruned";

    private AuditFields() {}

    /** The fields of a stored entry; the first is its {@code id}. */
    public static Map<String, Object> of(StoredAuditEntry stored) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(ID, stored.id());
        fields.putAll(of(stored.entry()));
        return fields;
    }

    /** The fields of an entry. */
    public static Map<String, Object> of(AuditEntry entry) {
        return entry.fold(AuditFields::ofDecision, AuditFields::ofRefusals, AuditFields::ofPruning);
    }

    private static Map<String, Object> ofDecision(Decision entry) {
        Map<String, Object> fields = begin(DECISION, entry);
        fields.put(ACTOR, entry.actor());
        fields.put(OPERATION, entry.operation().name().toLowerCase(Locale.ROOT));
        fields.put(OWNER, entry.subject().owner());
        fields.put(PACKAGE_TYPE, entry.subject().packageType());
        fields.put(PACKAGE_NAME, entry.subject().packageName());
        entry.subject().packageId().ifPresent(id -> fields.put(PACKAGE_ID, id.value()));
        entry.subject().versionId().ifPresent(id -> fields.put(VERSION_ID, id.value()));
        fields.put(DECISION, entry.result().name());
        entry.refusal().ifPresent(reason -> fields.put(REFUSAL, reason.name()));
        entry.requestId().ifPresent(id -> fields.put(REQUEST_ID, id));
        fields.put(DRY_RUN, entry.dryRun());
        return fields;
    }

    private static Map<String, Object> ofRefusals(RefusalsNotRecorded entry) {
        Map<String, Object> fields = begin(REFUSALS_NOT_RECORDED, entry);
        fields.put(ACTOR, entry.actor());
        fields.put(COUNT, entry.count());
        fields.put(SINCE, entry.since().toString());
        fields.put(UNTIL, entry.until().toString());
        return fields;
    }

    private static Map<String, Object> ofPruning(Pruned entry) {
        Map<String, Object> fields = begin(PRUNED, entry);
        fields.put(COUNT, entry.count());
        fields.put(UNTIL, entry.until().toString());
        return fields;
    }

    private static Map<String, Object> begin(String kind, AuditEntry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(KIND, kind);
        fields.put(AT, entry.at().toString());
        return fields;
    }

    /**
     * Reads a stored entry from its fields. Whole numbers may be {@link Integer}s; unknown fields are ignored.
     *
     * @throws IllegalArgumentException if a field is missing, or its value is none of the field
     */
    public static StoredAuditEntry parse(Map<String, ?> fields) {
        try {
            return new StoredAuditEntry(number(fields, ID), entry(fields));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static AuditEntry entry(Map<String, ?> fields) {
        String kind = text(fields, KIND);
        return switch (kind) {
            case DECISION ->
                new Decision(
                        instant(fields, AT),
                        text(fields, ACTOR),
                        Operation.valueOf(text(fields, OPERATION).toUpperCase(Locale.ROOT)),
                        new Subject(
                                text(fields, OWNER),
                                text(fields, PACKAGE_TYPE),
                                text(fields, PACKAGE_NAME),
                                optional(fields, PACKAGE_ID).map(present -> new PackageId(number(fields, PACKAGE_ID))),
                                optional(fields, VERSION_ID).map(present -> new VersionId(number(fields, VERSION_ID)))),
                        Result.valueOf(text(fields, DECISION)),
                        optional(fields, REFUSAL).map(present -> Refusal.Reason.valueOf(text(fields, REFUSAL))),
                        optional(fields, REQUEST_ID).map(present -> text(fields, REQUEST_ID)),
                        value(fields, DRY_RUN, Boolean.class));
            case REFUSALS_NOT_RECORDED ->
                new RefusalsNotRecorded(
                        instant(fields, AT),
                        text(fields, ACTOR),
                        number(fields, COUNT),
                        instant(fields, SINCE),
                        instant(fields, UNTIL));
            case PRUNED -> new Pruned(instant(fields, AT), number(fields, COUNT), instant(fields, UNTIL));
            default -> throw new IllegalArgumentException("There is no kind of entries '%s'".formatted(kind));
        };
    }

    private static Optional<Object> optional(Map<String, ?> fields, String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private static <T> T value(Map<String, ?> fields, String name, Class<T> type) {
        return optional(fields, name)
                .filter(type::isInstance)
                .map(type::cast)
                .orElseThrow(() -> new IllegalArgumentException("The field '%s' is missing or wrong".formatted(name)));
    }

    private static String text(Map<String, ?> fields, String name) {
        return value(fields, name, String.class);
    }

    private static long number(Map<String, ?> fields, String name) {
        return fields.get(name) instanceof Integer small ? small : value(fields, name, Long.class);
    }

    private static Instant instant(Map<String, ?> fields, String name) {
        return Instant.parse(text(fields, name));
    }
}
