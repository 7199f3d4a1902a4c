package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.access.Scope;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.User;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A caller whose credential a backend has resolved. A read uses the principal as it is; a change resolves the credential
 * again in its own transaction, so that a token that was revoked meanwhile changes nothing. A caller without a token is
 * its principal in a change too.
 *
 * @param credential the credential, which a remote registry receives with each request
 * @param principal the principal behind it
 * @param since when the request of the caller arrived. A change is sent to a remote registry only within a limited time
 *     after it, because the caller has given up later
 * @param requestId the id of the request, by which its response and its decision in the audit trail can be found; empty if
 *     there is none
 */
public record AuthenticatedCaller(
        Credential credential, Principal principal, Instant since, Optional<String> requestId) {

    /** The caller without a token, of a request that waits for nothing. */
    public static final AuthenticatedCaller ANONYMOUS =
            new AuthenticatedCaller(new Credential.None(), new Principal.Anonymous(), Instant.EPOCH);

    /** The scopes that all operations on packages together require. */
    private static final Scopes PACKAGES = Scopes.of(Scope.WRITE_PACKAGES, Scope.DELETE_PACKAGES, Scope.REPO);

    /** Checks that nothing is null. */
    public AuthenticatedCaller {
        requireNonNull(credential, "credential");
        requireNonNull(principal, "principal");
        requireNonNull(since, "since");
        requireNonNull(requestId, "requestId");
    }

    /** A caller of a request without an id. */
    public AuthenticatedCaller(Credential credential, Principal principal, Instant since) {
        this(credential, principal, since, Optional.empty());
    }

    /** The same caller, of a request that arrived at this instant. */
    public AuthenticatedCaller withSince(Instant arrival) {
        return new AuthenticatedCaller(credential, principal, arrival, requestId);
    }

    /** The same caller, of the request with this id. */
    public AuthenticatedCaller withRequestId(String id) {
        return new AuthenticatedCaller(credential, principal, since, Optional.of(id));
    }

    /** The caller in the audit trail: the label of the principal; of the operator also as whom the operator acts. */
    public String actor() {
        boolean operator = credential instanceof Credential.None && !(principal instanceof Principal.Anonymous);
        return operator ? "operator as " + principal.label() : principal.label();
    }

    /**
     * The operator of a backend that keeps its own data, who acts as a user. The caller has all scopes for packages and no
     * token: nothing is stored that others could use. What the user may do is decided by the roles of the user.
     *
     * @param user the user, as the backend holds it
     * @param ssoOrganizations the organizations with single sign-on that the operator may act in
     * @param since when the request of the operator began
     */
    public static AuthenticatedCaller operatorAs(User user, Set<Login> ssoOrganizations, Instant since) {
        return new AuthenticatedCaller(
                new Credential.None(),
                new Principal.ClassicToken(user, PACKAGES, ssoOrganizations, Optional.empty()),
                since);
    }
}
