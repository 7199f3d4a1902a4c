package dev.packhouse.adapter.persistence;

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
 * What one caller can ask in one transaction. A reading one is handed out as what can only be read.
 *
 * <p>A session that reads asks the directory for accounts and tokens only before its first query. After that query its
 * moment is fixed, and the directory may know of accounts that were added later. It may ask for memberships at any time,
 * which are known as long as both accounts are. One that writes sees everything that is committed, and so may ask for
 * everything at any time. The directory is told what was found when that is known to be committed.
 */
final class Session implements WriteSession, AutoCloseable {

    private final Supplier<Handle> connection;
    private final Directory directory;
    private final boolean reading;
    private final Executor afterCommit;
    private final InstantSource clock;
    private final Credential credential;
    private final long era;
    private final Accounts accounts;
    private final Packages packages;
    private Optional<Principal> caller;
    private boolean begun;
    private boolean closed;

    Session(
            Supplier<Handle> connection,
            Directory directory,
            boolean reading,
            Executor afterCommit,
            InstantSource clock,
            AccessPolicy access,
            Credential credential) {
        this.connection = connection;
        this.directory = directory;
        this.reading = reading;
        this.afterCommit = afterCommit;
        this.clock = clock;
        this.credential = credential;
        this.era = directory.era();
        this.accounts = new SessionAccounts(this);
        this.packages = new SessionPackages(this, access);
    }

    Handle handle() {
        check();
        begun = true;
        return connection.get();
    }

    private void check() {
        if (closed) {
            throw new IllegalStateException("A session is over when its unit of work is");
        }
    }

    @Override
    public Optional<Principal> principal() {
        if (caller == null) {
            caller = find(credential);
        }
        return caller;
    }

    private Optional<Principal> find(Credential shown) {
        if (!(shown instanceof Credential.Token token)) {
            return Optional.of(new Principal.Anonymous());
        }
        TokenHash hash = TokenHash.of(token.secret());
        return known(() -> directory.caller(hash))
                .or(() -> learn(PrincipalSql.find(handle(), hash), found -> directory.remember(hash, found, era)))
                .filter(found -> found.validAt(clock.instant()));
    }

    Holder holder() {
        return Holder.of(principal());
    }

    Optional<Account> account(Login login) {
        return known(() -> directory.account(login))
                .or(() -> learn(AccountSql.find(handle(), login), found -> directory.remember(found, era)));
    }

    Optional<Account> account(AccountId id) {
        return known(() -> directory.account(id))
                .or(() -> learn(AccountSql.find(handle(), id), found -> directory.remember(found, era)));
    }

    /** Known as long as both accounts are, so that it does not matter when it was learned. */
    Membership membership(AccountId organization, AccountId user) {
        check();
        return directory
                .membership(organization, user)
                .or(() -> learn(
                        Optional.of(AccountSql.membership(handle(), organization, user)),
                        found -> directory.remember(organization, user, found)))
                .get();
    }

    private <T> Optional<T> known(Supplier<Optional<T>> lookup) {
        check();
        return reading && begun ? Optional.empty() : lookup.get();
    }

    private <T> Optional<T> learn(Optional<T> found, Consumer<T> learning) {
        found.ifPresent(value -> afterCommit.execute(() -> learning.accept(value)));
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
        Changes.apply(handle(), change);
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
