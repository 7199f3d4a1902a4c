package dev.packhouse.domain.lifecycle;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The mark of a deleted package or version. The rules say until when it can be restored.
 *
 * @param deletedAt when it was deleted
 * @param deletedWithPackage whether a version was deleted together with its package, and is restored together with it;
 *     false for a version that was deleted by itself, and for a package
 */
public record Tombstone(Instant deletedAt, boolean deletedWithPackage) {

    /** Checks that nothing is null. */
    public Tombstone {
        requireNonNull(deletedAt, "deletedAt");
    }

    /** The tombstone of a package, or of a version that was deleted by itself. */
    public static Tombstone at(Instant deletedAt) {
        return new Tombstone(deletedAt, false);
    }
}
