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
import java.util.concurrent.atomic.AtomicLong;

/**
 * Caches accounts, memberships and tokens that were found in committed transactions. Thread-safe.
 *
 * <p>The cache never returns an outdated entry. Memberships are added with their organization and never change, so
 * their entries stay valid; a missing account or token is not cached. Tokens can be revoked, and accounts and
 * repositories renamed: entries of tokens and accounts are valid for one generation. A session reads the generation
 * before its transaction begins. A revocation or a renaming starts a new generation before its commit, and another one
 * before it returns.
 */
public final class IdentityCache {

    /** The capacity of each map. A full map is cleared, so that memory is bounded. */
    private static final int CAPACITY = 20_000;

    private final Map<String, Entry<Account>> accountsByLogin = new ConcurrentHashMap<>();
    private final Map<AccountId, Entry<Account>> accountsById = new ConcurrentHashMap<>();
    private final Map<Pair, Membership> memberships = new ConcurrentHashMap<>();
    private final Map<TokenHash, Entry<Principal>> tokens = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();

    private record Pair(AccountId organization, AccountId user) {}

    private record Entry<T>(T value, long generation) {}

    /**
     * Returns the current generation. A session reads it before its transaction begins, and caches what it finds with
     * it.
     */
    long generation() {
        return generation.get();
    }

    /** Invalidates tokens and accounts. Called before and after the commit of a revocation or a renaming. */
    public void startGeneration() {
        generation.incrementAndGet();
    }

    Optional<Account> account(Login login) {
        return current(accountsByLogin.get(login.key()));
    }

    Optional<Account> account(AccountId id) {
        return current(accountsById.get(id));
    }

    void cache(Account account, long generation) {
        Entry<Account> entry = new Entry<>(account, generation);
        put(accountsByLogin, account.login().key(), entry);
        put(accountsById, account.id(), entry);
    }

    Optional<Membership> membership(AccountId organization, AccountId user) {
        return Optional.ofNullable(memberships.get(new Pair(organization, user)));
    }

    void cache(AccountId organization, AccountId user, Membership membership) {
        put(memberships, new Pair(organization, user), membership);
    }

    Optional<Principal> caller(TokenHash token) {
        return current(tokens.get(token));
    }

    void cache(TokenHash token, Principal caller, long generation) {
        put(tokens, token, new Entry<>(caller, generation));
    }

    private <T> Optional<T> current(Entry<T> entry) {
        return Optional.ofNullable(entry)
                .filter(found -> found.generation() == generation())
                .map(Entry::value);
    }

    private static <K, V> void put(Map<K, V> map, K key, V value) {
        if (map.size() >= CAPACITY) {
            map.clear();
        }
        map.put(key, value);
    }
}
