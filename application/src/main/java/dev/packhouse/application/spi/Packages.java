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
 * Packages and versions, as a session shows them.
 *
 * <p>The finders do not judge: they show what is there, with the caller's affiliation, and leave it to the policies whether
 * the caller may know. Only the lists leave out what the caller may not read, as the {@linkplain
 * dev.packhouse.domain.policy.AccessPolicy#filter access policy} has it.
 */
public interface Packages {

    /** The active package of this name. */
    Optional<Located<WithSource<Package>>> active(Namespace namespace, PackageName name);

    /**
     * The deleted package of this name that was deleted last; of several deleted at once, the one with the highest id.
     * A backend that cannot see deleted packages answers {@link DeletedPackage.Unknown}.
     */
    Optional<Located<DeletedPackage>> lastDeleted(Namespace namespace, PackageName name);

    /** The deleted package of this name and number. */
    Optional<Located<DeletedPackage>> deleted(Namespace namespace, PackageName name, PackageId id);

    /** The packages that the caller may see, by ascending id. */
    Page<WithSource<Package>> list(PackageQuery query);

    /**
     * The active packages of an owner that are marked as a conflict of the Docker migration, and that the caller may
     * read, by ascending id.
     */
    List<WithSource<Package>> dockerConflicts(Account owner);

    /** The version of this package and number, if it is in this state. */
    Optional<WithSource<PackageVersion>> version(Package owner, VersionId id, State state);

    /** The active version of this package and name. */
    Optional<VersionId> activeVersion(Package owner, VersionName name);

    /** Those of the tags of a deleted version that active versions of its package hold. */
    Set<Tag> movedTags(Package owner, PackageVersion deleted);

    /** The versions of an active package, by descending time of creation, then by descending id. */
    Page<WithSource<PackageVersion>> versions(VersionQuery query);
}
