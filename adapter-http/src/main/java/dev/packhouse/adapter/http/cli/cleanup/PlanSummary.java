package dev.packhouse.adapter.http.cli.cleanup;

import static java.util.Comparator.comparing;

import dev.packhouse.adapter.http.planfile.PackageItems;
import dev.packhouse.adapter.http.planfile.PackageItems.Item;
import dev.packhouse.domain.cleanup.plan.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The numbers of a plan, collected package by package. Used by one thread. */
final class PlanSummary {

    private static final int REASONS = 10;

    /**
     * The numbers of a package.
     *
     * @param label its type and name
     * @param keep how many versions stay
     * @param delete how many versions go
     * @param newestDeleted when the newest version that goes was published
     * @param oldestKept when the oldest version that stays was published
     * @param remark what else is to be said
     */
    record Row(
            String label,
            long keep,
            long delete,
            Optional<Instant> newestDeleted,
            Optional<Instant> oldestKept,
            String remark) {}

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Long> deleting = new HashMap<>();
    private final Map<String, Long> keeping = new HashMap<>();
    private final Map<String, Long> defects = new TreeMap<>();
    private final List<String> offers = new ArrayList<>();
    private long withUnknownManifests;

    void add(PackageItems subject) {
        long deletions = subject.deletions();
        rows.add(new Row(
                subject.label(),
                subject.items().size() - deletions,
                deletions,
                dates(subject, Item::deleted).max(comparing(date -> date)),
                dates(subject, item -> !item.deleted()).min(comparing(date -> date)),
                subject.rule()
                        .map(rule -> "the package is deleted: " + rule)
                        .orElseGet(() -> subject.emptied() ? "nothing but the last version stays" : "")));
        for (Item item : subject.items()) {
            (item.deleted() ? deleting : keeping).merge(item.reasons().get(0).summary(), 1L, Long::sum);
            item.defect().ifPresent(defect -> defects.merge(defect, 1L, Long::sum));
        }
        if (subject.emptied() && subject.rule().isEmpty()) {
            offers.add(subject.label());
        }
        if (subject.items().stream()
                .anyMatch(
                        item -> item.reasons().stream().anyMatch(reason -> reason.is(Reason.Kind.MANIFEST_UNKNOWN)))) {
            withUnknownManifests++;
        }
    }

    private static Stream<Instant> dates(PackageItems subject, Predicate<Item> condition) {
        return subject.items().stream().filter(condition).map(Item::createdAt);
    }

    /** The packages, in the order of the plan. */
    List<Row> rows() {
        return List.copyOf(rows);
    }

    long keep() {
        return rows.stream().mapToLong(Row::keep).sum();
    }

    long delete() {
        return rows.stream().mapToLong(Row::delete).sum();
    }

    /** The most frequent reasons of versions that go, or that stay, with their numbers. */
    List<Map.Entry<String, Long>> reasons(boolean deleted) {
        return (deleted ? deleting : keeping)
                .entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(REASONS)
                        .toList();
    }

    /** What needs attention before the plan is applied, one sentence each. */
    List<String> warnings(List<String> exceeded, List<String> leftOut) {
        List<String> warnings = new ArrayList<>();
        exceeded.forEach(each -> warnings.add("Limit exceeded: " + each));
        leftOut.forEach(each -> warnings.add("Left out: " + each));
        if (withUnknownManifests > 0) {
            warnings.add("%s packages keep versions because a manifest is not known".formatted(withUnknownManifests));
        }
        defects.forEach((defect, number) -> warnings.add("%s images are %s".formatted(number, defect)));
        offers.forEach(
                label -> warnings.add("All of %s would go: the package could be deleted instead".formatted(label)));
        return warnings;
    }
}
