package dev.packhouse.adapter.http.planfile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
     * @param reasons why, in words, the deciding ones first
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
            List<String> reasons,
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
