package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Visibility;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The SQL of the lists of packages: which ids they have, how many, and on which a grantee has a role. */
final class PackageListSql {

    static final String COUNTS = """
            select visibility, packages
              from namespace_count
             where owner_id = ? and type = ?
            """;

    /** At most three visibilities, each in the order of the index. A visibility that is null matches no row. */
    static final String ACTIVE_IDS = """
            select id
              from package
             where owner_id = ? and type = ? and visibility = ? and deleted_at is null
             union all
            select id
              from package
             where owner_id = ? and type = ? and visibility = ? and deleted_at is null
             union all
            select id
              from package
             where owner_id = ? and type = ? and visibility = ? and deleted_at is null
             order by id
             limit ? offset ?
            """;

    static final String DELETED_IDS = """
            select id
              from package
             where owner_id = ? and type = ? and deleted_at is not null and purging = 0
               and deleted_at >= ? and visibility in (?, ?, ?)
             order by id
             limit ? offset ?
            """;

    static final String DELETED_COUNT = """
            select count(*) as packages
              from package
             where owner_id = ? and type = ? and deleted_at is not null and purging = 0
               and deleted_at >= ? and visibility in (?, ?, ?)
            """;

    static final String BY_PACKAGE_ROLE = """
            select p.id, p.visibility, p.deleted_at, p.inherits_access, g.role
              from package_role g
              join package p on p.id = g.package_id
             where g.grantee_kind = ? and g.grantee_id = ? and g.owner_id = ? and g.type = ? and p.purging = 0
            """;

    static final String BY_REPOSITORY_ROLE = """
            select p.id, p.visibility, p.deleted_at, p.inherits_access, g.role
              from repository_role g
              join package p on p.repository_id = g.repository_id and p.type = ?
             where g.user_id = ? and g.owner_id = ? and p.purging = 0
            """;

    static final String BY_OWN_REPOSITORY = """
            select p.id, p.visibility, p.deleted_at, p.inherits_access
              from package p
             where p.repository_id = ? and p.type = ? and p.owner_id = ? and p.purging = 0
            """;

    private PackageListSql() {}

    /** A package on which a grantee has a role: on the package itself, or on its repository. The other role is none. */
    record Granted(
            long id,
            Visibility visibility,
            Optional<Instant> deletedAt,
            boolean inheritsAccess,
            Role packageRole,
            Role repositoryRole) {}

    /** Returns how many active packages of these visibilities a namespace has. */
    static long count(SqlConnection connection, Namespace namespace, Collection<Visibility> visibilities) {
        return connection
                .list(
                        COUNTS,
                        row -> visibilities.contains(row.visibility("visibility")) ? row.number("packages") : 0L,
                        namespace.owner().id().value(),
                        namespace.type().label())
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Returns the ids of the active packages of these visibilities, ascending. */
    static List<Long> activeIds(
            SqlConnection connection, Namespace namespace, List<Visibility> visibilities, long limit, long offset) {
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < Visibility.values().length; i++) {
            arguments.add(namespace.owner().id().value());
            arguments.add(namespace.type().label());
            arguments.add(label(visibilities, i));
        }
        arguments.add(limit);
        arguments.add(offset);
        return connection.list(ACTIVE_IDS, row -> row.number("id"), arguments.toArray());
    }

    /** Returns the ids of the deleted packages of these visibilities, ascending. */
    static List<Long> deletedIds(
            SqlConnection connection,
            Namespace namespace,
            List<Visibility> visibilities,
            Instant since,
            long limit,
            long offset) {
        List<Object> arguments = deleted(namespace, visibilities, since);
        arguments.add(limit);
        arguments.add(offset);
        return connection.list(DELETED_IDS, row -> row.number("id"), arguments.toArray());
    }

    static long deletedCount(
            SqlConnection connection, Namespace namespace, List<Visibility> visibilities, Instant since) {
        return connection.one(
                DELETED_COUNT,
                row -> row.number("packages"),
                deleted(namespace, visibilities, since).toArray());
    }

    private static List<Object> deleted(Namespace namespace, List<Visibility> visibilities, Instant since) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(namespace.owner().id().value());
        arguments.add(namespace.type().label());
        arguments.add(EpochNanos.bound(since));
        for (int i = 0; i < Visibility.values().length; i++) {
            arguments.add(label(visibilities, i));
        }
        return arguments;
    }

    private static String label(List<Visibility> visibilities, int index) {
        return index < visibilities.size() ? visibilities.get(index).label() : null;
    }

    static List<Granted> byPackageRole(SqlConnection connection, Namespace namespace, RoleGrantee grantee) {
        return connection.list(
                BY_PACKAGE_ROLE,
                row -> granted(row, row.role("role"), Role.NONE),
                grantee.kind().label(),
                grantee.id(),
                namespace.owner().id().value(),
                namespace.type().label());
    }

    /** Returns the packages of the repositories on which a user has a role, or of the repository of a workflow. */
    static List<Granted> byRepositoryRole(SqlConnection connection, Namespace namespace, RoleGrantee grantee) {
        long owner = namespace.owner().id().value();
        String type = namespace.type().label();
        return grantee.isUser()
                ? connection.list(
                        BY_REPOSITORY_ROLE, row -> granted(row, Role.NONE, row.role("role")), type, grantee.id(), owner)
                : connection.list(
                        BY_OWN_REPOSITORY,
                        row -> granted(row, Role.NONE, Affiliation.ROLE_ON_OWN_REPOSITORY),
                        grantee.id(),
                        type,
                        owner);
    }

    private static Granted granted(SqlRow row, Role packageRole, Role repositoryRole) throws SQLException {
        return new Granted(
                row.number("id"),
                row.visibility("visibility"),
                row.optionalInstant("deleted_at"),
                row.flag("inherits_access"),
                packageRole,
                repositoryRole);
    }
}
