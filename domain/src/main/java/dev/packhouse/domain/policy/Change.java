package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.naming.Tag;
import java.time.Instant;
import java.util.Set;

/** Something a policy allowed, to be applied by whoever keeps the packages. */
public sealed interface Change {

    /** When it was decided. */
    Instant at();

    /**
     * A package and its active versions are marked as deleted. Versions that were deleted before keep their own
     * tombstones.
     *
     * @param subject the package, as it was before
     * @param at when
     */
    record PackageDeleted(Package subject, Instant at) implements Change {
        /** Checks that nothing is null. */
        public PackageDeleted {
            requireNonNull(subject, "subject");
            requireNonNull(at, "at");
        }
    }

    /**
     * A deleted package comes back as it was, with the versions that were deleted with it.
     *
     * @param subject the deleted package
     * @param at when
     */
    record PackageRestored(DeletedPackage subject, Instant at) implements Change {
        /** Checks that nothing is null. */
        public PackageRestored {
            requireNonNull(subject, "subject");
            requireNonNull(at, "at");
        }
    }

    /**
     * A version is marked as deleted.
     *
     * @param owner the package it belongs to, as it was before
     * @param subject the version, as it was before
     * @param at when
     */
    record VersionDeleted(Package owner, PackageVersion subject, Instant at) implements Change {
        /** Checks that nothing is null. */
        public VersionDeleted {
            requireNonNull(owner, "owner");
            requireNonNull(subject, "subject");
            requireNonNull(at, "at");
        }
    }

    /**
     * A deleted version comes back as it was, but for tags that point elsewhere by now.
     *
     * @param owner the package it belongs to
     * @param subject the deleted version
     * @param movedTags those of its tags that active versions hold by now, and keep
     * @param at when
     */
    record VersionRestored(Package owner, PackageVersion subject, Set<Tag> movedTags, Instant at) implements Change {
        /** Checks that nothing is null. */
        public VersionRestored {
            requireNonNull(owner, "owner");
            requireNonNull(subject, "subject");
            movedTags = Set.copyOf(movedTags);
            requireNonNull(at, "at");
        }
    }
}
