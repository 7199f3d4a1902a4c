package dev.packhouse.adapter.http.policyfile;

import dev.packhouse.adapter.http.document.FieldReader;
import dev.packhouse.adapter.http.document.Node.Mapping;
import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.application.state.Problems;
import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.cleanup.policy.Conditions;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.DateField;
import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.text.NamePattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Reads the criteria of a rule. The keys of the rule that are no criteria belong to others. */
final class CriteriaReader {

    /** How deep exceptions can be in exceptions. */
    static final int MAX_NESTING = 5;

    private static final Set<String> KEYS = Set.of(
            "tagged",
            "any-tag",
            "all-tags",
            "version",
            "id",
            "older-than",
            "younger-than",
            "by",
            "semver",
            "snapshot",
            "superseded",
            "downloads",
            "image",
            "in-list",
            "not",
            "all");

    private static final Function<String, DateField> DATE =
            Labels.of("date of a version", DateField.values(), DateField::label);
    private static final Function<String, Manifest.Kind> KIND =
            Labels.of("kind of manifest", Manifest.Kind.values(), Manifest.Kind::label);
    private static final Function<String, ImageDefect> STATE =
            Labels.of("state of an image", ImageDefect.values(), ImageDefect::label);

    private final Problems<Problem> problems;
    private final Set<PackageType> types;
    private final Set<String> lists;

    /**
     * Creates the reader.
     *
     * @param types the types of packages that the policy concerns; empty if all
     * @param lists the names of the lists
     */
    CriteriaReader(Problems<Problem> problems, Set<PackageType> types, Set<String> lists) {
        this.problems = problems;
        this.types = types;
        this.lists = lists;
    }

    /** Whether the rule has a key of a criterion, with or without mistakes. */
    static boolean has(FieldReader rule) {
        return rule.hasKey("tag") || rule.hasKey("tags") || KEYS.stream().anyMatch(rule::hasKey);
    }

    /** Reads the criteria; without those that have problems. */
    List<Criterion> read(FieldReader rule) {
        return read(rule, 0);
    }

    private List<Criterion> read(FieldReader rule, int depth) {
        List<Criterion> criteria = new ArrayList<>();
        flag(rule, "tagged").map(Criterion.Tagged::new).ifPresent(criteria::add);
        patterns(rule, "any-tag").map(Criterion.AnyTag::new).ifPresent(criteria::add);
        patterns(rule, "all-tags").map(Criterion.AllTags::new).ifPresent(criteria::add);
        patterns(rule, "version").map(Criterion.Name::new).ifPresent(criteria::add);
        nonEmpty(rule.oneOrMore("id", CriteriaReader::id))
                .map(ids -> new Criterion.Id(new HashSet<>(ids)))
                .ifPresent(criteria::add);
        ages(rule, criteria);
        rule.mapping("semver").flatMap(mapping -> semver(fields(mapping))).ifPresent(criteria::add);
        flag(rule, "snapshot").map(Criterion.Snapshot::new).ifPresent(criteria::add);
        flag(rule, "superseded").map(Criterion.Superseded::new).ifPresent(criteria::add);
        rule.mapping("downloads").flatMap(mapping -> downloads(fields(mapping))).ifPresent(criteria::add);
        rule.mapping("image").ifPresent(mapping -> image(fields(mapping), criteria));
        rule.optional("in-list", this::list).map(Criterion.InList::new).ifPresent(criteria::add);
        rule.mapping("not").flatMap(mapping -> not(fields(mapping), depth)).ifPresent(criteria::add);
        flag(rule, "all").flatMap(value -> all(rule, value)).ifPresent(criteria::add);
        for (String key : List.of("tag", "tags")) {
            rule.refuse(
                    key,
                    "'%s' has two meanings: 'any-tag' is for versions with at least one such tag, 'all-tags' for those with no other"
                            .formatted(key));
        }
        return criteria;
    }

    private FieldReader fields(Mapping mapping) {
        return new FieldReader(mapping, problems);
    }

