package dev.packhouse.adapter.http.planfile;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first line of a plan file: what was planned, by whom, and with which policies.
 *
 * @param evaluatedAt the time for which the policies were evaluated
 * @param expiresAt when the plan is too old to be applied
 * @param backend the name of the backend
 * @param url the address of its registry; empty if it keeps data of its own
 * @param registry the second address that got the token, to read manifests; empty if it got none
 * @param owner the login of the owner of the packages
 * @param ownerId the number of the owner
 * @param caller as whom the plan was made
 * @param policy the name of the policies
 * @param policyText the policies, in a form that does not depend on layout and comments
 * @param policySha256 the SHA-256 of that text
 * @param lists by name, the lists that the policies use
 */
public record PlanHeader(
        Instant evaluatedAt,
        Instant expiresAt,
        String backend,
        Optional<String> url,
        Optional<String> registry,
        String owner,
        long ownerId,
        String caller,
        String policy,
        String policyText,
        String policySha256,
        Map<String, ListFacts> lists) {

    /** Copies the lists. */
    public PlanHeader {
        requireNonNull(evaluatedAt, "evaluatedAt");
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(backend, "backend");
        requireNonNull(url, "url");
        requireNonNull(registry, "registry");
        requireNonNull(owner, "owner");
        requireNonNull(caller, "caller");
        requireNonNull(policy, "policy");
        requireNonNull(policyText, "policyText");
        requireNonNull(policySha256, "policySha256");
        lists = Map.copyOf(lists);
    }

    /**
     * A list that policies use.
     *
     * @param sha256 the SHA-256 of its file
     * @param entries how many entries it has
     */
    public record ListFacts(String sha256, int entries) {
        /** Checks that nothing is null. */
        public ListFacts {
            requireNonNull(sha256, "sha256");
        }
    }

    /**
     * The last line of a plan file.
     *
     * @param packages how many packages were planned
     * @param keep how many versions stay
     * @param delete how many versions go
     * @param exceeded each limit of the policies that the plan exceeds, as a sentence
     * @param leftOut what is not in the plan, and why
     */
    public record End(long packages, long keep, long delete, List<String> exceeded, List<String> leftOut) {
        /** Copies the lists. */
        public End {
            exceeded = List.copyOf(exceeded);
            leftOut = List.copyOf(leftOut);
        }
    }
}
