package dev.packhouse.application.api;

import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import java.util.Set;

/**
 * Copies the packages of an owner from a remote registry into a store, so that a cleanup can be tested with the real
 * ids, names, tags and dates.
 *
 * <p>A package is copied with all versions that the registry returns, or not at all: active versions, and deleted ones
 * that can still be restored. The registry returns deleted versions only to admins of the package; without them, the
 * copy has only active versions. Existing packages of the store stay unchanged, so that a repeated run continues after
 * an interrupted one; only new names of renamed accounts and repositories are copied. A package is left out if its
 * repository cannot take its new name in the store, or if it is beyond the {@linkplain PackageFilter#WINDOW window} of
 * the list of its type. Facts that the registry does not return are empty in the copy: it has no downloads and no
 * roles, and of the members of an organization only the caller of its first run, as its owner.
 */
public interface PackageMirror {

    /**
     * Copies the packages of an owner.
     *
     * @param owner the owner of the packages
     * @param types the types of the packages
     * @param manifests whether the manifests of active container versions are copied, as far as they are known
     * @param progress receives progress reports, in the calling thread
     * @return the summary; a refusal if the registry refuses a request of the caller
     * @throws dev.packhouse.application.model.BackendException if the registry or the store fails; copied packages stay
     *     in the store
     * @throws dev.packhouse.application.state.InvalidStateException if the account of the caller or of the owner
     *     contradicts the store, for example because another account has the login there; no package is copied, but
     *     accounts may have their new logins
     */
    Outcome<Summary> mirror(
            AuthenticatedCaller caller,
            OwnerReference owner,
            Set<PackageType> types,
            boolean manifests,
            Progress progress);

    /** Receives progress reports of a mirror run. */
    interface Progress extends ReadingProgress {

        /** A package was copied, with this number of versions. */
        void copied(Package subject, int versions);

        /** The store already holds the package. */
        void skipped(Package subject);
    }

    /**
     * The result of a mirror run.
     *
     * @param copied the number of copied packages
     * @param skipped the number of packages that the store already held
     * @param leftOut the number of reports of packages that were left out; a report on a type counts as one
     * @param versions the number of copied versions
     */
    record Summary(long copied, long skipped, long leftOut, long versions) {}
}
