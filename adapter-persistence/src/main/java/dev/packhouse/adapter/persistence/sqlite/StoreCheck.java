package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.adapter.persistence.sql.SqlRow;
import dev.packhouse.adapter.persistence.sql.state.StateExporter;
import dev.packhouse.application.model.UnavailableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the whole database: reads every row, and compares each stored count with the counted rows. SQLite itself
 * checks its pages and indexes. Packages that are being purged are left out, because their counts are not maintained
 * any more.
 */
final class StoreCheck {

    private static final String PAGES = "pragma integrity_check(1000)";

    private static final String REFERENCES = "pragma foreign_key_check";

    private static final String PACKAGES = """
            select p.id, p.active, p.tagged, p.most_downloads, p.deleted_individually,
                   coalesce(v.active, 0) as counted_active, coalesce(v.tagged, 0) as counted_tagged,
                   coalesce(v.most_downloads, 0) as counted_most_downloads,
                   coalesce(v.deleted_individually, 0) as counted_deleted_individually
              from package p
              left join (select package_id,
                                count(*) filter (where deleted_at is null) as active,
                                count(*) filter (where deleted_at is null and tags <> '') as tagged,
                                max(downloads) filter (where deleted_at is null) as most_downloads,
                                count(*) filter (where deleted_at is not null) as deleted_individually
                           from version
                          group by package_id) v on v.package_id = p.id
             where p.purging = 0
               and (p.active <> coalesce(v.active, 0) or p.tagged <> coalesce(v.tagged, 0)
                    or p.most_downloads <> coalesce(v.most_downloads, 0) or p.deleted_individually <> coalesce(v.deleted_individually, 0))
             order by p.id
            """;

    private static final String NAMESPACES = """
            with counted as (select owner_id, type, visibility, count(*) as packages
                               from package
                              where deleted_at is null
                              group by owner_id, type, visibility)
            select owner_id, type, visibility, coalesce(k.packages, 0) as packages, coalesce(c.packages, 0) as counted
              from namespace_count k
              full join counted c using (owner_id, type, visibility)
             where coalesce(k.packages, 0) <> coalesce(c.packages, 0)
             order by owner_id, type, visibility
            """;

    private static final String PAGE_INDEX = """
            with bounded as (select package_id, deleted_individually, created_at, version_id, versions,
                                    lead(created_at, 1, 9223372036854775807) over list as next_created_at,
                                    lead(version_id, 1, 9223372036854775807) over list as next_version_id
                               from version_page_index
                             window list as (partition by package_id, deleted_individually order by created_at, version_id)),
                 compared as (select s.package_id, s.version_id, s.versions,
                                     (select count(*)
                                        from version v
                                       where v.package_id = s.package_id and v.deleted_individually = s.deleted_individually
                                         and (v.created_at, v.id) >= (s.created_at, s.version_id)
                                         and (v.created_at, v.id) < (s.next_created_at, s.next_version_id))
                                       as counted
                                from bounded s
                                join package p on p.id = s.package_id
                               where p.purging = 0)
            select package_id, version_id, versions, counted
              from compared
             where versions <> counted
             order by package_id, version_id
            """;

    /** A tag whose version does not exist, is deleted, or does not have the tag. */
    private static final String TAGS = """
            select t.package_id, t.name, t.version_id
              from tag t
              join package p on p.id = t.package_id
              left join version v on v.id = t.version_id and v.package_id = t.package_id and v.deleted_at is null
             where p.purging = 0 and (v.id is null or instr(' ' || v.tags || ' ', ' ' || t.name || ' ') = 0)
             order by t.package_id, t.name
            """;

    /** An active version whose number of tags differs from its rows in the table {@code tag}. */
    private static final String HELD_TAGS = """
            with compared as (select v.id, v.package_id,
                                     length(v.tags) - length(replace(v.tags, ' ', '')) + 1 as named,
                                     (select count(*)
                                        from tag t
                                       where t.package_id = v.package_id and t.version_id = v.id) as held
                                from version v
                                join package p on p.id = v.package_id
                               where p.purging = 0 and v.deleted_at is null and v.tags <> '')
            select package_id, id, named, held
              from compared
             where named <> held
             order by package_id, id
            """;

