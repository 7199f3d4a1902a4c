package dev.packhouse.domain.lifecycle;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * What the rules need to know of all versions of a package together, so that a package is never held with its versions.
 * An empty value is a fact that the backend does not know: a live registry shows no download counts.
 *
 * <p>For an active package these are facts of its active versions, for a deleted one of the versions that come back with
 * it.
 *
 * @param active how many versions there are
 * @param tagged how many of them have at least one tag
 * @param mostDownloads the downloads of the version that has the most; 0 if there is none
 */
public record VersionCounts(OptionalLong active, OptionalLong tagged, OptionalLong mostDownloads) {

    /** Nothing is known. */
    public static final VersionCounts UNKNOWN =
            new VersionCounts(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public VersionCounts {
        check("active", active);
        check("tagged", tagged);
        check("mostDownloads", mostDownloads);
    }

    private static void check(String name, OptionalLong count) {
        if (requireNonNull(count, name).orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "Invalid count %s of versions: %s is negative".formatted(name, count.getAsLong()));
        }
    }

    /** Counts that are all known. */
    public static VersionCounts of(long active, long tagged, long mostDownloads) {
        return new VersionCounts(OptionalLong.of(active), OptionalLong.of(tagged), OptionalLong.of(mostDownloads));
    }
}
