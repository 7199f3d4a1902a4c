package dev.packhouse.adapter.persistence.sql.session;

import dev.packhouse.adapter.persistence.sql.AccountSql;
import dev.packhouse.adapter.persistence.sql.AuditSql;
import dev.packhouse.adapter.persistence.sql.PrincipalSql;
import dev.packhouse.adapter.persistence.sql.RoleGrantee;
import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.spi.Accounts;
import dev.packhouse.application.spi.Packages;
import dev.packhouse.application.spi.WriteSession;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.access.Credential;
import dev.packhouse.domain.access.Principal;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.policy.AccessPolicy;
import dev.packhouse.domain.policy.Change;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * The session of one caller in one transaction. The backend passes a read-only session as a {@code ReadSession}.
 *
 * <p>A read-only session uses the identity cache for accounts and tokens only before its first query. That query fixes
 * the snapshot, and the cache may hold accounts that were added later. It uses the cache for memberships at any time:
 * they exist as long as both accounts. A session that writes sees everything that is committed, and uses the cache at
 * any time. The cache receives the results of a session only after their transaction is committed.
 */
public final class SqlSession implements WriteSession, AutoCloseable {

    private final Supplier<Handle> connection;
    private final IdentityCache identities;
    private final boolean reading;
    private final Executor afterCommit;
    private final InstantSource clock;
    private final Credential credential;
    private final long generation;
    private final Accounts accounts;
    private final Packages packages;
    private Optional<Principal> caller;
    private boolean queried;
    private boolean closed;

    public SqlSession(
            Supplier<Handle> connection,
            IdentityCache identities,
            boolean reading,
            Executor afterCommit,
            InstantSource clock,
            AccessPolicy access,
            Credential credential) {
        this.connection = connection;
        this.identities = identities;
        this.reading = reading;
        this.afterCommit = afterCommit;
        this.clock = clock;
        this.credential = credential;
        this.generation = identities.generation();
        this.accounts = new SqlAccounts(this);
        this.packages = new SqlPackages(this, access);
    }

    Handle handle() {
        check();
        queried = true;
        return connection.get();
    }

    private void check() {
        if (closed) {
            throw new IllegalStateException("A session cannot be used after its task has ended");
        }
    }

    @Override
    public Optional<Principal> principal() {
        if (caller == null) {
            caller = find(credential);
        }
        return caller;
    }

    private Optional<Principal> find(Credential given) {
        if (!(given instanceof Credential.Token token)) {
            return Optional.of(new Principal.Anonymous());
        }
        TokenHash hash = TokenHash.of(token.secret());
        return cached(() -> identities.caller(hash))
                .or(() -> cacheAfterCommit(
                        PrincipalSql.find(handle(), hash), found -> identities.cache(hash, found, generation)))
                .filter(found -> found.validAt(clock.instant()));
    }

    RoleGrantee grantee() {
        return RoleGrantee.of(principal());
    }

    Optional<Account> account(Login login) {
        return cached(() -> identities.account(login))
                .or(() -> cacheAfterCommit(
                        AccountSql.find(handle(), login), found -> identities.cache(found, generation)));
    }

    Optional<Account> account(AccountId id) {
        return cached(() -> identities.account(id))
                .or(() ->
                        cacheAfterCommit(AccountSql.find(handle(), id), found -> identities.cache(found, generation)));
    }

    /** Returns the membership. It does not change as long as both accounts exist, so an entry of any time is valid. */
    Membership membership(AccountId organization, AccountId user) {
        check();
        return identities
                .membership(organization, user)
                .or(() -> cacheAfterCommit(
                        Optional.of(AccountSql.membership(handle(), organization, user)),
                        found -> identities.cache(organization, user, found)))
                .get();
    }

    private <T> Optional<T> cached(Supplier<Optional<T>> lookup) {
        check();
        return reading && queried ? Optional.empty() : lookup.get();
    }

    private <T> Optional<T> cacheAfterCommit(Optional<T> found, Consumer<T> cache) {
        found.ifPresent(value -> afterCommit.execute(() -> cache.accept(value)));
        return found;
    }

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public Packages packages() {
        return packages;
    }

    @Override
    public void apply(Change change) {
        ChangeSql.apply(handle(), change);
    }

    @Override
    public void record(AuditEntry entry) {
        AuditSql.insert(handle(), entry);
    }

    @Override
    public void close() {
        closed = true;
    }
}
