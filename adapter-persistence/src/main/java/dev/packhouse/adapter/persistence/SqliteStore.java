package dev.packhouse.adapter.persistence;

import dev.packhouse.application.model.AuditEntry;
import dev.packhouse.application.model.AuditRetention;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.spi.Store;
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
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** The administration of the database. */
final class SqliteStore implements Store {

    private final Database database;
    private final Directory directory;

    SqliteStore(Database database, Directory directory) {
        this.database = database;
        this.directory = directory;
    }

    @Override
    public boolean isEmpty() {
        return database.read(StateSql::isEmpty);
    }

    @Override
    public <T> T query(Function<? super StateValidation.ExistingState, ? extends T> question) {
        return database.read(handle -> question.apply(new ExistingRows(handle)));
    }

    @Override
    public void add(RegistryState state) {
        database.write(handle -> {
            new Loading(handle).add(state);
            return null;
        });
    }

    @Override
    public boolean addIfEmpty(RegistryState state) {
        return database.write(handle -> {
            boolean empty = StateSql.isEmpty(handle);
            if (empty) {
                new Loading(handle).add(state);
            }
            return empty;
        });
    }

    @Override
    public boolean rename(AccountId id, Login login) {
        return inNewEra(handle -> AccountSql.rename(handle, id, login));
    }

    @Override
    public boolean rename(RepositoryId id, RepositoryName name) {
        return inNewEra(handle -> RepositorySql.rename(handle, id, name));
    }

    /** Changes what the directory may remember. */
    private boolean inNewEra(Predicate<Handle> change) {
        boolean changed = database.write(handle -> {
            directory.newEra();
            return change.test(handle);
        });
        directory.newEra();
        return changed;
    }

    @Override
    public void publish(PackageId owner, List<VersionEntry> versions) {
        database.write(handle -> {
            new Publishing(handle, owner).add(versions);
            return null;
        });
    }

    @Override
    public RegistryState export() {
        return database.read(StateSql::export);
    }

    @Override
    public List<String> check() {
        return database.read(StoreCheck::problems);
    }

    @Override
    public List<StoredToken> tokens() {
        return database.read(TokenSql::all);
    }

    @Override
    public boolean revokeToken(long id) {
        return inNewEra(handle -> TokenSql.delete(handle, id));
    }

    @Override
    public long purge(Instant deletedBefore) {
        return new Purge(database, deletedBefore).run();
    }

    @Override
    public long pruneAuditTrail(AuditRetention keep, Instant now) {
        return new AuditPruning(database, keep, now).run();
    }

    @Override
    public List<AuditEntry> auditTrail(int limit) {
        return database.read(handle -> AuditSql.latest(handle, limit));
    }
}
