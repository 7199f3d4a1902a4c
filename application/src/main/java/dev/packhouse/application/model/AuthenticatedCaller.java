package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;

/**
 * A caller whose credential a backend has resolved. A read uses the principal as it is; a change resolves the credential
 * again in its own transaction, so that a token that was revoked meanwhile changes nothing.
 *
 * @param credential the credential, which a remote registry receives with each request
 * @param principal the principal behind it
 */
public record AuthenticatedCaller(Credential credential, Principal principal) {

    /** The caller without a token. */
    public static final AuthenticatedCaller ANONYMOUS =
            new AuthenticatedCaller(new Credential.None(), new Principal.Anonymous());

    /** Checks that nothing is null. */
    public AuthenticatedCaller {
        requireNonNull(credential, "credential");
        requireNonNull(principal, "principal");
    }
}