    private static Optional<Boolean> flag(FieldReader rule, String key) {
        boolean value = rule.flag(key, true);
        return rule.has(key) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<List<NamePattern>> patterns(FieldReader rule, String key) {
        return nonEmpty(rule.oneOrMore(key, NamePattern::parse));
    }

    private static <T> Optional<List<T>> nonEmpty(List<T> values) {
        return Optional.of(values).filter(all -> !all.isEmpty());
    }

    private static long id(String text) {
        try {
            long id = Long.parseLong(text);
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // Refused below, as a number that is not positive is.
        }
        throw new IllegalArgumentException("'%s' is no id, expected a positive number".formatted(text));
    }

    private static void ages(FieldReader rule, List<Criterion> criteria) {
        Optional<Age> older = rule.optional("older-than", Age::new);
        Optional<Age> younger = rule.optional("younger-than", Age::new);
        Optional<DateField> by = rule.optional("by", DATE);
        if (rule.has("by") && !rule.has("older-than") && !rule.has("younger-than")) {
            rule.problem("by", "'by' goes with 'older-than' or 'younger-than'");
        }
        DateField date = by.orElse(DateField.CREATED);
        older.map(age -> new Criterion.OlderThan(age, date)).ifPresent(criteria::add);
        younger.map(age -> new Criterion.YoungerThan(age, date)).ifPresent(criteria::add);
    }

    private Optional<Criterion> semver(FieldReader semver) {
        Optional<Boolean> prerelease = flag(semver, "prerelease");
        Optional<Criterion> inRange = semver.optional("range", range -> Criterion.Semver.of(prerelease, types, range));
        requireOne(semver, "semver", "prerelease", "range");
        return inRange.or(() -> prerelease.map(value -> new Criterion.Semver(prerelease, Map.of())));
    }

    private static Optional<Criterion> downloads(FieldReader downloads) {
        OptionalLong least = downloads.notNegative("at-least");
        OptionalLong most = downloads.notNegative("at-most");
        requireOne(downloads, "downloads", "at-least", "at-most");
        if (least.orElse(0) > most.orElse(Long.MAX_VALUE)) {
            downloads.problem("at-least", "'at-least' is more than 'at-most', so that no number meets both");
        }
        return Optional.of(new Criterion.Downloads(least.orElse(0), most.orElse(Long.MAX_VALUE)));
    }

    private static void image(FieldReader image, List<Criterion> criteria) {
        nonEmpty(image.oneOrMore("kind", KIND))
                .map(kinds -> new Criterion.ImageKind(new HashSet<>(kinds)))
                .ifPresent(criteria::add);
        nonEmpty(image.oneOrMore("state", STATE))
                .map(states -> new Criterion.Defect(new HashSet<>(states)))
                .ifPresent(criteria::add);
        requireOne(image, "image", "kind", "state");
    }

    private static void requireOne(FieldReader fields, String key, String one, String other) {
        fields.refuseOthers();
        if (!fields.hasKey(one) && !fields.hasKey(other)) {
            fields.problem(fields.line(), "'%s' has neither '%s' nor '%s'".formatted(key, one, other));
        }
    }

    private String list(String name) {
        if (!lists.contains(name)) {
            throw new IllegalArgumentException(
                    lists.isEmpty()
                            ? "there is no list '%s', because the file has no 'lists'".formatted(name)
                            : "there is no list '%s', expected one of %s"
                                    .formatted(
                                            name,
                                            String.join(
                                                    ", ",
                                                    lists.stream().sorted().toList())));
        }
        return name;
    }

    private Optional<Criterion> not(FieldReader exception, int depth) {
        if (depth == MAX_NESTING) {
            exception.problem(exception.line(), "'not' is nested deeper than %d levels".formatted(MAX_NESTING));
            return Optional.empty();
        }
        List<Criterion> criteria = read(exception, depth + 1);
        exception.refuseOthers();
        if (!has(exception)) {
            exception.problem(exception.line(), "'not' has no criterion");
        }
        return nonEmpty(criteria).map(all -> new Criterion.Not(new Conditions(all)));
    }

    private static Optional<Criterion> all(FieldReader rule, boolean value) {
        if (!value) {
            rule.problem("all", "'all' is false, expected true, or no 'all'");
        }
        return Optional.of(new Criterion.All());
    }
}
