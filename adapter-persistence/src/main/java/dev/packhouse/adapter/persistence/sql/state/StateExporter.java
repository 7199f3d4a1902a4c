package dev.packhouse.adapter.persistence.sql.state;

import dev.packhouse.adapter.persistence.sql.AccountSql;
import dev.packhouse.adapter.persistence.sql.ManifestSql;
import dev.packhouse.adapter.persistence.sql.RepositorySql;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.adapter.persistence.sql.SqlRow;
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
import dev.packhouse.domain.image.Manifest;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.RepositoryName;
import dev.packhouse.domain.naming.VersionName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the whole state, for an export. */
public final class StateExporter {

    static final String IS_EMPTY = """
            select case when exists (select 1 from account)
                          or exists (select 1 from package)
                          or exists (select 1 from token) then 0 else 1 end as is_empty
            """;

    private static final String PACKAGES = """
            select p.id, a.login as owner, p.type, p.name, p.visibility, r.name as repository_name, p.inherits_access,
                   p.docker_conflict, p.created_at, p.updated_at, p.deleted_at
              from package p
              join account a on a.id = p.owner_id
              left join repository r on r.id = p.repository_id
             where p.purging = 0
             order by p.id
            """;

    private static final String USER_ROLES = """
            select g.package_id, g.role, a.login as user_login
              from package_role g
              join account a on a.id = g.grantee_id
             where g.grantee_kind = 'user'
            """;

    private static final String WORKFLOW_ROLES = """
            select g.package_id, g.role, a.login as repository_owner, r.name as repository_name
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

    public static boolean isEmpty(SqlConnection connection) {
        return connection.one(IS_EMPTY, row -> row.flag("is_empty"));
    }

    public static RegistryState export(SqlConnection connection) {
        List<UserEntry> users = new ArrayList<>();
        List<OrganizationEntry> organizations = new ArrayList<>();
        for (Account account : AccountSql.all(connection)) {
            if (account instanceof User user) {
                users.add(UserEntry.of(user));
            } else {
                organizations.add(OrganizationEntry.of(
                        (Organization) account,
                        AccountSql.people(connection, account.id(), Membership.OWNER),
                        AccountSql.people(connection, account.id(), Membership.MEMBER)));
            }
        }
        return new RegistryState(
                users,
                organizations,
                RepositorySql.all(connection),
                packages(connection),
                TokenSql.all(connection).stream().map(StoredToken::entry).toList());
    }

    private static List<PackageEntry> packages(SqlConnection connection) {
        Map<Long, Map<Login, Role>> users = new HashMap<>();
        connection.forEach(
                USER_ROLES,
                row -> users.computeIfAbsent(row.number("package_id"), id -> new HashMap<>())
                        .put(new Login(row.text("user_login")), row.role("role")));
        Map<Long, Map<RepositoryName, Role>> workflows = new HashMap<>();
        connection.forEach(
                WORKFLOW_ROLES,
                row -> workflows
                        .computeIfAbsent(row.number("package_id"), id -> new HashMap<>())
                        .put(
                                new RepositoryName(
                                        new Login(row.text("repository_owner")), row.text("repository_name")),
                                row.role("role")));
        return connection.list(
                PACKAGES,
                row -> entry(
                        connection,
                        row,
                        users.getOrDefault(row.number("id"), Map.of()),
                        workflows.getOrDefault(row.number("id"), Map.of())));
    }

    private static PackageEntry entry(
            SqlConnection connection, SqlRow row, Map<Login, Role> users, Map<RepositoryName, Role> workflows)
            throws SQLException {
        long id = row.number("id");
        Login owner = new Login(row.text("owner"));
        PackageType type = PackageType.parse(row.text("type")).orElseThrow();
        Map<VersionId, Manifest> manifests = type.hasTags() ? ManifestSql.ofPackage(connection, id) : Map.of();
        return new PackageEntry(
                OptionalLong.of(id),
                owner,
                new PackageName(type, row.text("name")),
                row.visibility("visibility"),
                row.optionalText("repository_name").map(name -> new RepositoryName(owner, name)),
                row.flag("inherits_access"),
                users,
                workflows,
                row.flag("docker_conflict"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.optionalInstant("deleted_at"),
                connection.list(VERSIONS, version -> version(version, type, manifests), id));
    }

    private static VersionEntry version(SqlRow row, PackageType type, Map<VersionId, Manifest> manifests)
            throws SQLException {
        return new VersionEntry(
                row.optionalNumber("id"),
                new VersionName(type, row.text("name")),
                VersionSql.tags(row.text("tags")),
                row.optionalNumber("downloads"),
                row.optionalText("license"),
                row.optionalText("description"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.optionalInstant("deleted_at"),
                Optional.ofNullable(manifests.get(new VersionId(row.number("id")))));
    }
}
