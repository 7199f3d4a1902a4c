package dev.packhouse.application.spi;

import dev.packhouse.application.model.Snapshot;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.state.ExistingState;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.application.state.StateMerge;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.naming.RepositoryName;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Administrative access to a backend that keeps its own data. Each method is one atomic transaction, unless its
 * description says otherwise. Safe for use by several threads. Every method throws a {@link
 * dev.packhouse.application.model.BackendException} if the storage fails or the backend is closed.
 */
public interface Store {

    /** Whether the store holds no account, no package and no token. */
    boolean isEmpty();

    /**
     * Runs a function on the existing entries and returns its result, in preparation of {@link #add}. The argument is
     * valid only while the function runs.
     */
    <T> T query(Function<? super ExistingState, ? extends T> question);

    /**
     * Adds the entries of the state to the existing entries. References of the state may name existing entries. Assigns
     * an id to each entry without one, higher than all ids that were ever used.
     *
     * @throws dev.packhouse.application.state.InvalidStateException if a name, an id or a token is taken, or the target
     *     of a reference does not exist; nothing is added
     */
    void add(RegistryState state);

    /**
     * Adds the entries of the state if the store is {@linkplain #isEmpty empty}. Otherwise returns false and changes
     * nothing.
     *
     * @throws dev.packhouse.application.state.InvalidStateException if the state contradicts itself; nothing is added
     */
    boolean addIfEmpty(RegistryState state);

    /**
     * Replaces everything by the entries of the state, as if it were added to a new store: the audit trail is empty then, and
     * ids are assigned from the beginning. Serves tests of clients, which begin anew.
     *
     * @throws dev.packhouse.application.state.InvalidStateException if the state contradicts itself; nothing is changed
     */
    void replace(RegistryState state);

    /**
     * Adds the entries of the state, and replaces the existing ones that they {@linkplain StateMerge name again}. Serves tests
     * of clients, which change who may do what, and publish. All tokens get new ids.
     *
     * @throws dev.packhouse.application.state.InvalidStateException if the result contradicts itself; nothing is changed
     */
    void merge(RegistryState state);

    /** Takes a snapshot of everything: all entries, all used ids, and the audit trail. */
    Snapshot snapshot();

    /**
     * Renames an account. Its number and all its references stay the same.
     *
     * @return whether it was renamed; false, without a change, if the account does not exist or another one has the
     *     login
     */
    boolean rename(AccountId id, Login login);

    /**
     * Renames a repository. Its number, its owner and all its references stay the same.
     *
     * @return whether it was renamed; false, without a change, if the repository does not exist, the name has another
     *     owner, or another repository has the name
     */
    boolean rename(RepositoryId id, RepositoryName name);

    /**
     * Adds versions to an active package. A tag that an active version holds moves to a new version that is active. The
     * time of the last update of the package becomes the latest time of creation of the new versions, unless it is
     * later already. No use case calls this method: it serves applications that embed a store and publish into it.
     *
     * @throws dev.packhouse.application.state.InvalidStateException if there is no such active package, a name breaks
     *     the grammar of its type, or a name or id is taken; nothing is added
     */
    void publish(PackageId parent, List<VersionEntry> versions);

    /** All entries, each kind by ascending id. */
    RegistryState export();

    /**
     * Reads all data and compares redundant data: indexes with rows, references with their targets, counts with the
     * counted rows.
     *
     * @return a sentence for each problem; empty if there is no problem
     */
    List<String> check();

    /** All tokens, by ascending id. */
    List<StoredToken> tokens();

    /** Removes a token; later requests with it are refused. Returns false if no token has this id. */
    boolean revokeToken(long id);

    /**
     * Purges packages and versions that were deleted before this instant. Their ids are never reused. May use several
     * transactions; after each of them the state is valid.
     *
     * @return the number of purged packages and versions, without the versions of purged packages
     */
    long purge(Instant deletedBefore);
}
