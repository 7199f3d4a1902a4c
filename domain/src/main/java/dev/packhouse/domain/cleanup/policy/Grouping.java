package dev.packhouse.domain.cleanup.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.text.NamePattern;
import dev.packhouse.domain.version.VersionNumber;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which versions of a package are counted together. Versions without a group of their own are one group. */
public sealed interface Grouping {

    /** The keys of the groups of a version, at least one. A version may have several tags, and so several groups. */
    List<String> keys(Candidate candidate);

    /** All versions of the package. */
    record ByPackage() implements Grouping {
        @Override
        public List<String> keys(Candidate candidate) {
            return List.of("");
        }
    }

    /** The versions with the same major version number. */
    record ByMajor() implements Grouping {
        @Override
        public List<String> keys(Candidate candidate) {
            return keysOrRest(candidate.numbers().stream(), VersionNumber::major);
        }
    }

    /** The versions with the same major and minor version number. */
    record ByMinor() implements Grouping {
        @Override
        public List<String> keys(Candidate candidate) {
            return keysOrRest(candidate.numbers().stream(), VersionNumber::minor);
        }
    }

    /**
     * The versions with tags of which a pattern finds the same part.
     *
     * @param pattern a regular expression, whose first group is the part
     */
    record ByTag(NamePattern pattern) implements Grouping {
        /**
         * Checks the pattern.
         *
         * @throws IllegalArgumentException if it has no group
         */
        public ByTag {
            if (requireNonNull(pattern, "pattern").groups() == 0) {
                throw new IllegalArgumentException(
                        "The pattern '%s' has no group: expected a regular expression such as /(.+)-\\d+/"
                                .formatted(pattern));
            }
        }

        @Override
        public List<String> keys(Candidate candidate) {
            return keysOrRest(
                    candidate.ownTags().stream().flatMap(tag -> pattern.firstGroup(tag.value()).stream()),
                    Function.identity());
        }
    }

    private static <T> List<String> keysOrRest(Stream<T> values, Function<T, String> key) {
        List<String> keys = values.map(key).distinct().toList();
        return keys.isEmpty() ? List.of("") : keys;
    }
}
