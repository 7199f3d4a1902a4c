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

/** The packages as GitHub shows them to the caller of a change, to verify the change and what it was decided on. */
public interface CurrentPackages extends Packages {

    /** The active package that was shown last, if the last one that was asked for was. */
    Optional<PackageId> shown();

    /**
     * Whether the owner's list has this package, or may have it: read afresh to its end, or to the end of the window beyond
     * which GitHub shows nothing.
     *
     * @throws dev.packhouse.application.spi.RefusedException if GitHub does not show the list, or not all of it
     */
    boolean lists(Namespace namespace, PackageId id);

    /** GitHub shows a deleted version in a list only. */
    Optional<WithSource<PackageVersion>> deletedVersion(Package owner, VersionId id, Freshness freshness);
}
