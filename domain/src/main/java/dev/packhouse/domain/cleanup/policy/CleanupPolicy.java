package dev.packhouse.domain.cleanup.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.lifecycle.Package;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rules for some packages. A version is deleted if a delete rule concerns it, no keep rule keeps it or may keep it, no
 * safeguard holds it, and nothing that stays needs it. The order of rules means nothing.
 *
 * @param name how a plan names the policy
 * @param selection the packages that it concerns
 * @param keep the rules that keep versions
 * @param delete the rules that delete versions
 * @param deletePackages the rules that delete whole packages
 * @param unknownManifests what happens where manifests are not known
 * @param safeguards which safeguards are on
 */
public record CleanupPolicy(
        String name,
        Selection selection,
        List<KeepRule> keep,
        List<DeleteRule> delete,
        List<PackageRule> deletePackages,
        UnknownManifests unknownManifests,
        Safeguards safeguards) {

    /** Copies the lists. */
    public CleanupPolicy {
        requireNonNull(name, "name");
        requireNonNull(selection, "selection");
        keep = List.copyOf(keep);
        delete = List.copyOf(delete);
        deletePackages = List.copyOf(deletePackages);
        requireNonNull(unknownManifests, "unknownManifests");
        requireNonNull(safeguards, "safeguards");
    }

    /**
     * The policy that holds for a package: what one of the policies keeps is kept, and what one deletes is deleted. Of
     * safeguards and the handling of unknown manifests, the strictest counts. The name of each rule has the name of its
     * policy.
     *
     * @return empty if none of them concerns the package
     */
    public static Optional<CleanupPolicy> of(Package subject, List<CleanupPolicy> policies, EvaluationContext context) {
        List<CleanupPolicy> concerned = policies.stream()
                .filter(policy -> policy.selection.includes(subject))
                .map(CleanupPolicy::qualified)
                .toList();
        if (concerned.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CleanupPolicy(
                String.join(", ", concerned.stream().map(CleanupPolicy::name).toList()),
                Selection.ALL,
                concerned.stream().flatMap(policy -> policy.keep.stream()).toList(),
                concerned.stream().flatMap(policy -> policy.delete.stream()).toList(),
                concerned.stream()
                        .flatMap(policy -> policy.deletePackages.stream())
                        .toList(),
                concerned.stream()
                        .map(CleanupPolicy::unknownManifests)
                        .sorted()
                        .findFirst()
                        .orElseThrow(),
                Safeguards.strictest(
                        concerned.stream().map(CleanupPolicy::safeguards).toList(), context)));
    }

    private CleanupPolicy qualified() {
        return new CleanupPolicy(
                name,
                selection,
                keep.stream()
                        .map(rule -> new KeepRule(qualified(rule.name()), rule.conditions(), rule.counting()))
                        .toList(),
                delete.stream()
                        .map(rule -> new DeleteRule(qualified(rule.name()), rule.conditions()))
                        .toList(),
                deletePackages,
                unknownManifests,
                safeguards);
    }

    private String qualified(String rule) {
        return name + "/" + rule;
    }

    /** Whether a rule asks for this kind of criterion. */
    public boolean asksFor(Class<? extends Criterion> kind) {
        return Stream.concat(
                        keep.stream().map(KeepRule::conditions), delete.stream().map(DeleteRule::conditions))
                .anyMatch(conditions -> conditions.has(kind));
    }
}
