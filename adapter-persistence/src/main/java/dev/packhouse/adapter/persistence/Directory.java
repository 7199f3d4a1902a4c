package dev.packhouse.adapter.persistence;

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
 * <p>It is exact. Accounts and memberships never change once they are there, so what was found stays true; what was not
 * found is not remembered. Tokens can be revoked: each is remembered for one era, which was read before the transaction
 * that found it began, and a revocation begins a new era before its commit and another one before it is answered.
 */
final class Directory {

    /** More than this are forgotten all at once, so that memory is bounded. */
    private static final int CAPACITY = 20_000;

    private final Map<String, Account> accountsByLogin = new ConcurrentHashMap<>();
    private final Map<AccountId, Account> accountsById = new ConcurrentHashMap<>();
    private final Map<Pair, Membership> memberships = new ConcurrentHashMap<>();
    private final Map<TokenHash, Known> tokens = new ConcurrentHashMap<>();
    private final AtomicLong era = new AtomicLong();

    private record Pair(AccountId organization, AccountId user) {}

    private record Known(Principal caller, long era) {}

    /** To be read before the transaction begins in which a token is looked for. */
    long era() {
        return era.get();
    }

    /** A token is being revoked, or was just revoked. */
    void newEra() {
        era.incrementAndGet();
    }

    Optional<Account> account(Login login) {
        return Optional.ofNullable(accountsByLogin.get(login.key()));
    }

    Optional<Account> account(AccountId id) {
        return Optional.ofNullable(accountsById.get(id));
    }

    void remember(Account account) {
        put(accountsByLogin, account.login().key(), account);
        put(accountsById, account.id(), account);
    }

    Optional<Membership> membership(AccountId organization, AccountId user) {
        return Optional.ofNullable(memberships.get(new Pair(organization, user)));
    }

    void remember(AccountId organization, AccountId user, Membership membership) {
        put(memberships, new Pair(organization, user), membership);
    }

    Optional<Principal> caller(TokenHash token) {
        Known known = tokens.get(token);
        return known != null && known.era() == era() ? Optional.of(known.caller()) : Optional.empty();
    }

    void remember(TokenHash token, Principal caller, long era) {
        put(tokens, token, new Known(caller, era));
    }

    private static <K, V> void put(Map<K, V> map, K key, V value) {
        if (map.size() >= CAPACITY) {
            map.clear();
        }
        map.put(key, value);
    }
}
