package dev.packhouse.domain.cleanup.policy;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.version.VersionNumber;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which of two versions counts as the newer one. The later id decides between equal ones, so that no order is open. */
public enum VersionOrder {
    /** The one that was published later. */
    CREATED,
    /** The one that was changed later. */
    UPDATED,
    /** The one with the higher version number; those without one are older, and compared by the date of publication. */
    SEMVER;

    private static final Comparator<Candidate> BY_CREATION = comparing(
                    (Candidate candidate) -> candidate.version().createdAt())
            .thenComparing(candidate -> candidate.version().id().value());
    private static final Comparator<Candidate> BY_CHANGE = comparing(
                    (Candidate candidate) -> candidate.version().updatedAt())
            .thenComparing(candidate -> candidate.version().id().value());

    /** The versions in this order, beginning with the newest. */
    List<Candidate> newestFirst(List<Candidate> versions) {
        return switch (this) {
            case CREATED -> versions.stream().sorted(BY_CREATION.reversed()).toList();
            case UPDATED -> versions.stream().sorted(BY_CHANGE.reversed()).toList();
            case SEMVER -> byNumber(versions);
        };
    }

    /** Finds the number of each version once, not for each comparison. */
    private static List<Candidate> byNumber(List<Candidate> versions) {
        Map<VersionId, Optional<VersionNumber>> numbers = new HashMap<>();
        versions.forEach(candidate -> numbers.put(
                candidate.version().id(), candidate.numbers().stream().max(naturalOrder())));
        return versions.stream()
                .sorted(comparing(
                                (Candidate candidate) ->
                                        numbers.get(candidate.version().id()),
                                VersionOrder::compare)
                        .thenComparing(BY_CREATION)
                        .reversed())
                .toList();
    }

    private static int compare(Optional<VersionNumber> one, Optional<VersionNumber> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isPresent(), other.isPresent());
        }
        return one.get().compareTo(other.get());
    }

    /** The spelling in documents: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
