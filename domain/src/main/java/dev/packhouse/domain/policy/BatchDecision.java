package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.State;
import dev.packhouse.domain.lifecycle.VersionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The decisions on several versions of one package, each of which sees the changes before it.
 *
 * @param refusal why the caller may change no version of the package; empty if the caller has access
 * @param items one decision for each requested version, in the order of the request. A version that comes twice is not
 *     found the second time, as a second request would not find it
 * @param after the package after all allowed changes
 */
public record BatchDecision(Optional<Refusal> refusal, List<Item> items, Package after) {

    /** Checks that nothing is null. */
    public BatchDecision {
        requireNonNull(refusal, "refusal");
        items = List.copyOf(items);
        requireNonNull(after, "after");
    }

    /**
     * The decision on one version.
     *
     * @param version the version
     * @param outcome the change, or why it is refused
     */
    public record Item(VersionId version, Outcome<? extends Change> outcome) {
        /** Checks that nothing is null. */
        public Item {
            requireNonNull(version, "version");
            requireNonNull(outcome, "outcome");
        }
    }

    /** The decision if the caller may not change any version of the package. */
    static BatchDecision refused(Package subject, Collection<VersionId> versions, Refusal refusal) {
        return new BatchDecision(
                Optional.of(refusal),
                versions.stream()
                        .map(version -> new Item(version, Outcome.refused(refusal)))
                        .toList(),
                subject);
    }

    /**
     * Decides on versions in order. One that is not there in this state is not found.
     *
     * @param decide decides on a version, and changes the batch if it allows the change
     */
    static BatchDecision inOrder(
            VersionsOfPackage batch,
            Collection<VersionId> versions,
            State state,
            Function<PackageVersion, Outcome<? extends Change>> decide) {
        List<Item> items = new ArrayList<>(versions.size());
        for (VersionId version : versions) {
            Outcome<? extends Change> outcome = batch.find(version, state)
                    .<Outcome<? extends Change>>map(decide)
                    .orElseGet(() -> Outcome.refused(Refusal.of(Refusal.Reason.VERSION_NOT_FOUND)));
            items.add(new Item(version, outcome));
        }
        return new BatchDecision(Optional.empty(), items, batch.now());
    }

    /** Whether the caller has access, and all changes are allowed. */
    public boolean allowed() {
        return refusal.isEmpty()
                && items.stream().allMatch(item -> item.outcome().refusal().isEmpty());
    }
}
