package dev.packhouse.application.api;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.cleanup.plan.PackagePlan;
import dev.packhouse.domain.cleanup.policy.NameList;
import dev.packhouse.domain.cleanup.policy.PolicySet;
import dev.packhouse.domain.policy.Outcome;
import dev.packhouse.domain.text.NamePattern;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Plans a cleanup: what policies delete of the packages of an owner, and why. It changes nothing.
 *
 * <p>Each package is planned from one view of it: a backend that keeps its own data reads one snapshot, a remote registry is
 * read until the number of versions is that of the package. A package that cannot be read so, or that the caller may not
 * clean up, is left out.
 */
public interface CleanupPlanning {

    /**
     * Plans the cleanup of the packages of an owner that the policies select. They are planned in the order of their types
     * and names; only one of them is in memory.
     *
     * @param listener receives the plan of each package, and progress reports, in the calling thread
     * @return the summary; a refusal if the caller may not list the packages of the owner
     * @throws dev.packhouse.application.model.BackendException if the backend fails
     * @throws dev.packhouse.domain.text.CostlyPatternException if a pattern of a policy takes too long
     */
    Outcome<Summary> plan(AuthenticatedCaller caller, OwnerReference owner, Request request, Listener listener);

    /**
     * What is planned.
     *
     * @param policies the policies
     * @param lists the lists that their criteria name
     * @param packages patterns, of which the name of a package has to match one; all packages if there is none
     */
    record Request(PolicySet policies, Map<String, NameList> lists, List<NamePattern> packages) {
        /** Copies the collections. */
        public Request {
            requireNonNull(policies, "policies");
            lists = Map.copyOf(lists);
            packages = List.copyOf(packages);
        }
    }

    /** Receives plans and progress reports. */
    interface Listener extends ReadingProgress {

        /**
         * The planning begins.
         *
         * @param owner the owner of the packages
         * @param evaluatedAt the time for which the policies are evaluated
         */
        void begins(Account owner, Instant evaluatedAt);

        /** A package was planned. */
        void planned(PackagePlan plan);
    }

    /**
     * The result of a planning.
     *
     * @param packages the number of planned packages
     * @param leftOut the number of reports of packages that were left out; a report on a type counts as one
     * @param exceeded each limit of the policies that the plan exceeds, as a sentence
     */
    record Summary(long packages, long leftOut, List<String> exceeded) {
        /** Copies the list. */
        public Summary {
            exceeded = List.copyOf(exceeded);
        }
    }
}
