package dev.packhouse.domain.lifecycle;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * The facts about all versions of a package that the rules need. They replace the versions in {@link Package}. An empty
 * value is a fact that the backend does not hold: a live registry does not return download counts.
 *
 * <p>For an active package the counts cover its active versions, for a deleted package the versions that are restored
 * with it.
 *
 * @param active the number of versions
 * @param tagged the number of versions with at least one tag
 * @param mostDownloads the downloads of the version that has the most; 0 if there is no version
 */
public record VersionCounts(OptionalLong active, OptionalLong tagged, OptionalLong mostDownloads) {

    /** The backend holds none of the counts. */
    public static final VersionCounts UNKNOWN =
            new VersionCounts(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if one is negative, or more versions are tagged or downloaded than there are
     */
    public VersionCounts {
        check("active", active);
        check("tagged", tagged);
        check("mostDownloads", mostDownloads);
        if (active.equals(OptionalLong.of(0)) && mostDownloads.orElse(0) > 0) {
            throw new IllegalArgumentException(
                    "Of 0 versions, none can have %s downloads".formatted(mostDownloads.getAsLong()));
        }
        if (tagged.orElse(0) > active.orElse(Long.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "Of %s versions, %s cannot be tagged".formatted(active.getAsLong(), tagged.getAsLong()));
        }
    }

    private static void check(String name, OptionalLong count) {
        if (requireNonNull(count, name).orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "Invalid count %s of versions: %s is negative".formatted(name, count.getAsLong()));
        }
    }

    /** Counts without an empty value. */
    public static VersionCounts of(long active, long tagged, long mostDownloads) {
        return new VersionCounts(OptionalLong.of(active), OptionalLong.of(tagged), OptionalLong.of(mostDownloads));
    }
}
