package dev.packhouse.adapter.persistence.sql;

import static dev.packhouse.adapter.persistence.sql.Columns.flag;
import static dev.packhouse.adapter.persistence.sql.Columns.instant;
import static dev.packhouse.adapter.persistence.sql.Columns.optionalInstant;
import static dev.packhouse.adapter.persistence.sql.Columns.role;
import static dev.packhouse.adapter.persistence.sql.Columns.visibility;

import dev.packhouse.domain.access.Affiliation;
import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Repository;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The SQL of packages: queries with the roles on them, lists, counts, deletion and restoration. */
public final class PackageSql {

    /** Parameters: the kind and the id of the grantee of roles, and the id of the user. */
    private static final String COLUMNS = """
            select p.id, p.type, p.name, p.visibility, p.inherits_access, p.active, p.tagged, p.most_downloads,
                   p.created_at, p.updated_at, p.deleted_at,
                   r.id, r.name, r.private, r.description, r.fork,
                   (select g.role
                      from package_role g
                     where g.grantee_kind = ? and g.grantee_id = ?
                       and g.owner_id = p.owner_id and g.type = p.type and g.package_id = p.id),
                   (select g.role
                      from repository_role g
                     where g.user_id = ? and g.owner_id = p.owner_id and g.repository_id = p.repository_id)
            """;

    static final String ACTIVE = COLUMNS + """
              from package p
              left join repository r on r.id = p.repository_id
             where p.owner_id = ? and p.type = ? and p.name_key = ? and p.deleted_at is null
            """;

    static final String LAST_DELETED = COLUMNS + """
              from package p
              left join repository r on r.id = p.repository_id
             where p.owner_id = ? and p.type = ? and p.name_key = ? and p.deleted_at is not null and p.purging = 0
             order by p.deleted_at desc, p.id desc
             limit 1
            """;

    static final String DELETED = COLUMNS + """
              from package p
              left join repository r on r.id = p.repository_id
             where p.id = ? and p.owner_id = ? and p.type = ? and p.name_key = ?
               and p.deleted_at is not null and p.purging = 0
            """;

    static final String BY_IDS = COLUMNS + """
              from json_each(?) i
              join package p on p.id = i.value
              left join repository r on r.id = p.repository_id
            """;

    static final String DOCKER_CONFLICTS = COLUMNS + """
              from package p
              left join repository r on r.id = p.repository_id
             where p.owner_id = ? and p.docker_conflict = 1 and p.deleted_at is null
             order by p.id
            """;

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
            select count(*)
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

    static final String MARK_DELETED = """
            update package
               set deleted_at = ?
             where id = ? and deleted_at is null
            """;

    static final String RESTORE = """
            update package
               set deleted_at = null
             where id = ? and deleted_at = ? and purging = 0
            """;

    static final String COUNT = """
            update namespace_count
               set packages = packages + ?
             where owner_id = ? and type = ? and visibility = ?
            """;

    private static final String COUNT_FIRST = """
            insert into namespace_count (packages, owner_id, type, visibility)
            values (?, ?, ?, ?)
            """;

    static final String COUNT_VERSIONS = """
            update package
               set active = active + ?,
                   tagged = tagged + ?,
                   deleted_individually = deleted_individually + ?,
                   most_downloads = coalesce((select max(v.downloads)
                                                from version v
                                               where v.package_id = package.id
                                                 and v.deleted_at is null and v.downloads > 0), 0)
             where id = ? and deleted_at is null
            returning active, deleted_individually
            """;

    private PackageSql() {}

    /**
     * A stored package, with the roles of one grantee.
     *
     * @param packageRole the role on the package
     * @param repositoryRole the role of the user on the repository of the package
     */
    public record Row(Package value, Role packageRole, Role repositoryRole) {}

    /** A package on which a grantee has a role: on the package itself, or on its repository. */
    record Granted(long id, Visibility visibility, Optional<Instant> deletedAt, boolean inheritsAccess, Role role) {}

    /** The number of versions of a package after a change. */
    public record Counts(long active, long deletedIndividually) {}

    public static Optional<Row> active(Handle handle, Namespace namespace, PackageName name, RoleGrantee grantee) {
        return SqlQuery.list(
                        handle,
                        ACTIVE,
                        row -> row(row, namespace.owner()),
                        grantee.kind(),
                        grantee.id(),
                        grantee.user(),
                        namespace.owner().id().value(),
                        namespace.type().label(),
                        name.key())
                .stream()
                .findFirst();
    }

    public static Optional<Row> lastDeleted(Handle handle, Namespace namespace, PackageName name, RoleGrantee grantee) {
        return SqlQuery.first(
                handle,
                LAST_DELETED,
                row -> row(row, namespace.owner()),
                grantee.kind(),
                grantee.id(),
                grantee.user(),
                namespace.owner().id().value(),
                namespace.type().label(),
                name.key());
    }

    public static Optional<Row> deleted(
            Handle handle, Namespace namespace, PackageName name, PackageId id, RoleGrantee grantee) {
        return SqlQuery.first(
                handle,
                DELETED,
                row -> row(row, namespace.owner()),
                grantee.kind(),
                grantee.id(),
                grantee.user(),
                id.value(),
                namespace.owner().id().value(),
                namespace.type().label(),
                name.key());
    }

    static List<Package> byIds(Handle handle, Account owner, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return SqlQuery.list(
                handle,
                BY_IDS,
                row -> row(row, owner).value(),
                RoleGrantee.NONE.kind(),
                RoleGrantee.NONE.id(),
                RoleGrantee.NONE.user(),
                ids.stream().map(Object::toString).collect(Collectors.joining(",", "[", "]")));
    }

