package dev.packhouse.adapter.http.policyfile;

import dev.packhouse.adapter.http.document.FieldReader;
import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.application.state.Problems;
import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.cleanup.policy.Counting;
import dev.packhouse.domain.cleanup.policy.Grouping;
import dev.packhouse.domain.cleanup.policy.TimePeriod;
import dev.packhouse.domain.cleanup.policy.VersionOrder;
import dev.packhouse.domain.text.NamePattern;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads how many versions a keep rule keeps. */
final class CountingReader {

    private static final List<String> COUNTS = Stream.concat(
                    Stream.of("last", "within"), Stream.of(TimePeriod.values()).map(TimePeriod::label))
            .toList();
    private static final List<String> DETAILS = List.of("of", "per", "order");

    private static final Function<String, VersionOrder> ORDER =
            Labels.of("order of versions", VersionOrder.values(), VersionOrder::label);

    private final Problems<Problem> problems;

    CountingReader(Problems<Problem> problems) {
        this.problems = problems;
    }

    /** Reports the keys of a counting in a rule that does not count. */
    static void refuse(FieldReader rule) {
        Stream.concat(COUNTS.stream(), DETAILS.stream())
                .forEach(key ->
                        rule.refuse(key, "'%s' counts what is kept: put it into a rule below 'keep'".formatted(key)));
    }

    /** Reads the counting; empty if the rule counts nothing, or has problems. */
    Optional<Counting> read(FieldReader rule) {
        OptionalInt last = number(rule, "last");
        Map<TimePeriod, Integer> periods = new EnumMap<>(TimePeriod.class);
        for (TimePeriod period : TimePeriod.values()) {
            number(rule, period.label()).ifPresent(number -> periods.put(period, number));
        }
        Optional<Age> within = rule.optional("within", Age::new);
        Optional<Boolean> ofNewest = rule.optional("of", CountingReader::isNewest);
        Grouping grouping = grouping(rule);
        Optional<VersionOrder> order = rule.optional("order", ORDER);
        if (!check(rule) || (last.isEmpty() && periods.isEmpty() && within.isEmpty())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Counting(
                    last,
                    periods,
                    within.map(age -> new Counting.Within(age, ofNewest.orElse(false))),
                    grouping,
                    order.orElse(VersionOrder.CREATED)));
        } catch (IllegalArgumentException e) {
            rule.problem("order", e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean check(FieldReader rule) {
        if (rule.has("of") && !rule.has("within")) {
            rule.problem("of", "'of' goes with 'within'");
        }
        boolean counts = COUNTS.stream().anyMatch(rule::hasKey);
        if (!counts) {
            DETAILS.stream()
                    .filter(key -> !key.equals("of") && rule.has(key))
                    .forEach(key ->
                            rule.problem(key, "'%s' goes with one of %s".formatted(key, String.join(", ", COUNTS))));
        }
        return counts;
    }

    /** Whether the rule has a key of a counting, with or without mistakes. */
    static boolean has(FieldReader rule) {
        return Stream.concat(COUNTS.stream(), DETAILS.stream()).anyMatch(rule::hasKey);
    }

    private static OptionalInt number(FieldReader rule, String key) {
        OptionalLong number = rule.number(key, 1, Integer.MAX_VALUE);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    private static boolean isNewest(String text) {
        if (!text.equals("now") && !text.equals("newest")) {
            throw new IllegalArgumentException(
                    "'%s' is no beginning of an age, expected now or newest".formatted(text));
        }
        return text.equals("newest");
    }

    private Grouping grouping(FieldReader rule) {
        if (rule.isMapping("per")) {
            FieldReader per = new FieldReader(rule.mapping("per").orElseThrow(), problems);
            Optional<Grouping> byTag = per.required("tag", CountingReader::byTag);
            per.refuseOthers();
            return byTag.orElse(new Grouping.ByPackage());
        }
        return rule.optional("per", CountingReader::named).orElse(new Grouping.ByPackage());
    }

    /** A pattern needs a group, which a glob cannot have, so that slashes can be left out. */
    private static Grouping byTag(String text) {
        boolean delimited = text.length() > 1 && text.startsWith("/") && text.endsWith("/");
        return new Grouping.ByTag(NamePattern.parse(delimited ? text : "/" + text + "/"));
    }

    private static Grouping named(String text) {
        return switch (text) {
            case "package" -> new Grouping.ByPackage();
            case "semver-major" -> new Grouping.ByMajor();
            case "semver-minor" -> new Grouping.ByMinor();
            default ->
                throw new IllegalArgumentException(
                        "'%s' is no grouping, expected package, semver-major, semver-minor or { tag: REGEX }"
                                .formatted(text));
        };
    }
}
