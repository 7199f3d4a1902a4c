package dev.packhouse.application.api;

import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.image.ManifestFacts;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.policy.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The use cases that read packages, versions and accounts.
 *
 * <p>Safe for use by several threads. Every method may throw a {@link dev.packhouse.application.model.BackendException}
 * if the backend fails; a refusal is never an exception.
 */
public interface PackageCatalog {

    /** One account. All callers may read it, also anonymous ones; {@link OwnerReference.Caller} requires a user. */
    Outcome<WithSource<Account>> account(AuthenticatedCaller caller, OwnerReference owner);

    /** The packages of an owner that the caller may read, by ascending id. */
    Outcome<Packages> packages(AuthenticatedCaller caller, OwnerReference owner, PackageListRequest request);

    /** One active package. */
    Outcome<WithSource<Package>> find(AuthenticatedCaller caller, PackageAddress address);

    /**
     * The versions of an active package, newest first: by descending time of creation, then by descending id.
     *
     * @param state active versions, or deleted ones that can still be restored; callers who are not admins get an empty
     *     page of deleted ones. Empty if the state in the request does not exist, which is refused after the caller was
     *     authorized
     */
    Outcome<Versions> versions(
            AuthenticatedCaller caller, PackageAddress address, Optional<State> state, PageRequest page);

    /** One active version of an active package. */
    Outcome<Version> version(AuthenticatedCaller caller, PackageAddress address, VersionId id);

    /**
     * What is known of the manifests of versions of an active package.
     *
     * @param versions versions of the package
     * @return an entry for each version; none at all if versions of this type have no manifests
     */
    Outcome<Map<VersionId, ManifestFacts>> manifests(
            AuthenticatedCaller caller, PackageAddress address, List<PackageVersion> versions);

    /** The packages of an owner whose names collided when Docker images moved to the container registry. */
    Outcome<List<WithSource<Package>>> dockerConflicts(AuthenticatedCaller caller, OwnerReference owner);

    /**
     * A page of packages with their owner.
     *
     * @param owner the account that owns the packages
     * @param page the packages
     */
    record Packages(Account owner, Page<WithSource<Package>> page) {}

    /**
     * A page of versions with their package.
     *
     * @param parent the package
     * @param page the versions
     */
    record Versions(Package parent, Page<WithSource<PackageVersion>> page) {}

    /**
     * A version with its package.
     *
     * @param parent the package
     * @param version the version
     */
    record Version(Package parent, WithSource<PackageVersion> version) {}
}
