package dev.packhouse.application.api;

import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import java.util.Set;

/**
 * Copies the packages of an owner from a remote registry into a store, so that a cleanup can be rehearsed on the real ids,
 * names, tags and dates.
 *
 * <p>A package is copied with all its versions that the registry shows, or not at all: active ones, and deleted ones
 * that can still be restored. Deleted versions that it hides from a caller, as from one who is not an admin of the
 * package, are not in the copy. What is in the store already is left alone, so a mirror that was interrupted goes on
 * where it stopped; only the names of accounts and repositories that were renamed since are taken over. A package whose
 * repository cannot take its new name is left out. Packages of a type beyond the {@linkplain PackageFilter#WINDOW window} of its list are left out.
 * What the registry does not tell stays unknown: downloads are empty, and there are no roles; the caller becomes an
 * owner of the organization in the copy.
 */
public interface PackageMirror {

    /**
     * Copies the packages of an owner.
     *
     * @param owner whose packages
     * @param types of which types
     * @param progress is told what happens, in the calling thread
     * @return what was copied; refused if the registry does not let the caller read
     * @throws dev.packhouse.application.model.BackendException if either side fails; whole packages that were copied stay
     * @throws dev.packhouse.application.state.InvalidStateException if the caller or the owner contradicts what is in the
     *     store, as when another account has their login there; nothing is copied
     */
    Outcome<Summary> mirror(Credential credential, OwnerReference owner, Set<PackageType> types, Progress progress);

    /** Is told how far a mirror has come. */
    interface Progress {

        /** The packages of one type are being listed, page by page; they are copied after the last one. */
        void listing(PackageType type, int page, int lastPage);

        /** The versions of a package are being copied, page by page. */
        void reading(Package subject, int page, int lastPage);

        /** A package was copied with this many versions. */
        void copied(Package subject, int versions);

        /** A package is in the store already. */
        void skipped(Package subject);

        /** A package is not copied, or is in the store with another name of its repository, because of this. */
        void leftOut(Package subject, String reason);

        /** Some packages of a type are not copied, or not whole: the list leaves them out, or they cannot be read. */
        void leftOut(PackageType type, String which);
    }

    /**
     * What a mirror has done.
     *
     * @param copied how many packages were copied
     * @param skipped how many were in the store already
     * @param leftOut how many were not copied, each for a reason that was told; those of a type that are not listed
     *     count as one
     * @param versions how many versions were copied
     */
    record Summary(long copied, long skipped, long leftOut, long versions) {}
}
