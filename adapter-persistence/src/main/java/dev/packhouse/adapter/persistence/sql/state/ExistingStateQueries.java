package dev.packhouse.adapter.persistence.sql.state;

import dev.packhouse.adapter.persistence.sql.AccountSql;
import dev.packhouse.adapter.persistence.sql.PackageSql;
import dev.packhouse.adapter.persistence.sql.RepositorySql;
import dev.packhouse.adapter.persistence.sql.RoleGrantee;
import dev.packhouse.adapter.persistence.sql.SequenceSql;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.adapter.persistence.sql.TokenSql;
import dev.packhouse.application.state.ExistingState;
import dev.packhouse.application.state.TokenHash;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.RepositoryName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers questions about the stored state for the validation of a new one. Looks each account and repository name up
 * once.
 */
public final class ExistingStateQueries implements ExistingState {

    static final String REPOSITORY_ID = "select 1 from repository where id = ?";

    static final String PACKAGE_ID = """
            select 1 from package where id = ?
             union all
            select 1 from purged_package where id = ?
            """;

    static final String VERSION_ID = """
            select 1 from version where id = ?
             union all
            select 1 from purged_version where id = ?
            """;

    private final SqlConnection connection;
    private final long lastPackage;
    private final long lastVersion;
    private final Map<Login, Optional<Account>> accounts = new HashMap<>();
    private final Map<RepositoryName, Optional<Long>> repositories = new HashMap<>();

    public ExistingStateQueries(SqlConnection connection) {
        this.connection = connection;
        this.lastPackage = SequenceSql.last(connection, SequenceSql.Kind.PACKAGE);
        this.lastVersion = SequenceSql.last(connection, SequenceSql.Kind.VERSION);
    }

    Optional<Account> account(Login login) {
        return accounts.computeIfAbsent(login, each -> AccountSql.find(connection, each));
    }

    Optional<Long> repository(RepositoryName name) {
        return repositories.computeIfAbsent(
                name,
                each -> account(each.owner())
                        .flatMap(
                                owner -> RepositorySql.id(connection, owner.id().value(), each)));
    }

    @Override
    public boolean hasUser(Login login) {
        return account(login).filter(User.class::isInstance).isPresent();
    }

    @Override
    public boolean hasOrganization(Login login) {
        return account(login).filter(Organization.class::isInstance).isPresent();
    }

    @Override
    public boolean hasAccountId(long id) {
        return id > 0 && AccountSql.find(connection, new AccountId(id)).isPresent();
    }

    @Override
    public Optional<Login> login(long id) {
        return AccountSql.find(connection, new AccountId(id)).map(Account::login);
    }

    @Override
    public Optional<RepositoryName> repositoryName(long id) {
        return RepositorySql.find(connection, new RepositoryId(id)).map(Repository::name);
    }

    @Override
    public boolean hasRepository(RepositoryName name) {
        return repository(name).isPresent();
    }

    @Override
    public boolean hasRepositoryId(long id) {
        return connection.exists(REPOSITORY_ID, id);
    }

    @Override
    public boolean hasActivePackage(Login owner, PackageName name) {
        return account(owner)
                .flatMap(found ->
                        PackageSql.active(connection, new Namespace(found, name.type()), name, RoleGrantee.NONE))
                .isPresent();
    }

    /** No id above the highest allocated one exists, which avoids the query in most cases. */
    @Override
    public boolean hasPackageId(long id) {
        return id > 0 && id <= lastPackage && connection.exists(PACKAGE_ID, id, id);
    }

    @Override
    public boolean hasVersionId(long id) {
        return id > 0 && id <= lastVersion && connection.exists(VERSION_ID, id, id);
    }

    @Override
    public boolean hasToken(TokenHash hash) {
        return TokenSql.find(connection, hash).isPresent();
    }
}
