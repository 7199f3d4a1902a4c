package dev.packhouse.domain.cleanup.plan;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.EvaluationContext;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.DeletionPolicy;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.policy.Rules;

/**
 * Decides what a policy deletes of a package. A pure function: equal arguments have equal results.
 *
 * <p>A version is deleted if a delete rule concerns it, or it belongs to images that are deleted; and if no keep rule keeps
 * or may keep it, no safeguard holds it, the registry would not refuse it, and nothing that stays needs it.
 *
 * <ul>
 *   <li>Another keep rule or safeguard, one delete rule less, or one fact less never delete more.
 *   <li>The order of rules, policies and versions does not matter.
 * </ul>
 *
 * <p>The first sentence has four exceptions. The version that stays only because a package
 * or its tags need a last one, with what belongs to it, may go if another one stays. GitHub refuses versions with too many
 * downloads, also if these are not known here. {@link dev.packhouse.domain.cleanup.policy.UnknownManifests} other than {@code
 * KEEP_PACKAGE} take the risk that they name. And while a rule deletes an image whose manifest is not known, its parts count as
 * images of their own.
 */
public final class CleanupPlanner {

    private final AccessPolicy access;
    private final DeletionPolicy deletion;

    /** Creates the planner for the rules of a registry. */
    public CleanupPlanner(Rules rules) {
        this.access = new AccessPolicy(requireNonNull(rules, "rules"));
        this.deletion = new DeletionPolicy(rules);
    }

    /**
     * Plans the cleanup of one package.
     *
     * @param affiliation the affiliation of the caller with the package
     * @param content the package with all its active versions
     * @param policy the policy that holds for the package, as {@link CleanupPolicy#of} returns it
     * @return the plan, or why the caller may not delete versions of the package
     * @throws IllegalArgumentException if a criterion names a list that the context does not have
     */
    public Outcome<PackagePlan> plan(
            Principal caller,
            Affiliation affiliation,
            PackageContent content,
            CleanupPolicy policy,
            EvaluationContext context) {
        return access.check(caller, Operation.DELETE_VERSION, content.subject(), affiliation, context.now())
                .map(granted -> new PackagePlanning(content, policy, context, deletion)
                        .plan(subject -> deletion.deletePackage(caller, affiliation, subject, context.now())
                                .refusal()));
    }
}
