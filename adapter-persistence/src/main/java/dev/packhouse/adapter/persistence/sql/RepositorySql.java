package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.application.state.RegistryState.RepositoryEntry;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.AccountId;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.RepositoryId;
import dev.packhouse.domain.naming.RepositoryName;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SQL of repositories and the roles of users on them. Existing rows never change, except for the names of
 * repositories.
 */
public final class RepositorySql {

    static final String OWNER = "select owner_id from repository where id = ?";

    static final String BY_ID = """
            select id as repository_id, name as repository_name, private, description, fork
              from repository
             where id = ?
            """;

    static final String ID = "select id from repository where owner_id = ? and name_key = ?";

    static final String ALL = """
            select r.id, a.login as owner, r.name, r.private, r.description, r.fork
              from repository r
              join account a on a.id = r.owner_id
             order by r.id
            """;

    /** All roles, for an export. */
    static final String ALL_ROLES = """
            select g.repository_id, a.login as user_login, g.role
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
    public static boolean rename(SqlConnection connection, RepositoryId id, RepositoryName name) {
        return connection.update(
                        RENAME,
                        name.name(),
                        name.nameKey(),
                        id.value(),
                        name.owner().key(),
                        name.nameKey())
                > 0;
    }

    public static Optional<Repository> find(SqlConnection connection, RepositoryId id) {
        return connection
                .first(OWNER, row -> new AccountId(row.number("owner_id")), id.value())
                .flatMap(owner -> AccountSql.find(connection, owner))
                .flatMap(owner -> connection.first(BY_ID, row -> repository(row, owner), id.value()));
    }

    /** Reads the columns repository_id, repository_name, private, description and fork. */
    static Repository repository(SqlRow row, Account owner) throws SQLException {
        return new Repository(
                new RepositoryId(row.number("repository_id")),
                owner,
                new RepositoryName(owner.login(), row.text("repository_name")),
                row.flag("private"),
                row.optionalText("description"),
                row.flag("fork"));
    }

    public static Optional<Long> id(SqlConnection connection, long owner, RepositoryName name) {
        return connection.first(ID, row -> row.number("id"), owner, name.nameKey());
    }

    public static List<RepositoryEntry> all(SqlConnection connection) {
        Map<Long, Map<Login, Role>> roles = new HashMap<>();
        connection.forEach(
                ALL_ROLES,
                row -> roles.computeIfAbsent(row.number("repository_id"), id -> new HashMap<>())
                        .put(new Login(row.text("user_login")), row.role("role")));
        return connection.list(
                ALL,
                row -> new RepositoryEntry(
                        row.optionalNumber("id"),
                        new RepositoryName(new Login(row.text("owner")), row.text("name")),
                        row.flag("private"),
                        row.optionalText("description"),
                        row.flag("fork"),
                        roles.getOrDefault(row.number("id"), Map.of())));
    }

    public static void insert(SqlConnection connection, long id, long owner, RepositoryEntry entry) {
        connection.update(
                INSERT,
                id,
                owner,
                entry.fullName().name(),
                entry.fullName().nameKey(),
                entry.privateRepository() ? 1L : 0L,
                entry.description().orElse(null),
                entry.fork() ? 1L : 0L);
    }

    public static void insertRole(SqlConnection connection, long user, long owner, long repository, Role role) {
        connection.update(INSERT_ROLE, user, owner, repository, role.label());
    }
}
