package dev.packhouse.application.spi;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.Located;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import java.util.Optional;

/**
 * What a remote registry has shown of versions lately, adjusted by the changes since. Valid within one unit of work, in
 * one thread. Sends no request.
 */
public interface SeenVersions {

    /** The version in this state, with its package; empty if one of them was not seen lately. */
    Optional<SeenVersion> find(Namespace namespace, PackageName name, VersionId id, State state);

    /** The id of a package that was seen; empty if it was not seen lately. */
    Optional<PackageId> packageId(Namespace namespace, PackageName name);

    /**
     * A version that was seen.
     *
     * @param parent its package, with the counts that are known
     * @param version the version
     */
    record SeenVersion(Located<Package> parent, PackageVersion version) {
        /** Checks that nothing is null. */
        public SeenVersion {
            requireNonNull(parent, "parent");
            requireNonNull(version, "version");
        }
    }
}
