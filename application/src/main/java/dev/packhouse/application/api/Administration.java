package dev.packhouse.application.api;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.Health;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.domain.access.Scopes;
import dev.packhouse.domain.account.Login;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Running a backend that keeps its own data: its state, its tokens, its tombstones.
 *
 * <p>On a backend that does not, every method but {@link #health()} throws {@link UnsupportedOperationException}. Every
 * method may throw a {@link dev.packhouse.application.model.BackendException}.
 */
public interface Administration {

    /** How the backend is. Never throws. */
    Health health();

    /** Whether the backend holds nothing at all. */
    boolean isEmpty();

    /**
     * Loads a state into an empty backend, all of it or nothing.
     *
     * @throws IllegalStateException if the backend is not empty
     * @throws dev.packhouse.application.state.InvalidStateException if the state contradicts itself
     */
    void load(RegistryState state);

    /**
     * Everything the backend holds; loading it into an empty one gives the same again, but for the audit trail, the ids of
     * tokens, and the memory of ids that were purged.
     */
    RegistryState export();

    /**
     * Reads everything the backend holds, and compares what it keeps twice.
     *
     * @return a sentence for each problem, empty if there is none
     */
    List<String> check();

    /**
     * Makes a classic token.
     *
     * @return the token; it is shown this once, the backend keeps only its hash
     * @throws IllegalArgumentException if there is no such user, or no such organization
     */
    String createToken(Login user, Scopes scopes, Set<Login> ssoOrganizations, Optional<Instant> expiresAt);

    /** All tokens, without the tokens themselves, by ascending id. */
    List<StoredToken> tokens();

    /** Makes a token worthless at once. Returns false if there is none with this id. */
    boolean revokeToken(long id);

    /** Forgets what can no longer be restored. Returns how many packages and versions that was. */
    long purge();

    /**
     * Removes the oldest entries of the audit trail, as many as are more than what is kept, and records that.
     *
     * @return how many entries were removed
     */
    long pruneAuditTrail(AuditRetention keep);

    /** The latest entries of the audit trail, the newest first. */
    List<AuditEntry> auditTrail(int limit);
}
