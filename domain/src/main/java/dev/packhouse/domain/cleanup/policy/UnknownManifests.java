package dev.packhouse.domain.cleanup.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happens in a container package with a version that stays, and whose manifest is not known. Ordered from the strictest. */
public enum UnknownManifests {
    /** Nothing of the package is deleted: the version may be an index that needs any of the others. */
    KEEP_PACKAGE,
    /** Untagged versions are kept. Without images for several platforms, nothing needs a tagged version. */
    KEEP_UNTAGGED,
    /** The version counts as one that needs no other. */
    IGNORE;

    /** The spelling in documents: lower case, with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Finds the value with exactly this label. */
    public static Optional<UnknownManifests> parse(String label) {
        return List.of(values()).stream()
                .filter(value -> value.label().equals(label))
                .findFirst();
    }
}
