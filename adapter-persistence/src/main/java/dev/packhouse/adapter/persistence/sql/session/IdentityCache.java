package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Caches identities between units of work. Safe for many threads.
 *
 * <p>The cache never returns an identity that is outdated at the look-up. Every change of accounts, repositories or tokens runs in {@link
 * #change}, which ends a generation of entries. A unit of work that begins while such a change runs does not use the
 * cache. Any other unit of work uses only entries of the generation in which it began: no identity has changed since.
 * The snapshot of a unit of work that reads opens at its first query, so an identity that was looked up before may be of
 * the moment before the snapshot. What is missing is not cached.
 */
public final class IdentityCache {

    /** The capacity of each map. A full map is cleared, so that memory is bounded. */
    private static final int CAPACITY = 20_000;

    private final Map<TokenHash, Entry<Principal>> principals = new ConcurrentHashMap<>();
    private final Map<String, Entry<Account>> accountsByLogin = new ConcurrentHashMap<>();
    private final Map<AccountId, Entry<Account>> accountsById = new ConcurrentHashMap<>();
    private final Map<Member, Entry<Membership>> memberships = new ConcurrentHashMap<>();
    private final AtomicInteger runningChanges = new AtomicInteger();
    private final AtomicLong generation = new AtomicLong();

    private record Member(AccountId organization, AccountId user) {}

    private record Entry<T>(T value, long generation) {}

    /**
     * Runs a change of accounts, repositories or tokens, from before its transaction until after its commit. Returns its
     * result.
     */
    public <T> T change(Supplier<T> change) {
        runningChanges.incrementAndGet();
        try {
            return change.get();
        } finally {
            generation.incrementAndGet();
            runningChanges.decrementAndGet();
        }
    }

    /** Adds the cache to the identities of a unit of work that begins now. */
    public Identities over(Identities identities) {
        long current = generation.get();
        return runningChanges.get() == 0 ? new Cached(identities, current) : identities;
    }

    /** The identities of a unit of work that began in this generation. */
    private final class Cached implements Identities {

        private final Identities identities;
        private final long began;

        Cached(Identities identities, long began) {
            this.identities = identities;
            this.began = began;
        }

        @Override
        public Optional<Principal> principal(TokenHash token) {
            return find(principals, token, () -> identities.principal(token));
        }

        @Override
        public Optional<Account> account(Login login) {
            return find(accountsByLogin, login.key(), () -> identities.account(login));
        }

        @Override
        public Optional<Account> account(AccountId id) {
            return find(accountsById, id, () -> identities.account(id));
        }

        @Override
        public Membership membership(AccountId organization, AccountId user) {
            return find(
                            memberships,
                            new Member(organization, user),
                            () -> Optional.of(identities.membership(organization, user)))
                    .get();
        }

        private <K, V> Optional<V> find(Map<K, Entry<V>> entries, K key, Supplier<Optional<V>> query) {
            Entry<V> entry = entries.get(key);
            if (entry != null && entry.generation() == began && isCurrent()) {
                return Optional.of(entry.value());
            }
            Optional<V> found = query.get();
            found.ifPresent(value -> put(entries, key, new Entry<>(value, began)));
            return found;
        }

        /** Whether no identity has changed since the unit of work began. */
        private boolean isCurrent() {
            return runningChanges.get() == 0 && generation.get() == began;
        }
    }

    private static <K, V> void put(Map<K, V> entries, K key, V entry) {
        if (entries.size() >= CAPACITY) {
            entries.clear();
        }
        entries.put(key, entry);
    }
}
