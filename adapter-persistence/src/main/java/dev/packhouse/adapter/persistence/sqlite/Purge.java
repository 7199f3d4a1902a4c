package dev.packhouse.adapter.persistence.sqlite;

import dev.packhouse.adapter.persistence.sql.EpochNanos;
import dev.packhouse.adapter.persistence.sql.SqlQuery;
import dev.packhouse.adapter.persistence.sql.VersionPageIndex;
import dev.packhouse.adapter.persistence.sql.VersionPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Forgets what can no longer be restored, in small transactions between which other work has its turn. A package is
 * first marked, with which it is gone for everybody, and then taken apart.
 */
final class Purge {

    static final String MARK = """
            update package
               set purging = 1
             where id in (select id
                            from package
                           where deleted_at < ? and deleted_at is not null and purging = 0
                           limit ?)
            """;

    static final String MARKED = "select id from package where purging = 1 limit 1";

    static final String VERSIONS_OF = "select id from version where package_id = ? limit ?";

    static final String EXPIRED = """
            select v.id, v.package_id, v.created_at
              from version v
             where v.deleted_at < ? and v.deleted_at is not null
             limit ?
            """;

    static final String REMEMBER_VERSION = "insert into purged_version (id) values (?)";

    static final String FORGET_VERSION = "delete from version where id = ?";

    static final String UNCOUNT = "update package set deleted_individually = deleted_individually - 1 where id = ?";

    static final String FORGET_TAGS = """
            delete from tag
             where package_id = ? and name in (select name from tag where package_id = ? limit ?)
            """;

    static final String FORGET_PAGE_INDEX = "delete from version_page_index where package_id = ?";

    static final String FORGET_ROLES = "delete from package_role where package_id = ?";

    static final String FORGET_PACKAGE = "delete from package where id = ?";

    static final String REMEMBER_PACKAGE = "insert into purged_package (id) values (?)";

    private final Database database;
    private final long before;
    private final long batch;

    Purge(Database database, Instant before) {
        this.database = database;
        this.before = EpochNanos.bound(before);
        this.batch = database.limits().batch();
    }

    /** Returns how many packages, and versions of other packages, are gone. */
    long run() {
        long packages = repeat(this::mark);
        while (database.read(Purge::isMarked)) {
            database.write(this::takeApart);
        }
        return packages + repeat(this::versions);
    }

    private interface Step {
        int run(Handle handle);
    }

    private long repeat(Step step) {
        long all = 0;
        int done;
        do {
            done = database.write(step::run);
            all += done;
        } while (done == batch);
        return all;
    }

    private int mark(Handle handle) {
        return SqlQuery.update(handle, MARK, before, batch);
    }

    private static boolean isMarked(Handle handle) {
        return marked(handle).isPresent();
    }

    private static Optional<Long> marked(Handle handle) {
        return SqlQuery.first(handle, MARKED, row -> row.getLong(1));
    }

    /** Some versions, then some tags, then the package itself. */
    private Void takeApart(Handle handle) {
        marked(handle).ifPresent(id -> {
            List<Long> versions = SqlQuery.list(handle, VERSIONS_OF, row -> row.getLong(1), id, batch);
            versions.forEach(version -> forgetVersion(handle, version));
            if (versions.isEmpty() && SqlQuery.update(handle, FORGET_TAGS, id, id, batch) == 0) {
                SqlQuery.update(handle, FORGET_PAGE_INDEX, id);
                SqlQuery.update(handle, FORGET_ROLES, id);
                SqlQuery.update(handle, FORGET_PACKAGE, id);
                SqlQuery.update(handle, REMEMBER_PACKAGE, id);
            }
        });
        return null;
    }

    private int versions(Handle handle) {
        record Expired(long id, long owner, long createdAt) {}
        List<Expired> expired = SqlQuery.list(
                handle, EXPIRED, row -> new Expired(row.getLong(1), row.getLong(2), row.getLong(3)), before, batch);
        for (Expired version : expired) {
            forgetVersion(handle, version.id());
            SqlQuery.update(handle, UNCOUNT, version.owner());
            VersionPageIndex.removed(
                    handle, version.owner(), true, new VersionPosition(version.createdAt(), version.id()));
        }
        return expired.size();
    }

    private static void forgetVersion(Handle handle, long id) {
        SqlQuery.update(handle, FORGET_VERSION, id);
        SqlQuery.update(handle, REMEMBER_VERSION, id);
    }
}
