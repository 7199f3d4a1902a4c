package dev.packhouse.adapter.persistence.sql;

import static java.util.stream.Collectors.joining;

import dev.packhouse.domain.lifecycle.PackageId;
import dev.packhouse.domain.lifecycle.PackageVersion;
import dev.packhouse.domain.lifecycle.Tombstone;
import dev.packhouse.domain.lifecycle.VersionId;
import dev.packhouse.domain.naming.PackageType;
import dev.packhouse.domain.naming.Tag;
import dev.packhouse.domain.naming.VersionName;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The SQL of versions and their tags. */
public final class VersionSql {

    private static final String COLUMNS = """
            select v.id, v.name, v.tags, v.downloads, v.license, v.description, v.created_at, v.updated_at, v.deleted_at
            """;

    static final String FIND = """
            select v.id, v.name, v.tags, v.downloads, v.license, v.description, v.created_at, v.updated_at, v.deleted_at,
                   p.deleted_at as package_deleted_at
              from version v
              join package p on p.id = v.package_id
             where v.id = ? and v.package_id = ? and p.purging = 0
            """;

    static final String ACTIVE_ID = """
            select v.id
              from version v
              join package p on p.id = v.package_id
             where v.package_id = ? and v.name_key = ? and v.deleted_at is null and p.deleted_at is null
            """;

    static final String NEWEST = COLUMNS + """
              from version v
             where v.package_id = ? and v.deleted_individually = ?
             order by v.created_at desc, v.id desc
             limit ? offset ?
            """;

    static final String OLDER = COLUMNS + """
              from version v
             where v.package_id = ? and v.deleted_individually = ? and (v.created_at, v.id) < (?, ?)
             order by v.created_at desc, v.id desc
             limit ? offset ?
            """;

    static final String OLDEST = COLUMNS + """
              from version v
             where v.package_id = ? and v.deleted_individually = ?
             order by v.created_at, v.id
             limit ? offset ?
            """;

    /**
     * The plus sign keeps SQLite from using the index on the date of deletion: the rows must come in the order of the
     * list. It changes no value, in any database.
     */
    static final String RESTORABLE = COLUMNS + """
              from version v
             where v.package_id = ? and v.deleted_individually = 1 and +v.deleted_at >= ?
             order by v.created_at desc, v.id desc
             limit ? offset ?
            """;

    static final String ACTIVE_COUNT = "select active as versions from package where id = ?";

    static final String DELETED_COUNT = "select deleted_individually as versions from package where id = ?";

    static final String EXPIRED_COUNT = """
            select count(*) as versions
              from version
             where package_id = ? and deleted_at < ? and deleted_at is not null
            """;

    static final String MARK_DELETED = """
            update version
               set deleted_at = ?
             where id = ? and package_id = ? and deleted_at is null
            """;

    static final String RESTORE = """
            update version
               set deleted_at = null, tags = ?
             where id = ? and package_id = ? and deleted_at = ?
            """;

    static final String SET_TAGS = "update version set tags = ? where id = ?";

    static final String TAGS = "select tags from version where id = ?";

    static final String VERSION_WITH_TAG = "select version_id from tag where package_id = ? and name = ?";

    static final String ASSIGN_TAG = "insert into tag (package_id, name, version_id) values (?, ?, ?)";

    static final String RELEASE_TAG = "delete from tag where package_id = ? and name = ? and version_id = ?";

    private VersionSql() {}

    /** Returns the version, with the tombstone of its package if it was not deleted individually. */
    public static Optional<PackageVersion> find(
            SqlConnection connection, PackageId parent, PackageType type, VersionId id) {
        return connection.first(
                FIND,
                row -> version(row, parent, type, row.optionalInstant("package_deleted_at")),
                id.value(),
                parent.value());
    }

    public static Optional<VersionId> activeId(SqlConnection connection, PackageId parent, VersionName name) {
        return connection.first(ACTIVE_ID, row -> new VersionId(row.number("id")), parent.value(), name.key());
    }

    /** Returns versions from the newest one on. */
    static List<PackageVersion> newest(
            SqlConnection connection, VersionList list, PackageType type, long limit, long offset) {
        return list(connection, NEWEST, list.parent(), type, list.flag(), limit, offset);
    }

