package dev.packhouse.domain.cleanup.policy;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.text.NamePattern;
import dev.packhouse.domain.version.VersionNumber;
import dev.packhouse.domain.version.VersionRange;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A condition on a version.
 *
 * <p>A criterion with a pattern throws a {@code CostlyPatternException} if its evaluation takes too long.
 */
public sealed interface Criterion {

    /** Whether the version meets the condition. */
    Truth test(Candidate candidate, EvaluationContext context);

    /** Why the version meets the condition, or why that is not known: a few words, for the result of these two. */
    String because(Candidate candidate, EvaluationContext context);

    /**
     * Whether the version has a tag of its own.
     *
     * @param expected true for versions with such a tag, false for those without
     */
    record Tagged(boolean expected) implements Criterion {
        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            return Truth.of(candidate.ownTags().isEmpty() != expected);
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return expected ? "tagged" : "untagged";
        }
    }

    /**
     * At least one tag of the version matches a pattern.
     *
     * @param patterns at least one
     */
    record AnyTag(List<NamePattern> patterns) implements Criterion {
        /** Copies the patterns. */
        public AnyTag {
            patterns = List.copyOf(patterns);
        }

        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            return Truth.of(first(candidate).isPresent());
        }

        private Optional<Tag> first(Candidate candidate) {
            for (Tag tag : candidate.ownTags()) {
                if (candidate.matches(patterns, tag.value())) {
                    return Optional.of(tag);
                }
            }
            return Optional.empty();
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return "tag " + first(candidate).orElseThrow();
        }
    }

    /**
     * The version has tags, and each of them matches a pattern.
     *
     * @param patterns at least one
     */
    record AllTags(List<NamePattern> patterns) implements Criterion {
        /** Copies the patterns. */
        public AllTags {
            patterns = List.copyOf(patterns);
        }

        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            List<Tag> tags = candidate.ownTags();
            return Truth.of(!tags.isEmpty() && tags.stream().allMatch(tag -> candidate.matches(patterns, tag.value())));
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            List<Tag> tags = candidate.ownTags();
            String listed = tags.stream().map(Tag::value).limit(3).collect(joining(", "));
            return (tags.size() == 1 ? "tag " : "tags ") + listed + (tags.size() > 3 ? ", ..." : "");
        }
    }

    /**
     * The name of the version, such as its number or digest, matches a pattern.
     *
     * @param patterns at least one
     */
    record Name(List<NamePattern> patterns) implements Criterion {
        /** Copies the patterns. */
        public Name {
            patterns = List.copyOf(patterns);
        }

        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            return Truth.of(
                    candidate.matches(patterns, candidate.version().name().value()));
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return "version " + candidate.shortName();
        }
    }

    /**
     * The number of the version is one of these.
     *
     * @param ids the numbers
     */
    record Id(Set<Long> ids) implements Criterion {
        /** Copies the numbers. */
        public Id {
            ids = Set.copyOf(ids);
        }

        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            return Truth.of(ids.contains(candidate.version().id().value()));
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return "id " + candidate.version().id();
        }
    }

    /**
     * The date of the version is before that of the age.
     *
     * @param age the age
     * @param by which date
     */
    record OlderThan(Age age, DateField by) implements Criterion {
        /** Checks that nothing is null. */
        public OlderThan {
            requireNonNull(age, "age");
            requireNonNull(by, "by");
        }

        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            Instant limit = age.before(context.now(), context.zone());
            return Truth.of(by.of(candidate.version()).isBefore(limit));
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return candidate.age(by, context.now());
        }
    }

    /**
     * The date of the version is that of the age, or later. A date in the future is younger than everything.
     *
     * @param age the age
     * @param by which date
     */
    record YoungerThan(Age age, DateField by) implements Criterion {
        /** Checks that nothing is null. */
        public YoungerThan {
            requireNonNull(age, "age");
            requireNonNull(by, "by");
        }

        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            return new OlderThan(age, by).test(candidate, context).not();
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return candidate.age(by, context.now());
        }
    }

    /**
     * A version number of the version is a prerelease or not, and is in a range. Without a version number it is neither.
     *
     * @param prerelease what it has to be; empty if both will do
     * @param ranges the range for each type; empty if every number will do
     */
    record Semver(Optional<Boolean> prerelease, Map<PackageType, VersionRange> ranges) implements Criterion {
        /** Copies the ranges. */
        public Semver {
            requireNonNull(prerelease, "prerelease");
            ranges = Map.copyOf(ranges);
        }

        /**
         * A criterion with a range.
         *
         * @throws IllegalArgumentException if it is not a range of version numbers of these types
         */
        public static Semver of(Optional<Boolean> prerelease, Set<PackageType> types, String range) {
            Map<PackageType, VersionRange> ranges = new EnumMap<>(PackageType.class);
            for (PackageType type : types.isEmpty() ? EnumSet.allOf(PackageType.class) : types) {
                ranges.put(type, VersionRange.parse(type, range));
            }
            return new Semver(prerelease, ranges);
        }

        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            return Truth.of(first(candidate).isPresent());
        }

        private Optional<VersionNumber> first(Candidate candidate) {
            return candidate.numbers().stream()
                    .filter(number -> prerelease.orElse(number.prerelease()) == number.prerelease())
                    .filter(number -> ranges.isEmpty()
                            || (ranges.containsKey(candidate.type())
                                    && ranges.get(candidate.type()).contains(number)))
                    .findFirst();
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            VersionNumber number = first(candidate).orElseThrow();
            return (number.prerelease() ? "prerelease " : "release ") + number;
        }
    }

    /**
     * Whether the version is a snapshot of Maven.
     *
     * @param expected true for snapshots, false for all others
     */
    record Snapshot(boolean expected) implements Criterion {
        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            return Truth.of(candidate.isSnapshot() == expected);
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return expected ? "snapshot" : "no snapshot";
        }
    }

    /**
     * Whether the version is a snapshot of Maven of which the release exists in the package.
     *
     * @param expected true for those, false for all others
     */
    record Superseded(boolean expected) implements Criterion {
        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            boolean superseded = candidate.numbers().stream()
                    .flatMap(number -> number.base().stream())
                    .anyMatch(candidate.releases()::contains);
            return Truth.of(superseded == expected);
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return expected ? "its release exists" : "its release does not exist";
        }
    }

    /**
     * The number of downloads is in a range. GitHub does not show it: there it is not known.
     *
     * @param least the smallest number that meets the condition
     * @param most the largest number that meets the condition
     */
    record Downloads(long least, long most) implements Criterion {
        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            return candidate.version().downloads().isEmpty() ? Truth.UNKNOWN : Truth.of(isWithin(candidate));
        }

        private boolean isWithin(Candidate candidate) {
            long number = candidate.version().downloads().getAsLong();
            return number >= least && number <= most;
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return candidate.version().downloads().isEmpty()
                    ? "downloads are not known"
                    : candidate.version().downloads().getAsLong() + " downloads";
        }
    }

    /**
     * The manifest of the version is of one of these kinds.
     *
     * @param kinds at least one
     */
    record ImageKind(Set<Manifest.Kind> kinds) implements Criterion {
        /** Copies the kinds. */
        public ImageKind {
            kinds = Set.copyOf(kinds);
        }

        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            return candidate.testManifest(manifest -> kinds.contains(manifest.kind()));
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return candidate.manifest().map(manifest -> manifest.kind().label()).orElse(Candidate.MANIFEST_UNKNOWN);
        }
    }

    /**
     * The image has one of these defects.
     *
     * @param defects at least one
     */
    record Defect(Set<ImageDefect> defects) implements Criterion {
        /** Copies the defects. */
        public Defect {
            defects = Set.copyOf(defects);
        }

        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            return candidate.defect().isPresent()
                    ? Truth.of(defects.contains(candidate.defect().get()))
                    : candidate.testManifest(manifest -> false);
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return candidate.defect().map(ImageDefect::label).orElse(Candidate.MANIFEST_UNKNOWN);
        }
    }

    /**
     * The version is in a list.
     *
     * @param list the name of the list
     */
    record InList(String list) implements Criterion {
        /** Checks that nothing is null. */
        public InList {
            requireNonNull(list, "list");
        }

        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            return Truth.of(context.list(list).contains(candidate.parent(), candidate.version()));
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return "in list " + list;
        }
    }

    /**
     * The version does not meet these conditions.
     *
     * @param conditions the conditions
     */
    record Not(Conditions conditions) implements Criterion {
        /** Checks that nothing is null. */
        public Not {
            requireNonNull(conditions, "conditions");
        }

        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            return conditions.test(candidate, context).not();
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return conditions.test(candidate, context) == Truth.UNKNOWN
                    ? conditions.because(Truth.UNKNOWN, candidate, context)
                    : "no exception applies";
        }
    }

    /** Every version meets this condition. */
    record All() implements Criterion {
        @Override
        public Truth test(Candidate candidate, EvaluationContext context) {
            return Truth.YES;
        }

        @Override
        public String because(Candidate candidate, EvaluationContext context) {
            return "all versions";
        }
    }
}
