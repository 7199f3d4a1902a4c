package dev.packhouse.adapter.http.policyfile;

import dev.packhouse.adapter.http.document.Problem;
import dev.packhouse.domain.cleanup.policy.Age;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Conditions;
import dev.packhouse.domain.cleanup.policy.Criterion;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.KeepRule;
import dev.packhouse.domain.cleanup.policy.PolicySet;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.cleanup.policy.Safeguards;
import dev.packhouse.domain.naming.PackageType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Finds what is valid in a policy file and probably a mistake. */
final class PolicyCheck {

    private static final Duration SHORT = Duration.ofHours(1);

    private final PolicySet policies;
    private final SortedMap<String, ListFile> lists;
    private final PolicyLines lines;
    private final List<Problem> found = new ArrayList<>();

    PolicyCheck(PolicySet policies, SortedMap<String, ListFile> lists, PolicyLines lines) {
        this.policies = policies;
        this.lists = lists;
        this.lines = lines;
    }

    List<Problem> warnings() {
        for (Map.Entry<String, ListFile> list : lists.entrySet()) {
            if (list.getValue().names().size() == 0) {
                warn("lists." + list.getKey(), "list '%s' is empty".formatted(list.getKey()));
            }
        }
        for (int i = 0; i < policies.policies().size(); i++) {
            policy("policies[" + i + "]", policies.policies().get(i));
        }
        if (policies.deletesNothing()) {
            warn("policies", "nothing is deleted, unless another file has rules below 'delete' or 'delete-packages'");
        }
        found.sort(Comparator.comparingInt(Problem::line));
        return List.copyOf(found);
    }

    private void warn(String path, String reason) {
        found.add(new Problem(lines.of(path), reason));
    }

    private void policy(String path, CleanupPolicy policy) {
        PatternCheck patterns = new PatternCheck(this::warn);
        patterns.check(path + ".select.packages", policy.selection().packages());
        patterns.check(path + ".select.exclude", policy.selection().exclude());
        for (int i = 0; i < policy.keep().size(); i++) {
            KeepRule rule = policy.keep().get(i);
            String at = path + ".keep[" + i + "]";
            conditions(at, policy, rule.conditions(), true);
            patterns.check(at, rule.conditions());
            rule.counting().ifPresent(counting -> patterns.check(at + ".per", counting.grouping()));
        }
        for (int i = 0; i < policy.delete().size(); i++) {
            DeleteRule rule = policy.delete().get(i);
            String at = path + ".delete[" + i + "]";
            conditions(at, policy, rule.conditions(), false);
            patterns.check(at, rule.conditions());
            overridden(at, policy, rule);
        }
        safeguards(path + ".safeguards", policy.safeguards());
    }

    /** What a keep rule without a number keeps cannot be deleted by a rule that has the same criteria, and perhaps more. */
    private void overridden(String path, CleanupPolicy policy, DeleteRule rule) {
        Set<Criterion> criteria = new HashSet<>(rule.conditions().criteria());
        policy.keep().stream()
                .filter(keep -> keep.counting().isEmpty())
                .filter(keep -> keep.conditions().criteria().stream()
                        .allMatch(criterion -> criterion instanceof Criterion.All || criteria.contains(criterion)))
                .findFirst()
                .ifPresent(keep -> warn(
                        path,
                        "rule '%s' never deletes: rule '%s' keeps everything that it concerns"
                                .formatted(rule.name(), keep.name())));
    }

    private void conditions(String path, CleanupPolicy policy, Conditions conditions, boolean keeps) {
        for (Criterion criterion : conditions.criteria()) {
            String at = path + "." + key(criterion);
            if (criterion instanceof Criterion.All && conditions.criteria().size() > 1) {
                warn(at, "'all: true' has no effect beside other criteria");
            }
            if (criterion instanceof Criterion.AnyTag && !keeps) {
                warn(at, "versions go that have other tags as well; 'all-tags' deletes those with no other tags");
            }
            if (criterion instanceof Criterion.Downloads) {
                warn(
                        at,
                        keeps
                                ? "live GitHub does not show downloads: there the rule keeps what meets its other criteria"
                                : "live GitHub does not show downloads: there the rule deletes nothing");
            }
            if (neverHolds(criterion, policy.selection().types())) {
                warn(at, "'%s' never holds for packages of type %s".formatted(key(criterion), types(policy)));
            }
            if (criterion instanceof Criterion.Not not) {
                conditions(at, policy, not.conditions(), true);
            }
        }
    }

    private static String types(CleanupPolicy policy) {
        return String.join(
                ", ",
                policy.selection().types().stream()
                        .map(PackageType::label)
                        .sorted()
                        .toList());
    }

    private static boolean neverHolds(Criterion criterion, Set<PackageType> selected) {
        Set<PackageType> types = selected.isEmpty() ? EnumSet.allOf(PackageType.class) : selected;
        if ((criterion instanceof Criterion.Tagged tagged && tagged.expected())
                || criterion instanceof Criterion.AnyTag
                || criterion instanceof Criterion.AllTags
                || criterion instanceof Criterion.ImageKind
                || criterion instanceof Criterion.Defect) {
            return types.stream().noneMatch(PackageType::hasTags);
        }
        if ((criterion instanceof Criterion.Snapshot snapshot && snapshot.expected())
                || (criterion instanceof Criterion.Superseded superseded && superseded.expected())) {
            return !types.contains(PackageType.MAVEN);
        }
        return false;
    }

    /** The key of a criterion in the file. */
    static String key(Criterion criterion) {
        if (criterion instanceof Criterion.ImageKind || criterion instanceof Criterion.Defect) {
            return "image";
        }
        if (criterion instanceof Criterion.Name) {
            return "version";
        }
        return criterion
                .getClass()
                .getSimpleName()
                .replaceAll("(?<=.)(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private void safeguards(String path, Safeguards safeguards) {
        safeguards.off().stream()
                .sorted()
                .forEach(safeguard ->
                        warn(path + "." + safeguard.label(), "safeguard '%s' is off".formatted(safeguard.label())));
        if (safeguards.has(Safeguard.YOUNG) && isShort(safeguards.young())) {
            warn(
                    path + ".young",
                    "'young: %s' is less than an hour: the push of an image for several platforms may take longer"
                            .formatted(safeguards.young()));
        }
    }

    private static boolean isShort(Age age) {
        Instant now = Instant.EPOCH;
        return age.before(now, ZoneOffset.UTC).isAfter(now.minus(SHORT));
    }
}
