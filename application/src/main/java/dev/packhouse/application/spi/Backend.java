package dev.packhouse.application.spi;

import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.RateLimit;
import dev.packhouse.application.model.TokenHeaders;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Keeps packages, and resolves credentials to principals.
 *
 * <p>Safe for use by several threads. A unit of work is a function of a session. The session is valid only while the
 * function runs, and only in the thread that runs it. That thread may differ from the calling thread. A function has
 * effects only through its session. An exception that it throws is thrown to the caller.
 */
public interface Backend extends AutoCloseable {

    /**
     * Resolves a token to its principal; empty if the token is unknown, revoked or expired.
     *
     * @throws dev.packhouse.application.model.BackendException if the backend fails
     * @throws RefusedException if a remote registry refuses for another reason
     */
    Optional<Principal> authenticate(Credential.Token token);

    /**
     * Runs a unit of work that reads. If the backend keeps its own data, the session reads one snapshot.
     *
     * @throws dev.packhouse.application.model.BackendException if the backend fails
     * @throws RefusedException if a remote registry refuses
     */
    <T> T read(AuthenticatedCaller caller, Function<? super ReadSession, ? extends T> work);

    /**
     * Runs a unit of work that decides and writes. If the backend keeps its own data, each unit of work is a
     * serializable transaction, it is durable when this method returns, and it is rolled back if the function throws.
     *
     * @throws dev.packhouse.application.model.OutcomeUnknownException if a change may or may not have been applied
     * @throws dev.packhouse.application.model.BackendException if the backend fails; no data was changed
     * @throws RefusedException if a remote registry refuses a request; no data was changed
     */
    <T> T write(AuthenticatedCaller caller, Function<? super WriteSession, ? extends T> work);

    /**
     * The latest rate limit that a remote registry reported for this caller; empty if there is none, and from a backend
     * whose data has a version, because its data is not remote.
     */
    Optional<RateLimit> rateLimit(AuthenticatedCaller caller);

    /**
     * The headers in which a remote registry last described the token of this caller; empty if they are no longer
     * cached, and from a backend that keeps the tokens itself.
     */
    default Optional<TokenHeaders> tokenHeaders(AuthenticatedCaller caller) {
        return Optional.empty();
    }

    /**
     * The version of all readable data. While it is the same, all readable data is the same: data that was read between
     * two calls with the same result is still current at the second call. Empty during a change, and from a backend
     * that has no such version.
     */
    default OptionalLong dataVersion() {
        return OptionalLong.empty();
    }

    /** The health of the backend. Never throws. */
    Health health();

    /**
     * The administration of the data that the backend keeps; empty if another system administers them, as with a remote
     * registry.
     */
    Optional<Store> store();

    /** The audit trail that the backend keeps and that can be read; empty if it keeps none, and if it only logs it. */
    default Optional<AuditTrail> auditTrail() {
        return Optional.empty();
    }

    /**
     * The address from which the manifests of a remote registry are read, which gets the token of the caller; empty if none are
     * read.
     */
    default Optional<String> manifestRegistry() {
        return Optional.empty();
    }

    /**
     * Completes running units of work and releases all resources. Later units of work and calls to the store and the audit trail throw
     * {@link dev.packhouse.application.model.UnavailableException}.
     */
    @Override
    void close();
}
