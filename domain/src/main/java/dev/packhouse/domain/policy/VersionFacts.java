package dev.packhouse.domain.policy;

import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.OptionalLong;

/**
 * The facts about an active version, and its active package, that the rules of deletion use. A rule calls a method only
 * if it needs the fact, so that a count that costs a query is computed only where it matters. An empty value is a fact
 * that the caller of the rules does not have; it never causes a refusal.
 */
public interface VersionFacts {

    /** The package of the version. Refusals name it. */
    PackageId packageId();

    /** The type of the package. */
    PackageType type();

    /** The visibility of the package. */
    Visibility visibility();

    /** The number of downloads of the version. Needed for a public package. */
    OptionalLong downloads();

    /** The number of active versions of the package, which includes this one. Needed if the last version is protected. */
    OptionalLong activeVersions();

    /** Whether the version has a tag. Needed for a container package, if the last tagged version is protected. */
    boolean tagged();

    /**
     * The number of active versions of the package with a tag, which include this one. Needed for a tagged version of a
     * container package, if the last tagged version is protected.
     */
    OptionalLong taggedVersions();
}
