package dev.packhouse.adapter.persistence.sql.state;

import static dev.packhouse.adapter.persistence.sql.Columns.flag;
import static dev.packhouse.adapter.persistence.sql.Columns.instant;
import static dev.packhouse.adapter.persistence.sql.Columns.optionalInstant;
import static dev.packhouse.adapter.persistence.sql.Columns.optionalLong;
import static dev.packhouse.adapter.persistence.sql.Columns.optionalText;
import static dev.packhouse.adapter.persistence.sql.Columns.role;
import static dev.packhouse.adapter.persistence.sql.Columns.visibility;

import dev.packhouse.adapter.persistence.sql.AccountSql;
import dev.packhouse.adapter.persistence.sql.RepositorySql;
import dev.packhouse.adapter.persistence.sql.SqlQuery;
import dev.packhouse.adapter.persistence.sql.TokenSql;
import dev.packhouse.adapter.persistence.sql.VersionSql;
import dev.packhouse.application.model.StoredToken;
import dev.packhouse.application.state.RegistryState;
import dev.packhouse.application.state.RegistryState.OrganizationEntry;
import dev.packhouse.application.state.RegistryState.PackageEntry;
import dev.packhouse.application.state.RegistryState.UserEntry;
import dev.packhouse.application.state.RegistryState.VersionEntry;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.account.Login;
import dev.packhouse.domain.account.Membership;
import dev.packhouse.domain.account.Organization;
import dev.packhouse.domain.account.User;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.VersionName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/** Reads the whole state, for an export. */
public final class StateExporter {

    static final String IS_EMPTY = """
            select not exists (select 1 from account)
               and not exists (select 1 from package)
               and not exists (select 1 from token)
            """;

    private static final String PACKAGES = """
            select p.id, a.login, p.type, p.name, p.visibility, r.name, p.inherits_access, p.docker_conflict,
                   p.created_at, p.updated_at, p.deleted_at
              from package p
              join account a on a.id = p.owner_id
              left join repository r on r.id = p.repository_id
             where p.purging = 0
             order by p.id
            """;

    private static final String USER_ROLES = """
            select g.package_id, g.role, a.login
              from package_role g
              join account a on a.id = g.grantee_id
             where g.grantee_kind = 'user'
            """;

    private static final String WORKFLOW_ROLES = """
            select g.package_id, g.role, a.login, r.name
              from package_role g
              join repository r on r.id = g.grantee_id
              join account a on a.id = r.owner_id
             where g.grantee_kind = 'repository'
            """;

    private static final String VERSIONS = """
            select id, name, tags, downloads, license, description, created_at, updated_at, deleted_at
              from version
             where package_id = ?
             order by id
            """;

    private StateExporter() {}

    public static boolean isEmpty(Handle handle) {
        return SqlQuery.one(handle, IS_EMPTY, row -> row.getBoolean(1));
    }

    public static RegistryState export(Handle handle) {
        List<UserEntry> users = new ArrayList<>();
        List<OrganizationEntry> organizations = new ArrayList<>();
        for (Account account : AccountSql.all(handle)) {
            if (account instanceof User user) {
                users.add(UserEntry.of(user));
            } else {
                organizations.add(OrganizationEntry.of(
                        (Organization) account,
                        AccountSql.people(handle, account.id(), Membership.OWNER),
                        AccountSql.people(handle, account.id(), Membership.MEMBER)));
            }
        }
        return new RegistryState(
                users,
                organizations,
                RepositorySql.all(handle),
                packages(handle),
                TokenSql.all(handle).stream().map(StoredToken::entry).toList());
    }

    private static List<PackageEntry> packages(Handle handle) {
        Map<Long, Map<Login, Role>> users = new HashMap<>();
        SqlQuery.list(
                handle,
                USER_ROLES,
                row -> users.computeIfAbsent(row.getLong(1), id -> new HashMap<>())
                        .put(new Login(row.getString(3)), role(row, 2)));
        Map<Long, Map<RepositoryName, Role>> workflows = new HashMap<>();
        SqlQuery.list(
                handle,
                WORKFLOW_ROLES,
                row -> workflows
                        .computeIfAbsent(row.getLong(1), id -> new HashMap<>())
                        .put(new RepositoryName(new Login(row.getString(3)), row.getString(4)), role(row, 2)));
        return SqlQuery.list(
                handle,
                PACKAGES,
                row -> entry(
                        handle,
                        row,
                        users.getOrDefault(row.getLong(1), Map.of()),
                        workflows.getOrDefault(row.getLong(1), Map.of())));
    }

    private static PackageEntry entry(
            Handle handle, ResultSet row, Map<Login, Role> users, Map<RepositoryName, Role> workflows)
            throws SQLException {
        long id = row.getLong(1);
        Login owner = new Login(row.getString(2));
        PackageType type = PackageType.parse(row.getString(3)).orElseThrow();
        return new PackageEntry(
                OptionalLong.of(id),
                owner,
                new PackageName(type, row.getString(4)),
                visibility(row, 5),
                optionalText(row, 6).map(name -> new RepositoryName(owner, name)),
                flag(row, 7),
                users,
                workflows,
                flag(row, 8),
                instant(row, 9),
                instant(row, 10),
                optionalInstant(row, 11),
                SqlQuery.list(handle, VERSIONS, version -> version(version, type), id));
    }

    private static VersionEntry version(ResultSet row, PackageType type) throws SQLException {
        return new VersionEntry(
                OptionalLong.of(row.getLong(1)),
                new VersionName(type, row.getString(2)),
                VersionSql.tags(row.getString(3)),
                optionalLong(row, 4),
                optionalText(row, 5),
                optionalText(row, 6),
                instant(row, 7),
                instant(row, 8),
                optionalInstant(row, 9));
    }
}
