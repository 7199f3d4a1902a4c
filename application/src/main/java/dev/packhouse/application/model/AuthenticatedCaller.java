package dev.packhouse.application.model;

import static java.util.Objects.requireNonNull;

import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import java.time.Instant;

/**
 * A caller whose credential a backend has resolved. A read uses the principal as it is; a change resolves the credential
 * again in its own transaction, so that a token that was revoked meanwhile changes nothing.
 *
 * @param credential the credential, which a remote registry receives with each request
 * @param principal the principal behind it
 * @param since when the request of the caller arrived. A change is sent to a remote registry only within a limited time
 *     after it, because the caller has given up later
 */
public record AuthenticatedCaller(Credential credential, Principal principal, Instant since) {

    /** The caller without a token. It changes nothing, so the time of its requests does not matter. */
    public static final AuthenticatedCaller ANONYMOUS =
            new AuthenticatedCaller(new Credential.None(), new Principal.Anonymous(), Instant.EPOCH);

    /** Checks that nothing is null. */
    public AuthenticatedCaller {
        requireNonNull(credential, "credential");
        requireNonNull(principal, "principal");
        requireNonNull(since, "since");
    }
}
