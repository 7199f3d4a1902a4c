package dev.packhouse.adapter.persistence.sql;

import dev.packhouse.domain.access.Role;
import dev.packhouse.domain.account.Account;
import dev.packhouse.domain.lifecycle.Namespace;
import dev.packhouse.domain.lifecycle.Package;
import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionCounts;
import dev.packhouse.domain.lifecycle.Visibility;
import dev.packhouse.domain.naming.PackageName;
import dev.packhouse.domain.naming.PackageType;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The SQL of packages: look-ups with the roles on them, deletion, restoration, and the counts of their rows. */
public final class PackageSql {

    /** Parameters: the kind and the id of the grantee of roles, and the id of the user. */
    private static final String COLUMNS = """
            select p.id, p.type, p.name, p.visibility, p.inherits_access, p.active, p.tagged, p.most_downloads,
                   p.created_at, p.updated_at, p.deleted_at,
                   r.id as repository_id, r.name as repository_name, r.private, r.description, r.fork,
                   (select g.role
                      from package_role g
                     where g.grantee_kind = ? and g.grantee_id = ?
                       and g.owner_id = p.owner_id and g.type = p.type and g.package_id = p.id)
                     as package_role,
                   (select g.role
                      from repository_role g
                     where g.user_id = ? and g.owner_id = p.owner_id and g.repository_id = p.repository_id)
                     as repository_role
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

    /** In any order. {@code json_each} is specific to SQLite. */
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

    /** {@code returning} is not in the SQL standard; SQLite and PostgreSQL have it. */
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

    /** The number of versions of a package after a change. */
    public record Counts(long active, long deletedIndividually) {}

    public static Optional<Row> active(
            SqlConnection connection, Namespace namespace, PackageName name, RoleGrantee grantee) {
        return connection.first(
                ACTIVE,
                row -> row(row, namespace.owner()),
                grantee.kind().label(),
                grantee.id(),
                userId(grantee),
                namespace.owner().id().value(),
                namespace.type().label(),
                name.key());
    }

    public static Optional<Row> lastDeleted(
            SqlConnection connection, Namespace namespace, PackageName name, RoleGrantee grantee) {
        return connection.first(
                LAST_DELETED,
                row -> row(row, namespace.owner()),
                grantee.kind().label(),
                grantee.id(),
                userId(grantee),
                namespace.owner().id().value(),
                namespace.type().label(),
                name.key());
    }

    public static Optional<Row> deleted(
            SqlConnection connection, Namespace namespace, PackageName name, PackageId id, RoleGrantee grantee) {
        return connection.first(
                DELETED,
                row -> row(row, namespace.owner()),
                grantee.kind().label(),
                grantee.id(),
                userId(grantee),
                id.value(),
                namespace.owner().id().value(),
                namespace.type().label(),
                name.key());
    }

    /** Returns the packages with these ids, by ascending id. */
    static List<Package> byIds(SqlConnection connection, Account owner, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return connection
                .list(
                        BY_IDS,
                        row -> row(row, owner).value(),
                        RoleGrantee.NONE.kind().label(),
                        RoleGrantee.NONE.id(),
                        userId(RoleGrantee.NONE),
                        ids.stream().map(Object::toString).collect(Collectors.joining(",", "[", "]")))
                .stream()
                .sorted(Comparator.comparingLong(each -> each.id().value()))
                .toList();
    }

    public static List<Row> dockerConflicts(SqlConnection connection, Account owner, RoleGrantee grantee) {
        return connection.list(
                DOCKER_CONFLICTS,
                row -> row(row, owner),
                grantee.kind().label(),
                grantee.id(),
                userId(grantee),
                owner.id().value());
    }

    /** Returns the id of the user for the query of roles on repositories; null, which matches no row, for a workflow. */
    private static Long userId(RoleGrantee grantee) {
        return grantee.isUser() ? grantee.id() : null;
    }

    private static Row row(SqlRow row, Account owner) throws SQLException {
        PackageType type = PackageType.parse(row.text("type")).orElseThrow();
        Package value = new Package(
                new PackageId(row.number("id")),
                new Namespace(owner, type),
                new PackageName(type, row.text("name")),
                row.visibility("visibility"),
                row.optionalNumber("repository_id").isPresent()
                        ? Optional.of(RepositorySql.repository(row, owner))
                        : Optional.empty(),
                row.flag("inherits_access"),
                VersionCounts.of(row.number("active"), row.number("tagged"), row.number("most_downloads")),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.optionalInstant("deleted_at").map(Tombstone::at));
        return new Row(value, row.role("package_role"), row.role("repository_role"));
    }

    /** Marks an active package as deleted. Returns false if it is not active. */
    public static boolean markDeleted(SqlConnection connection, Package subject, Instant at) {
        boolean done =
                connection.update(MARK_DELETED, EpochNanos.of(at), subject.id().value()) == 1;
        if (done) {
            count(connection, subject.namespace(), subject.visibility(), -1);
        }
        return done;
    }

    /** Restores a deleted package. Returns false if it is not in the state that was read. */
    public static boolean restore(SqlConnection connection, Package subject) {
        boolean done = connection.update(
                        RESTORE,
                        subject.id().value(),
                        EpochNanos.of(subject.tombstone().orElseThrow().deletedAt()))
                == 1;
        if (done) {
            count(connection, subject.namespace(), subject.visibility(), 1);
        }
        return done;
    }

    private static void count(SqlConnection connection, Namespace namespace, Visibility visibility, long more) {
        count(connection, namespace.owner().id().value(), namespace.type(), visibility, more);
    }

    /** Adds a number, which may be negative, to the count of active packages. */
    public static void count(SqlConnection connection, long owner, PackageType type, Visibility visibility, long more) {
        if (connection.update(COUNT, more, owner, type.label(), visibility.label()) == 0) {
            connection.update(COUNT_FIRST, more, owner, type.label(), visibility.label());
        }
    }

    /** Adds numbers, which may be negative, to the counts of an active package; empty if there is no such package. */
    public static Optional<Counts> countVersions(
            SqlConnection connection, PackageId id, long active, long tagged, long deletedIndividually) {
        return connection.first(
                COUNT_VERSIONS,
                row -> new Counts(row.number("active"), row.number("deleted_individually")),
                active,
                tagged,
                deletedIndividually,
                id.value());
    }
}
