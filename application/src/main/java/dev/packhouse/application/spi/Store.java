package dev.packhouse.application.spi;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.StateValidation;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.naming.RepositoryName;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The administration of a backend that keeps its own data. Each method is one transaction: all of it happens, or
 * nothing. Safe for many threads. Throws {@link dev.packhouse.application.model.BackendException} when the technology fails.
 */
public interface Store {

    /** Whether there is nothing at all: no account, no package, no token. */
    boolean isEmpty();

    /** Answers a question about what is there, for whoever wants to add to it. The facts are valid in the question only. */
    <T> T query(Function<? super StateValidation.ExistingState, ? extends T> question);

    /**
     * Adds what the state holds to what is there. Its references may name what is there already.
     *
     * @throws dev.packhouse.application.state.InvalidStateException if a name, an id or a token is taken, or a reference
     *     names nothing
     */
    void add(RegistryState state);

    /**
     * Adds what the state holds if there is nothing at all. Returns false, and changes nothing, if there is something.
     *
     * @throws dev.packhouse.application.state.InvalidStateException if the state contradicts itself
     */
    boolean addIfEmpty(RegistryState state);

    /**
     * Gives an account another login. It keeps its number and everything that belongs to it.
     *
     * @return whether it was renamed; false, and nothing is changed, if there is no such account or another one has the login
     */
    boolean rename(AccountId id, Login login);

    /**
     * Gives a repository another name. It keeps its number and owner, and everything that is linked to it.
     *
     * @return whether it was renamed; false, and nothing is changed, if there is no such repository, the name is that of
     *     another owner's, or another one has it
     */
    boolean rename(RepositoryId id, RepositoryName name);

    /**
     * Adds versions to an active package. A tag that an active version holds moves to the new one, if that is active too.
     * The package was last updated when the newest of them was created, unless it was updated later than that. No use case
     * calls this: it is for those who embed a store and publish into it themselves.
     *
     * @throws dev.packhouse.application.state.InvalidStateException if there is no such active package, or a name or id
     *     is taken
     */
    void publish(PackageId owner, List<VersionEntry> versions);

    /** Everything that is there, each kind by ascending id. */
    RegistryState export();

    /**
     * Reads everything, and compares what is kept twice: indexes with their rows, references with what they name, counts
     * with what they count.
     *
     * @return a sentence for each problem, empty if there is none
     */
    List<String> check();

    /** All tokens, by ascending id. */
    List<StoredToken> tokens();

    /** Forgets a token; it is refused from now on. Returns false if there is none with this id. */
    boolean revokeToken(long id);

    /**
     * Forgets packages and versions that were deleted before this instant. Their names and tags are free, their ids never
     * come back. May be several transactions; each leaves a state as it could have been.
     *
     * @return how many packages and versions were forgotten, not counting the versions of forgotten packages
     */
    long purge(Instant deletedBefore);

    /**
     * Removes the oldest entries of the audit trail, in the order in which they were recorded, and adds an
     * {@link AuditEntry.Pruned} that says so. What is removed:
     *
     * <ul>
     *   <li>the oldest entry, as long as it is {@linkplain AuditRetention#oldest too old}. An entry that is not too old keeps
     *       all that were recorded after it, whatever their dates: a clock may have been wrong.
     *   <li>if all entries together are larger than the {@linkplain AuditRetention#bytes bytes} that are kept, as many as
     *       make room for the others and the added entry.
     * </ul>
     *
     * <p>If only entries of the kind {@link AuditEntry.Pruned} are removed, none is added; otherwise a trail to which nothing
     * else is added would be pruned again and again. May be several transactions; after each, the trail says how many entries
     * were removed.
     *
     * @param now the instant that ages are counted to, and that the added entry has
     * @return how many entries were removed
     */
    long pruneAuditTrail(AuditRetention keep, Instant now);

    /** The latest entries of the audit trail, the newest first. */
    List<AuditEntry> auditTrail(int limit);
}
