package dev.packhouse.domain.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * The mark of a deleted package or version. It can be restored for exactly 30 days from the instant of the deletion.
 *
 * <p>Source: "Deleting and restoring a package": restorable if deleted "within the last 30 days".
 *
 * @param deletedAt when it was deleted
 * @param deletedWithPackage whether a version was deleted together with its package, and is restored together with it;
 *     false for a version that was deleted by itself, and for a package
 */
public record Tombstone(Instant deletedAt, boolean deletedWithPackage) {

    /** How long after a deletion a restore is accepted. */
    public static final Duration RESTORE_WINDOW = Duration.ofDays(30);

    /** Checks that nothing is null. */
    public Tombstone {
        requireNonNull(deletedAt, "deletedAt");
    }

    /** The tombstone of a package, or of a version that was deleted by itself. */
    public static Tombstone at(Instant deletedAt) {
        return new Tombstone(deletedAt, false);
    }

    /** The last instant at which a restore is accepted. */
    public Instant restorableUntil() {
        return deletedAt.plus(RESTORE_WINDOW);
    }

    /** Whether a restore is accepted at this instant. If not, the tombstone is to be purged. */
    public boolean allowsRestoreAt(Instant now) {
        return !now.isAfter(restorableUntil());
    }

    /**
     * The earliest time of deletion for which a restore is accepted at this instant; older tombstones are to be purged.
     */
    public static Instant oldestRestorableAt(Instant now) {
        return now.minus(RESTORE_WINDOW);
    }
}
