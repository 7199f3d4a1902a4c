package dev.packhouse.domain.cleanup.plan;

import dev.packhouse.domain.cleanup.plan.Reason.HeldBy;
import dev.packhouse.domain.cleanup.policy.Candidate;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.EvaluationContext;
import dev.packhouse.domain.cleanup.policy.Safeguard;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.version.VersionNumber;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which safeguards of a policy hold a version by its own facts. {@link Safeguard#LAST_VERSION} depends on all others. */
final class SafeguardCheck {

    private static final String LATEST = "latest";
    private static final String GHOST = "deleted_";

    private final CleanupPolicy policy;
    private final PackageContent content;
    private final Instant youngest;
    private final Set<VersionId> newestReleases;

    SafeguardCheck(
            CleanupPolicy policy, PackageContent content, List<Candidate> candidates, EvaluationContext context) {
        this.policy = policy;
        this.content = content;
        this.youngest = policy.safeguards().young().before(context.now(), context.zone());
        this.newestReleases = has(Safeguard.NEWEST_RELEASE)
                        && !content.subject().namespace().type().hasTags()
                ? newestReleases(candidates)
                : Set.of();
    }

    /** The versions with the highest number of a release: gems have one for each platform. */
    private static Set<VersionId> newestReleases(List<Candidate> candidates) {
        Set<VersionId> newest = new HashSet<>();
        Optional<VersionNumber> highest = Optional.empty();
        for (Candidate candidate : candidates) {
            for (VersionNumber number : candidate.numbers()) {
                int order = number.prerelease()
                        ? -1
                        : highest.map(number::compareTo).orElse(1);
                if (order > 0) {
                    newest.clear();
                    highest = Optional.of(number);
                }
                if (order >= 0) {
                    newest.add(candidate.version().id());
                }
            }
        }
        return newest;
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
        if (newestReleases.contains(candidate.version().id())) {
            return held(Safeguard.NEWEST_RELEASE, candidate.shortName());
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
