package dev.packhouse.adapter.http.planfile;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.packhouse.domain.cleanup.plan.PackagePlan;
import dev.packhouse.domain.cleanup.plan.PlannedVersion;
import dev.packhouse.domain.cleanup.plan.Reason;
import dev.packhouse.domain.image.ImageDefect;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.naming.Tag;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What a plan file says of a package.
 *
 * @param type the label of its type
 * @param name its name
 * @param id its number
 * @param visibility the label of its visibility
 * @param updatedAt when it was last published to
 * @param rule the rule that deletes the whole package; empty if it stays
 * @param emptied whether all versions would go, if GitHub let a package be without versions
 * @param items all its active versions, the newest first
 */
public record PackageItems(
        String type,
        String name,
        long id,
        String visibility,
        Instant updatedAt,
        Optional<String> rule,
        boolean emptied,
        List<Item> items) {

    /** Copies the items. */
    public PackageItems {
        requireNonNull(type, "type");
        requireNonNull(name, "name");
        requireNonNull(visibility, "visibility");
        requireNonNull(updatedAt, "updatedAt");
        requireNonNull(rule, "rule");
        items = List.copyOf(items);
    }

    /**
     * What a plan does with a version.
     *
     * @param id the number of the version
     * @param name its name
     * @param tags its tags
     * @param createdAt when it was published
     * @param updatedAt when it was last changed
     * @param kind the kind of its manifest; empty if it is not known, and for types without manifests
     * @param defect what is wrong with it as an image
     * @param deleted whether it goes
     * @param reasons why, the deciding ones first
     * @param with the version that it goes with, or that needs it
     */
    public record Item(
            long id,
            String name,
            List<String> tags,
            Instant createdAt,
            Instant updatedAt,
            Optional<String> kind,
            Optional<String> defect,
            boolean deleted,
            List<PlanReason> reasons,
            OptionalLong with) {
        /** Copies the lists. */
        public Item {
            requireNonNull(name, "name");
            tags = List.copyOf(tags);
            requireNonNull(createdAt, "createdAt");
            requireNonNull(updatedAt, "updatedAt");
            requireNonNull(kind, "kind");
            requireNonNull(defect, "defect");
            reasons = List.copyOf(reasons);
            requireNonNull(with, "with");
        }

        /** The reasons in words. */
        public String why() {
            return reasons.stream().map(PlanReason::text).collect(joining("; "));
        }
    }

    /** What a plan says of a package. */
    public static PackageItems of(PackagePlan plan) {
        Map<Reason, PlanReason> reasons = new HashMap<>();
        Package subject = plan.subject();
        return new PackageItems(
                subject.namespace().type().label(),
                subject.name().value(),
                subject.id().value(),
                subject.visibility().label(),
                subject.updatedAt(),
                plan.packageRule(),
                plan.emptied(),
                plan.versions().stream()
                        .map(planned -> item(planned, reason -> reasons.computeIfAbsent(reason, PlanReason::of)))
                        .toList());
    }

    private static Item item(PlannedVersion planned, Function<Reason, PlanReason> reasons) {
        PackageVersion version = planned.version();
        return new Item(
                version.id().value(),
                version.name().value(),
                version.tags().stream().map(Tag::value).toList(),
                version.createdAt(),
                version.updatedAt(),
                planned.content().known().map(manifest -> manifest.kind().label()),
                planned.defect().map(ImageDefect::label),
                planned.deleted(),
                planned.reasons().stream().map(reasons).toList(),
                with(planned));
    }

    private static OptionalLong with(PlannedVersion planned) {
        if (planned.deleted()) {
            return planned.group().equals(planned.version().id())
                    ? OptionalLong.empty()
                    : OptionalLong.of(planned.group().value());
        }
        return planned.reasons().stream()
                .filter(Reason.NeededBy.class::isInstance)
                .mapToLong(reason -> ((Reason.NeededBy) reason).owner().value())
                .findFirst();
    }

    /** This package with these items. */
    PackageItems with(List<Item> others) {
        return new PackageItems(type, name, id, visibility, updatedAt, rule, emptied, others);
    }

    /** The type and name, which identify the package among those of its owner. */
    public String label() {
        return type + " " + name;
    }

    /** How many versions go. */
    public long deletions() {
        return items.stream().filter(Item::deleted).count();
    }
}
