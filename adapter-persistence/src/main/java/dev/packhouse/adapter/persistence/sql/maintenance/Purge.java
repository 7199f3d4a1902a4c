package dev.packhouse.adapter.persistence.sql.maintenance;

import dev.packhouse.adapter.persistence.sql.EpochNanos;
import dev.packhouse.adapter.persistence.sql.SqlConnection;
import dev.packhouse.adapter.persistence.sql.VersionList;
import dev.packhouse.adapter.persistence.sql.VersionPageIndex;
import dev.packhouse.adapter.persistence.sql.VersionPosition;
import dev.packhouse.domain.lifecycle.PackageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Removes packages and versions that can no longer be restored, in small transactions between which other write tasks
 * run. First marks the packages, after which no query finds them, and then deletes their rows batch by batch. The next
 * purge continues an interrupted one.
 */
public final class Purge {

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

    static final String RECORD_VERSION_ID = "insert into purged_version (id) values (?)";

    static final String DELETE_VERSION = "delete from version where id = ?";

    static final String DECREMENT_COUNT =
            "update package set deleted_individually = deleted_individually - 1 where id = ?";

    static final String DELETE_TAGS = """
            delete from tag
             where package_id = ? and name in (select name from tag where package_id = ? limit ?)
            """;

    static final String DELETE_PAGE_INDEX = "delete from version_page_index where package_id = ?";

    static final String DELETE_ROLES = "delete from package_role where package_id = ?";

    static final String DELETE_PACKAGE = "delete from package where id = ?";

    static final String RECORD_PACKAGE_ID = "insert into purged_package (id) values (?)";

    private final Transactions transactions;
    private final long before;
    private final long batch;

    /**
     * Creates a purge of what was deleted before an instant.
     *
     * @param batch how many rows one transaction deletes at most
     */
    public Purge(Transactions transactions, Instant before, int batch) {
        this.transactions = transactions;
        this.before = EpochNanos.bound(before);
        this.batch = batch;
    }

    /**
     * Returns how many packages, and versions of other packages, were removed. Counts a package that an interrupted purge
     * has marked.
     */
    public long run() {
        repeat(this::mark);
        long packages = 0;
        while (transactions.read(Purge::isMarked)) {
            packages += transactions.write(this::deleteMarked);
        }
        return packages + repeat(this::versions);
    }

    private interface Step {
        int run(SqlConnection connection);
    }

    private long repeat(Step step) {
        long all = 0;
        int done;
        do {
            done = transactions.write(step::run);
            all += done;
        } while (done == batch);
        return all;
    }

    private int mark(SqlConnection connection) {
        return connection.update(MARK, before, batch);
    }

    private static boolean isMarked(SqlConnection connection) {
        return marked(connection).isPresent();
    }

    private static Optional<Long> marked(SqlConnection connection) {
        return connection.first(MARKED, row -> row.number("id"));
    }

    /** Runs one step of the deletion of a marked package. Returns how many packages are gone: 0 or 1. */
    private int deleteMarked(SqlConnection connection) {
        return marked(connection).map(id -> deleteStep(connection, id)).orElse(0);
    }

    /** Deletes a batch of versions of a package, or of its tags, or at last the package itself. */
    private int deleteStep(SqlConnection connection, long id) {
        List<Long> versions = connection.list(VERSIONS_OF, row -> row.number("id"), id, batch);
        versions.forEach(version -> deleteVersion(connection, version));
        if (!versions.isEmpty() || connection.update(DELETE_TAGS, id, id, batch) > 0) {
            return 0;
        }
        connection.update(DELETE_PAGE_INDEX, id);
        connection.update(DELETE_ROLES, id);
        connection.update(RECORD_PACKAGE_ID, id);
        return connection.update(DELETE_PACKAGE, id);
    }

    private int versions(SqlConnection connection) {
        record Expired(long id, long owner, long createdAt) {}
        List<Expired> expired = connection.list(
                EXPIRED,
                row -> new Expired(row.number("id"), row.number("package_id"), row.number("created_at")),
                before,
                batch);
        for (Expired version : expired) {
            deleteVersion(connection, version.id());
            connection.update(DECREMENT_COUNT, version.owner());
            VersionPageIndex.removed(
                    connection,
                    new VersionList(new PackageId(version.owner()), true),
                    new VersionPosition(version.createdAt(), version.id()));
        }
        return expired.size();
    }

    private static void deleteVersion(SqlConnection connection, long id) {
        connection.update(DELETE_VERSION, id);
        connection.update(RECORD_VERSION_ID, id);
    }
}
