package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * How much of the audit trail is kept. What is older or too much is removed, the oldest entries first.
 *
 * @param age how long an entry is kept, positive, at most 999,999,999 days
 * @param bytes how many bytes all entries may have together, positive; the sum of their {@link AuditEntry#size() sizes}
 */
public record AuditRetention(Duration age, long bytes) {

    private static final Duration MAX_AGE = Duration.ofDays(999_999_999);

    /** 400 days and 256 MiB. */
    public static final AuditRetention DEFAULT = new AuditRetention(Duration.ofDays(400), 256L << 20);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public AuditRetention {
        requireNonNull(age, "age");
        if (age.isNegative() || age.isZero() || age.compareTo(MAX_AGE) > 0 || bytes < 1) {
            throw new IllegalArgumentException(
                    "Invalid retention of %s and %s bytes: both must be positive, and the age at most %s days"
                            .formatted(age, bytes, MAX_AGE.toDays()));
        }
    }

    /** Entries made before this instant are too old. */
    public Instant oldest(Instant now) {
        return now.minus(age);
    }

    /** How many bytes are left beside an {@link AuditEntry.Pruned}; may be negative. */
    public long bytesBesidePruned() {
        return bytes - AuditEntry.OVERHEAD;
    }
}