    /** Returns versions that are older than this position, from the newest one on. */
    static List<PackageVersion> older(
            SqlConnection connection,
            VersionList list,
            PackageType type,
            VersionPosition before,
            long limit,
            long offset) {
        return list(
                connection,
                OLDER,
                list.parent(),
                type,
                list.flag(),
                before.createdAt(),
                before.version(),
                limit,
                offset);
    }

    /** Returns versions from the oldest one on. */
    static List<PackageVersion> oldest(
            SqlConnection connection, VersionList list, PackageType type, long limit, long offset) {
        return list(connection, OLDEST, list.parent(), type, list.flag(), limit, offset);
    }

    /** Returns the deleted versions that were deleted at or after this instant, from the newest one on. */
    static List<PackageVersion> restorable(
            SqlConnection connection, PackageId parent, PackageType type, Instant since, long limit, long offset) {
        return list(connection, RESTORABLE, parent, type, EpochNanos.bound(since), limit, offset);
    }

    /** The first argument of each statement is the package, which is the first one here too. */
    private static List<PackageVersion> list(
            SqlConnection connection, String sql, PackageId parent, PackageType type, Object... others) {
        Object[] arguments =
                Stream.concat(Stream.of(parent.value()), Stream.of(others)).toArray();
        return connection.list(sql, row -> version(row, parent, type, Optional.empty()), arguments);
    }

    private static PackageVersion version(
            SqlRow row, PackageId parent, PackageType type, Optional<Instant> packageDeletedAt) throws SQLException {
        return new PackageVersion(
                new VersionId(row.number("id")),
                parent,
                new VersionName(type, row.text("name")),
                tags(row.text("tags")),
                row.optionalNumber("downloads"),
                row.optionalText("license"),
                row.optionalText("description"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.optionalInstant("deleted_at")
                        .map(Tombstone::at)
                        .or(() -> packageDeletedAt.map(at -> new Tombstone(at, true))));
    }

    public static List<Tag> tags(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(" ")).map(Tag::new).toList();
    }

    static String text(Collection<Tag> tags) {
        return tags.stream().map(Tag::value).collect(joining(" "));
    }

    /** Returns how many versions a list has. */
    static long count(SqlConnection connection, VersionList list) {
        return connection
                .first(
                        list.deletedIndividually() ? DELETED_COUNT : ACTIVE_COUNT,
                        row -> row.number("versions"),
                        list.parent().value())
                .orElse(0L);
    }

    /** Returns how many versions of a package were deleted individually before this instant. */
    static long expired(SqlConnection connection, PackageId parent, Instant before) {
        return connection.one(EXPIRED_COUNT, row -> row.number("versions"), parent.value(), EpochNanos.bound(before));
    }

    public static boolean markDeleted(SqlConnection connection, PackageId parent, VersionId id, Instant at) {
        return connection.update(MARK_DELETED, EpochNanos.of(at), id.value(), parent.value()) == 1;
    }

    public static boolean restore(SqlConnection connection, PackageId parent, PackageVersion subject, List<Tag> tags) {
        return connection.update(
                        RESTORE,
                        text(tags),
                        subject.id().value(),
                        parent.value(),
                        EpochNanos.of(subject.tombstone().orElseThrow().deletedAt()))
                == 1;
    }

    public static void setTags(SqlConnection connection, VersionId id, List<Tag> tags) {
        connection.update(SET_TAGS, text(tags), id.value());
    }

    public static List<Tag> tags(SqlConnection connection, VersionId id) {
        return connection.one(TAGS, row -> tags(row.text("tags")), id.value());
    }

    /** Returns the active version that holds a tag. */
    public static Optional<VersionId> versionWithTag(SqlConnection connection, PackageId parent, Tag tag) {
        return connection.first(
                VERSION_WITH_TAG, row -> new VersionId(row.number("version_id")), parent.value(), tag.value());
    }

    public static void assignTags(SqlConnection connection, long owner, Collection<Tag> tags, long holder) {
        tags.forEach(tag -> connection.update(ASSIGN_TAG, owner, tag.value(), holder));
    }

    public static void releaseTags(SqlConnection connection, PackageId parent, Collection<Tag> tags, VersionId holder) {
        tags.forEach(tag -> connection.update(RELEASE_TAG, parent.value(), tag.value(), holder.value()));
    }
}
