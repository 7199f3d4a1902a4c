package dev.packhouse.domain.cleanup.plan;

import dev.packhouse.domain.cleanup.policy.Candidate;
import dev.packhouse.domain.cleanup.policy.CleanupPolicy;
import dev.packhouse.domain.cleanup.policy.Conditions;
import dev.packhouse.domain.cleanup.policy.DeleteRule;
import dev.packhouse.domain.cleanup.policy.EvaluationContext;
import dev.packhouse.domain.cleanup.policy.KeepRule;
import dev.packhouse.domain.cleanup.policy.Truth;
import dev.packhouse.domain.image.ImageGraph;
import dev.packhouse.domain.lifecycle.VersionId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What the rules of a policy say of each version by itself. Rules that count, and rules that delete, concern images only:
 * what belongs to an image follows it. Used by one thread.
 */
final class Judgement {

    private static final List<Reason> NONE = List.of();

    private final List<Candidate> candidates;
    private final ImageGraph graph;
    private final EvaluationContext context;
    private final List<List<Reason>> kept;
    private final List<List<Reason>> deleted;

    private final ReasonLists lists;

    Judgement(
            CleanupPolicy policy,
            List<Candidate> candidates,
            ImageGraph graph,
            EvaluationContext context,
            ReasonLists lists) {
        this.candidates = candidates;
        this.graph = graph;
        this.context = context;
        this.lists = lists;
        this.kept = none();
        this.deleted = none();
        policy.keep().forEach(this::keep);
        policy.delete().forEach(this::delete);
    }

    private List<List<Reason>> none() {
        return new ArrayList<>(Collections.nCopies(candidates.size(), NONE));
    }

    /** The reasons to keep a version. */
    List<Reason> kept(int version) {
        return kept.get(version);
    }

    /** The reasons to delete a version, and the rules that do not because facts are not known. */
    List<Reason> deleted(int version) {
        return deleted.get(version);
    }

    /** Whether a rule deletes a version. */
    boolean condemned(int version) {
        for (Reason reason : deleted.get(version)) {
            if (reason instanceof Reason.DeletedBy) {
                return true;
            }
        }
        return false;
    }

    /** Whether a version is an image that rules may count: a signature of a missing image is none. */
    private boolean counts(int version) {
        return graph.isRoot(version) && !candidates.get(version).isOrphan();
    }

    private void keep(KeepRule rule) {
        List<Candidate> matching = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            if (rule.counting().isPresent() && !counts(i)) {
                continue;
            }
            Candidate candidate = candidates.get(i);
            Conditions conditions = rule.conditions();
            Truth result = conditions.test(candidate, context);
            if (result == Truth.UNKNOWN) {
                add(kept, i, new Reason.MayBeKeptBy(rule.name(), conditions.because(result, candidate, context)));
            } else if (result == Truth.YES && rule.counting().isPresent()) {
                matching.add(candidate);
            } else if (result == Truth.YES) {
                add(kept, i, new Reason.KeptBy(rule.name(), conditions.because(result, candidate, context)));
            }
        }
        rule.counting().ifPresent(counting -> {
            Map<VersionId, String> chosen = counting.kept(matching, context);
            for (int i = 0; i < candidates.size(); i++) {
                String because = chosen.get(candidates.get(i).version().id());
                if (because != null) {
                    add(kept, i, new Reason.KeptBy(rule.name(), because));
                }
            }
        });
    }

    private void delete(DeleteRule rule) {
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            Truth result = rule.test(candidate, context);
            if (result != Truth.NO) {
                String because = rule.conditions().because(result, candidate, context);
                add(
                        deleted,
                        i,
                        result == Truth.YES
                                ? new Reason.DeletedBy(rule.name(), because)
                                : new Reason.NotDeletedBy(rule.name(), because));
            }
        }
    }

    private void add(List<List<Reason>> reasons, int version, Reason reason) {
        reasons.set(version, lists.plus(reasons.get(version), reason));
    }
}
