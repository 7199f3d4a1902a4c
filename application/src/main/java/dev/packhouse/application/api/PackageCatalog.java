package dev.packhouse.application.api;

import dev.packhouse.application.model.Page;
import dev.packhouse.application.model.PageRequest;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.policy.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reading packages, versions and accounts.
 *
 * <p>Safe for many threads. Every method may throw a {@link dev.packhouse.application.model.BackendException} when the
 * backend fails; a refusal is never an exception.
 */
public interface PackageCatalog {

    /** Who is calling. A caller without a token is anonymous; one with an unknown or expired token is refused. */
    Outcome<Principal> caller(Credential credential);

    /** What the backend last said of this caller's rate limit; empty if it has none of its own. */
    Optional<RateLimit> rateLimit(Credential credential);

    /**
     * What a remote registry said of this caller's token, after {@link #caller} has identified them; empty if the backend
     * knows the tokens itself.
     */
    default Optional<TokenHeaders> tokenHeaders(Credential credential) {
        return Optional.empty();
    }

    /**
     * A number for everything that can be read now: as long as it stays the same, the same question of the same caller has
     * the same answer, unless it is about what is deleted, which also depends on the time. Empty while something is being
     * changed, and if the backend cannot tell.
     */
    default OptionalLong dataVersion() {
        return OptionalLong.empty();
    }

    /** One account. Open to everybody, but that {@link OwnerReference.Caller} needs a user. */
    Outcome<WithSource<Account>> account(Credential credential, OwnerReference owner);

    /**
     * The packages of an owner that the caller may read, by ascending id.
     *
     * @param type the type asked for, if the request named one; decides which scopes are needed
     * @param filter what is asked for, or how that makes no sense; the refusal is given to those who may ask
     */
    Outcome<Page<WithSource<Package>>> packages(
            Credential credential, OwnerReference owner, Optional<PackageType> type, Outcome<PackageFilter> filter);

    /** One active package. */
    Outcome<WithSource<Package>> find(Credential credential, PackageAddress address);

    /**
     * The versions of an active package, the newest first: by descending time of creation, then by descending id.
     *
     * @param state active versions, or deleted ones that can still be restored; deleted ones are shown to admins only
     */
    Outcome<Versions> versions(Credential credential, PackageAddress address, Outcome<State> state, PageRequest page);

    /** One active version of an active package. */
    Outcome<Version> version(Credential credential, PackageAddress address, VersionId id);

    /** The packages of an owner whose names collided when Docker images moved to the container registry. */
    Outcome<List<WithSource<Package>>> dockerConflicts(Credential credential, OwnerReference owner);

    /**
     * Versions, and the package they belong to.
     *
     * @param owner the package
     * @param page the versions
     */
    record Versions(Package owner, Page<WithSource<PackageVersion>> page) {}

    /**
     * A version, and the package it belongs to.
     *
     * @param owner the package
     * @param version the version
     */
    record Version(Package owner, WithSource<PackageVersion> version) {}
}
