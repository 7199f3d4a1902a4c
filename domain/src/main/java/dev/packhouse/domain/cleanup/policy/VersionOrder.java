package dev.packhouse.domain.cleanup.policy;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import dev.packhouse.domain.version.VersionNumber;
import java.util.Comparator;
import java.util.Locale;
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

    /** The order that begins with the newest version. */
    Comparator<Candidate> newestFirst() {
        Comparator<Candidate> oldestFirst = switch (this) {
            case CREATED -> BY_CREATION;
            case UPDATED ->
                comparing((Candidate candidate) -> candidate.version().updatedAt())
                        .thenComparing(candidate -> candidate.version().id().value());
            case SEMVER ->
                comparing(VersionOrder::highest, VersionOrder::compare).thenComparing(BY_CREATION);
        };
        return oldestFirst.reversed();
    }

    private static Optional<VersionNumber> highest(Candidate candidate) {
        return candidate.numbers().stream().max(naturalOrder());
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
