package dev.packhouse.domain.cleanup.plan;

import static java.util.Comparator.comparing;

import dev.packhouse.domain.cleanup.plan.Reason.HeldBy;
import dev.packhouse.domain.cleanup.policy.Candidate;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.EvaluationContext;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.version.VersionNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which safeguards of a policy hold a version by its own facts. {@link Safeguard#LAST_VERSION} depends on all others. */
final class SafeguardCheck {

    private static final String LATEST = "latest";
    private static final String GHOST = "deleted_";

    private final CleanupPolicy policy;
    private final PackageContent content;
    private final Instant youngest;
    private final Optional<VersionNumber> newestRelease;

    SafeguardCheck(
            CleanupPolicy policy, PackageContent content, List<Candidate> candidates, EvaluationContext context) {
        this.policy = policy;
        this.content = content;
        this.youngest = policy.safeguards().young().before(context.now(), context.zone());
        this.newestRelease = has(Safeguard.NEWEST_RELEASE) ? newestRelease(candidates) : Optional.empty();
    }

    private static Optional<VersionNumber> newestRelease(List<Candidate> candidates) {
        return candidates.stream()
                .filter(candidate -> !candidate.type().hasTags())
                .flatMap(candidate -> candidate.numbers().stream())
                .filter(number -> !number.prerelease())
                .max(comparing(number -> number));
    }

    private boolean has(Safeguard safeguard) {
        return policy.safeguards().has(safeguard);
    }

    /** The safeguard that holds a version; empty if none does. */
    Optional<HeldBy> heldBy(Candidate candidate) {
        if (has(Safeguard.GHOST_NAMES) && content.subject().name().value().startsWith(GHOST)) {
            return held(Safeguard.GHOST_NAMES, "the name of the package begins with " + GHOST);
        }
        if (has(Safeguard.LATEST_TAG)
                && candidate.ownTags().stream().anyMatch(tag -> tag.value().equals(LATEST))) {
            return held(Safeguard.LATEST_TAG, "tag " + LATEST);
        }
        if (newestRelease.isPresent()
                && !candidate.type().hasTags()
                && candidate.numbers().contains(newestRelease.get())) {
            return held(Safeguard.NEWEST_RELEASE, newestRelease.get().toString());
        }
        if (has(Safeguard.REFUSED_BEFORE)
                && content.refusedBefore().contains(candidate.version().id())) {
            return held(Safeguard.REFUSED_BEFORE, "GitHub refused its deletion lately");
        }
        if (has(Safeguard.YOUNG) && !candidate.version().createdAt().isBefore(youngest)) {
            return held(
                    Safeguard.YOUNG, "published within " + policy.safeguards().young());
        }
        return Optional.empty();
    }

    private static Optional<HeldBy> held(Safeguard safeguard, String because) {
        return Optional.of(new HeldBy(safeguard, because));
    }
}
