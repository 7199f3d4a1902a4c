package dev.packhouse.domain.cleanup.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What keeps versions that the rules delete, unless a policy switches it off. */
public enum Safeguard {
    /**
     * The newest version of a package whose versions would all go, and the newest tagged one of a container package that
     * would lose all its tags: GitHub refuses to delete them.
     */
    LAST_VERSION,
    /** The version with the tag {@code latest}. */
    LATEST_TAG,
    /** The version with the highest number that is no prerelease, of npm, nuget, rubygems and maven. */
    NEWEST_RELEASE,
    /** A version that GitHub has refused to delete lately. */
    REFUSED_BEFORE,
    /** Packages named {@code deleted_} and something: GitHub gives such names to what it deletes. */
    GHOST_NAMES,
    /** A version that was just published: the push of an image for several platforms may be under way. */
    YOUNG;

    /** The spelling in documents: lower case, with hyphens. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Finds the safeguard with exactly this label. */
    public static Optional<Safeguard> parse(String label) {
        return List.of(values()).stream()
                .filter(safeguard -> safeguard.label().equals(label))
                .findFirst();
    }
}
