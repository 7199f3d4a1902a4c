package dev.packhouse.application.api;

import dev.packhouse.application.model.AuditQuery;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.AuthenticatedCaller;
import dev.packhouse.application.model.CreatedToken;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.Snapshot;
import dev.packhouse.application.model.StoredAuditEntry;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.state.ExistingState;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Administration of a backend that keeps its own data: its state, its tokens, its tombstones; and of the audit trail, which a
 * backend of a live registry may keep as well.
 *
 * <p>On a backend without data of its own, the methods about this data throw {@link UnsupportedOperationException}; so do the
 * methods about the audit trail, unless the backend {@linkplain #keepsAuditTrail keeps one}. Every method except {@link
 * #health()} may throw a {@link dev.packhouse.application.model.BackendException}.
 */
public interface Administration {

    /** The health of the backend. Never throws. */
    Health health();

    /** Whether the backend holds no account, no package and no token. */
    boolean isEmpty();

    /**
     * Adds a state to an empty backend, in one transaction.
     *
     * @throws IllegalStateException if the backend is not empty
     * @throws dev.packhouse.application.state.InvalidStateException if the state contradicts itself
     */
    void load(RegistryState state);

    /**
     * The state that the backend holds. A backend into which it is loaded is the same, except for the audit trail, the
     * ids of tokens, and the record of purged ids.
     */
    RegistryState export();

    /**
     * Replaces everything by a state, as if it were loaded into a new backend. Serves tests of clients, which begin anew.
     *
     * @throws dev.packhouse.application.state.InvalidStateException if the state contradicts itself; nothing is changed
     */
    void replace(RegistryState state);

    /**
     * Adds the entries of a state, and replaces existing entries as {@link dev.packhouse.application.state.StateMerge} says. Serves
     * tests of clients, which change who may do what, and publish.
     *
     * @throws dev.packhouse.application.state.InvalidStateException if the result contradicts itself; nothing is changed
     */
    void merge(RegistryState state);

    /**
     * Runs a function on the existing entries and returns its result. The argument is valid only while the function runs.
     */
    <T> T query(Function<? super ExistingState, ? extends T> question);

    /**
     * The operator, as an owner of an account: the user itself, or the owner of the organization with the lowest id. Empty if
     * there is no such account, or the organization has no owner.
     *
     * @param account its login
     */
    Optional<AuthenticatedCaller> operatorAsOwner(Login account);

    /** Takes a snapshot of everything, to which the backend can be put back. */
    Snapshot snapshot();

    /**
     * Reads all data of the backend and compares redundant data.
     *
     * @return a sentence for each problem; empty if there is no problem
     */
    List<String> check();

    /**
     * Creates a classic token.
     *
     * @return the token and its id; only this call returns the token, the backend keeps only its hash
     * @throws IllegalArgumentException if the user or an organization does not exist; nothing is created
     */
    CreatedToken createToken(Login user, Scopes scopes, Set<Login> ssoOrganizations, Optional<Instant> expiresAt);

    /** All tokens, without their secrets, by ascending id. */
    List<StoredToken> tokens();

    /** Revokes a token at once. Returns false if no token has this id. */
    boolean revokeToken(long id);

    /**
     * Purges packages and versions that can no longer be restored. Returns how many, without the versions of purged
     * packages.
     */
    long purge();

    /** Whether the backend keeps an audit trail that can be read. */
    boolean keepsAuditTrail();

    /**
     * Removes the oldest entries of the audit trail, as many as exceed the retention, and records the removal.
     *
     * @return the number of removed entries
     */
    long pruneAuditTrail(AuditRetention keep);

    /** The entries of the audit trail that the query selects, the newest first. */
    List<StoredAuditEntry> auditTrail(AuditQuery query);
}