    public static List<Row> dockerConflicts(Handle handle, Account owner, RoleGrantee grantee) {
        return SqlQuery.list(
                handle,
                DOCKER_CONFLICTS,
                row -> row(row, owner),
                grantee.kind(),
                grantee.id(),
                grantee.user(),
                owner.id().value());
    }

    private static Row row(ResultSet row, Account owner) throws SQLException {
        PackageType type = PackageType.parse(row.getString(2)).orElseThrow();
        row.getLong(12);
        Optional<Repository> repository =
                row.wasNull() ? Optional.empty() : Optional.of(RepositorySql.repository(row, 12, owner));
        Package value = new Package(
                new PackageId(row.getLong(1)),
                new Namespace(owner, type),
                new PackageName(type, row.getString(3)),
                visibility(row, 4),
                repository,
                flag(row, 5),
                VersionCounts.of(row.getLong(6), row.getLong(7), row.getLong(8)),
                instant(row, 9),
                instant(row, 10),
                optionalInstant(row, 11).map(Tombstone::at));
        return new Row(value, role(row, 17), role(row, 18));
    }

    /** Returns how many active packages of these visibilities a namespace has. */
    static long count(Handle handle, Namespace namespace, Collection<Visibility> visibilities) {
        return SqlQuery.list(
                        handle,
                        COUNTS,
                        row -> visibilities.contains(visibility(row, 1)) ? row.getLong(2) : 0L,
                        namespace.owner().id().value(),
                        namespace.type().label())
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Returns the ids of the active packages of these visibilities, ascending. */
    static List<Long> activeIds(
            Handle handle, Namespace namespace, List<Visibility> visibilities, long limit, long offset) {
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < Visibility.values().length; i++) {
            arguments.add(namespace.owner().id().value());
            arguments.add(namespace.type().label());
            arguments.add(label(visibilities, i));
        }
        arguments.add(limit);
        arguments.add(offset);
        return SqlQuery.list(handle, ACTIVE_IDS, row -> row.getLong(1), arguments.toArray());
    }

    /** Returns the ids of the deleted packages of these visibilities, ascending. */
    static List<Long> deletedIds(
            Handle handle, Namespace namespace, List<Visibility> visibilities, Instant since, long limit, long offset) {
        List<Object> arguments = deleted(namespace, visibilities, since);
        arguments.add(limit);
        arguments.add(offset);
        return SqlQuery.list(handle, DELETED_IDS, row -> row.getLong(1), arguments.toArray());
    }

    static long deletedCount(Handle handle, Namespace namespace, List<Visibility> visibilities, Instant since) {
        return SqlQuery.one(
                handle,
                DELETED_COUNT,
                row -> row.getLong(1),
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

    static List<Granted> byPackageRole(Handle handle, Namespace namespace, RoleGrantee grantee) {
        return SqlQuery.list(
                handle,
                BY_PACKAGE_ROLE,
                PackageSql::granted,
                grantee.kind(),
                grantee.id(),
                namespace.owner().id().value(),
                namespace.type().label());
    }

    static List<Granted> byRepositoryRole(Handle handle, Namespace namespace, RoleGrantee grantee) {
        long owner = namespace.owner().id().value();
        String type = namespace.type().label();
        return grantee.ownRepository() == 0
                ? SqlQuery.list(handle, BY_REPOSITORY_ROLE, PackageSql::granted, type, grantee.user(), owner)
                : SqlQuery.list(
                        handle,
                        BY_OWN_REPOSITORY,
                        row -> granted(row, Affiliation.ROLE_ON_OWN_REPOSITORY),
                        grantee.ownRepository(),
                        type,
                        owner);
    }

    private static Granted granted(ResultSet row) throws SQLException {
        return granted(row, role(row, 5));
    }

    private static Granted granted(ResultSet row, Role role) throws SQLException {
        return new Granted(row.getLong(1), visibility(row, 2), optionalInstant(row, 3), flag(row, 4), role);
    }

    /** Marks an active package as deleted. Returns false if it is not active. */
    public static boolean markDeleted(Handle handle, Package subject, Instant at) {
        boolean done = SqlQuery.update(
                        handle, MARK_DELETED, EpochNanos.of(at), subject.id().value())
                == 1;
        if (done) {
            count(handle, subject.namespace(), subject.visibility(), -1);
        }
        return done;
    }

    /** Restores a deleted package. Returns false if it is not in the state that was read. */
    public static boolean restore(Handle handle, Package subject) {
        boolean done = SqlQuery.update(
                        handle,
                        RESTORE,
                        subject.id().value(),
                        EpochNanos.of(subject.tombstone().orElseThrow().deletedAt()))
                == 1;
        if (done) {
            count(handle, subject.namespace(), subject.visibility(), 1);
        }
        return done;
    }

    private static void count(Handle handle, Namespace namespace, Visibility visibility, long more) {
        count(handle, namespace.owner().id().value(), namespace.type(), visibility, more);
    }

    /** Adds a number, which may be negative, to the count of active packages. */
    public static void count(Handle handle, long owner, PackageType type, Visibility visibility, long more) {
        if (SqlQuery.update(handle, COUNT, more, owner, type.label(), visibility.label()) == 0) {
            SqlQuery.update(handle, COUNT_FIRST, more, owner, type.label(), visibility.label());
        }
    }

    /** Adds numbers, which may be negative, to the counts of an active package; empty if there is no such package. */
    public static Optional<Counts> countVersions(
            Handle handle, PackageId id, long active, long tagged, long deletedIndividually) {
        return SqlQuery.first(
                handle,
                COUNT_VERSIONS,
                row -> new Counts(row.getLong(1), row.getLong(2)),
                active,
                tagged,
                deletedIndividually,
                id.value());
    }
}
