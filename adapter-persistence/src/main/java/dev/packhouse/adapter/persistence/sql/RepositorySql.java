package dev.packhouse.adapter.persistence.sql;

import static dev.packhouse.adapter.persistence.sql.Columns.flag;
import static dev.packhouse.adapter.persistence.sql.Columns.optionalText;
import static dev.packhouse.adapter.persistence.sql.Columns.role;

import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.naming.RepositoryName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The SQL of repositories and the roles of users on them. Existing rows never change, except for the names of
 * repositories.
 */
public final class RepositorySql {

    static final String OWNER = "select owner_id from repository where id = ?";

    static final String BY_ID = """
            select id, name, private, description, fork
              from repository
             where id = ?
            """;

    static final String ID = "select id from repository where owner_id = ? and name_key = ?";

    static final String ALL = """
            select r.id, r.name, r.private, r.description, r.fork, a.login
              from repository r
              join account a on a.id = r.owner_id
             order by r.id
            """;

    /** All roles, for an export. */
    static final String ALL_ROLES = """
            select g.repository_id, a.login, g.role
              from repository_role g
              join account a on a.id = g.user_id
            """;

    private static final String INSERT = """
            insert into repository (id, owner_id, name, name_key, private, description, fork)
            values (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String INSERT_ROLE = """
            insert into repository_role (user_id, owner_id, repository_id, role)
            values (?, ?, ?, ?)
            """;

    private static final String RENAME = """
            update repository
               set name = ?, name_key = ?
             where id = ?
               and owner_id = (select id from account where login_key = ?)
               and not exists (select 1
                                 from repository other
                                where other.owner_id = repository.owner_id
                                  and other.name_key = ?
                                  and other.id <> repository.id)
            """;

    private RepositorySql() {}

    /** Renames a repository. Returns false if the owner does not have it, or has another repository with the name. */
    public static boolean rename(Handle handle, RepositoryId id, RepositoryName name) {
        return SqlQuery.update(
                        handle,
                        RENAME,
                        name.name(),
                        key(name),
                        id.value(),
                        name.owner().key(),
                        key(name))
                > 0;
    }

    public static Optional<Repository> find(Handle handle, RepositoryId id) {
        return SqlQuery.first(handle, OWNER, row -> new AccountId(row.getLong(1)), id.value())
                .flatMap(owner -> AccountSql.find(handle, owner))
                .flatMap(owner -> SqlQuery.first(handle, BY_ID, row -> repository(row, 1, owner), id.value()));
    }

    /** Reads id, name, private, description and fork from five columns, starting with this one. */
    static Repository repository(ResultSet row, int column, Account owner) throws SQLException {
        return new Repository(
                new RepositoryId(row.getLong(column)),
                owner,
                new RepositoryName(owner.login(), row.getString(column + 1)),
                flag(row, column + 2),
                optionalText(row, column + 3),
                flag(row, column + 4));
    }

    public static Optional<Long> id(Handle handle, long owner, RepositoryName name) {
        return SqlQuery.first(handle, ID, row -> row.getLong(1), owner, key(name));
    }

    public static List<RepositoryEntry> all(Handle handle) {
        Map<Long, Map<Login, Role>> roles = new HashMap<>();
        SqlQuery.list(
                handle,
                ALL_ROLES,
                row -> roles.computeIfAbsent(row.getLong(1), id -> new HashMap<>())
                        .put(new Login(row.getString(2)), role(row, 3)));
        return SqlQuery.list(
                handle,
                ALL,
                row -> new RepositoryEntry(
                        java.util.OptionalLong.of(row.getLong(1)),
                        new RepositoryName(new Login(row.getString(6)), row.getString(2)),
                        flag(row, 3),
                        optionalText(row, 4),
                        flag(row, 5),
                        roles.getOrDefault(row.getLong(1), Map.of())));
    }

    public static void insert(Handle handle, long id, long owner, RepositoryEntry entry) {
        handle.createUpdate(INSERT)
                .bind(0, id)
                .bind(1, owner)
                .bind(2, entry.fullName().name())
                .bind(3, key(entry.fullName()))
                .bind(4, entry.privateRepository() ? 1 : 0)
                .bind(5, entry.description().orElse(null))
                .bind(6, entry.fork() ? 1 : 0)
                .execute();
    }

    public static void insertRole(Handle handle, long user, long owner, long repository, Role role) {
        handle.createUpdate(INSERT_ROLE)
                .bind(0, user)
                .bind(1, owner)
                .bind(2, repository)
                .bind(3, role.label())
                .execute();
    }

    private static String key(RepositoryName name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
