package dev.packhouse.domain.cleanup.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.lifecycle.VersionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many of the versions that meet the criteria of a rule the rule keeps: the newest, the newest of each period, or the
 * young ones. A version is kept if one of these keeps it.
 *
 * <p>Source: the retention of restic and borg.
 *
 * @param last how many of the newest are kept; empty if not by this
 * @param periods for how many periods of each kind that have a version the newest one of the period is kept
 * @param within which ones are kept by their age; empty if not by this
 * @param grouping which versions are counted together
 * @param order which version counts as newer
 */
public record Counting(
        OptionalInt last,
        Map<TimePeriod, Integer> periods,
        Optional<Within> within,
        Grouping grouping,
        VersionOrder order) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if nothing is counted, a number is below 1, or versions are ordered by number and
     *     counted by date
     */
    public Counting {
        requireNonNull(last, "last");
        periods = Map.copyOf(periods);
        requireNonNull(within, "within");
        requireNonNull(grouping, "grouping");
        requireNonNull(order, "order");
        if (last.isEmpty() && periods.isEmpty() && within.isEmpty()) {
            throw new IllegalArgumentException("It counts nothing: expected last, a period or within");
        }
        last.ifPresent(number -> requirePositive("last", number));
        periods.forEach((period, number) -> requirePositive(period.label(), number));
        if (order == VersionOrder.SEMVER && !(periods.isEmpty() && within.isEmpty())) {
            throw new IllegalArgumentException("'order: semver' goes with 'last' only: periods and ages count dates");
        }
    }

    private static void requirePositive(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("'%s: %s' keeps nothing: expected 1 or more".formatted(what, number));
        }
    }

    /**
     * An age, from now or from the newest version.
     *
     * @param age the age
     * @param ofNewest whether it begins at the newest version, so that versions of dormant packages do not age
     */
    public record Within(Age age, boolean ofNewest) {
        /** Checks that nothing is null. */
        public Within {
            requireNonNull(age, "age");
        }
    }

    /**
     * The versions that are kept, of those that meet the criteria, each with the reason.
     *
     * @param matching the versions that meet the criteria
     */
    public Map<VersionId, String> kept(List<Candidate> matching, EvaluationContext context) {
        Map<VersionId, String> kept = new HashMap<>();
        for (Map.Entry<String, List<Candidate>> group : groups(matching).entrySet()) {
            String suffix = group.getKey().isEmpty() ? "" : " of " + group.getKey();
            new Group(group.getValue(), suffix, kept, context).keep();
        }
        return kept;
    }

    private Map<String, List<Candidate>> groups(List<Candidate> matching) {
        Map<String, List<Candidate>> groups = new LinkedHashMap<>();
        for (Candidate candidate : matching) {
            for (String key : grouping.keys(candidate)) {
                groups.computeIfAbsent(key, first -> new ArrayList<>()).add(candidate);
            }
        }
        return groups;
    }

    /** The versions that are counted together. */
    private final class Group {

        private final List<Candidate> newestFirst;
        private final String suffix;
        private final Map<VersionId, String> kept;
        private final EvaluationContext context;

        Group(List<Candidate> versions, String suffix, Map<VersionId, String> kept, EvaluationContext context) {
            this.newestFirst = order.newestFirst(versions);
            this.suffix = suffix;
            this.kept = kept;
            this.context = context;
        }

        void keep() {
            last.ifPresent(this::keepLast);
            periods.keySet().stream().sorted().forEach(this::keepPeriods);
            within.ifPresent(this::keepYoung);
        }

        private void keepLast(int number) {
            for (int i = 0; i < Math.min(number, newestFirst.size()); i++) {
                keep(newestFirst.get(i), "last " + number);
            }
        }

        private void keepPeriods(TimePeriod period) {
            int left = periods.get(period);
            String previous = "";
            for (Candidate candidate : newestFirst) {
                String current = period.key(date(candidate), context.zone());
                if (!current.equals(previous)) {
                    if (left == 0) {
                        return;
                    }
                    left--;
                    keep(candidate, period.label() + " " + current);
                    previous = current;
                }
            }
        }

        private void keepYoung(Within limit) {
            Instant end = limit.ofNewest() ? date(newestFirst.get(0)) : context.now();
            Instant begin = limit.age().before(end, context.zone());
            newestFirst.stream()
                    .filter(candidate -> !date(candidate).isBefore(begin))
                    .forEach(candidate -> keep(candidate, "within " + limit.age()));
        }

        private Instant date(Candidate candidate) {
            return (order == VersionOrder.UPDATED ? DateField.UPDATED : DateField.CREATED).of(candidate.version());
        }

        private void keep(Candidate candidate, String reason) {
            kept.putIfAbsent(candidate.version().id(), reason + suffix);
        }
    }
}
