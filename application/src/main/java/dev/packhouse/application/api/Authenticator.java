package dev.packhouse.application.api;

import static java.util.Objects.requireNonNull;

import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.policy.Outcome;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Identifies callers, and reports what a transport shows beside the responses of the use cases: rate limits, headers of
 * tokens, the version of the data.
 *
 * <p>Safe for many threads. All methods may throw a {@link dev.packhouse.application.model.BackendException} if the backend
 * fails.
 */
public interface Authenticator {

    /**
     * Identifies the caller behind a credential. A caller without a token is anonymous; an unknown or expired token is
     * refused.
     */
    Authentication authenticate(Credential credential);

    /**
     * The version of all readable data now: while it is the same, the same request of the same caller has the same
     * response, except for what is deleted, which also depends on the time. Empty during a change, and if the backend
     * has no such version.
     */
    OptionalLong dataVersion();

    /**
     * The latest rate limit that a remote registry reported for the caller; empty if there is none, and from a backend
     * whose data has a version, because its data is not remote.
     */
    Optional<RateLimit> rateLimit(AuthenticatedCaller caller);

    /**
     * An identified caller, and what is known at that time.
     *
     * @param caller the caller, or why it is refused
     * @param dataVersion the version of all readable data before the caller was identified, see
     *     {@link Authenticator#dataVersion}
     * @param tokenHeaders the headers in which a remote registry described the token; empty if the backend keeps the tokens
     *     itself, and for a refused caller
     */
    record Authentication(
            Outcome<AuthenticatedCaller> caller, OptionalLong dataVersion, Optional<TokenHeaders> tokenHeaders) {

        /** Checks that nothing is null. */
        public Authentication {
            requireNonNull(caller, "caller");
            requireNonNull(dataVersion, "dataVersion");
            requireNonNull(tokenHeaders, "tokenHeaders");
        }
    }
}
