package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.AccountSql;
import dev.packhouse.adapter.persistence.sql.RepositorySql;
import dev.packhouse.adapter.persistence.sql.TokenSql;
import dev.packhouse.adapter.persistence.sql.maintenance.Purge;
import dev.packhouse.adapter.persistence.sql.session.IdentityCache;
import dev.packhouse.adapter.persistence.sql.state.ExistingStateQueries;
import dev.packhouse.adapter.persistence.sql.state.StateExporter;
import dev.packhouse.adapter.persistence.sql.state.StateLoader;
import dev.packhouse.adapter.persistence.sql.state.StateRemoval;
import dev.packhouse.adapter.persistence.sql.state.VersionPublisher;
import dev.packhouse.application.model.Snapshot;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.spi.Store;
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

/** Administers the database: states, renamings, tokens, check and purge. */
final class SqliteStore implements Store {

    private final Database database;
    private final IdentityCache identities;

    SqliteStore(Database database, IdentityCache identities) {
        this.database = database;
        this.identities = identities;
    }

    @Override
    public boolean isEmpty() {
        return database.read(StateExporter::isEmpty);
    }

    @Override
    public <T> T query(Function<? super ExistingState, ? extends T> question) {
        return database.read(connection -> question.apply(new ExistingStateQueries(connection)));
    }

    @Override
    public void add(RegistryState state) {
        identities.change(() -> database.write(connection -> {
            new StateLoader(connection).add(state);
            return null;
        }));
    }

    @Override
    public boolean addIfEmpty(RegistryState state) {
        return identities.change(() -> database.write(connection -> {
            boolean empty = StateExporter.isEmpty(connection);
            if (empty) {
                new StateLoader(connection).add(state);
            }
            return empty;
        }));
    }

    @Override
    public void replace(RegistryState state) {
        identities.change(() -> database.write(connection -> {
            StateRemoval.removeAll(connection);
            Sqlite.restartAutoincrement(connection);
            new StateLoader(connection).add(state);
            return null;
        }));
    }

    @Override
    public void merge(RegistryState state) {
        identities.change(() -> database.write(connection -> {
            RegistryState merged = StateMerge.merge(StateExporter.export(connection), state);
            StateRemoval.removeEntries(connection);
            new StateLoader(connection).add(merged);
            return null;
        }));
    }

    @Override
    public Snapshot snapshot() {
        return SqliteSnapshot.take(database, identities);
    }

    @Override
    public boolean rename(AccountId id, Login login) {
        return identities.change(() -> database.write(connection -> AccountSql.rename(connection, id, login)));
    }

    @Override
    public boolean rename(RepositoryId id, RepositoryName name) {
        return identities.change(() -> database.write(connection -> RepositorySql.rename(connection, id, name)));
    }

    @Override
    public void publish(PackageId parent, List<VersionEntry> versions) {
        database.write(connection -> {
            new VersionPublisher(connection, parent).add(versions);
            return null;
        });
    }

    @Override
    public RegistryState export() {
        return database.read(StateExporter::export);
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
        return identities.change(() -> database.write(connection -> TokenSql.delete(connection, id)));
    }

    @Override
    public long purge(Instant deletedBefore) {
        return new Purge(database, deletedBefore, database.limits().batch()).run();
    }
}
