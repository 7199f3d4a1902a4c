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
 * Remembers accounts, memberships and tokens that were seen in committed transactions.
 *
 * <p>It is exact. Memberships never change once they are there, so what was found stays true; what was not found is not
 * remembered. Tokens can be revoked, and accounts and repositories renamed: tokens and accounts are remembered for one era,
 * which was read before the transaction that found them began, and such a change begins a new era before its commit and
 * another one before it is answered.
 */
public final class IdentityCache {

    /** More than this are forgotten all at once, so that memory is bounded. */
    private static final int CAPACITY = 20_000;

    private final Map<String, Known<Account>> accountsByLogin = new ConcurrentHashMap<>();
    private final Map<AccountId, Known<Account>> accountsById = new ConcurrentHashMap<>();
    private final Map<Pair, Membership> memberships = new ConcurrentHashMap<>();
    private final Map<TokenHash, Known<Principal>> tokens = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();

    private record Pair(AccountId organization, AccountId user) {}

    private record Known<T>(T value, long generation) {}

    /** To be read before the transaction begins in which a token or an account is looked for. */
    long generation() {
        return generation.get();
    }

    /** A token is being revoked, or an account or a repository renamed, or that has just happened. */
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
        Known<Account> known = new Known<>(account, generation);
        put(accountsByLogin, account.login().key(), known);
        put(accountsById, account.id(), known);
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
        put(tokens, token, new Known<>(caller, generation));
    }

    private <T> Optional<T> current(Known<T> known) {
        return Optional.ofNullable(known)
                .filter(found -> found.generation() == generation())
                .map(Known::value);
    }

    private static <K, V> void put(Map<K, V> map, K key, V value) {
        if (map.size() >= CAPACITY) {
            map.clear();
        }
        map.put(key, value);
    }
}
