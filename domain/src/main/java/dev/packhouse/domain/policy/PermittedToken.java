package dev.packhouse.domain.policy;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Operation;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;

/** A caller whose token permits an operation: the result of {@link AccessPolicy#checkToken}. */
public final class PermittedToken {

    private final AccessPolicy policy;
    private final Principal caller;
    private final Operation operation;

    PermittedToken(AccessPolicy policy, Principal caller, Operation operation) {
        this.policy = policy;
        this.caller = caller;
        this.operation = operation;
    }

    /** The caller. */
    public Principal caller() {
        return caller;
    }

    /**
     * Checks that the token is authorized for the single sign-on of the owner. Applies to members only: other callers
     * and outside collaborators have no identity there to sign on with.
     *
     * @param owner the owner of the requested packages
     * @param affiliation the affiliation of the caller with the owner, or with a package of the owner
     */
    public Outcome<AuthorizedCaller> checkSso(Account owner, Affiliation affiliation) {
        return Outcome.unless(
                AccessPolicy.singleSignOn(caller, owner, affiliation),
                () -> new AuthorizedCaller(policy, caller, operation, owner));
    }
}
