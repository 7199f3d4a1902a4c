package dev.packhouse.application.spi;

import dev.packhouse.application.model.Located;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.DeletedPackage;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Read access to packages and versions within a session.
 *
 * <p>Methods that return one package or version do not check access: they return the stored entry, with the affiliation
 * of the caller, and the policies decide whether the caller may see it. Only {@link #list} and {@link #dockerConflicts}
 * omit packages that the caller may not see, by {@link dev.packhouse.domain.policy.AccessPolicy#filter}.
 */
public interface Packages {

    /** The active package of this name; empty if there is none. */
    Optional<Located<WithSource<Package>>> active(Namespace namespace, PackageName name);

    /**
     * The active package of this name, whose versions are then read; empty if there is none. A backend on a remote
     * registry may return what the registry has shown within the last minute, because the registry decides on the
     * request for the versions again.
     */
    default Optional<Located<WithSource<Package>>> parent(Namespace namespace, PackageName name) {
        return active(namespace, name);
    }

    /**
     * The most recently deleted package of this name, and of several deleted at the same instant the one with the
     * highest id; empty if there is none. A backend that cannot read deleted packages returns {@link
     * DeletedPackage.Unknown}.
     */
    Optional<Located<DeletedPackage>> lastDeleted(Namespace namespace, PackageName name);

    /** The deleted package with this name and number; empty if there is none. */
    Optional<Located<DeletedPackage>> deleted(Namespace namespace, PackageName name, PackageId id);

    /** The packages that match the query and that the caller may see, by ascending id. */
    Page<WithSource<Package>> list(PackageQuery query);

    /**
     * The active packages of an owner that are marked as conflicts of the Docker migration and that the caller may
     * read, by ascending id.
     */
    List<WithSource<Package>> dockerConflicts(Account owner);

    /** The version of this package with this number; empty if there is none in this state. */
    Optional<WithSource<PackageVersion>> version(Package parent, VersionId id, State state);

    /** The active version of this package with this name; empty if there is none. */
    Optional<VersionId> activeVersion(Package parent, VersionName name);

    /** The tags of a deleted version that active versions of its package hold now. */
    Set<Tag> movedTags(Package parent, PackageVersion deleted);

    /**
     * The versions that match the query, by descending time of creation, then by descending id. Does not check access.
     */
    Page<WithSource<PackageVersion>> versions(VersionQuery query);
}