    private static final String SEQUENCES = """
            with used as (select 'account' as kind, max(id) as last from account
                           union all
                          select 'repository', max(id) from repository
                           union all
                          select 'package', max(id) from (select id from package union all select id from purged_package)
                           union all
                          select 'version', max(id) from (select id from version union all select id from purged_version)
                           union all
                          select 'token', max(id) from token)
            select u.kind, coalesce(s.last, -1) as last, coalesce(u.last, 0) as used
              from used u
              left join sequence s on s.kind = u.kind
             where coalesce(s.last, -1) < coalesce(u.last, 0)
            """;

    private static final String PURGED = """
            select 'package' as kind, id from package where id in (select id from purged_package)
             union all
            select 'version', id from version where id in (select id from purged_version)
            """;

    private final SqlConnection connection;
    private final List<String> problems = new ArrayList<>();

    private StoreCheck(SqlConnection connection) {
        this.connection = connection;
    }

    /** Returns one sentence for each problem. */
    static List<String> problems(SqlConnection connection) {
        return new StoreCheck(connection).run();
    }

    private List<String> run() {
        add("pages and indexes", PAGES, row -> row.text("integrity_check"));
        problems.remove("ok");
        add(
                "references",
                REFERENCES,
                row -> "%s %s names something in %s that is not there"
                        .formatted(row.text("table"), row.optionalText("rowid").orElse(null), row.text("parent")));
        add("counts of packages", PACKAGES, StoreCheck::packageCounts);
        add(
                "counts of namespaces",
                NAMESPACES,
                row -> "account %s keeps the count %s of its active %s packages of visibility %s, and has %s"
                        .formatted(
                                row.text("owner_id"),
                                row.text("packages"),
                                row.text("type"),
                                row.text("visibility"),
                                row.text("counted")));
        add(
                "page index",
                PAGE_INDEX,
                row -> "package %s keeps the count %s of the versions from version %s on, and has %s"
                        .formatted(
                                row.text("package_id"),
                                row.text("versions"),
                                row.text("version_id"),
                                row.text("counted")));
        add(
                "tags",
                TAGS,
                row -> "package %s has the tag '%s' on version %s, which is not there, is deleted, or has no such tag"
                        .formatted(row.text("package_id"), row.text("name"), row.text("version_id")));
        add(
                "tags of versions",
                HELD_TAGS,
                row -> "package %s has a version %s with %s tags that holds %s"
                        .formatted(row.text("package_id"), row.text("id"), row.text("named"), row.text("held")));
        add(
                "numbers",
                SEQUENCES,
                row -> "the highest number of the kind '%s' is kept as %s, and %s was given"
                        .formatted(row.text("kind"), row.text("last"), row.text("used")));
        add(
                "purged numbers",
                PURGED,
                row -> "%s %s is there, and its number is among those that were purged"
                        .formatted(row.text("kind"), row.text("id")));
        attempt("rows", () -> StateExporter.export(connection));
        return problems;
    }

    private static String packageCounts(SqlRow row) throws SQLException {
        return "package %s keeps the counts %s active, %s tagged, %s downloads at most, %s deleted individually, and has %s, %s, %s, %s"
                .formatted(
                        row.text("id"),
                        row.text("active"),
                        row.text("tagged"),
                        row.text("most_downloads"),
                        row.text("deleted_individually"),
                        row.text("counted_active"),
                        row.text("counted_tagged"),
                        row.text("counted_most_downloads"),
                        row.text("counted_deleted_individually"));
    }

    private void add(String subject, String sql, SqlConnection.RowReader<String> problem) {
        attempt(subject, () -> problems.addAll(connection.list(sql, problem)));
    }

    /** Adds a failed check to the problems, so that the other checks still run. */
    private void attempt(String subject, Runnable reading) {
        try {
            reading.run();
        } catch (UnavailableException e) {
            problems.add("%s: %s".formatted(subject, e.getMessage()));
        }
    }
}
