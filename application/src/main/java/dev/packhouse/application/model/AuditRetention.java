package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * The limits of the audit trail. Entries that exceed a limit are removed, the oldest first.
 *
 * @param age how long an entry is kept, positive, at most 999,999,999 days
 * @param bytes the maximum sum of the {@link AuditEntry#size() sizes} of all entries, positive
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

    /** The oldest time of an entry that is kept. Entries made before it are too old. */
    public Instant oldest(Instant now) {
        return now.minus(age);
    }

    /** The bytes that remain for other entries beside an {@link AuditEntry.Pruned}; may be negative. */
    public long bytesBesidePruned() {
        return bytes - AuditEntry.OVERHEAD;
    }
}
