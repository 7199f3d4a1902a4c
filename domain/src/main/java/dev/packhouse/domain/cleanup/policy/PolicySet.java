package dev.packhouse.domain.cleanup.policy;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Policies that are evaluated together.
 *
 * @param name how plans name them
 * @param zone the time zone of months, years, days and weeks
 * @param policies at least one, each with a name of its own
 * @param limits how much a plan may delete
 * @param lists the names of the lists that criteria may name
 */
public record PolicySet(String name, ZoneId zone, List<CleanupPolicy> policies, Limits limits, Set<String> lists) {

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if there is no policy, or two have one name
     */
    public PolicySet {
        requireNonNull(name, "name");
        requireNonNull(zone, "zone");
        policies = List.copyOf(policies);
        requireNonNull(limits, "limits");
        lists = Set.copyOf(lists);
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("There is no policy");
        }
        Set<String> names = new TreeSet<>();
        for (CleanupPolicy policy : policies) {
            if (!names.add(policy.name())) {
                throw new IllegalArgumentException("Two policies are named '%s'".formatted(policy.name()));
            }
        }
    }

    /** Whether no policy has a rule that deletes: the set is for use beside others. */
    public boolean deletesNothing() {
        return policies.stream()
                .allMatch(policy ->
                        policy.delete().isEmpty() && policy.deletePackages().isEmpty());
    }

    /**
     * All policies of several sets: what one of them keeps is kept. Of their limits, the strictest count.
     *
     * @throws IllegalArgumentException if there is none, two policies have one name, or the time zones differ
     */
    public static PolicySet all(List<PolicySet> sets) {
        Set<ZoneId> zones = sets.stream().map(PolicySet::zone).collect(Collectors.toSet());
        if (zones.size() > 1) {
            throw new IllegalArgumentException("The policies have several time zones: "
                    + zones.stream().map(ZoneId::getId).sorted().collect(Collectors.joining(", ")));
        }
        return new PolicySet(
                sets.stream().map(PolicySet::name).distinct().collect(Collectors.joining(", ")),
                zones.stream().findFirst().orElseThrow(() -> new IllegalArgumentException("There is no policy")),
                sets.stream().flatMap(set -> set.policies.stream()).toList(),
                Limits.strictest(sets.stream().map(PolicySet::limits).toList()),
                sets.stream().flatMap(set -> set.lists.stream()).collect(Collectors.toSet()));
    }
}
