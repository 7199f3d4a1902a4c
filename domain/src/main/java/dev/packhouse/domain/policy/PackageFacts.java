package dev.packhouse.domain.policy;

import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageType;
import java.util.OptionalLong;

/**
 * The facts about an active package that the rules of deletion use. A rule calls a method only if it needs the fact. An
 * empty value is a fact that the caller of the rules does not have; it never causes a refusal.
 */
public interface PackageFacts {

    /** The number of the package. Refusals name it. */
    PackageId packageId();

    /** The type of the package. */
    PackageType type();

    /** The visibility of the package. */
    Visibility visibility();

    /** The downloads of the active version that has the most. Needed for a public package. */
    OptionalLong mostDownloads();
}
