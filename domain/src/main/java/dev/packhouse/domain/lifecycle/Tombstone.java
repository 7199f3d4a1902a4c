package dev.packhouse.domain.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * What a deletion leaves behind: the promise that what was deleted can be restored for 30 days, to the instant.
 *
 * <p>Source: "Deleting and restoring a package": restorable if deleted "within the last 30 days".
 *
 * @param deletedAt when it was deleted
 * @param deletedWithPackage whether a version went because its whole package was deleted, so that it comes back with the
 *     package; false for a version that was deleted by itself, and for a package
 */
public record Tombstone(Instant deletedAt, boolean deletedWithPackage) {

    /** How long a deletion can be taken back. */
    public static final Duration RESTORE_WINDOW = Duration.ofDays(30);

    /** Checks that nothing is null. */
    public Tombstone {
        requireNonNull(deletedAt, "deletedAt");
    }

    /** The tombstone of something that was deleted by itself. */
    public static Tombstone at(Instant deletedAt) {
        return new Tombstone(deletedAt, false);
    }

    /** The last instant at which a restore is accepted. */
    public Instant restorableUntil() {
        return deletedAt.plus(RESTORE_WINDOW);
    }

    /** Whether a restore is accepted at this instant. Once it is not, the tombstone is due to be purged. */
    public boolean allowsRestoreAt(Instant now) {
        return !now.isAfter(restorableUntil());
    }

    /** The earliest deletion that can still be taken back at this instant; tombstones before it are to be purged. */
    public static Instant oldestRestorableAt(Instant now) {
        return now.minus(RESTORE_WINDOW);
    }
}
