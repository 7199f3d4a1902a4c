package dev.packhouse.domain.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Why a request is allowed, or everything that stands against it. For the operator of a service: a response to the
 * caller has the first objection only, and not always its true reason.
 *
 * @param grant what gives the caller the required role; empty if nothing does
 * @param objections everything that stands against the request, in the order of GitHub's checks; empty if it is allowed
 */
public record Explanation(Optional<Grant> grant, List<Objection> objections) {

    /** Checks that nothing is null. */
    public Explanation {
        requireNonNull(grant, "grant");
        objections = List.copyOf(objections);
    }

    /** Whether the request is allowed. */
    public boolean allowed() {
        return objections.isEmpty();
    }
}
