package dev.packhouse.adapter.github.change;

import dev.packhouse.adapter.github.client.GitHubClient.Freshness;
import dev.packhouse.application.model.WithSource;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.VersionId;
import java.util.Optional;

/** The current packages that the caller of a change may see, to verify the change and its preconditions. */
public interface CurrentPackages extends Packages {

    /** Returns the id of the package that was read last; empty if there was no active one. */
    Optional<PackageId> lastFound();

    /**
     * Returns whether the owner's list has this package, or may have it: because GitHub omits entries for lack of single
     * sign-on, or because the list goes on after the last page that GitHub returns. Reads the list without the cache.
     *
     * @throws dev.packhouse.application.spi.RefusedException if GitHub refuses the list or one of its pages
     */
    boolean mayBeListed(Namespace namespace, PackageId id);

    /** Returns a deleted version from the list of deleted versions, since GitHub has no address for it. */
    Optional<WithSource<PackageVersion>> deletedVersion(Package owner, VersionId id, Freshness freshness);
}
